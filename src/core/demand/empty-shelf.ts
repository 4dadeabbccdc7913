// Days on which nothing was sold because there was nothing to sell, of a file that does not say so.
//
// A product that sells a dozen a day does not sell none by chance. Where such days come far more often than its own scatter foretells, they
// are days without stock (or without a shop), and say nothing of what was asked for; taken as they stand they punish the cheap prices that
// emptied the shelf. The day before them ran out on the way: where such days fall short together, what they sold is the least that
// was asked for. Where the shelf fills up again on one weekday, the day before that one may have run out as well with no day of none
// behind it, and nothing tells which did: those days are left out.

import { chanceOfNone } from '../statistics/distributions.ts';
import { medianInPlace } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { isDaily, weekdaysWithoutSale } from './demand-terms.ts';
import { weekdayOf } from '../table/day-numbers.ts';

/** Selling rows on either side of a day that say what is usual there. */
const halfWindow = 14;
/** A day without a sale is odd where chance makes one in so many. */
const oddChance = 0.01;
/** So many odd days, and so many times what chance makes of them, are no chance; a few are none where chance makes next to none. */
const manyOdd = 4;
const timesChance = 5;
const fewOdd = 2;
const nextToNone = 0.1;
/** Last days before an empty shelf sell less than this share of the usual, on average, where they ran out. */
const shortDay = 0.85;
/** Of the days on which the shelf is full again, so many are one weekday where it is filled on that one. */
const oneWeekday = 0.8;
/** A day that may have run out: it has no part. */
export const leftOut = 2;
/** Of a weekday that nearly always runs out something must be known: where less than this share is, its sales count as they are. */
const leastKnown = 0.25;
/** Beyond this share the days without a sale are what is usual. */
const mostShare = 0.5;

/** 1 on days when the shelf was empty, or ran empty, `leftOut` on days that may have; null where days without a sale may be chance. [days] */
export function emptyShelfDays(history: ProductHistory): Uint8Array | null {
  if (!isDaily(history)) return null;
  const { units, days, sales, unknown } = history;
  const closed = weekdaysWithoutSale(history);
  const open: number[] = [];
  for (let t = 0; t < days.length; t++)
    if (unknown?.[t] !== 1 && sales[t]! >= 0 && !closed.includes(weekdayOf(days[t]!))) open.push(t);
  const selling = open.filter((t) => units[t]! > 0);
  if (selling.length === open.length || selling.length < (1 - mostShare) * open.length) return null;
  const usual = usualUnits(units, open, selling);
  const scatter = scatterOf(units, selling, usual);
  let byChance = 0;
  const odd = new Uint8Array(days.length);
  let oddDays = 0;
  for (const t of open) {
    const chance = chanceOfNone(usual[t]!, scatter * usual[t]!);
    if (chance > oddChance) continue;
    byChance += chance;
    if (units[t] === 0) {
      odd[t] = 1;
      oddDays++;
    }
  }
  if (oddDays < fewOdd || oddDays < timesChance * byChance) return null;
  if (oddDays < manyOdd && byChance > nextToNone) return null;
  return withShortDays(odd, history, open, usual);
}

/** Median of the units of selling rows around each open day. [days] */
function usualUnits(units: Float64Array, open: readonly number[], selling: readonly number[]): Float64Array {
  const usual = new Float64Array(units.length);
  let next = 0;
  for (const t of open) {
    while (next < selling.length && selling[next]! < t) next++;
    const around = selling.slice(Math.max(0, next - halfWindow), next + halfWindow);
    usual[t] = medianInPlace(Float64Array.from(around, (k) => units[k]!));
  }
  return usual;
}

/** Variance over mean of selling days, at least that of chance alone. */
function scatterOf(units: Float64Array, selling: readonly number[], usual: Float64Array): number {
  const squares = selling.reduce((sum, t) => sum + (units[t]! - usual[t]!) ** 2 / usual[t]!, 0);
  return Math.max(1, squares / Math.max(1, selling.length - 1));
}

/** The days before an empty shelf too, where they sold less than usual together. */
function withShortDays(
  odd: Uint8Array,
  { units, days }: ProductHistory,
  open: readonly number[],
  usual: Float64Array,
): Uint8Array {
  const before = new Set(
    open.filter((t, k) => odd[t] === 0 && k + 1 < open.length && odd[open[k + 1]!] === 1),
  );
  const share = [...before].reduce((sum, t) => sum + units[t]! / usual[t]!, 0) / Math.max(1, before.size);
  if (before.size === 0 || !(share < shortDay)) return odd;
  const known = weekdayShares(days, open, (t) => odd[t] === 0 && !before.has(t));
  const flags = odd.map((flag, t) => (before.has(t) && known[weekdayOf(days[t]!)]! >= leastKnown ? 1 : flag));
  const filled = open.filter((_, k) => k > 0 && odd[open[k]!] === 0 && odd[open[k - 1]!] === 1);
  const restocked = usualWeekday(filled.map((t) => weekdayOf(days[t]!)));
  for (const t of open) if ((weekdayOf(days[t]!) + 1) % 7 === restocked) flags[t] = leftOut;
  return flags;
}

/** Of each weekday's open days the share that is so, 0 is Monday. [7] */
function weekdayShares(
  days: Int32Array,
  open: readonly number[],
  isSo: (t: number) => boolean,
): Float64Array {
  const count = new Float64Array(7);
  const so = new Float64Array(7);
  for (const t of open) {
    const weekday = weekdayOf(days[t]!);
    count[weekday]!++;
    if (isSo(t)) so[weekday]!++;
  }
  return so.map((value, weekday) => (count[weekday]! > 0 ? value / count[weekday]! : 0));
}

/** The weekday that most of these are, 0 is Monday; null where they are many. */
function usualWeekday(weekdays: readonly number[]): number | null {
  const counts = new Float64Array(7);
  for (const weekday of weekdays) counts[weekday]!++;
  const most = counts.indexOf(Math.max(...counts));
  return weekdays.length > 0 && counts[most]! >= oneWeekday * weekdays.length ? most : null;
}
