// A category whose products take sales from each other, at prices that change one at a time, and what they bring together.

import { CommonIndex } from './common-index.ts';
import { type LinkedSeason, linkedSeason } from './linked-season.ts';
import { isSamePrice } from './recommendation.ts';
import { hasPaths, type Season } from './season.ts';

/** One product of a category, on the same number of draws as the others. */
export interface CategoryProduct {
  readonly id: string;
  readonly currentPrice: number;
  /** What it brings where the others keep today's prices. */
  readonly season: Season;
  /** How its units answer to the index of the others' prices; null where it is not known to. [draws] */
  readonly cross: Float64Array | null;
  /** The others' shares in that index, by their ids. */
  readonly shares: Readonly<Record<string, number>>;
}

/** Another product, and the share of one of the two in the other's index. */
interface Link {
  readonly at: number;
  readonly share: number;
}

/** A category at prices that change one at a time. */
export class CategoryPrices {
  readonly prices: Float64Array;
  /** sum over the others of share * log(price / today's), for each product. [products] */
  readonly indexMoves: Float64Array;
  private readonly products: readonly CategoryProduct[];
  private readonly draws: number;
  /** Those whose index holds product i, with its share in it. [products] */
  private readonly movedBy: Link[][];
  /** Those that product i's index holds. [products] */
  private readonly moving: Link[][];
  private readonly linked: readonly (readonly number[])[];
  /** Value a day of each product at its price and today's of the others. [products][draws] */
  private readonly own: Float64Array[];
  private readonly today: readonly Float64Array[];
  /** What each earns at its price and the others', as it was last asked for. [products] */
  private readonly held: ({
    readonly own: Float64Array;
    readonly factor: Float64Array;
    readonly held: Float64Array;
  } | null)[];
  /** The largest answer to the index, sign aside. [products] */
  private readonly largest: Float64Array;
  private readonly common: CommonIndex | null;
  /** What a move of its index does to each product's units, as it was last asked for. [products] */
  private readonly factors: { readonly move: number; readonly factor: Float64Array }[];

  /** `isQuick`: as one series, where the shares allow that, exact to a millionth. */
  constructor(products: readonly CategoryProduct[], draws: number, isQuick = false) {
    this.products = products;
    this.draws = draws;
    this.prices = Float64Array.from(products, ({ currentPrice }) => currentPrice);
    this.indexMoves = new Float64Array(products.length);
    const place = new Map(products.map(({ id }, i) => [id, i]));
    this.movedBy = products.map(() => []);
    this.moving = products.map(() => []);
    products.forEach(({ cross, shares }, i) => {
      if (cross === null) return;
      for (const [id, share] of Object.entries(shares)) {
        const at = place.get(id);
        if (at === undefined || at === i) continue;
        this.moving[i]!.push({ at, share });
        this.movedBy[at]!.push({ at: i, share });
      }
    });
    this.linked = products.map((_, i) => [
      ...new Set([...this.movedBy[i]!, ...this.moving[i]!].map(({ at }) => at)),
    ]);
    this.today = products.map(({ season, currentPrice }) =>
      season.constant(currentPrice, new Float64Array(draws)),
    );
    this.own = [...this.today];
    const still = { move: 0, factor: new Float64Array(draws).fill(1) };
    this.held = products.map(() => null);
    this.largest = Float64Array.from(products, ({ cross }) => (cross === null ? 0 : largestOf(cross)));
    this.factors = products.map(() => still);
    this.common = isQuick && products.length > 1 ? CommonIndex.of(products, this.today) : null;
  }

  isMoved(i: number): boolean {
    return !isSamePrice(this.prices[i]!, this.products[i]!.currentPrice);
  }

  /** `path` are its prices day by day where it follows a calendar of which `price` is the mean. */
  setPrice(i: number, price: number, path: Float64Array | null = null): void {
    const step = Math.log(price / this.prices[i]!);
    for (const { at, share } of this.movedBy[i]!) this.indexMoves[at]! += share * step;
    this.prices[i] = price;
    const { season } = this.products[i]!;
    const out = new Float64Array(this.draws);
    this.own[i] = path && hasPaths(season) ? season.path(path, out) : season.constant(price, out);
    this.common?.setPrice(i, Math.log(price / this.products[i]!.currentPrice), this.own[i]);
  }

  /** Products whose sales move with the price of `i`, or with whose price its own move. */
  linkedTo(i: number): readonly number[] {
    return this.linked[i]!;
  }

  seasonOf(i: number): LinkedSeason {
    const { season, currentPrice } = this.products[i]!;
    if (this.common) return linkedSeason(season, currentPrice, this.factorOf(i), this.common.othersOf(i));
    const origin = Math.log(this.prices[i]! / currentPrice);
    const linked = linkedSeason(season, currentPrice, this.factorOf(i), origin);
    for (const { at, share } of this.movedBy[i]!)
      linked.addNeighbour(this.heldOf(at), this.products[at]!.cross!, share, this.largest[at]!);
    return linked;
  }

  /** What all prices bring over today's, and what today's bring, of all products or of those in `counted`. [draws] */
  gains(counted?: readonly number[]): { readonly total: Float64Array; readonly before: Float64Array } {
    const total = new Float64Array(this.draws);
    const before = new Float64Array(this.draws);
    for (const i of counted ?? this.products.keys()) addTo(before, this.today[i]!);
    this.products.forEach((_, i) => {
      const factor = this.factorOf(i);
      const own = this.own[i]!;
      const today = this.today[i]!;
      for (let d = 0; d < total.length; d++) total[d]! += own[d]! * factor[d]! - today[d]!;
    });
    return { total, before };
  }

  /** What it earns a day at all prices as they are; nobody writes into it. [draws] */
  private heldOf(i: number): Float64Array {
    const factor = this.factorOf(i);
    const own = this.own[i]!;
    const known = this.held[i];
    if (known?.factor === factor && known.own === own) return known.held;
    const held = new Float64Array(own.length);
    for (let d = 0; d < held.length; d++) held[d] = own[d]! * factor[d]!;
    this.held[i] = { own, factor, held };
    return held;
  }

  /** What the others' prices do to its units; nobody writes into it. [draws] */
  private factorOf(i: number): Float64Array {
    const move = this.indexMoves[i]!;
    const known = this.factors[i]!;
    if (known.move === move) return known.factor;
    const { cross } = this.products[i]!;
    const factor = new Float64Array(this.draws);
    if (cross === null) factor.fill(1);
    else for (let d = 0; d < factor.length; d++) factor[d] = Math.exp(cross[d]! * move);
    this.factors[i] = { move, factor };
    return factor;
  }
}

function addTo(sums: Float64Array, values: Float64Array): void {
  for (let d = 0; d < sums.length; d++) sums[d]! += values[d]!;
}

function largestOf(answers: Float64Array): number {
  let largest = 0;
  for (let d = 0; d < answers.length; d++) largest = Math.max(largest, Math.abs(answers[d]!));
  return largest;
}
