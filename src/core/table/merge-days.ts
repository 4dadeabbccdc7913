// The rows of one product into days: sorted by date, rows of one day merged, trailing forecast placeholders split off.
// Numbers the file does not give stay NaN here; `cleanHistory` fills them.
//
// Source: design section 3, cleaning steps 1 and 2.

import type { NumericRole } from './columns.ts';
import type { SalesTable } from './dataset.ts';

/** One entry a day, oldest first; NaN where the file gives nothing. */
export interface MergedDays {
  /** Days left once placeholders are split off. */
  readonly count: number;
  /** Days before that. */
  readonly mergedCount: number;
  /** [mergedCount], as all below. */
  readonly day: Int32Array;
  /** File row of the day's first row. */
  readonly fileRow: Uint32Array;
  /** Rows of the file that make up the day. */
  readonly rowsMerged: Uint16Array;
  readonly price: Float64Array;
  /** The Total Sales column, else the Units column. */
  readonly sales: Float64Array;
  readonly organicConversion: Float64Array | null;
  readonly adConversion: Float64Array | null;
  readonly profit: Float64Array | null;
  readonly predictedSales: Float64Array | null;
  readonly units: Float64Array | null;
  readonly cost: Float64Array | null;
  readonly inventory: Float64Array | null;
  readonly competitorPrice: Float64Array | null;
}

/** Row indices grouped by product, each group sorted by day; rows of one day keep the file's order. */
export interface RowsByProduct {
  /** [rows] */
  readonly order: Uint32Array;
  /** `order[start[p]..start[p + 1]]` are the rows of product p. [products + 1] */
  readonly start: Uint32Array;
}

export function rowsByProduct(table: SalesTable): RowsByProduct {
  const { rowCount, product, day } = table;
  const start = new Uint32Array(table.products.length + 1);
  for (let row = 0; row < rowCount; row++) start[product[row]! + 1]!++;
  for (let p = 1; p < start.length; p++) start[p]! += start[p - 1]!;
  const order = new Uint32Array(rowCount);
  const next = start.slice(0, -1);
  for (let row = 0; row < rowCount; row++) order[next[product[row]!]!++] = row;
  for (let p = 0; p + 1 < start.length; p++) sortByDay(order.subarray(start[p], start[p + 1]), day);
  return { order, start };
}

/** Sorts `rows` (ascending row numbers) by day, stably. */
function sortByDay(rows: Uint32Array, day: Int32Array): void {
  const n = rows.length;
  let isAscending = true;
  let isDescending = true;
  for (let i = 1; i < n; i++) {
    const step = day[rows[i]!]! - day[rows[i - 1]!]!;
    if (step < 0) isAscending = false;
    if (step <= 0) continue;
    isDescending = false;
  }
  if (isAscending) return;
  if (isDescending && !hasRepeatedDay(rows, day)) {
    rows.reverse();
    return;
  }
  // Day and position in one number sort natively and keep the order within a day.
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) keys[i] = day[rows[i]!]! * n + i;
  keys.sort();
  const before = rows.slice();
  for (let i = 0; i < n; i++) {
    const key = keys[i]!;
    rows[i] = before[key - Math.floor(key / n) * n]!;
  }
}

function hasRepeatedDay(rows: Uint32Array, day: Int32Array): boolean {
  for (let i = 1; i < rows.length; i++) if (day[rows[i]!] === day[rows[i - 1]!]) return true;
  return false;
}

/** Where each day begins in `rows`, and `rows.length` behind the last. [days + 1] */
function dayStarts(rows: Uint32Array, day: Int32Array): Uint32Array {
  const starts = new Uint32Array(rows.length + 1);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    if (i === 0 || day[rows[i]!] !== day[rows[i - 1]!]) starts[n++] = i;
  }
  starts[n] = rows.length;
  return starts.subarray(0, n + 1);
}

type Merge = 'sum' | 'mean' | 'last';

/** How the rows of one day become one; the price is the sales-weighted mean and stands apart. */
const merges: readonly (readonly [Exclude<NumericRole, 'price' | 'sales'>, Merge])[] = [
  ['organicConversion', 'mean'],
  ['adConversion', 'mean'],
  ['profit', 'sum'],
  ['predictedSales', 'sum'],
  ['units', 'sum'],
  ['cost', 'mean'],
  ['inventory', 'last'],
  ['competitorPrice', 'mean'],
];

/** Merges the rows of one product, `rows` being its rows sorted by day. */
export function mergeDays(table: SalesTable, rows: Uint32Array): MergedDays {
  const { numbers, day } = table;
  const starts = dayStarts(rows, day);
  const n = starts.length - 1;
  const merge = (values: Float64Array | undefined, how: Merge): Float64Array | null => {
    if (!values) return null;
    const out = new Float64Array(n);
    if (n === rows.length) for (let d = 0; d < n; d++) out[d] = values[rows[d]!]!;
    else for (let d = 0; d < n; d++) out[d] = mergedValue(values, rows, starts[d]!, starts[d + 1]!, how);
    return out;
  };
  const soldColumn = numbers.sales ?? numbers.units!;
  const price = new Float64Array(n);
  const dayOut = new Int32Array(n);
  const fileRow = new Uint32Array(n);
  const rowsMerged = new Uint16Array(n);
  for (let d = 0; d < n; d++) {
    const first = rows[starts[d]!]!;
    dayOut[d] = day[first]!;
    fileRow[d] = table.fileRow[first]!;
    rowsMerged[d] = Math.min(65535, starts[d + 1]! - starts[d]!);
    price[d] = mergedPrice(numbers.price!, soldColumn, rows, starts[d]!, starts[d + 1]!);
  }
  const merged = Object.fromEntries(merges.map(([role, how]) => [role, merge(numbers[role], how)]));
  const sales = merge(soldColumn, 'sum')!;
  const predictedSales = merged['predictedSales'] ?? null;
  return {
    count: n - trailingPlaceholders(price, sales, predictedSales),
    mergedCount: n,
    day: dayOut,
    fileRow,
    rowsMerged,
    price,
    sales,
    organicConversion: merged['organicConversion'] ?? null,
    adConversion: merged['adConversion'] ?? null,
    profit: merged['profit'] ?? null,
    predictedSales,
    units: merged['units'] ?? null,
    cost: merged['cost'] ?? null,
    inventory: merged['inventory'] ?? null,
    competitorPrice: merged['competitorPrice'] ?? null,
  };
}

/** Sum, mean or last of the known values of one day's rows; NaN where none is known. */
function mergedValue(values: Float64Array, rows: Uint32Array, from: number, to: number, how: Merge): number {
  if (to - from === 1) return values[rows[from]!]!;
  let sum = 0;
  let known = 0;
  let last = NaN;
  for (let i = from; i < to; i++) {
    const value = values[rows[i]!]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    known++;
    last = value;
  }
  if (known === 0) return NaN;
  return how === 'sum' ? sum : how === 'mean' ? sum / known : last;
}

/** Sales-weighted mean price over rows with a price; the plain mean where nothing sold; returns weigh nothing. */
function mergedPrice(
  price: Float64Array,
  sales: Float64Array,
  rows: Uint32Array,
  from: number,
  to: number,
): number {
  if (to - from === 1) return price[rows[from]!]!;
  let weighted = 0;
  let weight = 0;
  let sum = 0;
  let known = 0;
  for (let i = from; i < to; i++) {
    const value = price[rows[i]!]!;
    if (Number.isNaN(value)) continue;
    const sold = sales[rows[i]!]!;
    const w = sold > 0 ? sold : 0;
    weighted += value * w;
    weight += w;
    sum += value;
    known++;
  }
  if (known === 0) return NaN;
  return weight > 0 ? weighted / weight : sum / known;
}

/** Days at the end without a price, without sales and with a prediction. */
function trailingPlaceholders(
  price: Float64Array,
  sales: Float64Array,
  predicted: Float64Array | null,
): number {
  if (!predicted) return 0;
  let d = price.length;
  while (d > 0) {
    const sold = sales[d - 1]!;
    const isPlaceholder =
      Number.isNaN(price[d - 1]!) && (Number.isNaN(sold) || sold === 0) && !Number.isNaN(predicted[d - 1]!);
    if (!isPlaceholder) break;
    d--;
  }
  return price.length - d;
}
