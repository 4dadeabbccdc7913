// What a price test has shown: the effect of price B a day on units, revenue and profit, each with its interval and
// p value, and a sentence. Whether there is a difference is decided by the test that may be looked at every day
// (daily-look.ts), so that a sentence read early fools nobody.
//
// Pairs are the blocks of the plan. A pair counts with the mean of its days, B less A; one that has only days of one
// price is left out. All measures are tested; the sentence is about the one that matters most, profit where it is
// known.

import { mean } from '../statistics/summary.ts';
import { fewestPairs, type Arm } from './assignment.ts';
import { dailyLook, type DailyLook } from './daily-look.ts';
import type { ResultDay, ResultFile } from './result-file.ts';
import { signFlipTest } from './sign-flip.ts';
import type { TestMeasure } from './test-size.ts';

export interface Effect {
  readonly measure: TestMeasure;
  /** Means a day over the pairs. */
  readonly atA: number;
  readonly atB: number;
  /** B - A a day. */
  readonly effect: number;
  /** 95 % interval of `effect`. */
  readonly interval: readonly [number, number];
  readonly pValue: number;
  /** True where all flips of the pairs were counted. */
  readonly isExact: boolean;
}

export interface PairDifference {
  readonly pair: string;
  /** First day of the pair. */
  readonly day: number;
  readonly difference: number;
}

export interface ReadOut {
  readonly fileName: string;
  readonly pairs: number;
  /** Pairs that have days of one price only. */
  readonly incompletePairs: number;
  readonly openRows: number;
  readonly days: number;
  /** Mean prices charged; NaN where the file does not say. */
  readonly priceA: number;
  readonly priceB: number;
  /** The first is the one of the sentence. */
  readonly effects: readonly Effect[];
  /** Of the first effect's measure, by day. */
  readonly differences: readonly PairDifference[];
  /** Of the first effect's measure. */
  readonly daily: DailyLook;
  readonly sentence: string;
  readonly warnings: readonly string[];
}

/**
 * Reads the test out.
 *
 * Profit comes from the file, else from `unitCost` and the price charged.
 *
 * @throws Error in a sentence where there are too few complete pairs.
 */
export function readOut(result: ResultFile, unitCost: number | null, seed = 1): ReadOut {
  const pairs = [...groupedBy(result.days, ({ pair }) => pair)].map(([pair, days]) => ({
    pair,
    day: Math.min(...days.map(({ day }) => day)),
    lastDay: Math.max(...days.map(({ day }) => day)),
    A: days.filter(({ arm }) => arm === 'A'),
    B: days.filter(({ arm }) => arm === 'B'),
  }));
  const complete = pairs.filter(({ A, B }) => A.length > 0 && B.length > 0).sort((a, b) => a.day - b.day);
  if (complete.length < fewestPairs)
    throw new Error(
      `"${result.fileName}" has ${complete.length} complete ${complete.length === 1 ? 'pair' : 'pairs'} of days with both prices; ` +
        `at least ${fewestPairs} are needed before anything can be told. Go on with the test and fill in more days.`,
    );
  const worth: Readonly<Record<TestMeasure, (day: ResultDay) => number>> = {
    profit: (day) =>
      Number.isNaN(day.profit) && unitCost !== null ? revenueOf(day) - day.units * unitCost : day.profit,
    revenue: revenueOf,
    units: ({ units }) => units,
  };
  const measured = (['profit', 'revenue', 'units'] as const).flatMap((measure) => {
    const perPair = complete.map(
      ({ A, B }) => [meanOf(A, worth[measure]), meanOf(B, worth[measure])] as const,
    );
    if (perPair.some(([a, b]) => Number.isNaN(a) || Number.isNaN(b))) return [];
    const differences = perPair.map(([a, b]) => b - a);
    const { mean: effect, pValue, interval, isExact } = signFlipTest(differences, seed);
    const atA = mean(perPair.map(([a]) => a));
    const atB = mean(perPair.map(([, b]) => b));
    return [{ differences, effect: { measure, atA, atB, effect, interval, pValue, isExact } }];
  });
  const first = measured[0]!; // units are always there
  const daily = dailyLook(
    complete.map(({ lastDay }, i) => ({ lastDay, difference: first.differences[i]! })),
    result.planned,
    first.effect.measure,
    seed,
  );
  const priceOf = (arm: Arm) => mean(complete.flatMap((pair) => pair[arm].map(({ price }) => price)));
  return {
    fileName: result.fileName,
    pairs: complete.length,
    incompletePairs: pairs.length - complete.length,
    openRows: result.openRows,
    days: result.days.length,
    priceA: priceOf('A'),
    priceB: priceOf('B'),
    effects: measured.map(({ effect }) => effect),
    differences: complete.map(({ pair, day }, i) => ({ pair, day, difference: first.differences[i]! })),
    daily,
    sentence: sentenceOf(first.effect, complete.length, daily.state),
    warnings: warningsOf(result, pairs.length - complete.length),
  };
}

function revenueOf({ sales, units, price }: ResultDay): number {
  return Number.isNaN(sales) ? units * price : sales;
}

function sentenceOf(
  { measure, effect, interval, pValue, atA }: Effect,
  pairs: number,
  state: DailyLook['state'],
): string {
  const amount = (value: number) => Math.abs(value).toFixed(2);
  const signed = (value: number) => `${value < 0 ? '-' : '+'}${amount(value)}`;
  const share = atA > 0 ? ` (${signed((100 * effect) / atA)} %)` : '';
  const range = `95 % interval ${signed(interval[0])} to ${signed(interval[1])}`;
  const p = pValue < 0.001 ? 'p below 0.001' : `p = ${pValue.toFixed(3)}`;
  if (state === 'told')
    return (
      `Price B brought ${amount(effect)} ${effect < 0 ? 'less' : 'more'} ${measure} a day than price A${share}; ` +
      `${range}, ${p}, ${pairs} pairs.`
    );
  if (state === 'open')
    return (
      `Not decided yet: price B stands at ${signed(effect)} ${measure} a day${share}, ` +
      `and effects from ${signed(interval[0])} to ${signed(interval[1])} fit the ${pairs} pairs so far.`
    );
  return (
    `The test shows no difference in ${measure}: price B came out at ${signed(effect)} a day${share}, ` +
    `but effects from ${signed(interval[0])} to ${signed(interval[1])} fit the data (${p}, ${pairs} pairs).`
  );
}

function warningsOf(result: ResultFile, incompletePairs: number): string[] {
  const warnings: string[] = [];
  if (incompletePairs > 0)
    warnings.push(`${incompletePairs} pairs have days of one price only and are left out.`);
  const usual = (arm: Arm) =>
    usualPrice(result.days.filter((day) => day.arm === arm).map(({ price }) => price));
  const typical = { A: usual('A'), B: usual('B') };
  const strayed = result.days.filter(
    ({ arm, price }) =>
      Number.isFinite(price) && Math.abs(price - typical[arm]) > 0.005 + 0.001 * typical[arm],
  ).length;
  if (strayed > 0)
    warnings.push(
      `On ${strayed} days another price was charged than usual in the group; they count where the plan put them.`,
    );
  if (typical.A === typical.B)
    warnings.push('Both groups were charged the same price, so there was nothing to see.');
  return warnings;
}

function groupedBy(days: readonly ResultDay[], key: (day: ResultDay) => string): Map<string, ResultDay[]> {
  const groups = new Map<string, ResultDay[]>();
  for (const day of days) {
    const group = groups.get(key(day));
    if (group) group.push(day);
    else groups.set(key(day), [day]);
  }
  return groups;
}

function meanOf(days: readonly ResultDay[], value: (day: ResultDay) => number): number {
  return mean(days.map(value));
}

/** The price in the middle of those charged; of two the higher one, for nobody was charged the mean of both. */
function usualPrice(prices: readonly number[]): number {
  const sorted = prices.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
