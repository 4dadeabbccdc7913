// Quasi-Poisson regression with a log link, by iteratively reweighted least squares.
//
//   log E[y] = X b      Var[y] = dispersion * E[y]      dispersion = Pearson chi2 / (n - k)
//
// Source: McCullagh and Nelder, "Generalized Linear Models", sections 2.5 and 9.2. Unlike a regression of log y it
// takes days without a sale as they are. Nothing here throws: a fit that cannot be had is a sentence.

import { cholesky, inverseCholesky, solveCholesky } from '../statistics/cholesky.ts';
import { DesignColumns } from './design-columns.ts';

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
  const normal = new NormalEquations(columns, rows);
  let deviance = Infinity;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    normal.set(y, fitted, linear);
    const lower = cholesky(normal.matrix, terms, nearlySingular);
    if (lower === null) return { problem: isFinite(normal) ? entangled : beyondNumbers };
    const coefficients = solveCholesky(lower, terms, normal.right);
    linear.fill(0);
    columns.forEach((column, j) => {
      const own = coefficients[j]!;
      for (let i = 0; i < rows; i++) linear[i]! += own * column[i]!;
    });
    for (let i = 0; i < rows; i++) fitted[i] = Math.max(smallestMean, Math.exp(Math.min(50, linear[i]!)));
    const previous = deviance;
    deviance = devianceOf(y, fitted);
    if (!Number.isFinite(deviance)) return { problem: 'the regression did not converge to finite numbers' };
    if (Math.abs(deviance - previous) <= tolerance * (Math.abs(deviance) + 0.1)) {
      normal.set(y, fitted, linear);
      return finished(normal.matrix, y, fitted, coefficients);
    }
  }
  return { problem: `the regression did not converge within ${maxIterations} rounds` };
}

/** X' W X and X' W z with weights W = mu and working response z = eta + (y - mu) / mu. */
class NormalEquations {
  /** [terms * terms] */
  readonly matrix: Float64Array;
  /** [terms] */
  readonly right: Float64Array;
  private readonly design: DesignColumns;
  private readonly weighted: Float64Array;
  private readonly response: Float64Array;

  constructor(columns: readonly Float64Array[], rows: number) {
    const terms = columns.length;
    this.design = new DesignColumns(columns, rows);
    this.weighted = new Float64Array(terms * rows);
    this.response = new Float64Array(rows);
    this.matrix = new Float64Array(terms * terms);
    this.right = new Float64Array(terms);
  }

  set(y: Float64Array, fitted: Float64Array, linear: Float64Array): void {
    const { design, weighted, response } = this;
    for (let i = 0; i < response.length; i++) response[i] = fitted[i]! * linear[i]! + y[i]! - fitted[i]!;
    design.weigh(fitted, weighted);
    design.products(weighted, design.values, this.matrix);
    design.times(response, this.right);
  }
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

/** `matrix`: X' W X at the end. */
function finished(
  matrix: Float64Array,
  y: Float64Array,
  fitted: Float64Array,
  coefficients: Float64Array,
): PoissonResult {
  const terms = coefficients.length;
  let chi2 = 0;
  for (let i = 0; i < y.length; i++) chi2 += (y[i]! - fitted[i]!) ** 2 / fitted[i]!;
  const dispersion = chi2 / (y.length - terms);
  const lower = cholesky(matrix, terms, nearlySingular);
  if (lower === null) return { problem: entangled };
  const inverse = inverseCholesky(lower, terms);
  const covariance = Array.from({ length: terms }, (_, a) =>
    Array.from({ length: terms }, (__, b) => inverse[a * terms + b]! * dispersion),
  );
  const isKnown = Number.isFinite(dispersion) && covariance.every((row) => row.every(Number.isFinite));
  if (!isKnown) return { problem: beyondNumbers };
  return { fit: { coefficients: [...coefficients], covariance, dispersion, fitted } };
}
