// Gauss-Hermite quadrature: nodes and weights with which a mean over a normal variable becomes a short sum.
//
// Source: Golub and Welsch, "Calculation of Gauss Quadrature Rules", https://doi.org/10.2307/2004418: the nodes are
// the eigenvalues of the recurrence's tridiagonal matrix, the weights the squared first entries of its eigenvectors.

import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import type { Quadrature } from './quadrature.ts';

/** Nodes whose weight is below this change no result and are left out. */
const negligibleWeight = 1e-12;

/** `E[f(Z)] ~ sum w_k f(z_k)` for a standard normal Z; exact for polynomials up to degree `2 count - 1`. */
export function gaussHermite(count: number): Quadrature {
  const recurrence = Matrix.zeros(count, count);
  for (let k = 1; k < count; k++) {
    recurrence.set(k - 1, k, Math.sqrt(k));
    recurrence.set(k, k - 1, Math.sqrt(k));
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(recurrence, {
    assumeSymmetric: true,
  });
  const all = realEigenvalues.map((node, k) => ({ node, weight: eigenvectorMatrix.get(0, k) ** 2 }));
  const kept = all.filter(({ weight }) => weight > negligibleWeight).sort((a, b) => a.node - b.node);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return { nodes: kept.map(({ node }) => node), weights: kept.map(({ weight }) => weight / total) };
}
