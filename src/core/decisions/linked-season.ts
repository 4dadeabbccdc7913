// The coming season of one product whose price moves what its neighbours sell: what its price is worth to the category.
//
// With the others' prices held, product i at price p brings, draw by draw,
//
//   own_i(p) * exp(shift_i) + sum over neighbours j of held_j * (exp(a_ji * log(p / today's p)) - 1)
//
// where shift_i is what the others' new prices do to it, held_j what j earns while i is at today's price and a_ji = c_j * share of i in
// j's index. The sum over j is kept as the first powers of its series about the price that i has now, since |a_ji * log ratio| is a few
// tenths at most: a price then costs no more in a category of hundreds than in one of two.

import { everyNthOf, hasPaths, type PathSeason, type Season } from './season.ts';

/** Powers of the neighbours' series that are kept: the error of exp(0.5) is then under 0.03 %. */
const mostPowers = 5;
/** Of a neighbour whose fourth power is less than this at a usual change of log price the first three are enough. */
const smallTerm = 1e-8;
const usualReach = 0.35;

export class LinkedSeason implements Season {
  readonly isPlayed: boolean;
  readonly days: number;
  private readonly own: Season;
  protected readonly currentPrice: number;
  /** exp(shift_i). [draws] */
  protected readonly factor: Float64Array;
  protected readonly others: OthersSeries;
  /** Those of the moments that are not 0. */
  protected powers: number;

  /** `others`, where they are not told by `addNeighbour`, about the log of the price it has now over today's. */
  constructor(own: Season, currentPrice: number, factor: Float64Array, others: OthersSeries | number) {
    this.own = own;
    this.isPlayed = own.isPlayed;
    this.days = own.days;
    this.currentPrice = currentPrice;
    this.factor = factor;
    this.others = typeof others === 'number' ? noOthers(others, factor.length) : others;
    this.powers = typeof others === 'number' ? 0 : mostPowers;
  }

  /**
   * A neighbour that earns `held` a day at the price this product has now, and answers to it with `elasticity`, this product's share
   * in its index; `largest` is the largest of `elasticity`, sign aside. [draws]
   */
  addNeighbour(held: Float64Array, elasticity: Float64Array, share: number, largest: number): void {
    const [first, second, third, fourth, fifth] = this.others.moments as FivePowers;
    const isSmall = (usualReach * share * largest) ** 4 / 24 < smallTerm;
    this.powers = Math.max(this.powers, isSmall ? 3 : 5);
    for (let i = 0; i < held.length; i++) {
      const answer = elasticity[i]! * share;
      const one = held[i]! * answer;
      const two = one * answer * (1 / 2);
      const three = two * answer * (1 / 3);
      first[i]! += one;
      second[i]! += two;
      third[i]! += three;
      if (isSmall) continue;
      const four = three * answer * (1 / 4);
      fourth[i]! += four;
      fifth[i]! += four * answer * (1 / 5);
    }
  }

  /** null where its own season is not searched on fewer draws. */
  quicker(step: number): LinkedSeason | null {
    const own = this.own.quicker?.(step) ?? null;
    if (own === null) return null;
    const factor = everyNthOf(this.factor, step);
    const quicker = new LinkedSeason(own, this.currentPrice, factor, fewerOf(this.others, step));
    quicker.powers = this.powers;
    return quicker;
  }

  /** null where its own season has none. */
  means(count: number, factors: Float64Array | null): ((price: number) => number) | null {
    const weights = factors === null ? this.factor : product(this.factor, factors);
    const own = this.own.means?.(count, weights) ?? null;
    if (own === null) return null;
    const moments = this.others.moments.slice(0, this.powers).map((moment) => meanOf(moment, factors, count));
    return (price) => {
      let sum = own(price);
      const from = this.others.start;
      const to = this.moveAt(price);
      let fromPower = 1;
      let toPower = 1;
      for (let k = 0; k < moments.length; k++) {
        fromPower *= from;
        toPower *= to;
        sum += moments[k]! * (toPower - fromPower);
      }
      return sum;
    };
  }

  /** Its own value and what the neighbours gain or lose by it. [draws] */
  constant(price: number, out: Float64Array): Float64Array {
    this.own.constant(price, out);
    for (let i = 0; i < out.length; i++) out[i]! *= this.factor[i]!;
    this.addOthers(price, 1, out);
    return out;
  }

  /** Adds to `out` what the neighbours gain or lose by a price that is charged for this share of the days. [draws] */
  protected addOthers(price: number, share: number, out: Float64Array): void {
    const from = this.others.start;
    const to = this.moveAt(price);
    const [first, second, third, fourth, fifth] = this.others.moments as FivePowers;
    const one = share * (to - from);
    const two = share * (to ** 2 - from ** 2);
    const three = share * (to ** 3 - from ** 3);
    for (let i = 0; i < out.length; i++)
      out[i] = out[i]! + first[i]! * one + second[i]! * two + third[i]! * three;
    if (this.powers <= 3) return;
    const four = share * (to ** 4 - from ** 4);
    const five = share * (to ** 5 - from ** 5);
    for (let i = 0; i < out.length; i++) out[i] = out[i]! + fourth[i]! * four + fifth[i]! * five;
  }

  private moveAt(price: number): number {
    const { start, scale } = this.others;
    return scale * Math.log(price / this.currentPrice) + start;
  }
}

/** What the neighbours earn, as powers of what moves them. */
export interface OthersSeries {
  /** sum over j of what j earns * a_j^k / k!, k = 1 .. powers, where a_j is its answer to the move. [powers][draws] */
  readonly moments: readonly Float64Array[];
  /** The move from where the powers are about, at today's price of this product and for its log price. */
  readonly start: number;
  readonly scale: number;
}

function noOthers(origin: number, draws: number): OthersSeries {
  const moments = Array.from({ length: mostPowers }, () => new Float64Array(draws));
  return { moments, start: -origin, scale: 1 };
}

function fewerOf({ moments, start, scale }: OthersSeries, step: number): OthersSeries {
  return { moments: moments.map((moment) => everyNthOf(moment, step)), start, scale };
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
  return out;
}

/** Mean of the first `count` values, each times its factor. */
function meanOf(values: Float64Array, factors: Float64Array | null, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += factors === null ? values[i]! : values[i]! * factors[i]!;
  return sum / count;
}

type FivePowers = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/** The same where the order of prices matters; the neighbours answer to each day's price alone. */
class LinkedPathSeason extends LinkedSeason implements PathSeason {
  private readonly paths: PathSeason;

  constructor(own: PathSeason, currentPrice: number, factor: Float64Array, others: OthersSeries | number) {
    super(own, currentPrice, factor, others);
    this.paths = own;
  }

  path(prices: Float64Array, out: Float64Array): Float64Array {
    this.paths.path(prices, out);
    for (let i = 0; i < out.length; i++) out[i]! *= this.factor[i]!;
    for (const [price, days] of daysOfPrices(prices)) this.addOthers(price, days / prices.length, out);
    return out;
  }

  thinned(step: number): LinkedPathSeason {
    const own = this.paths.thinned(step);
    const factor = everyNthOf(this.factor, step);
    const thinned = new LinkedPathSeason(own, this.currentPrice, factor, fewerOf(this.others, step));
    thinned.powers = this.powers;
    return thinned;
  }
}

/** `others`: what the neighbours earn, or the log of the price it has now over today's where `addNeighbour` tells of them. */
export function linkedSeason(
  own: Season,
  currentPrice: number,
  factor: Float64Array,
  others: OthersSeries | number,
): LinkedSeason {
  return hasPaths(own)
    ? new LinkedPathSeason(own, currentPrice, factor, others)
    : new LinkedSeason(own, currentPrice, factor, others);
}

function daysOfPrices(prices: Float64Array): Map<number, number> {
  const days = new Map<number, number>();
  for (const price of prices) days.set(price, (days.get(price) ?? 0) + 1);
  return days;
}
