// What reading a file's figures knows so far of its prices, units and totals; the steps of money.ts work on it one after another.

import type { NumericRole } from '../table/columns.ts';
import { type ColumnFacts, isNamed, namedAs, rankAs } from './column-facts.ts';
import type { Formula, HelperName } from './read-plan.ts';
import { isRunningTotal } from './running-total.ts';
import type { SampleRows } from './second-key.ts';
import type { Note } from './note.ts';
import { scaleOf, isInPercent } from './money-arithmetic.ts';

/** What is known so far; every step knows more. */
export interface Draft {
  readonly all: readonly ColumnFacts[];
  readonly sample: SampleRows;
  /** All that is filled and no running total. */
  readonly usable: readonly ColumnFacts[];
  /** Product and day of each row. */
  readonly keys: readonly string[];
  readonly totals: readonly ColumnFacts[];
  /** Regular prices. */
  readonly lists: readonly ColumnFacts[];
  readonly notes: Note[];
  readonly roles: Partial<Record<NumericRole, number>>;
  readonly helpers: Partial<Record<HelperName, number>>;
  readonly formulas: Formula[];
  unitNames: readonly ColumnFacts[];
  /** How many units the price is for: 2 of "2 for 5.00". */
  multiple: ColumnFacts | null;
  prices: readonly ColumnFacts[];
  units: ColumnFacts | null;
  price: ColumnFacts | null;
  total: ColumnFacts | null;
  /** Whether the total is price times units to the cent, the units varying. */
  proven: boolean;
}

/** Measures of which parts are sold. */
const ofWeight =
  /(?<!\p{L})(?:kg|kgs|kilos?|g|gr|lit(?:er|re)s?|l|hl|t|tons?|tonnes?|lbs?|oz|m[23²³]?|gal|gallons?|[km]wh)(?!\p{L})/iu;

export function begin(
  all: readonly ColumnFacts[],
  sample: SampleRows,
): Draft & { readonly running: readonly ColumnFacts[] } {
  const filled = all.filter((column) => column.numeric >= 0.6 && column.filled > 0);
  const isFigure = (column: ColumnFacts) => !isInPercent(column);
  const running = filled.filter(
    (column) => (isNamed(column, 'sales') || isNamed(column, 'units')) && isRunningTotal(column, sample),
  );
  const usable = filled.filter((column) => !running.includes(column));
  const lists = namedAs(usable, 'regularPrice').filter((column) => isNamed(column, 'regularPrice'));
  return {
    all,
    sample,
    usable,
    running,
    keys: sample.product.map((product, row) => `${product}\u0000${sample.day[row]!}`),
    unitNames: namedAs(usable.filter(isFigure), 'units').filter(
      (column) =>
        column.whole > 0.5 ||
        rankAs(column, 'units') < 2000 ||
        ofWeight.test(column.header) ||
        scaleOf(column.header) !== 1,
    ),
    totals: namedAs(usable.filter(isFigure), 'sales'),
    lists,
    prices: namedAs(usable.filter(isFigure), 'price').filter(
      (column) =>
        !(isNamed(column, 'sales') && rankAs(column, 'price') > 0 && rankAs(column, 'sales') === 0) &&
        !lists.includes(column) &&
        (isNamed(column, 'price') || rankAs(column, 'price') < 2000),
    ),
    notes: running.map(({ header }) => [
      'running-total',
      'attention',
      `"${header}" is a running total: it grows from row to row`,
      'Not used, since it is not the sales of a day',
      'The difference from the row before would be',
    ]),
    roles: {},
    helpers: {},
    formulas: [],
    multiple: null,
    units: null,
    price: null,
    total: null,
    proven: false,
  };
}
