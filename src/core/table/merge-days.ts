// The rows of one product into days: rows of one day merged, trailing forecast placeholders split off.
// Numbers the file does not give stay NaN here; `cleanHistory` fills them.

import { ConstantColumn } from './constant-column.ts';
import type { SalesTable } from './dataset.ts';
import { type DriverColumns, driversBy } from './demand-drivers.ts';

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
  readonly regularPrice: Float64Array | null;
  readonly promoted: Float64Array | null;
  readonly soldOut: Float64Array | null;
  /** What else moves demand; absent: no such column. */
  readonly drivers?: DriverColumns;
}

/** Where each day begins in the rows `from` up to `to`, and `to` behind the last. [days + 1] */
function dayStarts(day: Int32Array, from: number, to: number): Uint32Array {
  const starts = new Uint32Array(to - from + 1);
  let n = 0;
  for (let row = from; row < to; row++) if (row === from || day[row] !== day[row - 1]) starts[n++] = row;
  starts[n] = to;
  return starts.subarray(0, n + 1);
}

/** How the rows of one day become one; the price is their sales-weighted mean and stands apart. */
type Merge = 'sum' | 'mean' | 'last';

/** Merges the rows `from` up to `to` of the table, which are those of one product. */
export function mergeDays(table: SalesTable, from: number, to: number): MergedDays {
  return isAscending(table.day, from, to)
    ? singleRows(table, from, to)
    : mergedRows(table, dayStarts(table.day, from, to));
}

/** Whether every row has a day of its own. */
function isAscending(day: Int32Array, from: number, to: number): boolean {
  for (let row = from + 1; row < to; row++) if (day[row]! <= day[row - 1]!) return false;
  return true;
}

/** Days of one row each: the table's own columns, not a copy of them. */
function singleRows({ numbers, day, fileRow }: SalesTable, from: number, to: number): MergedDays {
  const part = (values: Float64Array | undefined) => values?.subarray(from, to) ?? null;
  return withoutPlaceholders({
    mergedCount: to - from,
    day: day.subarray(from, to),
    fileRow: fileRow.subarray(from, to),
    rowsMerged: ones.of(to - from),
    price: numbers.price!.subarray(from, to),
    sales: (numbers.sales ?? numbers.units!).subarray(from, to),
    organicConversion: part(numbers.organicConversion),
    adConversion: part(numbers.adConversion),
    profit: part(numbers.profit),
    predictedSales: part(numbers.predictedSales),
    units: part(numbers.units),
    cost: part(numbers.cost),
    inventory: part(numbers.inventory),
    competitorPrice: part(numbers.competitorPrice),
    regularPrice: part(numbers.regularPrice),
    promoted: part(numbers.promoted),
    soldOut: part(numbers.soldOut),
    ...driversBy(numbers, part),
  });
}

const ones = new ConstantColumn(1, new Uint16Array());

/** `starts`: where each day begins in the table, and where the last ends. */
function mergedRows({ numbers, day, fileRow }: SalesTable, starts: Uint32Array): MergedDays {
  const n = starts.length - 1;
  const merge = (values: Float64Array | undefined, how: Merge): Float64Array | null => {
    if (!values) return null;
    const out = new Float64Array(n);
    for (let d = 0; d < n; d++) out[d] = mergedValue(values, starts[d]!, starts[d + 1]!, how);
    return out;
  };
  const sold = numbers.sales ?? numbers.units!;
  const price = new Float64Array(n);
  const dayOut = new Int32Array(n);
  const fileRowOut = new Uint32Array(n);
  const rowsMerged = new Uint16Array(n);
  for (let d = 0; d < n; d++) {
    const first = starts[d]!;
    const end = starts[d + 1]!;
    dayOut[d] = day[first]!;
    fileRowOut[d] = fileRow[first]!;
    rowsMerged[d] = Math.min(65535, end - first);
    price[d] = mergedPrice(numbers.price!, numbers.units ?? sold, first, end);
  }
  return withoutPlaceholders({
    mergedCount: n,
    day: dayOut,
    fileRow: fileRowOut,
    rowsMerged,
    price,
    sales: merge(sold, 'sum')!,
    organicConversion: merge(numbers.organicConversion, 'mean'),
    adConversion: merge(numbers.adConversion, 'mean'),
    profit: merge(numbers.profit, 'sum'),
    predictedSales: merge(numbers.predictedSales, 'sum'),
    units: merge(numbers.units, 'sum'),
    cost: merge(numbers.cost, 'mean'),
    inventory: merge(numbers.inventory, 'last'),
    competitorPrice: merge(numbers.competitorPrice, 'mean'),
    regularPrice: merge(numbers.regularPrice, 'mean'),
    promoted: merge(numbers.promoted, 'mean'),
    soldOut: merge(numbers.soldOut, 'mean'),
    ...driversBy(numbers, (values) => merge(values, 'mean')),
  });
}

function withoutPlaceholders(days: Omit<MergedDays, 'count'>): MergedDays {
  const { price, sales, predictedSales } = days;
  return { ...days, count: days.mergedCount - trailingPlaceholders(price, sales, predictedSales) };
}

/** Sum, mean or last of the known values of one day's rows; NaN where none is known. */
function mergedValue(values: Float64Array, from: number, to: number, how: Merge): number {
  if (to - from === 1) return values[from]!;
  let sum = 0;
  let known = 0;
  let last = NaN;
  for (let row = from; row < to; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    known++;
    last = value;
  }
  if (known === 0) return NaN;
  return how === 'sum' ? sum : how === 'mean' ? sum / known : last;
}

/** Mean price over rows with a price, weighted by units (sales without them); the plain mean where nothing sold; returns weigh nothing. */
function mergedPrice(price: Float64Array, sales: Float64Array, from: number, to: number): number {
  if (to - from === 1) return price[from]!;
  let weighted = 0;
  let weight = 0;
  let sum = 0;
  let known = 0;
  for (let row = from; row < to; row++) {
    const value = price[row]!;
    if (Number.isNaN(value)) continue;
    const sold = sales[row]!;
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
