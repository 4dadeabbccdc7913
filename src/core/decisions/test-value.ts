// Whether learning more about a price is worth what a test costs: the value of sample information.
//
// A test alternates today's price and another one for some days. It would narrow the elasticity from its present
// variance v to v' = 1 / (1 / v + 1 / se^2), where se follows from the units sold at both prices. Before the test its
// answer is itself uncertain, N(m, v - v'): the best price after each answer, averaged over the answers, less the best
// price now, is what knowing is worth on every day of the year that is left.
//
// Source: Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961, chapter 4 (preposterior analysis); for prices
// in a test with a horizon: Feit and Berman, "Test & Roll", https://arxiv.org/abs/1811.00457.

import { sevenNodes } from '../statistics/seven-nodes.ts';
import { daysPerYear, type TestValue } from './recommendation.ts';

export interface TestedSeries {
  readonly currentPrice: number;
  /** Subtracted from the price: the unit cost, or 0 where revenue counts. */
  readonly unitCost: number;
  /** Expected units a calendar day at today's price. */
  readonly unitsPerDay: number;
  /** Variance of a day's units over its mean; 1 where unknown. */
  readonly dispersion: number;
  /** The elasticity as it is known, and its standard error. */
  readonly elasticity: number;
  readonly elasticityError: number;
  /** The prices that may be charged afterwards. */
  readonly lowest: number;
  readonly highest: number;
}

const pricesTried = 15;

/** The prices that may be charged after a test, as logarithms over today's and as margins. */
const logRatios = new Float64Array(pricesTried);
const margins = new Float64Array(pricesTried);
/** Below this share of what the series earns in a year a test is not worth the bother. */
const leastShare = 0.01;

/** What a test of `price` for `days` days is worth and costs; null where it costs more or would change nothing. */
export function testValue(series: TestedSeries, price: number, days: number): TestValue | null {
  const { currentPrice, unitCost, unitsPerDay, dispersion, elasticity, elasticityError } = series;
  const logRatio = Math.log(price / currentPrice);
  const variance = elasticityError ** 2;
  const soldInTest = unitsPerDay * days;
  if (!(Math.abs(logRatio) > 1e-6 && variance > 0 && soldInTest > 0)) return null;
  const testVariance = (4 * Math.max(1, dispersion)) / (soldInTest * logRatio ** 2);
  const left = 1 / (1 / variance + 1 / testVariance);
  const spread = Math.sqrt(variance - left);
  tryPrices(series);
  let afterTest = 0;
  for (let k = 0; k < sevenNodes.nodes.length; k++)
    afterTest += sevenNodes.weights[k]! * bestGain(series, elasticity + spread * sevenNodes.nodes[k]!, left);
  const worthPerDay = afterTest - bestGain(series, elasticity, variance);
  const cost = Math.max(0, -gainAt(series, price, elasticity, variance)) * (days / 2);
  const worth = worthPerDay * Math.max(0, daysPerYear - days);
  const earned = unitsPerDay * (currentPrice - unitCost) * daysPerYear;
  const isWorthIt = worth > cost && worth - cost > leastShare * Math.max(0, earned);
  return isWorthIt ? { price, days, worth, cost } : null;
}

/** All that the answers of a test have in common: they are valued at the same prices. */
function tryPrices({ currentPrice, unitCost, lowest, highest }: TestedSeries): void {
  for (let k = 0; k < pricesTried; k++) {
    const price = lowest * (highest / lowest) ** (k / (pricesTried - 1));
    logRatios[k] = Math.log(price / currentPrice);
    margins[k] = price - unitCost;
  }
}

/** The best expected gain a day over today's price, at least 0: today's price can always stay. */
function bestGain(series: TestedSeries, mean: number, variance: number): number {
  let best = 0;
  for (let k = 0; k < pricesTried; k++)
    best = Math.max(best, gainOf(series, logRatios[k]!, margins[k]!, mean, variance));
  return best;
}

function gainAt(series: TestedSeries, price: number, mean: number, variance: number): number {
  return gainOf(series, Math.log(price / series.currentPrice), price - series.unitCost, mean, variance);
}

/** Expected gain a day of a price where the elasticity is N(mean, variance): the mean of a lognormal. */
function gainOf(
  { currentPrice, unitCost, unitsPerDay }: TestedSeries,
  logRatio: number,
  margin: number,
  mean: number,
  variance: number,
): number {
  const units = unitsPerDay * Math.exp(mean * logRatio + (variance * logRatio ** 2) / 2);
  return units * margin - unitsPerDay * (currentPrice - unitCost);
}
