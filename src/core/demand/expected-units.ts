// What the fit expects to be sold: weekday factors, annual factors and the present level.

import { civilFromDay, dayFromCivil, weekdayOf } from '../table/day-numbers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { type DemandTerms, annualAngle, isDaily, ownWeights, termValue } from './demand-terms.ts';
import type { DemandFit } from './fit-demand.ts';
import { type Steepening, steepened, steepenedBy, unsteepened } from './steepening.ts';

/** Rows that say what the present level is where there is no fit. */
const recentRows = 28;

/**
 * A level is known to a factor of e^3 either way, 1.96 of this in logarithms, or not at all. Where nothing was sold at the end of a file its error has no bound, and the
 * mean of exp(error * normal) would be made of worlds that no shop has seen.
 */
const mostLevelError = 1.5;

/** No row of a shop sells more; a file that says so is computed with this. */
const mostUnits = 1e15;

/** The coefficient of a term, 0 where the fit has none. */
function coefficientOf(fit: DemandFit, name: string): number {
  const index = fit.terms.names.indexOf(name);
  return index < 0 ? 0 : fit.regression.coefficients[index]!;
}

/** Relative demand Monday to Sunday with mean 1 over the open days; closed weekdays are 0. Ones where not daily. */
export function weekdayFactors(history: ProductHistory, fit: DemandFit | null): number[] {
  if (!isDaily(history) || fit === null) return new Array<number>(7).fill(1);
  const present = new Set(fit.terms.rows.map((t) => weekdayOf(history.days[t]!)));
  const factors = [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
    if (fit.terms.closedWeekdays.includes(weekday)) return 0;
    return present.has(weekday) ? Math.exp(coefficientOf(fit, `weekday${weekday}`)) : NaN;
  });
  const known = factors.filter((factor) => factor > 0);
  const mean = known.reduce((sum, factor) => sum + factor, 0) / known.length;
  return factors.map((factor) => (Number.isNaN(factor) ? 1 : factor / mean));
}

/** Relative demand January to December against the history's last day; ones where the fit has no annual pair. */
export function monthFactors(history: ProductHistory, fit: DemandFit | null): number[] {
  if (fit === null || !fit.terms.names.includes('annualSin')) return new Array<number>(12).fill(1);
  const lastDay = history.days.at(-1)!;
  const { year } = civilFromDay(lastDay);
  const now = annualEffect(fit, lastDay);
  return Array.from({ length: 12 }, (_, month) => {
    const factor = Math.exp(annualEffect(fit, dayFromCivil(year, month + 1, 15)) - now);
    return Math.min(5, Math.max(0.2, factor));
  });
}

/** The level of demand today and how sure it is. */
export interface DemandLevel {
  /** Expected units a row at the history's last price, on an average open weekday at the level of its last day. */
  readonly baseUnits: number;
  /** How far log `baseUnits` moves when the own elasticity is 1 higher. */
  readonly slope: number;
  /** Standard error of log `baseUnits` at a given own elasticity. */
  readonly standardError: number;
}

/** How a fit moves where its curve is steeper by one: see `Steepening`. */
export function steepeningShifts(
  history: ProductHistory,
  fit: DemandFit,
): Pick<Steepening, 'elasticityShift' | 'levelShift'> {
  const { terms, full, ownElasticity } = fit;
  const still = { elasticityShift: 0, levelShift: 0 };
  const price = terms.columns[1];
  if (!full || !price || !(ownElasticity.value < 0)) return still;
  const { information } = full.level;
  const steeper = steeperTerm(terms);
  const shiftOf = (direction: readonly number[]) =>
    -full.level.pullOf(direction).reduce((sum, pull, t) => sum + pull * information[t]! * steeper[t]!, 0);
  const week = openWeek(history, fit);
  const elasticityShift = shiftOf(ownWeights(terms.names));
  const levelShift = shiftOf(terms.names.map((name) => levelWeight(history, fit, name, week)));
  return Number.isFinite(elasticityShift) && Number.isFinite(levelShift)
    ? { elasticityShift, levelShift }
    : still;
}

/** What one more unit of steepening adds to log units for each unit of elasticity: 0 at the last price. [rows] */
export function steeperTerm(
  terms: Pick<DemandTerms, 'columns' | 'meanPrice' | 'lastPrice' | 'steepening'>,
): Float64Array {
  const { meanPrice, lastPrice, steepening = 0 } = terms;
  const atMean = steepened(Math.log(meanPrice / lastPrice), steepening);
  return terms.columns[1]!.map((value) => steepenedBy(unsteepened(value + atMean, steepening), steepening));
}

/**
 * The level the fit expects at `elasticity`, which may differ from the fitted one.
 *
 * Level and elasticity are estimated together: with covariance c and variance v of the elasticity, another elasticity
 * moves the log level by (c / v) * difference and leaves the variance var(level) - c^2 / v.
 *
 * Without a fit: the mean of the last 28 rows, each carried to the last price with `elasticity`.
 */
export function demandLevel(history: ProductHistory, fit: DemandFit | null, elasticity: number): DemandLevel {
  if (fit === null) return recentLevel(history, elasticity);
  const { names } = fit.terms;
  const week = openWeek(history, fit);
  const weights = names.map((name) => levelWeight(history, fit, name, week));
  const own = ownWeights(names);
  const { covariance } = fit.regression;
  const ownVariance = quadratic(own, covariance, own);
  const shared = quadratic(weights, covariance, own);
  const slope = ownVariance > 0 && Number.isFinite(shared / ownVariance) ? shared / ownVariance : 0;
  const variance = quadratic(weights, covariance, weights) - slope * quadratic(weights, covariance, own);
  return {
    baseUnits: bounded(
      fittedUnits(fit, weights, week) * Math.exp(slope * (elasticity - fit.ownElasticity.value)),
    ),
    slope,
    standardError: Number.isFinite(variance) ? Math.min(mostLevelError, Math.sqrt(Math.max(0, variance))) : 0,
  };
}

/** Units a shop may sell: a number, and none beyond sense. */
export function bounded(units: number): number {
  return Number.isNaN(units) ? 0 : Math.min(mostUnits, units);
}

function recentLevel(history: ProductHistory, elasticity: number): DemandLevel {
  const last = history.days.length - 1;
  const from = Math.max(0, last + 1 - recentRows);
  const rows = last + 1 - from;
  const carried = Array.from({ length: rows }, (_, i) =>
    bounded(history.units[from + i]! * (history.price[last]! / history.price[from + i]!) ** elasticity),
  );
  const mean = carried.reduce((sum, units) => sum + units, 0) / rows;
  const variance = carried.reduce((sum, units) => sum + (units - mean) ** 2, 0) / Math.max(1, rows - 1);
  return { baseUnits: mean, slope: 0, standardError: mean > 0 ? Math.sqrt(variance / rows) / mean : 0 };
}

/** exp of the linear predictor on the last day at the last price, times the mean weekday effect. */
function fittedUnits({ terms, regression }: DemandFit, weights: readonly number[], week: OpenWeek): number {
  const level = terms.names.reduce(
    (sum, name, j) => (name.startsWith('weekday') ? sum : sum + regression.coefficients[j]! * weights[j]!),
    0,
  );
  return Math.exp(level) * week.meanEffect;
}

/** Derivative of the log level by the coefficient of a term. */
function levelWeight(history: ProductHistory, fit: DemandFit, name: string, week: OpenWeek): number {
  const last = history.days.length - 1;
  // A weekday's share of the mean over the open weekdays.
  if (name.startsWith('weekday')) return Math.exp(coefficientOf(fit, name)) / (week.days * week.meanEffect);
  return termValue(name, fit.terms, {
    day: history.days[last]!,
    price: fit.terms.lastPrice,
    competitorPrice: history.competitorPrice?.[last] ?? NaN,
  });
}

function quadratic(
  left: readonly number[],
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number {
  let sum = 0;
  left.forEach((a, i) => right.forEach((b, j) => (sum += a * matrix[i]![j]! * b)));
  return sum;
}

function annualEffect(fit: DemandFit, day: number): number {
  const angle = annualAngle(day, fit.terms.firstDay);
  return (
    coefficientOf(fit, 'annualSin') * Math.sin(angle) + coefficientOf(fit, 'annualCos') * Math.cos(angle)
  );
}

/** The weekdays that took part. */
interface OpenWeek {
  readonly days: number;
  /** Mean of exp(weekday effect) over them; 1 where rows are no days. */
  readonly meanEffect: number;
}

function openWeek(history: ProductHistory, fit: DemandFit): OpenWeek {
  const weekdays = [...new Set(fit.terms.rows.map((t) => weekdayOf(history.days[t]!)))];
  if (!isDaily(history)) return { days: weekdays.length, meanEffect: 1 };
  const effects = weekdays.map((weekday) => Math.exp(coefficientOf(fit, `weekday${weekday}`)));
  return {
    days: effects.length,
    meanEffect: effects.reduce((sum, effect) => sum + effect, 0) / effects.length,
  };
}
