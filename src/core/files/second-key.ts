// What splits the rows of one product and day: a store, a channel, a currency, a child product, or nothing but orders.

import type { ColumnFacts } from './column-facts.ts';
import { isNamed, rankAs } from './column-facts.ts';
import type { Concept } from './header-phrases.ts';

/** Rows of a sample by product and day. */
export interface SampleRows {
  readonly rows: number;
  /** Product of each row, as a text; '' where there is none. [rows] */
  readonly product: readonly string[];
  /** Day of each row, as a text that is equal for equal days. [rows] */
  readonly day: readonly string[];
  /** Unit price per row, NaN where unknown. [rows] */
  readonly price: Float64Array;
}

const separator = '\u0000';

/** Different products in a sample, those of different days apart unless `withDay` is false, and those of different cells of `columns`. */
export function groupsBy(sample: SampleRows, columns: readonly ColumnFacts[], withDay = true): number {
  const seen = new Set<string>();
  for (let row = 0; row < sample.rows; row++) {
    let key = sample.product[row]!;
    if (withDay) key += separator + sample.day[row]!;
    for (const column of columns) key += separator + column.cells[row]!;
    seen.add(key);
  }
  return seen.size;
}

/** Share of the rows beyond one a product and day. */
export function repeatedShare(sample: SampleRows): number {
  return sample.rows === 0 ? 0 : 1 - groupsBy(sample, []) / sample.rows;
}

/**
 * How much of the spread of log prices within product (and day, where `byDay`) a column takes away beyond what any column of
 * as many different cells would: 1 for all of it, 0 or less for chance.
 */
export function priceExplained(sample: SampleRows, column: ColumnFacts, byDay: boolean): number {
  const within = (extra: boolean) => {
    const sums = new Map<string, [number, number, number]>();
    let rows = 0;
    for (let row = 0; row < sample.rows; row++) {
      const price = sample.price[row]!;
      if (!(price > 0)) continue;
      rows++;
      const key =
        sample.product[row]! +
        (byDay ? separator + sample.day[row]! : '') +
        (extra ? separator + column.cells[row]! : '');
      const log = Math.log(price);
      const known = sums.get(key);
      if (known) {
        known[0]++;
        known[1] += log;
        known[2] += log * log;
      } else sums.set(key, [1, log, log * log]);
    }
    let total = 0;
    for (const [n, sum, squares] of sums.values()) total += Math.max(0, squares - (sum * sum) / n);
    return { total, free: rows - sums.size };
  };
  const before = within(false);
  if (before.total < 1e-9 * sample.rows + 1e-12) return 0;
  const after = within(true);
  const share = 1 - after.total / before.total;
  const chance = 1 - after.free / before.free;
  // Cells that are different on every row of a day leave nothing to compare.
  return chance > 0.95 ? share : (share - chance) / (1 - chance);
}

/** What splits rows only where it also parts their prices: prices of a list, of a payment, of a unit of measure. */
const splitsByPrice: readonly Concept[] = ['other', 'promoted', 'status'];

/** Counts: those of a basket part rows of a day by chance, those of a size part their prices. */
const counts: readonly Concept[] = ['units', 'inventory', 'visitors'];

const neverSplits: readonly Concept[] = [
  'date',
  'time',
  'year',
  'month',
  'dayOfMonth',
  'orderId',
  'customer',
  'tax',
  'other',
  'status',
  'promoted',
  'discount',
];

/** Whether the values of a column come back day after day, as those of stores do and those of customers do not. */
function isPersistent(sample: SampleRows, column: ColumnFacts): boolean {
  if (
    column.distinct + Number(column.filled < sample.rows) < 2 ||
    column.distinct > Math.max(12, sample.rows / 14)
  )
    return false;
  // A blank store is one of its own: the web shop beside the branches.
  if (column.filled < (isNamed(column, 'place') ? 0.2 : 0.98) * sample.rows) return false;
  return comeBack(sample, [column]);
}

/** Whether most values that columns hold together are seen on a quarter of the days: cells that part rows by chance are not. */
function comeBack(sample: SampleRows, columns: readonly ColumnFacts[]): boolean {
  const days = new Map<string, Set<string>>();
  const all = new Set<string>();
  for (let row = 0; row < sample.rows; row++) {
    all.add(sample.day[row]!);
    const value = columns.map(({ cells }) => cells[row]!).join(separator);
    const known = days.get(value);
    if (known) known.add(sample.day[row]!);
    else days.set(value, new Set([sample.day[row]!]));
  }
  let often = 0;
  for (const seen of days.values()) if (seen.size >= 0.25 * all.size) often++;
  return often >= 0.5 * days.size;
}

const isClock = (column: ColumnFacts) =>
  column.cells.every((cell) => cell === '' || /^\d{1,2}[:.h]\d{2}/.test(cell));

/**
 * The columns that make rows of one product and day single, the likeliest first choice; empty where none does. Lines of orders
 * are single by chance beside their customer or their place in the order: there only a place, a currency or a product parts them, or
 * what parts their prices.
 */
export function splittingColumns(
  sample: SampleRows,
  columns: readonly ColumnFacts[],
  used: ReadonlySet<number>,
  isByOrder: boolean,
): ColumnFacts[] {
  const groups = groupsBy(sample, []);
  const surplus = sample.rows - groups;
  if (surplus < 0.02 * sample.rows || surplus < 5) return [];
  const candidates = columns.filter(
    (column) =>
      !used.has(column.index) &&
      (!neverSplits.some((concept) => isNamed(column, concept)) ||
        (splitsByPrice.some((concept) => isNamed(column, concept)) &&
          column.numeric < 0.5 &&
          priceExplained(sample, column, true) > 0.9)) &&
      !isClock(column) &&
      (!isByOrder || placeRank(column) < 2 || priceExplained(sample, column, true) > 0.9) &&
      !(counts.some((concept) => isNamed(column, concept)) && priceExplained(sample, column, true) < 0.9) &&
      (column.numeric < 0.5 ||
        (column.whole === 1 && (rankAs(column, 'place') < Infinity || column.distinct <= 30))) &&
      isPersistent(sample, column),
  );
  const explained = (list: readonly ColumnFacts[]) => (groupsBy(sample, list) - groups) / surplus;
  const singles = candidates
    .map((column) => ({ column, share: explained([column]) }))
    .filter(({ share }) => share >= 0.95)
    .sort((a, b) => placeRank(a.column) - placeRank(b.column) || a.column.distinct - b.column.distinct);
  if (singles.length > 0) return [singles[0]!.column];
  // One column after the other, each the one that parts most of what is left: region, then type.
  const pool = candidates
    .map((column) => ({ column, share: explained([column]) }))
    .sort((a, b) => placeRank(a.column) - placeRank(b.column) || b.share - a.share)
    .slice(0, 10)
    .map(({ column }) => column);
  const chosen: ColumnFacts[] = [];
  let share = 0;
  while (chosen.length < 4) {
    let best: ColumnFacts | null = null;
    let bestShare = share;
    for (const column of pool) {
      if (chosen.includes(column)) continue;
      const next = explained([...chosen, column]);
      if (next > bestShare + 1e-9) {
        best = column;
        bestShare = next;
      }
    }
    if (!best) return [];
    chosen.push(best);
    share = bestShare;
    if (share < 0.95) continue;
    const split = withoutIdle(chosen, explained);
    return comeBack(sample, split) ? split : [];
  }
  return [];
}

/** The columns without those that the others make needless. */
function withoutIdle(
  chosen: readonly ColumnFacts[],
  explained: (list: readonly ColumnFacts[]) => number,
): ColumnFacts[] {
  let left = [...chosen];
  for (const column of chosen) {
    const others = left.filter((one) => one !== column);
    if (others.length > 0 && explained(others) >= 0.95) left = others;
  }
  return left.sort((a, b) => placeRank(a) - placeRank(b));
}

function placeRank(column: ColumnFacts): number {
  if (isNamed(column, 'currency')) return -1;
  if (isNamed(column, 'place')) return 0;
  if (rankAs(column, 'productId') < Infinity || rankAs(column, 'productName') < Infinity) return 1;
  return column.numeric < 0.5 ? 2 : 3;
}

/** Place columns whose rows are added up, so that the person hears of it. */
export function addedUp(
  sample: SampleRows,
  columns: readonly ColumnFacts[],
  used: ReadonlySet<number>,
): ColumnFacts[] {
  if (repeatedShare(sample) < 0.05) return [];
  return columns.filter(
    (column) =>
      !used.has(column.index) &&
      isNamed(column, 'place') &&
      isPersistent(sample, column) &&
      column.distinct <= 60,
  );
}

/**
 * A column that tells rows of one product and day apart though they are no series: the hour, the salesperson. Such rows are
 * added up; without it they would pass for the same row written twice. Null where none does.
 */
export function toldApartBy(
  sample: SampleRows,
  columns: readonly ColumnFacts[],
  used: ReadonlySet<number>,
  splits: readonly number[],
): ColumnFacts | null {
  const by = splits.map((index) => columns[index]!);
  const days = groupsBy(sample, by);
  // Some days of two exports overlap; rows by the hour stand on most days.
  if (days > 0.75 * sample.rows || sample.rows < 20) return null;
  return (
    columns.find(
      (column) =>
        !used.has(column.index) &&
        column.dated < 0.5 &&
        (isNamed(column, 'time') ||
          isNamed(column, 'customer') ||
          isNamed(column, 'place') ||
          column.numeric < 0.5 ||
          isSlot(column)) &&
        column.filled >= 0.98 * sample.rows &&
        (isPersistent(sample, column) || isNamed(column, 'time')) &&
        groupsBy(sample, [...by, column]) >= 0.98 * sample.rows,
    ) ?? null
  );
}

/** Whether a column numbers the parts of a day, with none left out: half hours from 1 to 48, shifts from 1 to 3. */
function isSlot({ numeric, whole, numbers, distinct }: ColumnFacts): boolean {
  if (numeric < 1 || whole < 1 || distinct < 2 || distinct > 100) return false;
  let [low, high] = [Infinity, -Infinity];
  for (const value of numbers) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return (low === 0 || low === 1) && high - low === distinct - 1;
}

/** The first place column at whose values prices differ, though rows are lines of orders; null where none does. */
export function pricedApart(
  sample: SampleRows,
  columns: readonly ColumnFacts[],
  used: ReadonlySet<number>,
): ColumnFacts | null {
  for (const column of columns) {
    if (used.has(column.index)) continue;
    const isPlace = isNamed(column, 'place');
    const isOther = isNamed(column, 'other') || mayBeVariant(column);
    if (!isPlace && !isNamed(column, 'customer') && !isOther) continue;
    if (!isPlace && (isClock(column) || !isPersistent(sample, column))) continue;
    if (column.distinct < 2 || column.distinct > 30 || column.filled < 0.98 * sample.rows) continue;
    if (!isOther || isWords(column))
      if (priceExplained(sample, column, true) > (isOther ? 0.9 : 0.8)) return column;
  }
  return null;
}

/** Words, or sizes of packs such as `6x`, which read as numbers. */
const isWords = ({ numeric, cells }: ColumnFacts) =>
  numeric < 0.5 || cells.every((cell) => /^(?:\d+\s?[x×]|[x×]\s?\d+)$/i.test(cell));

const neverVariants: readonly Concept[] = ['promoted', 'discount', 'currency', 'tax'];

/** Whether a column may be a variant of the product: words, under a header that means nothing else as a whole (`Ticket Type`, `Option 1`). */
const mayBeVariant = (column: ColumnFacts) =>
  isWords(column) &&
  column.dated < 0.5 &&
  (column.meanings[0]?.rank ?? 2000) >= 1000 &&
  neverVariants.every((concept) => rankAs(column, concept) === Infinity);
