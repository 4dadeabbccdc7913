// Gains over today's price by playing both prices on every draw: what any season can say. row-season.ts says the same
// of one that needs no playing.

import type { EstimatedGain, Gains, PriceGain } from './gain.ts';
import { estimateOf } from './outlook.ts';
import { countedLoss } from './recommendation.ts';
import type { Season } from './season.ts';

/** Gains over today's price on each of the season's draws, currency over the season. */
export function drawnGains(season: Season, currentPrice: number, draws: number): Gains {
  const now = season.constant(currentPrice, new Float64Array(draws));
  const out = new Float64Array(draws);
  let sumNow = 0;
  for (let i = 0; i < draws; i++) sumNow += now[i]!;
  const meanNow = sumNow / draws;
  const at = (price: number) => countedGain(price, season.constant(price, out), now);
  return {
    now,
    meanNow,
    at,
    ...quickMean(season, draws, meanNow, at),
    estimate: (price) => gainOf(season.constant(price, out), now),
  };
}

/** `means` where the season knows them, made when it is first asked for: a price that is only valued needs none. */
function quickMean(season: Season, draws: number, meanNow: number, at: Gains['at']): Pick<Gains, 'means'> {
  if (!season.means) return {};
  let meanOf: ReturnType<NonNullable<Season['means']>> | undefined;
  return {
    means: (prices, count, out) => {
      if (meanOf === undefined) meanOf = season.means!(draws, null);
      for (let i = 0; i < count; i++) {
        const value = meanOf ? meanOf(prices[i]!) : NaN;
        out[i] = Number.isNaN(value) ? at(prices[i]!).gain : value - meanNow;
      }
    },
  };
}

/** The gain of `value` over `now`, draw by draw. */
export function gainOf(value: Float64Array, now: Float64Array): EstimatedGain {
  const { gain, probability, lossProbability } = countedGain(NaN, value, now);
  const gains = value.map((each, i) => each - now[i]!);
  return { gainPerDay: estimateOf(gain, gains), probability, lossProbability };
}

function countedGain(price: number, value: Float64Array, now: Float64Array): PriceGain {
  let sum = 0;
  let gains = 0;
  let losses = 0;
  for (let i = 0; i < value.length; i++) {
    const before = now[i]!;
    const gain = value[i]! - before;
    sum += gain;
    if (gain > 0) gains += 1;
    else if (-gain > (before > 0 ? countedLoss * before : 0)) losses += 1;
  }
  const { length } = value;
  return { price, gain: sum / length, probability: gains / length, lossProbability: losses / length };
}
