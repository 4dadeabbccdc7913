// How the preview writes each column of the table: which ones, how wide, with how many decimals.

import { columns, type NumericRole } from '../../../core/table/columns.ts';
import type { Dataset, SalesTable } from '../../../core/table/dataset.ts';
import { formatDay } from '../../../core/text/format.ts';

/** Rows of the file whose numbers say how many decimals a column takes. */
const looked = 1000;

export interface PreviewColumn {
  readonly key: string;
  readonly header: string;
  /** Unit under the header; empty for words. */
  readonly unit: string;
  readonly isNumber: boolean;
  /** Width in pixels. */
  readonly width: number;
  /** The text of a cell; empty where the file has nothing readable. */
  readonly text: (row: number) => string;
}

/** The columns of the preview, left to right; `fileOrder` are the places of the table's rows in the file's order. */
export function previewColumns(
  { table, salesMeaning }: Dataset,
  fileOrder: Uint32Array,
): readonly PreviewColumn[] {
  const first = fileOrder.subarray(0, looked);
  const list: PreviewColumn[] = [
    {
      key: 'row',
      header: 'Row',
      unit: 'in the file',
      isNumber: true,
      width: 84,
      text: (row) => String(table.fileRow[row]),
    },
    {
      key: 'day',
      header: 'Date',
      unit: 'day',
      isNumber: false,
      width: 172,
      text: (row) => formatDay(table.day[row]!),
    },
  ];
  if (table.products.length > 1) {
    list.push({
      key: 'product',
      header: 'Product',
      unit: '',
      isNumber: false,
      width: 220,
      text: (row) => table.products[table.product[row]!]?.name ?? '',
    });
  }
  for (const column of columns) {
    if (column.kind !== 'number') continue;
    const values = table.numbers[column.role];
    if (values === undefined) continue;
    const salesUnit = salesMeaning === 'money' ? 'currency' : 'units';
    const followsSales = column.role === 'sales' || column.role === 'predictedSales';
    const digits = decimalsOf(Float64Array.from(first, (row) => values[row]!));
    list.push(
      numberColumn(column.role, column.header, followsSales ? salesUnit : column.unit, values, digits),
    );
  }
  return list;
}

function numberColumn(
  role: NumericRole,
  header: string,
  unit: string,
  values: Float64Array,
  digits: number,
): PreviewColumn {
  const format = new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return {
    key: role,
    header,
    unit,
    isNumber: true,
    // Long headers take two lines.
    width: Math.max(100, 4.5 * header.length + 32),
    text: (row) => {
      const value = values[row]!;
      return Number.isFinite(value) ? format.format(value) : '';
    },
  };
}

/** Decimals (0 to 4) that write numbers without loss, so that all align on the point. */
export function decimalsOf(values: Float64Array): number {
  let digits = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    while (digits < 4 && Math.abs(value * 10 ** digits - Math.round(value * 10 ** digits)) > 1e-6) digits++;
  }
  return digits;
}

/**
 * Last day of each product's history, by index into `table.products`; a later row is a forecast that was split off.
 * Infinity for a product without a usable history, of which nothing is known.
 */
export function lastHistoryDays({ table, histories }: Dataset): Float64Array {
  const lastDays = new Map(
    histories.map(({ product, days }) => [product.id, days[days.length - 1] ?? Infinity]),
  );
  return Float64Array.from(table.products, ({ id }) => lastDays.get(id) ?? Infinity);
}

/** Whether a row is a forecast: later than its product's history. */
export function isForecastRow(table: SalesTable, lastDays: Float64Array, row: number): boolean {
  return table.day[row]! > lastDays[table.product[row]!]!;
}
