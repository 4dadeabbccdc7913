// What the other products of a category cost: one index, so that a substitute's price is not taken for a move of demand.
//
//   index_i(t) = sum over others j of share_j * log(price_j(t) / mean price_j)        share: of the others' sales
//
// A price holds until the next row of its product. Series of one product in other places are no substitutes: products
// are compared within the same category and the same place of sale.
//
// Where a category's prices move together, by a wholesale price, a leaflet or the weather, whatever moved with them stands in that index as
// well: rivals that followed, advertising, demand itself. What units answer to it is then no effect of the neighbours' prices, and may be of any
// size; only prices that move apart from their category tell anything of their own. The index is then the mean of all, the product itself among
// them (Pesaran, Econometrica 74(4), 2006): a few others show what moved them all with an error, and a product's own price, left out, would tell
// the rest of it beside its own effect. The mean of all has what all of them tell of it, so that nothing is left for the own price.

import { deviation } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';

export interface CategoryIndex {
  /** Log price of the others, or of all where prices move together, on the history's days, 0 at its end. [days] */
  readonly index: Float64Array;
  /** Shares of the others by the product's id; they sum to 1. */
  readonly shares: Readonly<Record<string, number>>;
  /** Whether the category's prices move together more than chance has them. */
  readonly movesTogether: boolean;
}

/** Fewer others are no category. */
const fewestOthers = 1;
/** An index that moves less (standard deviation) tells nothing. */
const stillIndex = 0.01;
/** Prices move together where this share of their variance is common to the category. */
const together = 0.25;
/** A category's own share counts against the file's as so many products beyond the first. */
const fileWeight = 4;
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
  const categories = [...groups.values()]
    .filter((group) => group.length > fewestOthers)
    .map((group) => ({ group, prices: pricesOf(group.map((i) => histories[i]!)) }));
  const shares = categories.map(({ prices }) => commonShare(prices.logs));
  const ofFile = meanShare(shares);
  categories.forEach(({ group, prices }, c) => {
    const movesTogether = meanShare([shares[c]!, { value: ofFile, weight: fileWeight }]) > together;
    const members = group.map((i) => histories[i]!);
    indicesOf(members, prices, movesTogether).forEach((index, k) => (indices[group[k]!] = index));
  });
  return indices;
}

interface CategoryPrices {
  /** Place of each day of the category. */
  readonly place: ReadonlyMap<number, number>;
  /** Log prices over their means. [products][days] */
  readonly logs: readonly Float64Array[];
}

function pricesOf(members: readonly ProductHistory[]): CategoryPrices {
  const days = daysOf(members);
  const place = new Map<number, number>();
  days.forEach((day, k) => place.set(day, k));
  return { place, logs: members.map((history) => logPrices(history, days.length, place)) };
}

interface CommonShare {
  readonly value: number;
  readonly weight: number;
}

/** The share of the prices' variance that is common to all, by how much their mean moves; of those that move at all. */
function commonShare(logs: readonly Float64Array[]): CommonShare {
  const moving = logs.filter((log) => deviation(log) > 0);
  const count = moving.length;
  if (count < 2) return { value: 0, weight: 0 };
  const mean = moving[0]!.map((_, k) => moving.reduce((sum, log) => sum + log[k]!, 0) / count);
  const single = moving.reduce((sum, log) => sum + deviation(log) ** 2, 0) / count;
  return { value: ((count * deviation(mean) ** 2) / single - 1) / (count - 1), weight: count - 1 };
}

function meanShare(shares: readonly CommonShare[]): number {
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  return total > 0 ? shares.reduce((sum, { value, weight }) => sum + weight * value, 0) / total : 0;
}

function indicesOf(
  members: readonly ProductHistory[],
  { place, logs }: CategoryPrices,
  movesTogether: boolean,
): (CategoryIndex | null)[] {
  const sales = members.map((history) => {
    const total = history.units.reduce((sum, units, t) => sum + units * history.price[t]!, 0);
    return Number.isFinite(total) && total > 0 ? total : 0;
  });
  const all = sales.reduce((sum, value) => sum + value, 0);
  if (!(all > 0) || !Number.isFinite(all)) return members.map(() => null);
  const sum = new Float64Array(place.size);
  logs.forEach((log, j) => {
    for (let k = 0; k < sum.length; k++) sum[k]! += (sales[j]! / all) * log[k]!;
  });
  // By sales, the first of equals first.
  const largest = [...members.keys()].sort((a, b) => sales[b]! - sales[a]!);
  const mean = movesTogether ? meanOf(logs) : null;
  return members.map((history, i) => {
    const rest = 1 - sales[i]! / all;
    if (!(rest > 1e-6)) return null;
    const index = new Float64Array(history.days.length);
    for (let t = 0; t < index.length; t++) {
      const k = place.get(history.days[t]!)!;
      index[t] = (sum[k]! - (sales[i]! / all) * logs[i]![k]!) / rest;
    }
    if (!(deviation(index) > stillIndex)) return null;
    if (mean) for (let t = 0; t < index.length; t++) index[t] = mean[place.get(history.days[t]!)!]!;
    const last = index.at(-1)!;
    for (let t = 0; t < index.length; t++) index[t]! -= last;
    const shares: [string, number][] = [];
    for (const j of largest)
      if (j !== i && shares.length < mostShares)
        shares.push([members[j]!.product.id, sales[j]! / all / rest]);
    return { index, shares: Object.fromEntries(shares), movesTogether };
  });
}

/** The mean log price of all. [days] */
function meanOf(logs: readonly Float64Array[]): Float64Array {
  return logs[0]!.map((_, k) => logs.reduce((sum, log) => sum + log[k]!, 0) / logs.length);
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
