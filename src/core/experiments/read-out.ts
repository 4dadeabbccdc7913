// What a price test has shown: the effect of price B a day on units, revenue and profit, each with its interval and
// p value, and a sentence. Whether there is a difference is decided by the test that may be looked at every day
// (daily-look.ts), so that a sentence read early fools nobody.
//
// Pairs are the blocks of the plan. A pair counts with the mean of its days, B less A; one that has only days of one
// price is left out. All measures are tested; the sentence is about the one that matters most, profit where it is
// known.

import { mean } from '../statistics/summary.ts';
import type { TestEvidence } from '../demand/evidence-of-tests.ts';
import { fewestPairs, type Arm } from './assignment.ts';
import { dailyLook, type DailyLook } from './daily-look.ts';
import type { ResultDay, ResultFile } from './result-file.ts';
import { signFlipTest } from './sign-flip.ts';
import { bendSentence, testEvidence, testSlopes } from './test-evidence.ts';
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

/** What the other products of the category sold at price B less at price A, units a day. */
interface CategoryEffect {
  readonly effect: number;
  readonly interval: readonly [number, number];
  readonly sentence: string;
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
  /** What it says of the elasticity; null where nothing. */
  readonly evidence: TestEvidence | null;
  /** What the category's other products did meanwhile; null where the file does not say. */
  readonly category: CategoryEffect | null;
  /** What three prices say that two cannot; null with two. */
  readonly bendSentence: string | null;
  /** Price C against price A; null with two prices. */
  readonly second: ReadOut | null;
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
export function readOut(
  result: ResultFile,
  unitCost: number | null,
  seed = 1,
  testId = result.fileName,
): ReadOut {
  const slopes = testSlopes(result.days);
  const shared = {
    evidence: testEvidence(testId, result.days),
    bendSentence: slopes && bendSentence(slopes),
  };
  const hasThird = result.days.some(({ arm }) => arm === 'C');
  const comparisons = hasThird ? 2 : 1;
  const first = compared(result, unitCost, seed, 'B', comparisons);
  const second = hasThird ? compared(result, unitCost, seed, 'C', comparisons) : null;
  return {
    ...first,
    ...shared,
    second: second && { ...second, ...shared, second: null },
  };
}

/** One price against price A; of several such comparisons each has its share of the 5 %. */
function compared(
  result: ResultFile,
  unitCost: number | null,
  seed: number,
  other: Exclude<Arm, 'A'>,
  comparisons: number,
): Omit<ReadOut, 'second' | 'evidence' | 'bendSentence'> {
  const pairs = [...groupedBy(result.days, ({ pair }) => pair)].map(([pair, days]) => ({
    pair,
    day: Math.min(...days.map(({ day }) => day)),
    lastDay: Math.max(...days.map(({ day }) => day)),
    A: days.filter(({ arm }) => arm === 'A'),
    B: days.filter(({ arm }) => arm === other),
  }));
  const complete = pairs.filter(({ A, B }) => A.length > 0 && B.length > 0).sort((a, b) => a.day - b.day);
  if (complete.length < fewestPairs)
    throw new Error(
      `"${result.fileName}" has ${complete.length} complete ${complete.length === 1 ? 'pair' : 'pairs'} of days with both prices; ` +
        `at least ${fewestPairs} are needed for a result. Continue the test and fill in more days.`,
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
    comparisons,
  );
  const priceOf = (arm: 'A' | 'B') => mean(complete.flatMap((pair) => pair[arm].map(({ price }) => price)));
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
    category: categoryEffect(complete, other, seed),
    sentence: sentenceOf(first.effect, complete.length, daily.state, other),
    warnings: warningsOf(result, pairs.length - complete.length, other),
  };
}

function revenueOf({ sales, units, price }: ResultDay): number {
  return Number.isNaN(sales) ? units * price : sales;
}

function sentenceOf(
  { measure, effect, interval, pValue, atA }: Effect,
  pairs: number,
  state: DailyLook['state'],
  other: Arm,
): string {
  const amount = (value: number) => Math.abs(value).toFixed(2);
  const signed = (value: number) => `${value < 0 ? '-' : '+'}${amount(value)}`;
  const share = atA > 0 ? ` (${signed((100 * effect) / atA)} %)` : '';
  const range = `95 % interval ${signed(interval[0])} to ${signed(interval[1])}`;
  const p = pValue < 0.001 ? 'p below 0.001' : `p = ${pValue.toFixed(3)}`;
  if (state === 'told')
    return (
      `Price ${other} brought ${amount(effect)} ${effect < 0 ? 'less' : 'more'} ${measure} a day than price A${share}; ` +
      `${range}, ${p}, ${pairs} pairs.`
    );
  if (state === 'open')
    return (
      `Not decided yet: price ${other} is at ${signed(effect)} ${measure} a day${share}, ` +
      `and effects from ${signed(interval[0])} to ${signed(interval[1])} are consistent with the ${pairs} pairs so far.`
    );
  return (
    `The test shows no difference in ${measure}: price ${other} came out at ${signed(effect)} a day${share}, ` +
    `but effects from ${signed(interval[0])} to ${signed(interval[1])} are consistent with the data (${p}, ${pairs} pairs).`
  );
}

/** The same pairs, measured on what else the category sold. */
function categoryEffect(
  complete: readonly { readonly A: readonly ResultDay[]; readonly B: readonly ResultDay[] }[],
  other: Arm,
  seed: number,
): CategoryEffect | null {
  const unitsOf = (days: readonly ResultDay[]) => meanOf(days, ({ categoryUnits = NaN }) => categoryUnits);
  const differences = complete.map(({ A, B }) => unitsOf(B) - unitsOf(A)).filter(Number.isFinite);
  if (differences.length < fewestPairs) return null;
  const { mean: effect, interval } = signFlipTest(differences, seed);
  const signed = (value: number) => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
  const range = `${signed(effect)} units a day, 95 % interval ${signed(interval[0])} to ${signed(interval[1])}`;
  const told = interval[0] > 0 || interval[1] < 0;
  return {
    effect,
    interval,
    sentence: told
      ? `The rest of its category sold ${effect < 0 ? 'less' : 'more'} at price ${other} (${range}): part of what the product ${effect < 0 ? 'gained came from the rest of its category' : 'lost went to the rest of its category'}.`
      : `The rest of its category sold neither more nor less at price ${other} (${range}).`,
  };
}

function warningsOf(result: ResultFile, incompletePairs: number, other: Arm): string[] {
  const warnings: string[] = [];
  if (incompletePairs > 0)
    warnings.push(`${incompletePairs} pairs have days of one price only and are left out.`);
  const usual = (arm: Arm) =>
    usualPrice(result.days.filter((day) => day.arm === arm).map(({ price }) => price));
  const typical: Readonly<Partial<Record<Arm, number>>> = { A: usual('A'), [other]: usual(other) };
  const strayed = result.days.filter(
    ({ arm, price }) =>
      Number.isFinite(price) &&
      Math.abs(price - (typical[arm] ?? price)) > 0.005 + 0.001 * (typical[arm] ?? 0),
  ).length;
  if (strayed > 0)
    warnings.push(
      `On ${strayed} days the price differed from the usual one of the group; they count in the group that the plan gave them.`,
    );
  if (typical.A === typical[other])
    warnings.push('Both groups were charged the same price, so the test cannot show a difference.');
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
