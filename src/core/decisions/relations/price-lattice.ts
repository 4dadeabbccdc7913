// Prices that keep limits between each other, exactly: on the cents and endings that the rules leave, not on a line.
//
// Every limit says that one price is at most so many times another. Of two price lists that keep all limits, the list of the
// higher of the two prices keeps them too, and so does that of the lower: the lists form a lattice. So there is a highest list
// below any given one, found by lowering what breaks a limit until nothing does, and a lowest one above it; and where lowering
// from the highest allowed prices ends below an allowed one, there is none at all.

import { nearestWithEnding, type PriceGrid } from '../guardrails/ending.ts';

/** The prices that the rules allow a product. */
export interface PriceDomain {
  readonly lowest: number;
  readonly highest: number;
  readonly ending: PriceGrid;
  /** A price that may stay though it has another ending; null where it may not. */
  readonly today: number | null;
}

/** The price at `lower` is at most `ratio` times that at `upper`. Places of products. */
export interface PlacedLimit {
  readonly lower: number;
  readonly upper: number;
  readonly ratio: number;
}

/** A product that has no allowed price where a limit is kept. */
export interface Contradiction {
  readonly at: number;
  /** Index of the limit. */
  readonly limit: number;
  /** The highest price that the limit leaves it. */
  readonly highest: number;
}

/** A limit is kept where it is missed by rounding alone. */
const slack = 1e-7;

/** The highest allowed price that is at most `price`; null where there is none. */
export function floorTo(price: number, { lowest, highest, ending, today }: PriceDomain): number | null {
  const top = Math.min(price + slack, highest);
  const onGrid = top < lowest ? null : nearestWithEnding(top, lowest, top, ending);
  if (today !== null && today <= price + slack && (onGrid === null || today > onGrid)) return today;
  return onGrid;
}

/** The lowest allowed price that is at least `price`; null where there is none. */
export function ceilTo(price: number, { lowest, highest, ending, today }: PriceDomain): number | null {
  const bottom = Math.max(price - slack, lowest, 0.001);
  const onGrid = bottom > highest ? null : nearestWithEnding(bottom, bottom, highest, ending);
  if (today !== null && today >= price - slack && (onGrid === null || today < onGrid)) return today;
  return onGrid;
}

/** Whether `lower <= ratio * upper` holds for these prices, up to rounding. */
export function isKept({ lower, upper, ratio }: PlacedLimit, prices: ArrayLike<number>): boolean {
  return prices[lower]! <= ratio * prices[upper]! + slack;
}

/** Lowers `prices` in place to the highest list below them that keeps all limits. */
export function lowered(
  prices: Float64Array,
  domains: readonly PriceDomain[],
  limits: readonly PlacedLimit[],
): Contradiction | null {
  return settled(limits, ({ lower, upper, ratio }, limit) => {
    if (prices[lower]! <= ratio * prices[upper]! + slack) return false;
    const highest = ratio * prices[upper]!;
    const price = floorTo(highest, domains[lower]!);
    if (price === null) return { at: lower, limit, highest };
    if (!(price < prices[lower]!)) return false;
    prices[lower] = price;
    return true;
  });
}

/** Raises `prices` in place to the lowest list above them that keeps all limits. */
export function raised(
  prices: Float64Array,
  domains: readonly PriceDomain[],
  limits: readonly PlacedLimit[],
): Contradiction | null {
  return settled(limits, ({ lower, upper, ratio }, limit) => {
    if (prices[lower]! <= ratio * prices[upper]! + slack) return false;
    const price = ceilTo(prices[lower]! / ratio, domains[upper]!);
    if (price === null) return { at: upper, limit, highest: prices[lower]! / ratio };
    if (!(price > prices[upper]!)) return false;
    prices[upper] = price;
    return true;
  });
}

function settled(
  limits: readonly PlacedLimit[],
  keep: (limit: PlacedLimit, index: number) => boolean | Contradiction,
): Contradiction | null {
  for (let moved = true; moved;) {
    moved = false;
    for (const [index, limit] of limits.entries()) {
      const result = keep(limit, index);
      if (typeof result === 'object') return result;
      moved ||= result;
    }
  }
  return null;
}

/** Indexes of limits that contradict each other whatever the prices are: a circle of them shrinks every price; null without one. */
export function shrinkingCircle(limits: readonly PlacedLimit[], products: number): readonly number[] | null {
  // Bellman and Ford: log price of `lower` <= log price of `upper` + log ratio; a negative circle has no solution.
  const distance = new Float64Array(products);
  const by = new Int32Array(products).fill(-1);
  let last = -1;
  for (let round = 0; round <= products; round++) {
    last = -1;
    for (const [index, { lower, upper, ratio }] of limits.entries()) {
      const through = distance[upper]! + Math.log(ratio);
      if (through >= distance[lower]! - 1e-9) continue;
      distance[lower] = through;
      by[lower] = index;
      last = lower;
    }
    if (last < 0) return null;
  }
  for (let i = 0; i < products; i++) last = limits[by[last]!]!.upper;
  const circle: number[] = [];
  for (let at = last; circle.length === 0 || at !== last;) {
    circle.push(by[at]!);
    at = limits[by[at]!]!.upper;
  }
  return circle;
}
