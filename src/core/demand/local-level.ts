// Quasi-Poisson regression whose level wanders: what moves demand apart from price is not taken for an answer to it.
//
//   log E[y_t] = x_t b + w_t        w_t+1 - w_t ~ N(0, q * gap_t), w_last = 0        Var[y_t] = dispersion * E[y_t]
//
// The random walk is a penalised smooth with a knot at every row and lambda = dispersion / q; with its last value at 0
// the constant is the level at the end. q is estimated (restricted maximum likelihood on the working model, by the
// Fellner-Schall step of Wood and Fasiolo, Biometrics 73(4), 2017): a level that stands still costs next to nothing.
// Given what was sold before, a manager's price tells nothing about today's noise, so the likelihood of a wandering
// level holds for prices that react to past sales, where a straight trend does not.
//
// - Days that sold out count with their expected demand given that it was at least what was sold, and with the
//   information that is left (EM; Louis, JRSS B 44(2), 1982).
// - Huber weights on Pearson residuals, with his "proposal 2" for the dispersion: no single row carries the fit away.
// - The penalty matrix is tridiagonal, so an iteration takes rows * terms^2 steps.

import { median } from '../statistics/summary.ts';
import { censoredMoments } from './censored-count.ts';
import { cholesky, inverseCholesky, solveCholesky } from './cholesky.ts';
import type { PoissonFit } from './quasi-poisson.ts';

export interface LevelInput {
  /** The first is the constant. [terms][rows] */
  readonly columns: readonly Float64Array[];
  /** Units. [rows] */
  readonly y: Float64Array;
  /** Rows' distance to the next row, 1 where none is missing between. [rows - 1 or more] */
  readonly gaps: Float64Array;
  /** 1 where demand was at least `y`; null where all days are known. [rows] */
  readonly soldOut: Uint8Array | null;
  /** Precision of a normal prior about 0 for each coefficient, 0 for none; null for none at all. [terms] */
  readonly priorPrecision: Float64Array | null;
  /** What is added to the linear predictor whatever the coefficients are; absent: nothing. [rows] */
  readonly offset?: Float64Array | null;
  /** Pearson residuals beyond this weigh less; Infinity for none. */
  readonly huber: number;
  /** dispersion / q; estimated where null. */
  readonly smoothing: number | null;
  /** Linear predictor to begin with; null to begin with the data. [rows] */
  readonly start: Float64Array | null;
}

export interface LevelFit extends PoissonFit {
  /** w. [rows] */
  readonly level: Float64Array;
  /** lambda = dispersion / q. */
  readonly smoothing: number;
  /** q: variance of the log level's step from a row to the next. */
  readonly levelVariance: number;
  /** Rounds it took. */
  readonly iterations: number;
  /** Degrees of freedom that terms and level use. */
  readonly usedFreedom: number;
  /** Huber weights, 1 for most. [rows] */
  readonly weights: Float64Array;
  /** Units; on sold-out days what was probably asked for. [rows] */
  readonly demand: Float64Array;
  /** Log of the expectation. [rows] */
  readonly linear: Float64Array;
  /**
   * How a weighted sum of coefficients follows the rows: it moves by `pull[t] * residual[t]` for working residuals. [rows]
   */
  readonly pullOf: (direction: readonly number[]) => Float64Array;
  /** Working residuals times their weights, and those weights. [rows] each */
  readonly scores: Float64Array;
  readonly information: Float64Array;
}

export type LevelResult = { readonly fit: LevelFit } | { readonly problem: string };

/** With the rows of columns that are 0 on most of them, such as a weekday's; null for the others. */
interface PreparedInput extends LevelInput {
  readonly rowsOf: readonly (Int32Array | null)[];
}

/** A column that is 0 on more than this share of the rows is summed over the others alone. */
const sparseFrom = 0.5;

function fewRows(column: Float64Array): Int32Array | null {
  const rows: number[] = [];
  column.forEach((value, t) => {
    if (value !== 0) rows.push(t);
  });
  return rows.length < (1 - sparseFrom) * column.length ? Int32Array.from(rows) : null;
}

const maxIterations = 60;
const tolerance = 1e-8;
const smallestMean = 1e-10;
const nearlySingular = 1e-10;
/** Times the usual day, from which a day is no place to begin. */
const startCap = 10;
/** Rounds before the walk's own variance is estimated. */
const looking = 3;
/** Standard deviation of a row's step at the start, and its bounds. */
const firstStep = 0.03;
const smallestStep = 1e-4;
const largestStep = 0.5;
/** A level that uses less freedom than this stands still. */
const stillFreedom = 0.25;

/** Fits units on the columns and a wandering level; never throws. */
export function fitLocalLevel(given: LevelInput): LevelResult {
  const input: PreparedInput = { ...given, rowsOf: given.columns.map(fewRows) };
  const { columns, y, soldOut, offset = null } = input;
  const rows = y.length;
  const terms = columns.length;
  if (rows <= terms + 1) return { problem: `${rows} days are too few to separate ${terms} effects` };
  const meanOfY = y.reduce((sum, value) => sum + value, 0) / rows;
  if (!(meanOfY > 0) || !Number.isFinite(meanOfY)) return { problem: 'nothing was ever sold' };

  // A huge day must not be where the search begins.
  const cap = startCap * (median(y) + 1);
  const tame = y.map((value) => Math.min(value, cap));
  const tameMean = tame.reduce((sum, value) => sum + value, 0) / rows;
  const linear = input.start?.slice() ?? tame.map((value) => Math.log((value + tameMean) / 2));
  const mu = linear.map(expectation);
  const demand = y.slice(); // y, on sold-out days what was probably asked for
  const information = new Float64Array(rows); // weight of a row, in units of 1 / dispersion
  const response = new Float64Array(rows);
  const weights = new Float64Array(rows).fill(1);
  const lost = new Float64Array(rows); // variance of demand on sold-out days
  let dispersion = input.start === null ? Math.max(1, pearson(tame, mu) / rows) : 1;
  let smoothing = input.smoothing ?? dispersion / firstStep ** 2;
  let lastStep = 0;
  let settled = input.smoothing !== null;
  let previous = Infinity;
  let iterations = 0;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    iterations++;
    for (let t = 0; t < rows; t++) {
      const mean = mu[t]!;
      let known = mean;
      if (soldOut?.[t] === 1) {
        const moments = censoredMoments(mean, dispersion, y[t]!);
        demand[t] = moments.mean;
        lost[t] = moments.variance;
        known = Math.max(0, mean - moments.variance / dispersion);
      }
      const off = demand[t]! - mean;
      const standardised = Math.abs(off) / Math.sqrt(dispersion * mean);
      const weight = standardised > input.huber ? input.huber / standardised : 1;
      weights[t] = weight;
      information[t] = weight * known;
      response[t] = weight * (known * (linear[t]! - (offset?.[t] ?? 0)) + off);
    }
    const solved = solve(input, information, response, smoothing, dispersion);
    if (solved === null)
      return { problem: 'the effects of price and season cannot be separated in these rows' };
    const { coefficients, level } = solved;
    linear.set(level);
    if (offset) for (let t = 0; t < rows; t++) linear[t]! += offset[t]!;
    columns.forEach((column, j) => {
      for (let t = 0; t < rows; t++) linear[t]! += coefficients[j]! * column[t]!;
    });
    let objective = 0;
    let chi2 = 0;
    for (let t = 0; t < rows; t++) {
      mu[t] = expectation(linear[t]!);
      const off2 = (demand[t]! - mu[t]!) ** 2;
      chi2 += Math.min((off2 + lost[t]!) / mu[t]!, input.huber ** 2 * dispersion);
      objective += weights[t]! * (mu[t]! - demand[t]! * linear[t]!);
    }
    const usedFreedom = terms + rows - 1 - smoothing * solved.trace;
    // Some spare days are needed to tell scatter; a level that eats them all is bounded below.
    dispersion = Math.max(1e-12, chi2 / Math.max(1, rows - usedFreedom));
    if (!Number.isFinite(objective) || !Number.isFinite(dispersion))
      return { problem: 'the regression did not converge to finite numbers' };

    let moved = 0;
    // A walk that is fitted before odd rows have lost their weight would chase them.
    if (iteration < looking) moved = 1;
    else if (!settled) {
      const levelFreedom = rows - 1 - smoothing * solved.trace;
      const wanted = (dispersion * levelFreedom) / Math.max(1e-300, solved.roughness);
      const [lowest, highest] = [dispersion / largestStep ** 2, dispersion / smallestStep ** 2];
      let step = Math.log(Math.min(highest, Math.max(lowest, wanted)) / smoothing);
      // Steps that shrink by a steady share are taken to their end at once.
      const share = lastStep === 0 ? 0 : step / lastStep;
      lastStep = step;
      if (iteration > 2 && share > 0.2 && share < 0.97) {
        step = Math.sign(step) * Math.min(2.5, Math.abs(step) / (1 - share));
        lastStep = 0;
      }
      const next = Math.min(highest, Math.max(lowest, smoothing * Math.exp(step)));
      const isStill = iteration > 3 && levelFreedom < stillFreedom && step > 0;
      moved = Math.abs(Math.log(next / smoothing));
      smoothing = isStill ? highest : next;
      if (isStill || iteration > maxIterations / 2) settled = true;
      moved = isStill ? 1 : moved;
    }
    const change = Math.abs(objective - previous) / (Math.abs(objective) + 0.1);
    previous = objective;
    const isClose = input.smoothing === null ? moved < 0.02 && change < 1e-6 : change < tolerance * 1e-4;
    if (iteration > 2 && isClose) break;
    if (iteration === maxIterations - 1 && change > 1e-3)
      return { problem: `the regression did not converge within ${maxIterations} rounds` };
  }
  return finished(input, { linear, mu, demand, information, weights, dispersion, smoothing, iterations });
}

function expectation(linear: number): number {
  return Math.max(smallestMean, Math.exp(Math.min(50, linear)));
}

function pearson(y: Float64Array, mu: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < y.length; t++) sum += (y[t]! - mu[t]!) ** 2 / mu[t]!;
  return sum;
}

interface Solved {
  readonly coefficients: Float64Array;
  readonly level: Float64Array;
  /** Inverse of the equations' part that belongs to the terms. [terms * terms] */
  readonly inverse: Float64Array;
  /** A^-1 B, what the level takes of each term. [terms][rows - 1] */
  readonly taken: readonly Float64Array[];
  /** tr(V S): freedom of the level is rows - 1 - smoothing * trace. */
  readonly trace: number;
  /** w' S w */
  readonly roughness: number;
}

/**
 * The penalised equations, the level eliminated first:
 *
 *   [ A  B ] [ w ]   [ r1 ]        A = diag(W) + lambda S, tridiagonal        B = W X
 *   [ B' C ] [ b ] = [ r2 ]        C = X' W X
 */
function solve(
  { columns, gaps, priorPrecision, rowsOf }: PreparedInput,
  information: Float64Array,
  response: Float64Array,
  smoothing: number,
  dispersion: number,
): Solved | null {
  const rows = information.length;
  const terms = columns.length;
  const size = rows - 1;
  // A = L D L', L with ones on the diagonal and `factor[t]` below it.
  const pivot = new Float64Array(size);
  const factor = new Float64Array(size);
  for (let t = 0; t < size; t++) {
    const own = smoothing * ((t > 0 ? 1 / gaps[t - 1]! : 0) + 1 / gaps[t]!) + information[t]!;
    pivot[t] = t === 0 ? own : own + (smoothing / gaps[t - 1]!) * factor[t - 1]!;
    if (!(pivot[t]! > 0) || !Number.isFinite(pivot[t]!)) return null;
    factor[t] = -smoothing / gaps[t]! / pivot[t]!; // towards t + 1; the last belongs to the anchored row
  }
  const through = (right: Float64Array): Float64Array => {
    for (let t = 1; t < size; t++) right[t]! -= factor[t - 1]! * right[t - 1]!;
    for (let t = size - 1; t >= 0; t--)
      right[t] = right[t]! / pivot[t]! - (t + 1 < size ? factor[t]! * right[t + 1]! : 0);
    return right;
  };
  const weighted = columns.map((column) => {
    const own = new Float64Array(rows);
    for (let t = 0; t < rows; t++) own[t] = information[t]! * column[t]!;
    return own;
  });
  const taken: Float64Array[] = weighted.map((own) => through(own.slice(0, size)));
  const rest = columns.map((column, b) => {
    const gone = taken[b]!;
    const out = new Float64Array(size);
    for (let t = 0; t < size; t++) out[t] = column[t]! - gone[t]!;
    return out;
  });
  const levelAlone = through(response.slice(0, size));

  const schur = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  const last = rows - 1;
  for (let a = 0; a < terms; a++) {
    const left = columns[a]!;
    let sum = left[last]! * response[last]!;
    for (let t = 0; t < size; t++) sum += left[t]! * (response[t]! - information[t]! * levelAlone[t]!);
    right[a] = sum;
    for (let b = 0; b <= a; b++) {
      // The sum is the same with both exchanged: it runs over the rows of the one with fewer.
      const [few, many] = rowsOf[a] || !rowsOf[b] ? [a, b] : [b, a];
      const own = weighted[few]!;
      const other = rest[many]!;
      const rowsOfFew = rowsOf[few];
      let entry = own[last]! * columns[many]![last]!;
      if (rowsOfFew) {
        for (const t of rowsOfFew) if (t < size) entry += own[t]! * other[t]!;
      } else for (let t = 0; t < size; t++) entry += own[t]! * other[t]!;
      schur[a * terms + b] = entry;
      schur[b * terms + a] = entry;
    }
  }
  if (priorPrecision)
    for (let a = 0; a < terms; a++) schur[a * terms + a]! += dispersion * priorPrecision[a]!;
  const lower = cholesky(schur, terms, nearlySingular);
  if (lower === null) return null;
  const coefficients = solveCholesky(lower, terms, right);
  const inverse = inverseCholesky(lower, terms);
  const level = new Float64Array(rows);
  level.set(levelAlone);
  taken.forEach((gone, a) => {
    for (let t = 0; t < size; t++) level[t]! -= gone[t]! * coefficients[a]!;
  });

  // tr(A^-1 S) from the diagonal and the one beside it of A^-1, last row first.
  let trace = 0;
  let roughness = 0;
  let below = 0; // A^-1 at (t + 1, t + 1)
  for (let t = size - 1; t >= 0; t--) {
    const isLast = t === size - 1;
    const own = 1 / pivot[t]! + (isLast ? 0 : factor[t]! ** 2 * below);
    const beside = isLast ? 0 : -factor[t]! * below;
    trace += own * ((t > 0 ? 1 / gaps[t - 1]! : 0) + 1 / gaps[t]!) - (2 * beside) / gaps[t]!;
    below = own;
    roughness += (level[t + 1]! - level[t]!) ** 2 / gaps[t]!;
  }
  for (let a = 0; a < terms; a++)
    for (let b = 0; b <= a; b++) {
      const [left, other] = [taken[a]!, taken[b]!];
      let sum = 0;
      for (let t = 0; t < size; t++) {
        const isLast = t === size - 1;
        const first = (isLast ? 0 : left[t + 1]!) - left[t]!;
        const second = (isLast ? 0 : other[t + 1]!) - other[t]!;
        sum += (first * second) / gaps[t]!;
      }
      trace += (a === b ? 1 : 2) * sum * inverse[a * terms + b]!;
    }
  return { coefficients, level, inverse, taken, trace, roughness };
}

interface Settled {
  readonly linear: Float64Array;
  readonly mu: Float64Array;
  readonly demand: Float64Array;
  readonly information: Float64Array;
  readonly weights: Float64Array;
  readonly dispersion: number;
  readonly smoothing: number;
  readonly iterations: number;
}

function finished(input: PreparedInput, settled: Settled): LevelResult {
  const { linear, mu, demand, information, weights, dispersion, smoothing } = settled;
  const { columns } = input;
  const terms = columns.length;
  const rows = mu.length;
  const scores = demand.map((value, t) => weights[t]! * (value - mu[t]!));
  const response = scores.map(
    (score, t) => score + information[t]! * (linear[t]! - (input.offset?.[t] ?? 0)),
  );
  const solved = solve(input, information, response, smoothing, dispersion);
  if (solved === null)
    return { problem: 'the effects of price and season cannot be separated in these rows' };
  const { inverse, taken } = solved;
  const covariance = Array.from({ length: terms }, (_, a) =>
    Array.from({ length: terms }, (__, b) => inverse[a * terms + b]! * dispersion),
  );
  if (!covariance.every((row) => row.every(Number.isFinite)))
    return { problem: 'its prices or units are too large or too small to compute with' };
  const pullOf = (direction: readonly number[]): Float64Array => {
    const weight = Array.from({ length: terms }, (_, a) =>
      direction.reduce((sum, value, b) => sum + inverse[a * terms + b]! * value, 0),
    );
    return Float64Array.from({ length: rows }, (_, t) =>
      weight.reduce(
        (sum, value, a) => sum + value * (columns[a]![t]! - (t < rows - 1 ? taken[a]![t]! : 0)),
        0,
      ),
    );
  };
  return {
    fit: {
      coefficients: [...solved.coefficients],
      covariance,
      dispersion,
      fitted: mu,
      level: solved.level,
      smoothing,
      iterations: settled.iterations,
      levelVariance: dispersion / smoothing,
      usedFreedom: terms + rows - 1 - smoothing * solved.trace,
      weights,
      demand,
      linear,
      pullOf,
      scores,
      information,
    },
  };
}
