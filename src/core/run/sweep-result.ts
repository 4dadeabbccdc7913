// What came of a sweep: its runs by combination, the band of their learning curves, and how far their prices agree.
//
// A figure of several seeds is their median with the lowest and the highest: with five of them a quantile would be one of
// them anyway, and what is drawn is what was measured.

import { median } from '../statistics/summary.ts';
import type { EvaluationRecord } from './events.ts';
import type { RunSettings, SettingName } from './settings.ts';

/** Median, lowest and highest of the seeds. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface SweepOutcome {
  readonly settings: RunSettings;
  readonly best: EvaluationRecord | null;
}

/** Runs with the same values of the swept settings. */
export interface Combination<Run> {
  /** In the order of the swept settings. */
  readonly values: readonly (number | string | boolean)[];
  readonly runs: readonly Run[];
  /** Seeds that were evaluated. */
  readonly judged: number;
  /** Profit an episode of the kept policy, currency; null where no cost is known. */
  readonly profit: Spread | null;
  /** Its evaluation return. */
  readonly evaluation: Spread | null;
  /** Share of the gap to the optimum that it closes; null where no optimum is known. */
  readonly gap: Spread | null;
}

/** null without any value. */
export function spreadOf(values: readonly (number | null | undefined)[]): Spread | null {
  const known = values.filter((value): value is number => value != null && Number.isFinite(value));
  return known.length === 0
    ? null
    : { median: median(known), low: Math.min(...known), high: Math.max(...known) };
}

/** The combinations in the order in which they first occur. */
export function combinationsOf<Run extends SweepOutcome>(
  runs: readonly Run[],
  names: readonly SettingName[],
): readonly Combination<Run>[] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = JSON.stringify(names.map((name) => run.settings[name]));
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].map((group) => {
    const bests = group.flatMap(({ best }) => (best ? [best] : []));
    return {
      values: names.map((name) => group[0]!.settings[name]),
      runs: group,
      judged: bests.length,
      profit: spreadOf(bests.map(({ profit }) => profit?.mean)),
      evaluation: spreadOf(bests.map(({ meanReturn }) => meanReturn)),
      gap: spreadOf(bests.map(({ gapClosed }) => gapClosed)),
    };
  });
}

export type SweepMetric = 'profit' | 'evaluation' | 'gap';

/** Profit where every judged combination has one, else the return: what the combinations can be ranked by. */
export function metricOf(combinations: readonly Combination<unknown>[]): SweepMetric {
  const judged = combinations.filter((each) => each.judged > 0);
  return judged.length > 0 && judged.every(({ profit }) => profit !== null) ? 'profit' : 'evaluation';
}

/** The one of the highest median; null before the first evaluation. */
export function bestCombination<Run>(
  combinations: readonly Combination<Run>[],
  metric: SweepMetric,
): Combination<Run> | null {
  let best: Combination<Run> | null = null;
  for (const each of combinations) {
    const value = each[metric]?.median;
    if (value !== undefined && (best === null || value > best[metric]!.median)) best = each;
  }
  return best;
}

export interface BandPoint extends Spread {
  /** Market steps done. */
  readonly step: number;
  /** Seeds that have come so far. */
  readonly seeds: number;
}

/** Median, lowest and highest of several curves at every step that at least two of them have; of one curve, its own points. */
export function bandOf(
  curves: readonly (readonly { readonly step: number; readonly value: number }[])[],
): readonly BandPoint[] {
  const at = new Map<number, number[]>();
  for (const curve of curves)
    for (const { step, value } of curve)
      if (Number.isFinite(value)) at.set(step, [...(at.get(step) ?? []), value]);
  const needed = Math.min(2, curves.filter((curve) => curve.length > 0).length);
  return [...at]
    .filter(([, values]) => values.length >= needed)
    .sort(([a], [b]) => a - b)
    .map(([step, values]) => ({ step, seeds: values.length, ...spreadOf(values)! }));
}

/** The agent's price of one product in one run. */
export interface AgentPrice {
  readonly productId: string;
  readonly productName: string;
  /** Currency. */
  readonly currentPrice: number;
  readonly price: number;
}

export interface ProductAgreement extends Spread {
  readonly productId: string;
  readonly productName: string;
  readonly currentPrice: number;
  readonly seeds: number;
  /** Highest less lowest, as a share of the median. */
  readonly range: number;
  /** The larger part of the seeds that move the price the same way, 0 to 1: up, down or not by half a percent. */
  readonly sameWay: number;
}

/** Moves smaller than this share of the price are none. */
const smallMove = 0.005;

/** How far the seeds agree, product by product, the least agreed first; products priced once say nothing. */
export function priceAgreement(byRun: readonly (readonly AgentPrice[])[]): readonly ProductAgreement[] {
  const products = new Map<string, AgentPrice[]>();
  for (const prices of byRun)
    for (const price of prices)
      products.set(price.productId, [...(products.get(price.productId) ?? []), price]);
  return [...products.values()]
    .filter((prices) => prices.length >= 2)
    .map((prices) => {
      const { productId, productName, currentPrice } = prices[0]!;
      const spread = spreadOf(prices.map(({ price }) => price))!;
      const ways = prices.map((each) => way(each));
      const most = Math.max(...[-1, 0, 1].map((which) => ways.filter((each) => each === which).length));
      return {
        productId,
        productName,
        currentPrice,
        ...spread,
        seeds: prices.length,
        range: (spread.high - spread.low) / spread.median,
        sameWay: most / prices.length,
      };
    })
    .sort((a, b) => b.range - a.range);
}

function way({ price, currentPrice }: AgentPrice): -1 | 0 | 1 {
  const change = price / currentPrice - 1;
  return Math.abs(change) < smallMove ? 0 : change > 0 ? 1 : -1;
}
