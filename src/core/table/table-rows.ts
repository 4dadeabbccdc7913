// A table with some of its rows, and with the products that these leave.

import type { SalesTable } from './dataset.ts';
import { taken } from './group-rows.ts';

/** What stands in a table row by row. */
export type RowColumns = Pick<SalesTable, 'fileRow' | 'day' | 'product' | 'numbers'>;

/** `rows` of them, in that order. */
export function takenRows({ fileRow, day, product, numbers }: RowColumns, rows: Uint32Array): RowColumns {
  return {
    fileRow: taken(fileRow, rows),
    day: taken(day, rows),
    product: taken(product, rows),
    numbers: Object.fromEntries(Object.entries(numbers).map(([role, values]) => [role, taken(values, rows)])),
  };
}

/** The first and the last of some days; of none, Infinity and -Infinity. */
export function daySpan(days: Int32Array): Pick<SalesTable, 'firstDay' | 'lastDay'> {
  let firstDay = Infinity;
  let lastDay = -Infinity;
  for (const day of days) {
    if (day < firstDay) firstDay = day;
    if (day > lastDay) lastDay = day;
  }
  return { firstDay, lastDay };
}

/** The table without products that have no row left; those after them move up. */
export function withoutEmptyProducts(table: SalesTable): SalesTable {
  const has = new Uint8Array(table.products.length);
  for (const p of table.product) has[p] = 1;
  if (has.every((one) => one === 1)) return table;
  let n = 0;
  const moved = Uint32Array.from(has, (one) => (one === 1 ? n++ : 0));
  return {
    ...table,
    product: table.product.map((p) => moved[p]!),
    products: table.products.filter((_, p) => has[p] === 1),
  };
}
