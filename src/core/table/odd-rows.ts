// Rows that do not belong: the same rows twice, slips of the decimal point, giveaways, bulk orders, month totals among
// days, dates far from all others. Each is left out and named with row and reason, by rules that spare real promotions.
//
// A promotion takes a price down by a tenth to two thirds, for days on end; a slip multiplies it by 10, 100 or 1,000 on a day or two and
// the digits stay. Only the second kind is touched.

import { median } from '../statistics/summary.ts';
import { civilFromDay, isoDate } from './day-numbers.ts';
import type { NumericRole } from './columns.ts';
import type { SalesTable } from './dataset.ts';
import type { FindingCollector, FindingText } from './findings.ts';

export interface OddRowsInput {
  /** Rows product after product, oldest day first. */
  readonly table: SalesTable;
  /** Where each product begins. [products + 1] */
  readonly start: Uint32Array;
  /** Whether rows are lines of orders, which may be alike. */
  readonly isLines: boolean;
  /** Whether rows of one day are of different times. */
  readonly isByTime: boolean;
  /** File rows with a price of 0. */
  readonly zeroPrices: Uint32Array;
  readonly findings: FindingCollector;
}

/** The places of the rows that stay, ascending; null where all do. */
export function rowsThatBelong(input: OddRowsInput): Uint32Array | null {
  const { table, start } = input;
  const out = new Uint8Array(table.rowCount);
  const free = new Set(input.zeroPrices);
  let isTouched = false;
  const leave = (row: number, text: FindingText, example: () => string) => {
    if (out[row] === 1) return;
    out[row] = 1;
    isTouched = true;
    input.findings.add(
      text,
      table.fileRow[row]!,
      () => `Row ${table.fileRow[row]!} (${isoDate(table.day[row]!)}): ${example()}`,
    );
  };
  farDates(table, leave);
  for (let p = 0; p + 1 < start.length; p++) {
    const [from, to] = [start[p]!, start[p + 1]!];
    planned(table, from, to, leave);
    if (free.size > 0) givenAway(table, from, to, free, leave);
    if (!input.isLines && !input.isByTime) repeatedRows(table, from, to, leave);
    if (!input.isLines) unsoldEnds(table, from, to, leave);
    if (!input.isLines) otherPeriods(table, from, to, out, leave);
    oddPrices(table, from, to, out, leave);
    if (input.isLines) oddLines(table, from, to, leave);
    else oddUnits(table, from, to, out, leave);
  }
  if (!isTouched) return null;
  let kept = 0;
  for (let row = 0; row < out.length; row++) if (out[row] === 0) kept++;
  const rows = new Uint32Array(kept);
  let n = 0;
  for (let row = 0; row < out.length; row++) if (out[row] === 0) rows[n++] = row;
  return rows;
}

type Leave = (row: number, text: FindingText, example: () => string) => void;

/** More than a year between a handful of rows and all the others. */
function farDates(table: SalesTable, leave: Leave): void {
  const { day, rowCount, firstDay, lastDay } = table;
  if (rowCount < 30 || lastDay - firstDay < 2 * 366) return;
  const days = Int32Array.from(day).sort();
  const few = Math.max(1, Math.floor(0.02 * rowCount));
  let high = Infinity;
  let low = -Infinity;
  for (let i = rowCount - 1; i >= rowCount - few; i--) if (days[i]! - days[i - 1]! > 366) high = days[i]!;
  for (let i = 0; i < few; i++) if (days[i + 1]! - days[i]! > 366) low = days[i]!;
  if (high === Infinity && low === -Infinity) return;
  const text: FindingText = {
    kind: 'far-date',
    severity: 'attention',
    found: 'Dates more than a year from all other rows',
    done: 'Left out as probably wrong',
  };
  for (let row = 0; row < rowCount; row++)
    if (day[row]! >= high || day[row]! <= low)
      leave(row, text, () => `far from ${isoDate(days[rowCount >> 1]!)}`);
}

/** Days at the end that have a price and nothing sold yet: planned, no history. */
function planned({ numbers }: SalesTable, from: number, to: number, leave: Leave): void {
  const { units, sales } = numbers;
  const isUnknown = (row: number) => Number.isNaN(units?.[row] ?? NaN) && Number.isNaN(sales?.[row] ?? NaN);
  let first = to;
  while (first > from && isUnknown(first - 1) && numbers.price![first - 1]! > 0) first--;
  if (first === from || to - first < 2) return;
  for (let row = first; row < to; row++)
    leave(
      row,
      {
        kind: 'planned-day',
        severity: 'repaired',
        found: 'Days at the end with a price and no sales yet (planned)',
        done: 'Left out, since they are not history',
      },
      () => `price ${numbers.price![row]!}, nothing sold yet`,
    );
}

/** Units at a price of 0.00 are giveaways, no demand. */
function givenAway(
  { numbers, fileRow }: SalesTable,
  from: number,
  to: number,
  free: ReadonlySet<number>,
  leave: Leave,
): void {
  const sold = numbers.units ?? numbers.sales;
  for (let row = from; row < to; row++) {
    const units = sold?.[row] ?? NaN;
    if (!free.has(fileRow[row]!) || !(units !== 0) || Number.isNaN(units)) continue;
    leave(
      row,
      {
        kind: 'given-away',
        severity: 'attention',
        found: 'Rows at a price of 0.00 with units (given away or written off)',
        done: 'Left out, since nothing was sold at a price',
      },
      () => `${units} units at 0.00`,
    );
  }
}

/**
 * Days that two overlapping exports both hold: a run of days with two rows each, mostly with the same figures. The same
 * figures count once; where they differ the later row is the revised one. Lines that are alike without an order to tell
 * them apart (one unit at one price) lie on scattered days, and in other numbers than two.
 */
function repeatedRows(table: SalesTable, from: number, to: number, leave: Leave): void {
  const { day, numbers, fileRow } = table;
  const roles = Object.keys(numbers) as NumericRole[];
  const equal = (a: number, b: number) =>
    roles.every((role) => Object.is(numbers[role]![a], numbers[role]![b]));
  const doubles: { readonly first: number; readonly second: number; readonly isSame: boolean }[] = [];
  const sold = numbers.units ?? numbers.sales!;
  let days = 0;
  let doubled = 0;
  let runs = 0;
  let last = -2;
  let isBeyondTwo = false;
  let large = 0;
  for (let row = from; row < to; days++) {
    let next = row + 1;
    for (; next < to && day[next] === day[row]; next++)
      doubles.push({ first: row, second: next, isSame: equal(row, next) });
    if (sold[row]! >= 5) large++;
    if (next - row > 2) isBeyondTwo = true;
    if (next - row > 1) {
      doubled++;
      if (last !== days - 1) runs++;
      last = days;
    }
    row = next;
  }
  if (doubles.length === 0) return;
  const same = doubles.filter(({ isSame }) => isSame).length;
  // Five units and more are seldom the same twice by chance, and never on every day that has two rows.
  const isNoChance = same === doubles.length && doubled >= 3 && large > 0.5 * days;
  const isOverlap = !isBeyondTwo && runs <= Math.max(1, 0.15 * doubled) && same >= 0.6 * doubles.length;
  // Two sales of one unit on one day are no row written twice.
  const isOnce = doubles.length === 1 && same === 1 && days > 14 && sold[doubles[0]!.first]! > 1;
  if (!isOnce && !isNoChance && !(isOverlap && doubled >= 3)) return;
  for (const { first, second, isSame } of doubles)
    if (isSame)
      leave(
        second,
        {
          kind: 'identical-row',
          severity: 'repaired',
          found: 'Identical rows of the same product and day (overlapping exports)',
          done: 'Counted once',
        },
        () => `the same values as row ${fileRow[first]!}`,
      );
    else
      leave(
        first,
        {
          kind: 'revised-row',
          severity: 'attention',
          found: 'Days repeated later in the file with different figures (overlapping exports)',
          done: 'The later row counts',
        },
        () => `row ${fileRow[second]!} has the same product and day`,
      );
}

/** Rows at either end without any unit, too many to be chance: not yet or no longer sold, or planned. */
function unsoldEnds({ numbers }: SalesTable, from: number, to: number, leave: Leave): void {
  const sold = numbers.units ?? numbers.sales;
  if (!sold || to - from < 20) return;
  const isUnsold = (row: number) => sold[row] === 0 && numbers.price![row]! > 0;
  let first = from;
  while (first < to && isUnsold(first)) first++;
  let last = to;
  while (last > first && isUnsold(last - 1)) last--;
  if (first === from && last === to) return;
  let zeros = 0;
  for (let row = first; row < last; row++) if (!(sold[row]! > 0)) zeros++;
  const usual = (zeros + 1) / (last - first + 2);
  if (last - first < 14 || usual > 0.3) return;
  const text = (where: string): FindingText => ({
    kind: 'unsold-end',
    severity: 'attention',
    found: `Days without any unit at the ${where} of a product that sells nearly every day`,
    done: 'Left out as probably not demand: not on offer, or planned',
  });
  const isNoChance = (rows: number) => rows >= 4 && usual ** rows < 1e-4;
  if (isNoChance(first - from))
    for (let row = from; row < first; row++)
      leave(row, text('beginning'), () => 'no unit before the first sale');
  if (isNoChance(to - last))
    for (let row = last; row < to; row++) leave(row, text('end'), () => 'no unit after the last sale');
}

/** Months before the days begin (or behind their end): rows of another length cannot be compared. */
function otherPeriods({ day }: SalesTable, from: number, to: number, out: Uint8Array, leave: Leave): void {
  const rows: number[] = [];
  for (let row = from; row < to; row++)
    if (out[row] === 0 && (rows.length === 0 || day[row] !== day[rows.at(-1)!])) rows.push(row);
  if (rows.length < 20) return;
  const step = (i: number) => day[rows[i + 1]!]! - day[rows[i]!]!;
  let daily = 0;
  for (let i = 0; i + 1 < rows.length; i++) if (step(i) === 1) daily++;
  if (daily < 14) return;
  const text: FindingText = {
    kind: 'other-period',
    severity: 'attention',
    found: 'Monthly or weekly rows among daily rows',
    done: 'Left out, since periods of different length cannot be compared',
  };
  const isLong = (i: number) => step(i) >= 7;
  let head = 0;
  while (head + 1 < rows.length && isLong(head)) head++;
  let tail = rows.length - 1;
  while (tail > 0 && isLong(tail - 1)) tail--;
  const say = (i: number) => () => `${step(Math.min(i, rows.length - 2))} days from its neighbour`;
  if (head >= 3) for (let i = 0; i < head; i++) leave(rows[i]!, text, say(i));
  if (rows.length - 1 - tail >= 3)
    for (let i = tail + 1; i < rows.length; i++) leave(rows[i]!, text, say(i - 1));
}

/** How many rows on each side make the usual price of a row. */
const neighbours = 7;

/** Prices that slipped by a factor of 10, 100 or 1,000, and prices that are hardly one. */
function oddPrices(table: SalesTable, from: number, to: number, out: Uint8Array, leave: Leave): void {
  const price = table.numbers.price!;
  let low = Infinity;
  let high = -Infinity;
  for (let row = from; row < to; row++) {
    const value = price[row]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > 5 * low)) return; // most products never come near
  const rows: number[] = [];
  for (let row = from; row < to; row++) if (out[row] === 0 && price[row]! > 0) rows.push(row);
  if (rows.length < 10) return;
  const odd: { readonly row: number; readonly ratio: number; readonly factor: number }[] = [];
  const around = new Float64Array(2 * neighbours);
  rows.forEach((row, i) => {
    let n = 0;
    for (let j = Math.max(0, i - neighbours); j <= Math.min(rows.length - 1, i + neighbours); j++)
      if (j !== i) around[n++] = price[rows[j]!]!;
    const usual = median(around.subarray(0, n));
    const ratio = price[row]! / usual;
    if (ratio < 5 && ratio > 0.2) return;
    const power = Math.round(Math.log10(ratio));
    const back = price[row]! / 10 ** power;
    const near = Math.abs(Math.log(back / usual));
    const isDigits = around.subarray(0, n).some((value) => Math.abs(value - back) <= 0.006 * value);
    const isSlip = power !== 0 && (Math.abs(power) === 1 ? isDigits || near < 0.05 : near < 0.6);
    if (isSlip) odd.push({ row, ratio, factor: 10 ** power });
    else if (ratio <= 0.04 || ratio >= 20) odd.push({ row, ratio, factor: 0 });
  });
  if (odd.length === 0 || odd.length > Math.max(3, 0.15 * rows.length)) return;
  for (const { row, ratio, factor } of odd) {
    const times = ratio >= 1 ? Math.round(ratio) : Math.round(1 / ratio);
    leave(
      row,
      {
        kind: 'odd-price',
        severity: 'attention',
        found: 'Prices far from those around them (outliers)',
        done: 'Left out, so that no single row distorts the estimate',
      },
      () =>
        `price ${price[row]!}, ${times} times ${ratio >= 1 ? 'the usual price' : 'below the usual price'}` +
        (factor === 0 ? ', probably not a price' : ', a misplaced decimal point'),
    );
  }
}

/** Units that no day sells: a slip by 100, one bulk order, a month's total on its last day. */
function oddUnits(table: SalesTable, from: number, to: number, out: Uint8Array, leave: Leave): void {
  const role = table.numbers.units ? 'units' : 'sales';
  const sold = table.numbers[role];
  if (!sold) return;
  let highest = 0;
  let sum = 0;
  for (let row = from; row < to; row++) {
    const value = sold[row]!;
    if (!(value > 0)) continue;
    sum += value;
    if (value > highest) highest = value;
  }
  if (highest * (to - from) < 8 * sum || to - from < 28) return; // the largest is no eighth of the mean
  const rows: number[] = [];
  for (let row = from; row < to; row++) if (out[row] === 0 && sold[row]! >= 0) rows.push(row);
  const values = Float64Array.from(rows, (row) => sold[row]!);
  const sorted = values.slice().sort();
  const usual = sorted[sorted.length >> 1]!;
  monthTotals(table, rows, sold, leave);
  const next = sorted.findLast((value) => value < highest / 3) ?? 0;
  const few = sorted.filter((value) => value > 3 * next).length;
  if (few > Math.max(1, 0.01 * rows.length) || !(highest > 8 * next) || !(highest > 20 * Math.max(1, usual)))
    return;
  const price = table.numbers.price!;
  const usualPrice = median(Float64Array.from(rows, (row) => price[row]!).filter((value) => value > 0));
  for (const row of rows) {
    if (!(sold[row]! > 3 * next)) continue;
    if (price[row]! < 0.5 * usualPrice) continue;
    leave(
      row,
      {
        kind: 'odd-units',
        severity: 'attention',
        found: `Days with many times more ${role} than any other (outliers: a typing error or one bulk order)`,
        done: 'Left out, so that no single row distorts the estimate',
      },
      () => `${sold[row]!} ${role}, ${Math.round(sold[row]! / Math.max(1, usual))} times the usual ${usual}`,
    );
  }
}

/** One line of an order for more than eight times what any other day sold: a slip or a test, and no demand. */
function oddLines({ day, numbers, rowCount }: SalesTable, from: number, to: number, leave: Leave): void {
  const sold = numbers.units;
  if (!sold || rowCount === 0) return;
  let odd = from;
  for (let row = from; row < to; row++) if (sold[row]! > sold[odd]! || Number.isNaN(sold[odd]!)) odd = row;
  const largestLine = sold[odd]!;
  let most = 0;
  let days = 0;
  for (let row = from; row < to; days++) {
    let units = 0;
    const first = day[row]!;
    for (; row < to && day[row] === first; row++) if (row !== odd && sold[row]! > 0) units += sold[row]!;
    most = Math.max(most, units);
  }
  if (days < 28 || !(largestLine > 8 * most) || !(largestLine > 50)) return;
  leave(
    odd,
    {
      kind: 'odd-units',
      severity: 'attention',
      found: 'Lines for many times more units than any day sold (a typing error or one bulk order)',
      done: 'Left out, so that no single row distorts the estimate',
    },
    () => `${largestLine} units in one line; the best other day sold ${most}`,
  );
}

/** A row on the last day of a month that holds the sum of the month's other rows, seven of them with sales: fewer add up by chance. */
function monthTotals({ day }: SalesTable, rows: readonly number[], sold: Float64Array, leave: Leave): void {
  let sum = 0;
  let sales = 0;
  let month = -1;
  rows.forEach((row, i) => {
    const civil = civilFromDay(day[row]!);
    const here = civil.year * 12 + civil.month;
    if (here !== month) {
      month = here;
      sum = 0;
      sales = 0;
    }
    const next = rows[i + 1];
    const after = next === undefined ? null : civilFromDay(day[next]!);
    const isLast = after === null || after.year * 12 + after.month !== here;
    if (isLast && sales >= 7 && Math.abs(sold[row]! - sum) < 0.001 * sum) {
      leave(
        row,
        {
          kind: 'month-total',
          severity: 'attention',
          found: "A month's total on its last day",
          done: 'Left out, since it is the sum of the days before it',
        },
        () => `${sold[row]!} is the sum of the month's ${sales} rows with sales before it`,
      );
      return;
    }
    sum += sold[row]!;
    if (sold[row]! > 0) sales++;
  });
}
