// The allowed price of the highest expected gain, and the one of the highest expected gain that is sure enough.
//
// Both are found by trying prices: an even grid in the logarithm of price and small steps from today's, then a finer grid
// around the best. On every price the gain over today's is known draw by draw, so mean and probability come from the same numbers.

import type { Gains, PriceGain } from './gain.ts';
import { type AskedCertainty, isSureEnough } from './recommendation.ts';

export interface OptimalPrices {
  readonly optimum: PriceGain;
  /** The best price that is sure enough; null where none is. */
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

const mostTried = efforts.plain.coarse + smallSteps.length;

/** What the small steps of the series that is searched gain, once a search has come across them; NaN before. */
class SmallSteps {
  readonly price = new Float64Array(smallSteps.length);
  readonly gain = new Float64Array(smallSteps.length);
  private isValued = false;

  begin(currentPrice: number): void {
    this.isValued = false;
    for (let i = 0; i < smallSteps.length; i++) this.price[i] = currentPrice * (1 + smallSteps[i]!);
  }

  /** Where gains are known without how sure they are. */
  value(gains: Gains): void {
    if (this.isValued || !gains.means) return;
    gains.means(this.price, smallSteps.length, this.gain);
    this.isValued = true;
  }
}

const small = new SmallSteps();

/**
 * The prices of one search in ascending order with their expected gains, and, where they were asked for or came along, how
 * sure those are. A million series are searched one after the other, in the same arrays.
 */
class TriedPrices {
  count = 0;
  readonly price = new Float64Array(mostTried);
  readonly gain = new Float64Array(mostTried);
  private readonly known = new Array<PriceGain | null>(mostTried).fill(null);
  private gains: Gains | null = null;

  /** An even grid over [lowest, highest], and the small steps that lie inside. */
  tryAround(gains: Gains, currentPrice: number, lowest: number, highest: number, coarse: number): void {
    this.trySpread(gains, currentPrice, lowest, highest, coarse);
    let [first, end] = [0, smallSteps.length];
    while (first < end && !(small.price[first]! > lowest)) first++;
    while (end > first && !(small.price[end - 1]! < highest)) end--;
    if (end > first) small.value(gains);
    this.merge(gains, first, end);
  }

  /** `count` prices from `lowest` to `highest`, evenly spaced in their logarithm; one where both are the same. */
  trySpread(gains: Gains, currentPrice: number, lowest: number, highest: number, count: number): void {
    const { price, gain, known } = this;
    this.gains = gains;
    this.count = highest > lowest ? count : 1;
    price[0] = lowest;
    const step = this.count === 1 ? 0 : Math.log(highest / lowest) / (count - 1);
    if (this.count > 1) {
      for (let i = 0; i < count - 1; i++) price[i] = lowest * Math.exp(i * step);
      price[count - 1] = highest;
    }
    if (gains.evenMeans) gains.evenMeans(price, this.count, Math.log(lowest / currentPrice), step, gain);
    else if (gains.means) gains.means(price, this.count, gain);
    for (let i = 0; i < this.count; i++) {
      known[i] = gains.means ? null : gains.at(price[i]!);
      if (!gains.means) gain[i] = known[i]!.gain;
    }
  }

  /** The place of the highest gain, the first of equals. */
  best(): number {
    let best = 0;
    for (let i = 1; i < this.count; i++) if (this.gain[i]! > this.gain[best]!) best = i;
    return best;
  }

  /** The place of the highest gain above `least` that is sure enough, the first of equals; -1 where none is. */
  bestSure(asked: AskedCertainty, least: number): number {
    const { gain, count } = this;
    let below = Infinity;
    for (;;) {
      // From the highest down, since few have to be asked how sure they are.
      let next = -1;
      for (let i = 0; i < count; i++)
        if (gain[i]! > least && gain[i]! < below && (next < 0 || gain[i]! > gain[next]!)) next = i;
      if (next < 0) return -1;
      for (let i = next; i < count; i++)
        if (gain[i] === gain[next] && isSureEnough(this.at(i), asked)) return i;
      below = gain[next]!;
    }
  }

  at(i: number): PriceGain {
    return (this.known[i] ??= this.gains!.at(this.price[i]!));
  }

  /** Puts small steps from `first` on and before `end` in their places, from the dearest down. */
  private merge(gains: Gains, first: number, end: number): void {
    const { price, gain, known } = this;
    let from = this.count - 1;
    this.count += end - first;
    for (let step = end - 1, to = this.count - 1; step >= first; to--) {
      if (from >= 0 && price[from]! > small.price[step]!) {
        price[to] = price[from]!;
        gain[to] = gain[from]!;
        known[to] = known[from--]!;
        continue;
      }
      const valued = gains.means ? null : gains.at(small.price[step]!);
      price[to] = small.price[step]!;
      gain[to] = valued === null ? small.gain[step]! : valued.gain;
      known[to] = valued;
      step--;
    }
  }
}

const coarsely = new TriedPrices();
const finely = new TriedPrices();

/** Searches [lowest, highest], both above 0 and finite. */
export function optimalPrices(
  gains: Gains,
  currentPrice: number,
  lowest: number,
  highest: number,
  asked: AskedCertainty,
  effort: SearchEffortName,
): OptimalPrices {
  const { coarse } = efforts[effort];
  small.begin(currentPrice);
  coarsely.tryAround(gains, currentPrice, lowest, highest, coarse);
  const sure = coarsely.bestSure(asked, 0);
  return {
    optimum: refined(gains, currentPrice, coarsely.best(), null, effort),
    cautious: sure < 0 ? null : refined(gains, currentPrice, sure, asked, effort),
  };
}

/**
 * The price of the highest expected gain in [lowest, highest] alone, as `optimalPrices` has it: of the series that it searched last,
 * whose small steps are known by then.
 */
export function optimalPrice(
  gains: Gains,
  currentPrice: number,
  lowest: number,
  highest: number,
  effort: SearchEffortName,
): number {
  coarsely.tryAround(gains, currentPrice, lowest, highest, efforts[effort].coarse);
  return refined(gains, currentPrice, coarsely.best(), null, effort).price;
}

/** The best price in a finer grid between the neighbours of the coarse one; `asked` null asks for no certainty. */
function refined(
  gains: Gains,
  currentPrice: number,
  place: number,
  asked: AskedCertainty | null,
  effort: SearchEffortName,
): PriceGain {
  const from = coarsely.price[Math.max(0, place - 1)]!;
  const to = coarsely.price[Math.min(coarsely.count - 1, place + 1)]!;
  finely.trySpread(gains, currentPrice, from, to, efforts[effort].fine);
  if (asked !== null) {
    const sure = finely.bestSure(asked, coarsely.gain[place]!);
    return sure < 0 ? coarsely.at(place) : finely.at(sure);
  }
  const best = finely.best();
  return finely.gain[best]! > coarsely.gain[place]! ? finely.at(best) : coarsely.at(place);
}
