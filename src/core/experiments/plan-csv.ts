// The assignment as a CSV to work by: the last columns are empty, and the file filled in is the result file.

import { isoDate, weekdayOf } from '../table/day-numbers.ts';
import { csvLines } from '../text/csv-cell.ts';
import type { AssignedDay, TestDesign } from './assignment.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A header and one line a day (and shop); CRLF at each line's end. Text a spreadsheet would run is defused. */
export function planCsv(design: TestDesign, plan: readonly AssignedDay[]): string {
  const hasShops = design.shops.length > 0;
  const header = ['date', 'weekday', 'product_id', ...(hasShops ? ['shop'] : []), 'pair', 'arm', 'price'];
  return csvLines([
    [...header, 'units', 'sales', 'profit'],
    ...plan.map(({ day, shop, pair, arm, price }) => [
      isoDate(day),
      weekdays[weekdayOf(day)]!,
      design.productId,
      ...(hasShops ? [shop] : []),
      pair,
      arm,
      price.toFixed(2),
      '',
      '',
      '',
    ]),
  ]);
}
