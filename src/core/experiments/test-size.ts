// How long a price test must be: the scatter of its pairs, taken from the product's own past, and the power that
// follows.
//
// The scatter is measured on pairs as the test will form them (the same weekday a week apart, or two neighbouring
// weeks), with each day's units carried to price A along the demand curve. Overdispersion, zeros and the dependence
// of neighbouring days are in it without being modelled; so is what weather or advertising does, since a read-out does not
// take it out either. What a price brings is the mean over the same drawn curves that Prices values it on.
//
//   pairs = 1.04 ((z(1 - alpha/2) + z(power))^2 sd^2 / effect^2 + z(1 - alpha/2)^2 / 2)
//
// Source: Chow, Shao, Wang and Lokhnygina, "Sample Size Calculations in Clinical Research", section 3.1; the last term
// is Guenther's correction for an unknown variance, The American Statistician 35(4), 1981.

import { fittedCurve, suggestionDraws } from '../decisions/demand-curve.ts';
import { type DrawnDemand, unitsExpected } from '../demand/draws.ts';
import { pastRange } from '../market/price-from-action.ts';
import { mean } from '../statistics/summary.ts';
import { normalCdf, normalQuantile } from '../statistics/distributions.ts';
import type { ProductHistory } from '../table/dataset.ts';

export type TestMeasure = 'profit' | 'revenue' | 'units';

/** What the past says about a test of this product: everything a day. */
export interface TestFacts {
  /** Measured as the test will be, in the measure's unit a day. */
  readonly atA: number;
  readonly atB: number;
  /** The same at the last price of the file. */
  readonly atReference: number;
  /** Standard deviation of a pair's difference B - A. */
  readonly pairDeviation: number;
  /** Pairs of the past it was measured on. */
  readonly pairsSeen: number;
}

const alpha = 0.05;
/** Days of the past that say how sales scatter now. */
const recentDays = 366;
const fewestPairsSeen = 6;
/** What the past says of prices ends this far beyond those that were charged. */
const farFactor = 2;

/**
 * What a test of `priceB` against `priceA` has to expect, under the demand fit.
 *
 * `holdDays` as in the design: 1 pairs days, 7 pairs weeks. Profit needs a unit cost.
 *
 * @returns a sentence where the past cannot say it.
 */
export function testFacts(
  history: ProductHistory,
  demand: DrawnDemand,
  {
    priceA,
    priceB,
    holdDays,
    measure,
  }: {
    readonly priceA: number;
    readonly priceB: number;
    readonly holdDays: 1 | 7;
    readonly measure: TestMeasure;
  },
): TestFacts | string {
  const { daysPerRow, unitCost } = history;
  if (measure === 'profit' && unitCost === null)
    return 'The file gives no cost and no profit of this product, so a test cannot be measured in profit: choose units or revenue.';
  if (holdDays === 1 && daysPerRow >= 2)
    return 'The file has no daily rows, so it does not show how much single days vary: switch week by week.';
  if (daysPerRow > 8)
    return 'The file has monthly rows, too coarse to show how much weeks vary, so nobody can tell yet how long the test must be. A file with weekly or daily rows would tell; the plan can be carried out without.';
  const far = [priceA, priceB].find((price) => isFar(price, history));
  if (far !== undefined) {
    const { lowest, highest } = pastRange(history.price);
    return `${far.toFixed(2)} is far from every price of the past (${lowest.toFixed(2)} to ${highest.toFixed(2)}), which says nothing about it: choose a price from ${(lowest / farFactor).toFixed(2)} to ${(highest * farFactor).toFixed(2)}.`;
  }
  const differences = pairDifferences(history, demand, priceA, holdDays);
  if (differences.length < fewestPairsSeen)
    return `Past sales hold only ${differences.length} pairs like those of the test; ${fewestPairsSeen} are needed to estimate how much they vary.`;
  const worth = (price: number) =>
    measure === 'profit' ? price - unitCost! : measure === 'revenue' ? price : 1;
  const curve = fittedCurve(demand, suggestionDraws);
  const drawn = new Float64Array(suggestionDraws);
  const unitsAt = (price: number) => mean(curve.drawnUnits(price, drawn)) / Math.max(1, daysPerRow);
  const [atA, atB, atReference] = [priceA, priceB, demand.referencePrice].map(unitsAt) as [
    number,
    number,
    number,
  ];
  // Half of a pair's variance is A's; B's grows with its units, as counts do, and both are weighed by what a unit is worth.
  const half = differences.reduce((sum, value) => sum + value ** 2, 0) / differences.length / 2;
  return {
    atA: atA * worth(priceA),
    atB: atB * worth(priceB),
    atReference: atReference * worth(demand.referencePrice),
    pairDeviation: Math.sqrt(half * worth(priceA) ** 2 + half * (atB / atA) * worth(priceB) ** 2),
    pairsSeen: differences.length,
  };
}

function isFar(price: number, history: ProductHistory): boolean {
  const { lowest, highest } = pastRange(history.price);
  return price < lowest / farFactor || price > highest * farFactor;
}

/** Units a day, second half of a pair less the first, at price A. */
function pairDifferences(
  history: ProductHistory,
  demand: DrawnDemand,
  priceA: number,
  holdDays: 1 | 7,
): number[] {
  const { days, units, price, daysPerRow } = history;
  const last = days[days.length - 1]!;
  const unitsOn = new Map<number, number>();
  const expectedAtA = unitsExpected(demand, priceA);
  for (let t = 0; t < days.length; t++)
    if (days[t]! > last - recentDays && price[t]! > 0)
      unitsOn.set(
        days[t]!,
        (units[t]! * expectedAtA) / unitsExpected(demand, price[t]!) / Math.max(1, daysPerRow),
      );
  const differences: number[] = [];
  if (holdDays === 1 || daysPerRow >= 2) {
    for (const [day, value] of unitsOn) {
      const later = unitsOn.get(day + 7);
      if (later !== undefined) differences.push(later - value);
    }
    return differences;
  }
  const weekMean = (from: number) => {
    let sum = 0;
    for (let d = 0; d < 7; d++) {
      const value = unitsOn.get(from + d);
      if (value === undefined) return null;
      sum += value;
    }
    return sum / 7;
  };
  for (let from = last - 13; from > last - recentDays; from -= 7) {
    const [first, second] = [weekMean(from), weekMean(from + 7)];
    if (first !== null && second !== null) differences.push(second - first);
  }
  return differences;
}

/** Looking after every pair costs about a point of the planned end's power; so many more pairs bring it back. */
const pairsForLooking = 1.04;

/** The quantile that each of so many comparisons has to pass to keep all of them at 5 %, two-sided. */
function criticalOf(comparisons: number): number {
  return normalQuantile(1 - alpha / comparisons / 2);
}

/** Pairs that show `effect` (a day) with probability `power`, at 5 % over all `comparisons`, two-sided, looked at daily. */
export function pairsNeeded(effect: number, pairDeviation: number, power: number, comparisons = 1): number {
  const z = criticalOf(comparisons);
  const ratio = pairDeviation / effect;
  const fixed = (z + normalQuantile(power)) ** 2 * ratio ** 2 + z ** 2 / 2;
  return Math.max(6, Math.ceil(pairsForLooking * fixed));
}

/** The probability that a test of `pairs` shows an effect of `effect` a day. */
export function powerOf(pairs: number, effect: number, pairDeviation: number, comparisons = 1): number {
  const z = criticalOf(comparisons);
  const counted = Math.max(0, pairs / pairsForLooking - z ** 2 / 2);
  return normalCdf((Math.abs(effect) * Math.sqrt(counted)) / pairDeviation - z);
}

/** The smallest effect a day that a test of `pairs` shows with probability `power`. */
export function smallestEffect(pairs: number, pairDeviation: number, power: number, comparisons = 1): number {
  const z = criticalOf(comparisons);
  const counted = pairs / pairsForLooking - z ** 2 / 2;
  return counted <= 0 ? Infinity : ((z + normalQuantile(power)) * pairDeviation) / Math.sqrt(counted);
}
