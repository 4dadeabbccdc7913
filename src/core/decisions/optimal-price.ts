// The allowed price of the highest expected gain, and the one of the highest expected gain that is sure enough.
//
// Both are found by trying prices: an even grid in the logarithm of price and small steps from today's, then a finer grid
// around the best. On every price the gain over today's is known draw by draw, so mean and probability come from the same numbers.

import type { Gains, PriceGain } from './gain.ts';
import { isSureEnough } from './recommendation.ts';

export interface OptimalPrices {
  readonly optimum: PriceGain;
  /** The best price that is sure enough for `level`; null where none is. */
  readonly cautious: PriceGain | null;
}

interface SearchEffort {
  readonly coarse: number;
  readonly fine: number;
}
/** A season that is played takes a hundred times as long as one that is computed; `few` is for one of a million. */
const efforts = {
  plain: { coarse: 41, fine: 9 },
  played: { coarse: 21, fine: 7 },
  few: { coarse: 15, fine: 5 },
} as const satisfies Record<string, SearchEffort>;

export type SearchEffortName = keyof typeof efforts;

/** Steps from today's price that are tried besides: of an open question only a small one may be sure enough. */
const smallSteps = [-0.05, -0.035, -0.02, -0.01, 0.01, 0.02, 0.035, 0.05];

/** Searches [lowest, highest], both above 0 and finite. */
export function optimalPrices(
  gains: Gains,
  currentPrice: number,
  lowest: number,
  highest: number,
  level: number,
  effort: SearchEffortName,
): OptimalPrices {
  const gainAt = (price: number) => gains.at(price);
  const { coarse, fine } = efforts[effort];
  const near = smallSteps
    .map((step) => currentPrice * (1 + step))
    .filter((price) => price > lowest && price < highest);
  const tried = [...spread(lowest, highest, coarse), ...near].sort((a, b) => a - b).map(gainAt);
  const better = (one: PriceGain, other: PriceGain) => one.gain > other.gain;
  const likely = (one: PriceGain) => isSureEnough(one, level);

  const refined = (best: PriceGain, isEligible: (gain: PriceGain) => boolean): PriceGain => {
    const at = tried.indexOf(best);
    const from = tried[Math.max(0, at - 1)]!.price;
    const to = tried[Math.min(tried.length - 1, at + 1)]!.price;
    return bestOf([best, ...spread(from, to, fine).map(gainAt)].filter(isEligible), better) ?? best;
  };
  const best = bestOf(tried, better)!;
  const bestLikely = bestOf(tried.filter(likely), better);
  return {
    optimum: refined(best, () => true),
    cautious: bestLikely && refined(bestLikely, likely),
  };
}

/** `count` prices from `from` to `to`, evenly spaced in their logarithm; one where both are the same. */
function spread(from: number, to: number, count: number): number[] {
  if (!(to > from)) return [from];
  const step = Math.log(to / from) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? to : from * Math.exp(i * step)));
}

function bestOf<T>(list: readonly T[], better: (one: T, other: T) => boolean): T | null {
  let best: T | null = null;
  for (const each of list) if (best === null || better(each, best)) best = each;
  return best;
}
