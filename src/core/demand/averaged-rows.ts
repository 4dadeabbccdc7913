// Weeks and months whose price is an average below the posted one, set aside.
//
// Where a row is more than a day, its price is revenue over units: a deal of two days, coupons or one large order pull it below what was
// posted all the while, and much is sold in such a row because of what the deal brought. In rows without any the posted price itself
// stands, to the cent, row after row. Averages are told from it by their habits: they lie below the posted price before and after, and
// hardly ever come back. Without those rows the others tell what the posted price does; a row in which the posted price changed is an
// average too, of two prices and perhaps of a deal, and goes with them.

import type { ProductHistory } from '../table/dataset.ts';
import { isDaily } from './demand-terms.ts';
import type { LargeOrders } from './large-orders.ts';

/** A posted price comes back within so many rows. */
const comesBackWithin = 3;
/** Or in so many rows anywhere. */
const oftenPosted = 3;
/** Of the selling rows so many stand at posted prices, at least. */
const leastPosted = 0.25;
const fewestPosted = 12;
/** Fewer rows below are no habit. */
const fewestBelow = 3;
/** Of the rows off the posted prices, but for those between two of them, so many lie below both... */
const leastBelow = 0.9;
/** ... and of those below so many have a price of their own. */
const leastAlone = 0.8;
/** Prices that differ by less are one price. */
const samePrice = 0.002;

/**
 * null where the file shows none, where a column tells its promotions, where a row is a day, or where one price alone was posted:
 * averages below that are its promotions (`dealsBelowOnePrice`).
 */
export function averagedRows(history: ProductHistory): LargeOrders | null {
  const found = findAverages(history);
  if (found === null || found.isOnePrice) return null;
  const { price, units, unknown } = history;
  const { rows, posted, averages, below, around } = found;
  const left = new Set(averages);
  const meanOf = (chosen: readonly number[]) => chosen.reduce((sum, t) => sum + units[t]!, 0) / chosen.length;
  return {
    history: {
      ...history,
      price: price.map((value, t) => (left.has(t) ? postedPrice(value, around[t]!) : value)),
      unknown: Uint8Array.from(price, (_, t) => (left.has(t) || unknown?.[t] === 1 ? 1 : 0)),
    },
    days: averages.length,
    share: averages.length / rows.length,
    ratio: meanOf(below) / meanOf(rows.filter((t) => posted.has(t))),
  };
}

/**
 * Averages below the one price that was ever posted, as promotions of it: the posted price and 1 on rows of an average [rows].
 * null where there are none or several prices were posted.
 */
export function dealsBelowOnePrice(
  history: ProductHistory,
): { readonly regular: Float64Array; readonly promoted: Uint8Array } | null {
  const found = findAverages(history);
  if (!found?.isOnePrice) return null;
  const { averages, around } = found;
  const regular = history.price.map((_, t) => Math.max(...around[t]!));
  const promoted = new Uint8Array(regular.length);
  for (const t of averages) promoted[t] = 1;
  return { regular, promoted };
}

/** Of the selling rows so many have the price of the one before, at least, where it is a posted one that buyers can remember. */
const leastHeld = 1 / 3;

/**
 * Whether prices are held from row to row, to the cent. Averages hardly ever are: they move with what was sold in their row, by
 * coupons or by the mix of shops, and the rows before then tell of sales as a habit would.
 */
export function holdsPrices(history: ProductHistory): boolean {
  const { price, units } = history;
  const rows = sellingRows(history);
  const held = rows.filter((t, i) => {
    const before = rows[i - 1];
    if (before === undefined) return false;
    return Math.abs(price[t]! - price[before]!) <= roundingOf(units[t]!) + roundingOf(units[before]!);
  });
  return held.length >= leastHeld * rows.length;
}

/** Revenue is rounded to the cent, so what was paid a unit is known to half a cent over the units. */
function roundingOf(units: number): number {
  return 0.0051 / units + 1e-9;
}

function sellingRows({ price, units, unknown }: ProductHistory): number[] {
  return [...price.keys()].filter((t) => units[t]! > 0 && price[t]! > 0 && unknown?.[t] !== 1);
}

/** Places of rows in a history. */
interface Averages {
  /** The rows that sell. */
  readonly rows: readonly number[];
  readonly posted: ReadonlySet<number>;
  readonly isOnePrice: boolean;
  /** The others, and those of them below both posted prices around. */
  readonly averages: readonly number[];
  readonly below: readonly number[];
  /** The posted prices before and after each row of the history. */
  readonly around: readonly (readonly [number, number])[];
}

function findAverages(history: ProductHistory): Averages | null {
  if (isDaily(history) || history.promoted != null || history.regularPrice != null) return null;
  const { price } = history;
  const rows = sellingRows(history);
  const posted = postedAt(history, rows);
  const count = rows.filter((t) => posted.has(t)).length;
  if (count < fewestPosted || count < leastPosted * rows.length) return null;
  const around = nearestPosted(price, posted);
  const averages = rows.filter((t) => !posted.has(t));
  const off = averages.filter((t) => !isBetween(price[t]!, around[t]!));
  const below = off.filter((t) => price[t]! < Math.min(...around[t]!));
  if (below.length < fewestBelow || below.length < leastBelow * off.length) return null;
  const seen = new Map<number, number>();
  const keyOf = (t: number) => Math.round(1e4 * price[t]!);
  for (const t of rows) seen.set(keyOf(t), (seen.get(keyOf(t)) ?? 0) + 1);
  const alone = below.filter((t) => seen.get(keyOf(t)) === 1);
  if (alone.length < leastAlone * below.length) return null;
  const isOnePrice = new Set([...posted].map((t) => centsOf(price[t]!))).size === 1;
  return { rows, posted, isOnePrice, averages, below, around };
}

/** What was posted in a row of an average: the nearest above it, the higher where none is. */
function postedPrice(average: number, around: readonly [number, number]): number {
  const above = around.filter((value) => value >= average);
  return above.length > 0 ? Math.min(...above) : Math.max(...around);
}

/** The rows at posted prices: those that share theirs, a whole cent, with others. */
function postedAt({ price, units }: ProductHistory, rows: readonly number[]): Set<number> {
  const key = (t: number) =>
    Math.abs(price[t]! - centsOf(price[t]!) / 100) <= roundingOf(units[t]!) ? centsOf(price[t]!) : null;
  const posted = new Set<number>();
  const at = new Map<number, number[]>();
  rows.forEach((t, i) => {
    const cents = key(t);
    if (cents === null) return;
    const before = at.get(cents);
    if (before) before.push(i);
    else at.set(cents, [i]);
  });
  for (const places of at.values()) {
    const isNear = (i: number, k: number | undefined) =>
      k !== undefined && Math.abs(i - k) <= comesBackWithin;
    places.forEach((i, n) => {
      if (places.length >= oftenPosted || isNear(i, places[n - 1]) || isNear(i, places[n + 1]))
        posted.add(rows[i]!);
    });
  }
  return posted;
}

function centsOf(price: number): number {
  return Math.round(100 * price);
}

/** The posted prices seen last before and first after each row; the one there is where the other is missing. [rows] */
function nearestPosted(price: Float64Array, posted: ReadonlySet<number>): (readonly [number, number])[] {
  const before = new Float64Array(price.length).fill(NaN);
  const after = new Float64Array(price.length).fill(NaN);
  let last = NaN;
  for (let t = 0; t < price.length; t++) before[t] = last = posted.has(t) ? price[t]! : last;
  last = NaN;
  for (let t = price.length - 1; t >= 0; t--) after[t] = last = posted.has(t) ? price[t]! : last;
  return Array.from(price, (_, t) => {
    const [a, b] = [before[t]!, after[t]!];
    return [Number.isNaN(a) ? b : a, Number.isNaN(b) ? a : b];
  });
}

function isBetween(price: number, around: readonly [number, number]): boolean {
  return price >= Math.min(...around) * (1 - samePrice) && price <= Math.max(...around) * (1 + samePrice);
}
