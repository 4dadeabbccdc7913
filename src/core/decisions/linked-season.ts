// The coming season of one product whose price moves what its neighbours sell: what its price is worth to the category.
//
// With the others' prices held, product i at price p brings, draw by draw,
//
//   own_i(p) * exp(shift_i) + sum over neighbours j of held_j * (exp(a_ji * log(p / today's p)) - 1)
//
// where shift_i is what the others' new prices do to it and a_ji = c_j * share of i in j's index. The sum over j is kept as
// the first powers of its series, since |a_ji * log ratio| is a few tenths at most: a price then costs no more in a category of
// hundreds than in one of two.

import { hasPaths, type PathSeason, type Season } from './season.ts';

/** Powers of the neighbours' series that are kept: the error of exp(0.5) is then under 0.03 %. */
const powers = 5;

export class LinkedSeason implements Season {
  readonly isPlayed: boolean;
  readonly days: number;
  private readonly own: Season;
  protected readonly currentPrice: number;
  /** exp(shift_i). [draws] */
  protected readonly factor: Float64Array;
  /** sum over j of held_j * a_ji^k / k!, k = 1 .. powers. [powers][draws] */
  protected readonly moments: readonly Float64Array[];

  /** `factor` is taken over; neighbours are told by `addNeighbour`. */
  constructor(
    own: Season,
    currentPrice: number,
    factor: Float64Array,
    moments: readonly Float64Array[] = Array.from({ length: powers }, () => new Float64Array(factor.length)),
  ) {
    this.own = own;
    this.isPlayed = own.isPlayed;
    this.days = own.days;
    this.currentPrice = currentPrice;
    this.factor = factor;
    this.moments = moments;
  }

  /** A neighbour that earns `held` a day at today's price of this product, and answers to it with `elasticity`. [draws] */
  addNeighbour(held: Float64Array, elasticity: Float64Array, share: number): void {
    for (let i = 0; i < held.length; i++) {
      const answer = elasticity[i]! * share;
      let term = held[i]!;
      for (let k = 0; k < powers; k++) {
        term *= answer / (k + 1);
        this.moments[k]![i]! += term;
      }
    }
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
    const logRatio = Math.log(price / this.currentPrice);
    for (let i = 0; i < out.length; i++) {
      let others = 0;
      for (let k = powers - 1; k >= 0; k--) others = (others + this.moments[k]![i]!) * logRatio;
      out[i]! += share * others;
    }
  }
}

/** The same where the order of prices matters; the neighbours answer to each day's price alone. */
class LinkedPathSeason extends LinkedSeason implements PathSeason {
  private readonly paths: PathSeason;

  constructor(
    own: PathSeason,
    currentPrice: number,
    factor: Float64Array,
    moments?: readonly Float64Array[],
  ) {
    super(own, currentPrice, factor, moments);
    this.paths = own;
  }

  path(prices: Float64Array, out: Float64Array): Float64Array {
    this.paths.path(prices, out);
    for (let i = 0; i < out.length; i++) out[i]! *= this.factor[i]!;
    for (const [price, days] of daysOfPrices(prices)) this.addOthers(price, days / prices.length, out);
    return out;
  }

  thinned(step: number): LinkedPathSeason {
    const few = (values: Float64Array) => values.filter((_, i) => i % step === 0);
    return new LinkedPathSeason(
      this.paths.thinned(step),
      this.currentPrice,
      few(this.factor),
      this.moments.map(few),
    );
  }
}

/** `factor` is taken over; neighbours are told by `addNeighbour`. */
export function linkedSeason(own: Season, currentPrice: number, factor: Float64Array): LinkedSeason {
  return hasPaths(own)
    ? new LinkedPathSeason(own, currentPrice, factor)
    : new LinkedSeason(own, currentPrice, factor);
}

function daysOfPrices(prices: Float64Array): Map<number, number> {
  const days = new Map<number, number>();
  for (const price of prices) days.set(price, (days.get(price) ?? 0) + 1);
  return days;
}
