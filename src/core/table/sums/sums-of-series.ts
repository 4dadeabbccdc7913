// Which series are sums of others: the row "TotalUS" beside its regions, the region beside its stores, whatever they are called.
//
// A sum is told by arithmetic alone: on nearly every day it sold what its parts sold, to half a percent. A shop that is
// merely large never does. Series are compared where they differ in one thing only (store, region, product), within a category and over the
// whole file; the smallest first, so that a sum of sums is found with its own parts. Alike are found two series that are equal
// day after day, once a sum beside them shows that the file has levels: a region of one store.

import { isTotalWord } from '../../files/vocabulary.ts';
import type { ProductInfo } from '../dataset.ts';
import type { MergedDays } from '../merge-days.ts';
import { positiveWeights, unexplained } from './positive-weights.ts';

/** A series that is the sum of others. Indices are those of the products. */
export interface SumOfSeries {
  readonly total: number;
  readonly parts: readonly number[];
  /** Days on which it sold something, and those of them on which its parts sold as much. */
  readonly days: number;
  readonly equalDays: number;
  /** The series it was looked for among, itself included. */
  readonly among: readonly number[];
}

const tolerance = 0.005;
const leastDays = 14;
/** Share of the days on which a sum must be one. */
const nearlyAll = 0.95;
/** Largest group searched for the parts of a sum; in larger ones only the sum of all others is found. */
const largestGroup = 240;
/** Days that a search looks at, spread over all; whether a sum is one is asked of all days. */
const searchedDays = 400;
/** What others may leave unexplained of a sum. */
const slack = 0.01;
const likeliest = 40;

const soldBy = (days: MergedDays) => days.units ?? days.sales;

/** Units, or money where the file has no units, of all days. */
export function soldIn(days: MergedDays): number {
  const own = soldBy(days);
  let sum = 0;
  for (let t = 0; t < days.count; t++) if (own[t]! > 0) sum += own[t]!;
  return sum;
}

/** The series that differ in one thing only, those of a category, and all. */
function groupsOf(products: readonly ProductInfo[]): number[][] {
  const groups = new Map<string, number[]>();
  const put = (name: string, p: number) => {
    const known = groups.get(name);
    if (known) known.push(p);
    else groups.set(name, [p]);
  };
  products.forEach((product, p) => {
    const traits = Object.entries({ '': product.key ?? product.id, ...product.series });
    if (traits.length > 1)
      traits.forEach((_, free) => {
        put(
          JSON.stringify([free, ...traits.map(([name, value], i) => (i === free ? name : [name, value]))]),
          p,
        );
      });
    if (product.category !== null) put(`category ${product.category}`, p);
    put('all', p);
  });
  const seen = new Set<string>();
  return [...groups.values()]
    .filter((group) => group.length > 2 && !seen.has(group.join()) && seen.add(group.join()))
    .sort((a, b) => a.length - b.length);
}

/** Place of each day between the first and the last of a group, those on which nothing stands left out; -1 for these. */
function dayPlaces(group: readonly number[], merged: readonly MergedDays[]) {
  let first = Infinity;
  let last = -Infinity;
  for (const p of group) {
    const { day, count } = merged[p]!;
    if (count === 0) continue;
    first = Math.min(first, day[0]!);
    last = Math.max(last, day[count - 1]!);
  }
  const place = new Int32Array(Math.max(0, last - first + 1)).fill(-1);
  let days = 0;
  for (const p of group) {
    const { day, count } = merged[p]!;
    for (let t = 0; t < count; t++) if (place[day[t]! - first]! < 0) place[day[t]! - first] = days++;
  }
  return { first, place, days };
}

/** What the series of a group sold on each of its days. */
class Sold {
  readonly #days: number;
  readonly #columns = new Map<number, Float64Array>();

  constructor(group: readonly number[], merged: readonly MergedDays[]) {
    const { first, place, days } = dayPlaces(group, merged);
    this.#days = days;
    for (const p of group) {
      const column = new Float64Array(days);
      const own = soldBy(merged[p]!);
      const { day, count } = merged[p]!;
      for (let t = 0; t < count; t++) if (own[t]! > 0) column[place[day[t]! - first]!] = own[t]!;
      this.#columns.set(p, column);
    }
  }

  of(p: number): Float64Array {
    return this.#columns.get(p)!;
  }

  /** The sums of the series' days. */
  sum(list: readonly number[]): Float64Array {
    const out = new Float64Array(this.#days);
    for (const p of list) {
      const column = this.of(p);
      for (let t = 0; t < out.length; t++) out[t]! += column[t]!;
    }
    return out;
  }
}

/** Days of `total` and those on which `sum`, without it where it `holds` it, is as much; null where it is no sum. */
function equalDays(
  total: Float64Array,
  sum: Float64Array,
  holds = false,
): { days: number; equal: number } | null {
  let days = 0;
  let equal = 0;
  let beyond = 0;
  let sold = 0;
  for (let t = 0; t < total.length; t++) {
    const own = total[t]!;
    const others = holds ? sum[t]! - own : sum[t]!;
    if (own > 0) {
      days++;
      sold += own;
      if (Math.abs(own - others) <= tolerance * own) equal++;
      else if (days > 40 && equal < 0.5 * days) return null;
    } else if (others > 0) beyond++;
  }
  // A few units a day are equal by chance on many days.
  const few = sold < 3 * days;
  if (days < (few ? 3 * leastDays : leastDays)) return null;
  return equal >= (few ? 0.99 : nearlyAll) * days && beyond <= 0.1 * days ? { days, equal } : null;
}

/** The money of the parts is the money of the total too, wherever the file gives both. */
function moneyAgrees(total: number, parts: readonly number[], merged: readonly MergedDays[]): boolean {
  if (merged[total]!.units === null) return true;
  const money = (p: number) => {
    let sum = 0;
    for (let t = 0; t < merged[p]!.count; t++) sum += Math.max(0, merged[p]!.sales[t]!) || 0;
    return sum;
  };
  const own = money(total);
  return Math.abs(own - parts.reduce((sum, p) => sum + money(p), 0)) <= 0.02 * own;
}

/** Whether a part is never more than its total: on nearly every day. */
function fitsInto(part: Float64Array, total: Float64Array): boolean {
  let more = 0;
  let some = 0;
  for (let t = 0; t < part.length; t++) {
    if (part[t]! > 0) some++;
    if (part[t]! > total[t]! * (1 + tolerance)) more++;
  }
  return some > 0 && more <= (1 - nearlyAll) * some;
}

/** The parts whose weights are 1, the others 0; null where the search finds another mixture. */
function partsOf(total: Float64Array, pool: readonly number[], sold: Sold): number[] | null {
  const fitting = pool.filter((p) => fitsInto(sold.of(p), total));
  if (fitting.length < 2) return null;
  const step = Math.max(1, Math.ceil(total.length / searchedDays));
  const taken = Array.from({ length: Math.ceil(total.length / step) }, (_, i) => i * step).filter(
    (t) => total[t]! > 0,
  );
  if (taken.length < Math.max(leastDays, 1.5 * fitting.length)) return null;
  // Each day by its share, so that a day of ten units says as much as one of a thousand.
  const column = (values: Float64Array) => Float64Array.from(taken, (t) => values[t]! / total[t]!);
  const columns = fitting.map((p) => column(sold.of(p)));
  const used = columns.flatMap((values, i) => (values.some((value) => value > 0) ? [i] : []));
  const weights = positiveWeights(
    used.map((i) => columns[i]!),
    new Float64Array(taken.length).fill(1),
  );
  const parts: number[] = [];
  for (let at = 0; at < used.length; at++) {
    const weight = weights[at]!;
    if (weight > 0.85 && weight < 1.15) parts.push(fitting[used[at]!]!);
    else if (weight > 0.15) return null;
  }
  return parts.length < 2 ? null : parts;
}

/** The series of one group that may be sums, by what the others leave unexplained of them. */
function likelySums(group: readonly number[], sold: Sold): number[] {
  const filled = group.filter((p) => sold.of(p).some((value) => value > 0));
  const days = filled.length === 0 ? 0 : sold.of(filled[0]!).length;
  const wanted = Math.min(searchedDays, Math.max(120, 3 * filled.length));
  const step = Math.max(1, Math.ceil(days / wanted));
  const length = Math.ceil(days / step);
  if (filled.length < 3 || filled.length > largestGroup || length < 1.3 * filled.length) return [];
  const columns = filled.map((p) => Float64Array.from({ length }, (_, i) => sold.of(p)[i * step]!));
  const used = columns.flatMap((column, i) => (column.some((value) => value > 0) ? [i] : []));
  const left = unexplained(used.map((i) => columns[i]!));
  return used.flatMap((i, at) => (left[at]! < slack ? [filled[i]!] : []));
}

/** The sums among the products, each with its parts. */
export function sumsOfSeries(products: readonly ProductInfo[], merged: readonly MergedDays[]): SumOfSeries[] {
  const found = new Map<number, SumOfSeries>();
  const named = new Set(products.flatMap((product, p) => (isNamedTotal(product) ? [p] : [])));
  for (const group of groupsOf(products))
    if (group.length > largestGroup) findSumOfAll(group, merged, found);
    else findSums(group, merged, named, found);
  return [...found.values()];
}

/** Whether its key, its name or what splits it is a word for a total. */
export const isNamedTotal = ({ id, key, name, series }: ProductInfo) =>
  [key ?? id, name, ...Object.values(series ?? {})].some(isTotalWord);

function findSums(
  group: readonly number[],
  merged: readonly MergedDays[],
  named: ReadonlySet<number>,
  found: Map<number, SumOfSeries>,
): void {
  const sold = new Sold(group, merged);
  const size = new Map(group.map((p) => [p, sold.of(p).reduce((a, b) => a + b, 0)]));
  const likely = new Set(likelySums(group, sold));
  let leaves = group.filter((p) => !found.has(p));
  let pool = leaves;
  const all = sold.sum(leaves);
  const put = (total: number, parts: readonly number[]) => {
    const own = sold.of(total);
    const equal = equalDays(own, sold.sum(parts));
    if (!equal || !moneyAgrees(total, parts, merged)) return false;
    found.set(total, { total, parts, days: equal.days, equalDays: equal.equal, among: group });
    leaves = leaves.filter((p) => p !== total);
    pool = pool.filter((p) => !parts.includes(p));
    for (let t = 0; t < all.length; t++) all[t]! -= own[t]!;
    return true;
  };
  const candidates = leaves
    .filter((p) => merged[p]!.count >= leastDays)
    .sort((a, b) => size.get(b)! - size.get(a)!)
    .slice(0, Math.max(likeliest, group.length >> 2))
    .reverse();
  for (const total of candidates) {
    const own = sold.of(total);
    const others = leaves.filter((p) => p !== total);
    if (others.length > 1 && equalDays(own, all, true) && put(total, others)) continue;
    if (!likely.has(total) && !named.has(total)) continue;
    const plain = (p: number) => p !== total && (found.has(p) || !named.has(p));
    const sums = pool.filter(plain);
    if (sums.length > 1 && put(total, sums)) continue;
    const parts = partsOf(own, sums, sold) ?? partsOf(own, others.filter(plain), sold);
    if (parts) put(total, parts);
  }
  if ([...found.values()].some(({ among }) => among === group)) putTwins(group, sold, found);
}

/** In a group too large to be searched, the one series that is the sum of all others. */
function findSumOfAll(
  group: readonly number[],
  merged: readonly MergedDays[],
  found: Map<number, SumOfSeries>,
): void {
  const left = group.filter((p) => !found.has(p));
  const { first, place, days } = dayPlaces(left, merged);
  const all = new Float64Array(days);
  for (const p of left) {
    const { day, count } = merged[p]!;
    const own = soldBy(merged[p]!);
    for (let t = 0; t < count; t++) if (own[t]! > 0) all[place[day[t]! - first]!]! += own[t]!;
  }
  for (const total of left) {
    const { day, count } = merged[total]!;
    const own = soldBy(merged[total]!).subarray(0, count);
    const whole = new Float64Array(count);
    for (let t = 0; t < count; t++) if (own[t]! > 0) whole[t] = all[place[day[t]! - first]!]!;
    const equal = equalDays(own, whole, true);
    if (!equal) continue;
    const parts = left.filter((p) => p !== total);
    if (!moneyAgrees(total, parts, merged)) continue;
    found.set(total, { total, parts, days: equal.days, equalDays: equal.equal, among: group });
    return;
  }
}

/** Series equal to another one day after day, in a group that has sums: the level above a single part. */
function putTwins(group: readonly number[], sold: Sold, found: Map<number, SumOfSeries>): void {
  const left = group.filter((p) => !found.has(p));
  const parts = new Set([...found.values()].flatMap((sum) => sum.parts));
  for (const one of left)
    for (const other of left) {
      // Of two alike, the one that is a part of a sum already is the level above.
      if (one === other || found.has(one) || found.has(other) || !parts.has(one) || parts.has(other))
        continue;
      const equal = equalDays(sold.of(one), sold.of(other));
      if (equal)
        found.set(one, {
          total: one,
          parts: [other],
          days: equal.days,
          equalDays: equal.equal,
          among: group,
        });
    }
}
