// The allowed price of the highest expected gain, and the one of the highest expected gain that is likely enough.
//
// Both are found by trying prices: an even grid in the logarithm of price, then a finer one around the best. On every
// price the gain over today's is known draw by draw, so mean and probability come from the same numbers.

import type { Season } from './season.ts';

/** What one price gains over today's. */
export interface PriceGain {
  readonly price: number;
  /** Mean over the draws, currency of the objective a day. */
  readonly mean: number;
  /** Share of the draws in which it gains. */
  readonly probability: number;
}

export interface OptimalPrices {
  readonly optimum: PriceGain;
  /** null where no price gains with probability `level`. */
  readonly cautious: PriceGain | null;
}

interface SearchEffort {
  readonly coarse: number;
  readonly fine: number;
}
/** A season that is played takes a hundred times as long as one that is computed. */
const effort = {
  plain: { coarse: 41, fine: 9 },
  played: { coarse: 21, fine: 7 },
} as const satisfies Record<string, SearchEffort>;

/**
 * Searches [lowest, highest], both above 0 and finite.
 *
 * `atCurrent` is the value of a day at today's price on each draw; its length is the number of draws.
 */
export function optimalPrices(
  season: Season,
  atCurrent: Float64Array,
  lowest: number,
  highest: number,
  level: number,
): OptimalPrices {
  const out = new Float64Array(atCurrent.length);
  const gainAt = (price: number): PriceGain => {
    season.constant(price, out);
    let sum = 0;
    let gains = 0;
    for (let i = 0; i < out.length; i++) {
      const gain = out[i]! - atCurrent[i]!;
      sum += gain;
      if (gain > 0) gains += 1;
    }
    return { price, mean: sum / out.length, probability: gains / out.length };
  };
  const { coarse, fine } = season.isPlayed ? effort.played : effort.plain;
  const tried = spread(lowest, highest, coarse).map(gainAt);
  const better = (one: PriceGain, other: PriceGain) => one.mean > other.mean;
  const likely = ({ probability, mean }: PriceGain) => probability >= level && mean > 0;

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
