// Which column is the date, and whether its cells have times of day.

import { ReadError } from '../table/read-error.ts';
import { type ColumnFacts, isNamed, namedAs, rankAs } from './column-facts.ts';

export const dayPart = (cell: string) => cell.replace(/^(.*?\d\.?)(?:T|,?\s+)\d{1,2}[:.]\d{2}.*$/i, '$1');

/**
 * Whether the cells hold more than 24 different times of day: each row is then a moment (an order), not a day or an hour of a
 * report.
 */
function timesVary(column: ColumnFacts): boolean {
  const times = new Set<string>();
  for (const cell of column.cells) {
    const time = /(?:T|\s)(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)/i.exec(cell.slice(0, 60))?.[1];
    if (time !== undefined) times.add(time);
    if (times.size > 24) return true;
  }
  return false;
}

/** Whether any column gives each row a moment: the date's own, another one of dates, or times of day such as `14:05:33`. */
export function holdMoments(facts: readonly ColumnFacts[]): boolean {
  const isTime = (cell: string) => /^\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AP]M)?$/i.test(cell);
  return facts.some((column) => {
    if (column.dated > 0.9) return timesVary(column);
    if (!isNamed(column, 'time') || column.distinct <= 24) return false;
    return column.cells.filter(isTime).length > 0.9 * column.cells.length;
  });
}

/** Whether rows of one product and day are told apart by their time: readings of each hour, sales of a till. */
export function isByTime(column: ColumnFacts, product: readonly string[]): boolean {
  const texts = new Set<string>();
  const days = new Set<string>();
  let rows = 0;
  column.cells.forEach((cell, row) => {
    if (cell === '') return;
    rows++;
    texts.add(`${product[row]!}\u0000${cell}`);
    days.add(`${product[row]!}\u0000${dayPart(cell)}`);
  });
  return days.size < 0.8 * rows && texts.size > 0.95 * rows;
}

/** The column of dates: one that is named so and holds some, the best name first. */
export function dateColumn(facts: readonly ColumnFacts[], used: ReadonlySet<number>): ColumnFacts | null {
  const candidates = facts
    .filter((column) => !used.has(column.index) && column.filled > 0)
    .map((column) => ({ column, rank: rankAs(column, 'date'), holds: datedShare(column) }))
    .filter(({ rank, holds, column }) =>
      rank < Infinity ? holds > 0.3 : holds > 0.9 && !isNumberOfAnother(column),
    );
  // The day of the export stands in every row; sales have days of their own.
  const isFixed = (column: ColumnFacts) => column.distinct === 1 && column.filled >= 14;
  candidates.sort(
    (a, b) =>
      Number(isFixed(a.column)) - Number(isFixed(b.column)) ||
      Number(b.holds > 0.6) - Number(a.holds > 0.6) ||
      Number(b.column.filled > 0.5 * b.column.cells.length) -
        Number(a.column.filled > 0.5 * a.column.cells.length) ||
      a.rank - b.rank ||
      a.column.index - b.column.index,
  );
  if (candidates.length > 0) return candidates[0]!.column;
  // A name without a readable date: the reading then says what stands there.
  return (
    namedAs(facts, 'date').find(
      (column) =>
        !used.has(column.index) &&
        rankAs(column, 'date') < 2000 &&
        isNamed(column, 'date') &&
        column.filled > 0 &&
        !isCounter(column),
    ) ?? null
  );
}

/** Whether bare numbers have a name of their own: ten digits under `UPC` are no seconds since 1970. */
const isNumberOfAnother = (column: ColumnFacts) =>
  isNamed(column, 'other') ||
  (column.numeric > 0.9 &&
    (['productId', 'orderId', 'customer', 'place', 'units', 'sales'] as const).some((concept) =>
      isNamed(column, concept),
    ));

/** Share of a column's cells that are dates, bare numbers counted where they can be serial days, months or Unix times. */
function datedShare(column: ColumnFacts): number {
  if (column.dated > 0.3) return column.dated;
  let hits = 0;
  for (const value of column.numbers) {
    if (
      (value >= 30_000 && value <= 60_000) ||
      (value >= 195_001 && value <= 210_012 && value % 100 >= 1 && value % 100 <= 53) ||
      (value >= 19_500_101 && value <= 21_001_231) ||
      (value >= 6e8 && value <= 4.2e9) ||
      (value >= 6e11 && value <= 4.2e12)
    )
      hits++;
  }
  return column.filled > 0 ? hits / column.filled : 0;
}

/**
 * @throws ReadError where days stand before months behind the year, as in `2024-13-01`: what reads as another day would be
 * taken for it on every row whose day could be a month.
 */
export function refuseDayBeforeMonth(column: ColumnFacts): void {
  let swapped = 0;
  let example = '';
  for (const cell of column.cells) {
    const parts = /^(?:19|20)\d{2}[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)/.exec(cell);
    if (!parts || +parts[1]! <= 12) continue;
    if (+parts[1]! > 31 || +parts[2]! > 12) return;
    swapped++;
    if (example === '') example = cell;
  }
  if (swapped < 3 || swapped < 0.1 * column.filled) return;
  throw new ReadError(
    `Dates such as "${example}" in "${column.header}" have the day before the month behind the year; write dates such as 2025-01-31.`,
  );
}

/** Whole numbers of up to four digits: week 40, day 711. */
export function isCounter(column: ColumnFacts): boolean {
  return (
    column.numeric > 0.95 &&
    column.whole === 1 &&
    column.numbers.every((value) => Number.isNaN(value) || value < 10_000)
  );
}
