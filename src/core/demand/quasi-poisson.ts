// Quasi-Poisson regression with a log link, by iteratively reweighted least squares.
//
//   log E[y] = X b      Var[y] = dispersion * E[y]      dispersion = Pearson chi2 / (n - k)
//
// Source: McCullagh and Nelder, "Generalized Linear Models", sections 2.5 and 9.2. Unlike a regression of log y it
// takes days without a sale as they are. Nothing here throws: a fit that cannot be had is a sentence.

import { CholeskyDecomposition, Matrix } from 'ml-matrix';

export interface PoissonFit {
  readonly coefficients: readonly number[];
  /** Scaled by the dispersion. [terms, terms] */
  readonly covariance: readonly (readonly number[])[];
  readonly dispersion: number;
  /** Expected y of every row. [rows] */
  readonly fitted: Float64Array;
}

export type PoissonResult = { readonly fit: PoissonFit } | { readonly problem: string };

const maxIterations = 100;
const tolerance = 1e-11;
/** An expectation below this is taken as this: a weight of 0 would make the equations singular. */
const smallestMean = 1e-10;

/**
 * Fits `y` (counts, 0 or more) on `columns` (the first is the constant), each [rows].
 *
 * Converged when the deviance stands still to 1e-11 of itself.
 */
export function quasiPoisson(columns: readonly Float64Array[], y: Float64Array): PoissonResult {
  const rows = y.length;
  const terms = columns.length;
  if (rows <= terms) return { problem: `${rows} days are too few to tell ${terms} effects apart` };
  const meanOfY = y.reduce((sum, value) => sum + value, 0) / rows;
  if (!(meanOfY > 0)) return { problem: 'nothing was ever sold' };

  // The start of McCullagh and Nelder: the data themselves, drawn half-way to their mean to stay above 0.
  const fitted = y.map((value) => (value + meanOfY) / 2);
  const linear = fitted.map(Math.log);
  let deviance = Infinity;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const normal = normalEquations(columns, y, fitted, linear);
    const cholesky = new CholeskyDecomposition(normal.matrix);
    if (!cholesky.isPositiveDefinite() || isNearlySingular(cholesky, normal.matrix))
      return { problem: 'the effects of price and season cannot be told apart in these days' };
    const coefficients = cholesky.solve(normal.right).to1DArray();
    linear.fill(0);
    columns.forEach((column, j) => {
      for (let i = 0; i < rows; i++) linear[i]! += coefficients[j]! * column[i]!;
    });
    for (let i = 0; i < rows; i++) fitted[i] = Math.max(smallestMean, Math.exp(Math.min(50, linear[i]!)));
    const previous = deviance;
    deviance = devianceOf(y, fitted);
    if (!Number.isFinite(deviance)) return { problem: 'the regression did not settle on finite numbers' };
    if (Math.abs(deviance - previous) <= tolerance * (Math.abs(deviance) + 0.1)) {
      return { fit: finished(columns, y, fitted, linear, coefficients) };
    }
  }
  return { problem: `the regression did not settle within ${maxIterations} rounds` };
}

/** X' W X and X' W z with weights W = mu and working response z = eta + (y - mu) / mu. */
function normalEquations(
  columns: readonly Float64Array[],
  y: Float64Array,
  fitted: Float64Array,
  linear: Float64Array,
): { matrix: Matrix; right: Matrix } {
  const terms = columns.length;
  const matrix = Matrix.zeros(terms, terms);
  const right = Matrix.zeros(terms, 1);
  for (let a = 0; a < terms; a++) {
    const left = columns[a]!;
    let response = 0;
    for (let i = 0; i < y.length; i++) response += left[i]! * (fitted[i]! * linear[i]! + y[i]! - fitted[i]!);
    right.set(a, 0, response);
    for (let b = a; b < terms; b++) {
      const other = columns[b]!;
      let sum = 0;
      for (let i = 0; i < y.length; i++) sum += fitted[i]! * left[i]! * other[i]!;
      matrix.set(a, b, sum);
      matrix.set(b, a, sum);
    }
  }
  return { matrix, right };
}

/** A column that the others explain to within rounding leaves almost nothing on the Cholesky diagonal. */
function isNearlySingular(cholesky: CholeskyDecomposition, matrix: Matrix): boolean {
  const lower = cholesky.lowerTriangularMatrix;
  for (let j = 0; j < matrix.rows; j++) if (lower.get(j, j) ** 2 < 1e-11 * matrix.get(j, j)) return true;
  return false;
}

/** 2 sum y log(y / mu) - (y - mu) */
function devianceOf(y: Float64Array, fitted: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const value = y[i]!;
    const mu = fitted[i]!;
    sum += (value > 0 ? value * Math.log(value / mu) : 0) - (value - mu);
  }
  return 2 * sum;
}

function finished(
  columns: readonly Float64Array[],
  y: Float64Array,
  fitted: Float64Array,
  linear: Float64Array,
  coefficients: number[],
): PoissonFit {
  let chi2 = 0;
  for (let i = 0; i < y.length; i++) chi2 += (y[i]! - fitted[i]!) ** 2 / fitted[i]!;
  const dispersion = chi2 / (y.length - columns.length);
  const { matrix } = normalEquations(columns, y, fitted, linear);
  const inverse = new CholeskyDecomposition(matrix).solve(Matrix.eye(columns.length));
  return { coefficients, covariance: inverse.mul(dispersion).to2DArray(), dispersion, fitted };
}
