// From an action in [-1, 1] to a price in the history market: one function for training, evaluation and suggestions,
// so that the price we train is the price we show.

/** Prices an action can reach, both to the cent. */
export interface PriceRange {
  readonly lo: number;
  readonly hi: number;
}

/** The range of past prices is widened by this share of its span on each side. */
const widening = 0.1;
/** A price that never changed may move by this share to each side. */
const constantPriceWidening = 0.1;
const smallestPrice = 0.01;
/** Absorbs the rounding of binary fractions before a price is rounded up or down to the cent. */
const centDust = 1e-7;

/**
 * `price = lo + (a + 1) / 2 * (hi - lo)`, to the cent. Actions outside [-1, 1] count as the nearest end.
 */
export function priceFromAction(range: PriceRange, action: number): number {
  const share = (Math.min(1, Math.max(-1, action)) + 1) / 2;
  return roundToCent(range.lo + share * (range.hi - range.lo));
}

/** The action that gives `price`, or the nearest end of the range. */
export function actionFromPrice(range: PriceRange, price: number): number {
  const span = range.hi - range.lo;
  if (span <= 0) return 0;
  return Math.min(1, Math.max(-1, (2 * (price - range.lo)) / span - 1));
}

/**
 * The range of past prices, widened on each side by a tenth of its span (a price that never changed: by a tenth of
 * itself), never below unit cost. Where every past price lies below cost, the range begins at cost.
 */
export function priceRange(pastPrices: ArrayLike<number>, unitCost: number | null): PriceRange {
  const { lowest, highest } = pastRange(pastPrices);
  const span = highest - lowest;
  const margin = span > 1e-9 ? widening * span : constantPriceWidening * highest;
  const floor = Math.max(smallestPrice, unitCost ?? 0);
  const lo = ceilToCent(Math.max(floor, lowest - margin));
  const hi = floorToCent(highest + margin);
  return hi > lo ? { lo, hi } : { lo, hi: ceilToCent(lo * (1 + constantPriceWidening)) };
}

/** The lowest and highest of the prices, currency; Infinity and -Infinity of none. */
export function pastRange(pastPrices: ArrayLike<number>): { lowest: number; highest: number } {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let t = 0; t < pastPrices.length; t++) {
    lowest = Math.min(lowest, pastPrices[t]!);
    highest = Math.max(highest, pastPrices[t]!);
  }
  return { lowest, highest };
}

export function roundToCent(price: number): number {
  return Math.round(price * 100) / 100;
}

export function ceilToCent(price: number): number {
  return Math.ceil(price * 100 - centDust) / 100;
}

export function floorToCent(price: number): number {
  return Math.floor(price * 100 + centDust) / 100;
}

/** The cents between two prices; where there is none, the prices themselves. */
export function centsBetween(lowest: number, highest: number): { lowest: number; highest: number } {
  const inside = { lowest: ceilToCent(lowest), highest: floorToCent(highest) };
  return inside.lowest <= inside.highest ? inside : { lowest, highest };
}
