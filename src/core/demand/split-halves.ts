// Do the halves of a file agree? Each half is summarised as a file of its own, and the two intervals are held against each
// other.
//
// An interval that promises 95 % for the next period contradicts the other half's where the two have no value in common, or,
// stricter, where their difference is more than 1.96 of its standard deviations.

import type { ProductHistory } from '../table/dataset.ts';
import type { DemandSummary } from './demand-summary.ts';
import { historyPart } from './history-part.ts';
import { summarizeDemand, type DemandModel } from './summarize-demand.ts';
import { z975 } from './verdict-limits.ts';

export interface HalvesCount {
  /** Products with an interval in both halves. */
  readonly products: number;
  /** Whose difference is beyond 1.96 of its standard deviations. */
  readonly contradicting: number;
  /** Whose intervals have no value in common. */
  readonly apart: number;
  /** Median width of the intervals; null without any. */
  readonly medianWidth: number | null;
}

export interface SplitHalves {
  readonly all: HalvesCount;
  /** Where neither half calls its own estimate suspicious, which is no answer to price. */
  readonly unsuspicious: HalvesCount;
  /** Where both halves say `answers` or `leans`. */
  readonly known: HalvesCount;
  /** Where both halves say `answers`. */
  readonly answers: HalvesCount;
}

/** Compares the earlier and the later half of the rows of every product. */
export function splitHalves(histories: readonly ProductHistory[], model: DemandModel): SplitHalves {
  const half = ({ days }: ProductHistory) => days.length >> 1;
  const earlier = summarizeDemand(
    histories.map((history) => historyPart(history, 0, half(history))),
    model,
  );
  const later = summarizeDemand(
    histories.map((history) => historyPart(history, half(history), history.days.length)),
    model,
  );
  const pairs = earlier.map((first, i) => [first, later[i]!] as const);
  const says = (pair: readonly DemandSummary[], verdicts: readonly string[]) =>
    pair.every(({ verdict }) => verdicts.includes(verdict));
  return {
    all: countOf(pairs),
    unsuspicious: countOf(pairs.filter((pair) => pair.every(({ verdict }) => verdict !== 'suspicious'))),
    known: countOf(pairs.filter((pair) => says(pair, ['answers', 'leans']))),
    answers: countOf(pairs.filter((pair) => says(pair, ['answers']))),
  };
}

function countOf(pairs: readonly (readonly [DemandSummary, DemandSummary])[]): HalvesCount {
  const known = pairs.filter((pair) => pair.every(({ interval }) => interval !== null));
  const widths = known
    .flatMap((pair) => pair.map(({ interval }) => interval![1] - interval![0]))
    .sort((a, b) => a - b);
  return {
    products: known.length,
    contradicting: known.filter(
      ([a, b]) => Math.abs(a.estimate! - b.estimate!) > z975 * Math.hypot(a.standardError!, b.standardError!),
    ).length,
    apart: known.filter(([a, b]) => a.interval![1] < b.interval![0] || b.interval![1] < a.interval![0])
      .length,
    medianWidth: widths.length === 0 ? null : widths[widths.length >> 1]!,
  };
}
