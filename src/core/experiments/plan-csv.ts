// The assignment as a CSV to work by: the last columns are empty, and the file filled in is the result file.

import { isoDate, weekdayOf } from '../table/day-numbers.ts';
import { type Cell, csvLines } from '../text/csv-cell.ts';
import type { AssignedDay, TestDesign } from './assignment.ts';
import type { ResultDay } from './result-file.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A header and one line a day (and shop); CRLF at each line's end. Text a spreadsheet would run is defused. */
export function planCsv(design: TestDesign, plan: readonly AssignedDay[]): string {
  return filledPlan(design, plan, () => ['', '', '']);
}

/** The plan with its results filled in, as `readResultFile` takes it. */
export function resultCsv(design: TestDesign, days: readonly ResultDay[]): string {
  return filledPlan(design, days, ({ units, sales, profit }) => [units, sales, profit]);
}

/** `results` are units, sales and profit of a day. */
function filledPlan<Day extends AssignedDay>(
  design: TestDesign,
  days: readonly Day[],
  results: (day: Day) => readonly Cell[],
): string {
  const hasShops = design.shops.length > 0;
  const header = ['date', 'weekday', 'product_id', ...(hasShops ? ['shop'] : []), 'pair', 'arm', 'price'];
  return csvLines([
    [...header, 'units', 'sales', 'profit'],
    ...days.map((row) => [
      isoDate(row.day),
      weekdays[weekdayOf(row.day)]!,
      design.productId,
      ...(hasShops ? [row.shop] : []),
      row.pair,
      row.arm,
      row.price.toFixed(2),
      ...results(row),
    ]),
  ]);
}
