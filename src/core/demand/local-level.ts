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
import { LevelEquations } from './level-equations.ts';
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
  /** Rows from which to the next the level may jump; absent: none, and nobody asks where it might. */
  readonly breaks?: readonly number[];
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
  /**
   * Each step of the level over the deviation it has where all steps are alike: about N(0, 1) where they are. null where breaks were
   * not asked for. [rows - 1]
   */
  readonly oddSteps: Float64Array | null;
}

export type LevelResult = { readonly fit: LevelFit } | { readonly problem: string };

const maxIterations = 60;
const tolerance = 1e-8;
const smallestMean = 1e-10;
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

const entangled = { problem: 'the effects of price and season cannot be separated in these rows' };

/** Fits units on the columns and a wandering level; never throws. */
export function fitLocalLevel(input: LevelInput): LevelResult {
  const { columns, y, soldOut, offset = null, huber } = input;
  const huberSquared = huber * huber;
  const rows = y.length;
  const terms = columns.length;
  if (rows <= terms + 1) return { problem: `${rows} days are too few to separate ${terms} effects` };
  const meanOfY = sumOf(y) / rows;
  if (!(meanOfY > 0) || !Number.isFinite(meanOfY)) return { problem: 'nothing was ever sold' };

  const equations = new LevelEquations(columns, rows, input.gaps, input.priorPrecision, input.breaks);
  // A huge day must not be where the search begins.
  const cap = startCap * (median(y) + 1);
  const tame = y.slice();
  for (let t = 0; t < rows; t++) tame[t] = Math.min(tame[t]!, cap);
  const linear = input.start?.slice() ?? halfWayToMean(tame);
  const mu = new Float64Array(rows);
  for (let t = 0; t < rows; t++) mu[t] = expectation(linear[t]!);
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
      const isOdd = off * off > huberSquared * dispersion * mean;
      const weight = isOdd ? (huber * Math.sqrt(dispersion * mean)) / Math.abs(off) : 1;
      weights[t] = weight;
      information[t] = weight * known;
      response[t] = weight * (known * (linear[t]! - (offset?.[t] ?? 0)) + off);
    }
    if (!equations.solve({ information, response, smoothing, dispersion })) return entangled;
    if (offset) linear.set(offset);
    else linear.fill(0);
    equations.addTo(linear);
    let objective = 0;
    let chi2 = 0;
    for (let t = 0; t < rows; t++) {
      mu[t] = expectation(linear[t]!);
      const off = demand[t]! - mu[t]!;
      chi2 += Math.min((off * off + lost[t]!) / mu[t]!, huberSquared * dispersion);
      objective += weights[t]! * (mu[t]! - demand[t]! * linear[t]!);
    }
    const usedFreedom = terms + rows - 1 - smoothing * equations.trace;
    // Some spare days are needed to tell scatter; a level that eats them all is bounded below.
    dispersion = Math.max(1e-12, chi2 / Math.max(1, rows - usedFreedom));
    if (!Number.isFinite(objective) || !Number.isFinite(dispersion))
      return { problem: 'the regression did not converge to finite numbers' };

    let moved = 0;
    // A walk that is fitted before odd rows have lost their weight would chase them.
    if (iteration < looking) moved = 1;
    else if (!settled) {
      const levelFreedom = rows - 1 - smoothing * equations.trace - equations.freedomOfBreaks(smoothing);
      const wanted = (dispersion * levelFreedom) / Math.max(1e-300, equations.roughnessOf(equations.level()));
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
  return finished(input, equations, {
    linear,
    mu,
    demand,
    information,
    weights,
    dispersion,
    smoothing,
    iterations,
  });
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < values.length; t++) sum += values[t]!;
  return sum;
}

/** Logs of the values, drawn half-way to their mean to stay above 0. */
function halfWayToMean(values: Float64Array): Float64Array {
  const mean = sumOf(values) / values.length;
  const logs = new Float64Array(values.length);
  for (let t = 0; t < logs.length; t++) logs[t] = Math.log((values[t]! + mean) / 2);
  return logs;
}

function expectation(linear: number): number {
  return Math.max(smallestMean, Math.exp(Math.min(50, linear)));
}

function pearson(y: Float64Array, mu: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < y.length; t++) sum += (y[t]! - mu[t]!) ** 2 / mu[t]!;
  return sum;
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

function finished(
  { offset = null, gaps, breaks }: LevelInput,
  equations: LevelEquations,
  { linear, mu, demand, information, weights, dispersion, smoothing, iterations }: Settled,
): LevelResult {
  const { terms, rows } = equations;
  const scores = new Float64Array(rows);
  const response = new Float64Array(rows);
  for (let t = 0; t < rows; t++) {
    scores[t] = weights[t]! * (demand[t]! - mu[t]!);
    response[t] = scores[t]! + information[t]! * (linear[t]! - (offset?.[t] ?? 0));
  }
  if (!equations.solve({ information, response, smoothing, dispersion })) return entangled;
  const { inverse } = equations;
  const covariance = Array.from({ length: terms }, (_, a) =>
    Array.from({ length: terms }, (__, b) => inverse[a * terms + b]! * dispersion),
  );
  if (!covariance.every((row) => row.every(Number.isFinite)))
    return { problem: 'its prices or units are too large or too small to compute with' };
  return {
    fit: {
      coefficients: [...equations.coefficients],
      covariance,
      dispersion,
      fitted: mu,
      level: equations.level(),
      smoothing,
      iterations,
      levelVariance: dispersion / smoothing,
      usedFreedom: terms + rows - 1 - smoothing * equations.trace,
      weights,
      demand,
      linear,
      pullOf: (direction) => equations.pullOf(direction),
      scores,
      information,
      oddSteps: breaks ? oddSteps(equations, gaps, smoothing, dispersion) : null,
    },
  };
}

/** The steps' auxiliary residuals: Harvey and Koopman, Journal of Business and Economic Statistics 10(4), 1992. [rows - 1] */
function oddSteps(
  equations: LevelEquations,
  gaps: Float64Array,
  smoothing: number,
  dispersion: number,
): Float64Array {
  const level = equations.level();
  return equations.toldSteps(smoothing).map((told, t) => {
    const usual = Math.sqrt((dispersion / smoothing) * gaps[t]! * Math.max(told, 1e-12));
    return (level[t + 1]! - level[t]!) / usual;
  });
}
