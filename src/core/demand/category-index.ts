// What the other products of a category cost: one index, so that a substitute's price is not taken for a move of demand.
//
//   index_i(t) = sum over others j of share_j * log(price_j(t) / mean price_j)        share: of the others' sales
//
// A price holds until the next row of its product. Series of one product in other places are no substitutes: products
// are compared within the same category and the same place of sale.

import { deviation } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';

export interface CategoryIndex {
  /** Log price of the others on the history's days, 0 at its end. [days] */
  readonly index: Float64Array;
  /** Shares of the others by the product's id; they sum to 1. */
  readonly shares: Readonly<Record<string, number>>;
}

/** Fewer others are no category. */
const fewestOthers = 1;
/** An index that moves less (standard deviation) tells nothing. */
const stillIndex = 0.01;
/** The shares of this many others are named; a long tail of small ones has no use. */
const mostShares = 200;

/** The index for each history of a file, null where it has none; in the order of the histories. */
export function categoryIndices(histories: readonly ProductHistory[]): (CategoryIndex | null)[] {
  const groups = new Map<string, number[]>();
  histories.forEach(({ product }, i) => {
    if (product.category === null) return;
    const key = JSON.stringify([product.category, product.series ?? null]);
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  const indices = new Array<CategoryIndex | null>(histories.length).fill(null);
  for (const group of groups.values()) {
    if (group.length <= fewestOthers) continue;
    indicesOf(group.map((i) => histories[i]!)).forEach((index, k) => (indices[group[k]!] = index));
  }
  return indices;
}

function indicesOf(members: readonly ProductHistory[]): (CategoryIndex | null)[] {
  const days = daysOf(members);
  const place = new Map<number, number>();
  days.forEach((day, k) => place.set(day, k));
  const sales = members.map((history) => {
    const total = history.units.reduce((sum, units, t) => sum + units * history.price[t]!, 0);
    return Number.isFinite(total) && total > 0 ? total : 0;
  });
  const all = sales.reduce((sum, value) => sum + value, 0);
  if (!(all > 0) || !Number.isFinite(all)) return members.map(() => null);
  const logs = members.map((history) => logPrices(history, days.length, place));
  const sum = new Float64Array(days.length);
  logs.forEach((log, j) => {
    for (let k = 0; k < sum.length; k++) sum[k]! += (sales[j]! / all) * log[k]!;
  });
  // By sales, the first of equals first.
  const largest = [...members.keys()].sort((a, b) => sales[b]! - sales[a]!);
  return members.map((history, i) => {
    const rest = 1 - sales[i]! / all;
    if (!(rest > 1e-6)) return null;
    const index = new Float64Array(history.days.length);
    for (let t = 0; t < index.length; t++) {
      const k = place.get(history.days[t]!)!;
      index[t] = (sum[k]! - (sales[i]! / all) * logs[i]![k]!) / rest;
    }
    const last = index.at(-1)!;
    for (let t = 0; t < index.length; t++) index[t]! -= last;
    if (!(deviation(index) > stillIndex)) return null;
    const shares: [string, number][] = [];
    for (const j of largest)
      if (j !== i && shares.length < mostShares)
        shares.push([members[j]!.product.id, sales[j]! / all / rest]);
    return { index, shares: Object.fromEntries(shares) };
  });
}

/** The days of all of them, ascending. */
function daysOf(members: readonly ProductHistory[]): Float64Array {
  const days = new Set<number>();
  for (const history of members) for (let t = 0; t < history.days.length; t++) days.add(history.days[t]!);
  return Float64Array.from(days).sort();
}

/** Log price over its mean on each day of the category; held from row to row, the first one before it. */
function logPrices(history: ProductHistory, count: number, place: ReadonlyMap<number, number>): Float64Array {
  const { price } = history;
  const logs = new Float64Array(count).fill(NaN);
  let sum = 0;
  let known = 0;
  for (let t = 0; t < price.length; t++) {
    const log = Math.log(price[t]!);
    if (!Number.isFinite(log)) continue;
    logs[place.get(history.days[t]!)!] = log;
    sum += log;
    known++;
  }
  if (known === 0) return new Float64Array(count);
  const mean = sum / known;
  let held = NaN;
  for (let k = 0; k < count; k++) {
    if (!Number.isNaN(logs[k]!)) held = logs[k]! - mean;
    logs[k] = held;
  }
  const first = logs.find((value) => !Number.isNaN(value)) ?? 0;
  return logs.map((value) => (Number.isNaN(value) ? first : value));
}
