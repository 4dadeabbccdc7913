// Figures that are added up from row to row (`Sales` of 47, 98, 140, ...): a running total is not the sales of a day.

import { type ParsedDate, parseDate } from '../table/dates.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { SampleRows } from './second-key.ts';

const fewestRows = 15;
/** So many rows without a single fall are no sales of days, wherever they begin. */
const neverFalls = 40;

/**
 * Whether a column hardly ever falls from one day of a product to the next, and begins at the size of one step. Sales of
 * a growing shop begin far above the size of their steps, and fall on some days: what never does has been counted since long ago.
 */
export function isRunningTotal(column: ColumnFacts, sample: SampleRows): boolean {
  const byProduct = new Map<string, number[]>();
  column.numbers.forEach((value, row) => {
    if (!Number.isFinite(value)) return;
    const known = byProduct.get(sample.product[row]!);
    if (known) known.push(row);
    else byProduct.set(sample.product[row]!, [row]);
  });
  let asked = 0;
  let running = 0;
  for (const rows of byProduct.values()) {
    const values = rows.map((row) => column.numbers[row]!);
    if (values.length < fewestRows) continue;
    asked++;
    if (values[0]! > values[values.length - 1]!) values.reverse(); // newest first
    let falls = 0;
    let rises = 0;
    const steps: number[] = [];
    for (let i = 1; i < values.length; i++) {
      const step = values[i]! - values[i - 1]!;
      if (step < 0) falls++;
      else if (step > 0) rises++;
      if (step > 0) steps.push(step);
    }
    if (new Set(steps).size < 4) return false; // a counter
    const usual = steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
    // A total that begins again every month or year falls there.
    const begins = values[0]! <= 6 * usual || (falls === 0 && values.length >= neverFalls);
    const grows = falls <= 0.05 * values.length && rises > 0.6 * values.length && begins;
    if (grows && isInOrder(rows.map((row) => parseDate(sample.day[row]!)))) running++;
  }
  return asked > 0 && running === asked;
}

/** Parts of a date from the largest to the smallest, for each order in which a file may write them. */
const dateOrders: readonly ((date: Extract<ParsedDate, { kind: 'triple' }>) => readonly number[])[] = [
  ({ first, second, third }) => [first, second, third],
  ({ first, second, third }) => [third, second, first],
  ({ first, second, third }) => [third, first, second],
];

/** Whether dates run one way: the rows of a report that is sorted by its sales grow as well, but its days go up and down. */
function isInOrder(dates: readonly (ParsedDate | null)[]): boolean {
  return dateOrders.some((partsOf) => {
    let [later, earlier] = [0, 0];
    let before = NaN;
    for (const date of dates) {
      if (date === null) continue;
      const now = placeOf(date, partsOf);
      if (now > before) later++;
      else if (now < before) earlier++;
      before = now;
    }
    return Math.min(later, earlier) <= 0.05 * dates.length;
  });
}

/** A number that grows with the date. */
function placeOf(date: ParsedDate, partsOf: (typeof dateOrders)[number]): number {
  switch (date.kind) {
    case 'day':
      return date.day;
    case 'triple':
      return partsOf(date).reduce((place, part) => 1e4 * place + part, 0);
    case 'part':
      return 100 * date.year + date.part;
    case 'monthNumber':
      return 100 * date.number + date.month;
  }
}
