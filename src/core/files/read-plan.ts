// How the rows of one file are to be read: which column plays which role, what is computed from others, which rows are
// left out and what keeps series apart. Made once from the head of a file (`understand`), obeyed row by row.

import type { ColumnMapping, NumericRole } from '../table/columns.ts';
import type { Finding, OpenQuestion, SalesMeaning, Understood } from '../table/dataset.ts';
import type { StatusRule } from './status-column.ts';

/** Numbers that only formulas read. */
export type HelperName =
  'discount' | 'lineTotal' | 'quantity' | 'lineCost' | 'listPrice' | 'signedPrice' | 'pricedPer' | 'returned';

/** The numbers of one row by role and helper; NaN where blank or unreadable. */
export type RowNumbers = Record<NumericRole | HelperName, number>;

/** A number that no column holds as it is wanted. */
export interface Formula {
  readonly role: NumericRole;
  /** Such as `"Item Total" / "Quantity"`. */
  readonly words: string;
  readonly compute: (row: Readonly<RowNumbers>) => number;
}

/** Where the discount of a whole order stands: beside its lines, or in rows of its own. */
export interface OrderDiscount {
  /** The column of the money. */
  readonly money: number;
  /** The column that names rows of discounts, and whether a row is one; null where the money stands beside the lines. */
  readonly rows: { readonly column: number; readonly isOne: (cell: string) => boolean } | null;
  /** True where the lines of an order do not stand together. */
  readonly isScattered: boolean;
}

export interface ReadPlan {
  readonly mapping: ColumnMapping;
  readonly helpers: Readonly<Partial<Record<HelperName, number>>>;
  readonly formulas: readonly Formula[];
  /** Columns whose values keep series of a product apart. */
  readonly splits: readonly number[];
  /** Whether the sign in the price's cell (€, $) keeps series apart. */
  readonly splitsByCurrencySign: boolean;
  /** The one currency that the file names, as a sign or a code; absent: none, or several. */
  readonly currency?: string;
  /** Whether a blank product is that of the row above. */
  readonly fillsProductDown: boolean;
  /** Whether a blank date is that of the row above. */
  readonly fillsDateDown: boolean;
  /** Columns that say of a row that nothing was sold after all. */
  readonly statuses: readonly StatusRule[];
  /** The column of the order that a row is a line of; null without one. */
  readonly order: number | null;
  /** What is taken off a whole order, stated once for all its lines; absent: nothing. */
  readonly orderDiscount?: OrderDiscount;
  /** The column that says how large a pack is; absent: none. */
  readonly size?: number;
  /** Whether a row is a line of an order, so that what did not sell has no row. */
  readonly shape: 'report' | 'lines';
  /** Whether rows of one product and day stand at times of their own, so that equal figures are no repetition. */
  readonly isByTime?: boolean;
  /** Whether the header says that sales are money; null where the numbers decide. */
  readonly salesMeaning: SalesMeaning | null;
  readonly findings: readonly Finding[];
  readonly questions: readonly OpenQuestion[];
  readonly understood: Understood;
}

/** A plan that reads columns as they are. */
export function plainPlan(mapping: ColumnMapping): ReadPlan {
  return {
    mapping,
    helpers: {},
    formulas: [],
    splits: [],
    splitsByCurrencySign: false,
    fillsProductDown: false,
    fillsDateDown: false,
    statuses: [],
    order: null,
    shape: 'report',
    salesMeaning: null,
    findings: [],
    questions: [],
    understood: { exportName: null, columns: {}, unused: [] },
  };
}
