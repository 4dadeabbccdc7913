// Quasi-Poisson regression with a log link, by iteratively reweighted least squares.
//
//   log E[y] = X b      Var[y] = dispersion * E[y]      dispersion = Pearson chi2 / (n - k)
//
// Source: McCullagh and Nelder, "Generalized Linear Models", sections 2.5 and 9.2. Unlike a regression of log y it
// takes days without a sale as they are. Nothing here throws: a fit that cannot be had is a sentence.

import { cholesky, inverseCholesky, solveCholesky } from './cholesky.ts';

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
/** A column that the others explain to within rounding leaves less than this share of itself. */
const nearlySingular = 1e-11;
const entangled = 'the effects of price and season cannot be separated in these rows';
const beyondNumbers = 'its prices or units are too large or too small to compute with';

/**
 * Fits `y` (counts, 0 or more) on `columns` (the first is the constant), each [rows].
 *
 * Converged when the deviance stands still to 1e-11 of itself.
 */
export function quasiPoisson(columns: readonly Float64Array[], y: Float64Array): PoissonResult {
  const rows = y.length;
  const terms = columns.length;
  if (rows <= terms) return { problem: `${rows} days are too few to separate ${terms} effects` };
  const meanOfY = y.reduce((sum, value) => sum + value, 0) / rows;
  if (!(meanOfY > 0)) return { problem: 'nothing was ever sold' };
  if (!Number.isFinite(meanOfY)) return { problem: beyondNumbers };

  // The start of McCullagh and Nelder: the data themselves, drawn half-way to their mean to stay above 0.
  const fitted = y.map((value) => (value + meanOfY) / 2);
  const linear = fitted.map(Math.log);
  let deviance = Infinity;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const normal = normalEquations(columns, y, fitted, linear);
    const lower = cholesky(normal.matrix, terms, nearlySingular);
    if (lower === null) return { problem: isFinite(normal) ? entangled : beyondNumbers };
    const coefficients = solveCholesky(lower, terms, normal.right);
    linear.fill(0);
    columns.forEach((column, j) => {
      for (let i = 0; i < rows; i++) linear[i]! += coefficients[j]! * column[i]!;
    });
    for (let i = 0; i < rows; i++) fitted[i] = Math.max(smallestMean, Math.exp(Math.min(50, linear[i]!)));
    const previous = deviance;
    deviance = devianceOf(y, fitted);
    if (!Number.isFinite(deviance)) return { problem: 'the regression did not converge to finite numbers' };
    if (Math.abs(deviance - previous) <= tolerance * (Math.abs(deviance) + 0.1))
      return finished(columns, y, fitted, linear, coefficients);
  }
  return { problem: `the regression did not converge within ${maxIterations} rounds` };
}

interface NormalEquations {
  /** X' W X [terms * terms] */
  readonly matrix: Float64Array;
  /** X' W z [terms] */
  readonly right: Float64Array;
}

/** Weights W = mu and working response z = eta + (y - mu) / mu. */
function normalEquations(
  columns: readonly Float64Array[],
  y: Float64Array,
  fitted: Float64Array,
  linear: Float64Array,
): NormalEquations {
  const terms = columns.length;
  const matrix = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  for (let a = 0; a < terms; a++) {
    const left = columns[a]!;
    let response = 0;
    for (let i = 0; i < y.length; i++) response += left[i]! * (fitted[i]! * linear[i]! + y[i]! - fitted[i]!);
    right[a] = response;
    for (let b = a; b < terms; b++) {
      const other = columns[b]!;
      let sum = 0;
      for (let i = 0; i < y.length; i++) sum += fitted[i]! * left[i]! * other[i]!;
      matrix[a * terms + b] = sum;
      matrix[b * terms + a] = sum;
    }
  }
  return { matrix, right };
}

function isFinite({ matrix, right }: NormalEquations): boolean {
  return matrix.every(Number.isFinite) && right.every(Number.isFinite);
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
  coefficients: Float64Array,
): PoissonResult {
  const terms = columns.length;
  let chi2 = 0;
  for (let i = 0; i < y.length; i++) chi2 += (y[i]! - fitted[i]!) ** 2 / fitted[i]!;
  const dispersion = chi2 / (y.length - terms);
  const lower = cholesky(normalEquations(columns, y, fitted, linear).matrix, terms, nearlySingular);
  if (lower === null) return { problem: entangled };
  const inverse = inverseCholesky(lower, terms);
  const covariance = Array.from({ length: terms }, (_, a) =>
    Array.from({ length: terms }, (__, b) => inverse[a * terms + b]! * dispersion),
  );
  const isKnown = Number.isFinite(dispersion) && covariance.every((row) => row.every(Number.isFinite));
  if (!isKnown) return { problem: beyondNumbers };
  return { fit: { coefficients: [...coefficients], covariance, dispersion, fitted } };
}
