// Rows in the order that everything later wants: product after product, each from its oldest day on, rows of one day as
// they stand in the file. A product whose days are one row each then needs no columns of its own: it is a part of the table's.

/** Places of rows: in which order to take them, and where each product begins in that order. */
export interface RowOrder {
  /** [rows]; null where they stand so already. */
  readonly order: Uint32Array | null;
  /** Product p has the places `start[p]` up to `start[p + 1]`. [products + 1] */
  readonly start: Uint32Array;
}

/** The order of rows of the given `product` and `day`. [rows] each, in the file's order within a product's day. */
export function rowOrder(product: Uint32Array, day: Int32Array, products: number): RowOrder {
  const rows = product.length;
  const start = new Uint32Array(products + 1);
  let isOrdered = true;
  for (let row = 0; row < rows; row++) {
    const p = product[row]!;
    start[p + 1]!++;
    if (row === 0) continue;
    const before = product[row - 1]!;
    if (before > p || (before === p && day[row - 1]! > day[row]!)) isOrdered = false;
  }
  for (let p = 1; p <= products; p++) start[p]! += start[p - 1]!;
  if (isOrdered) return { order: null, start };
  const order = new Uint32Array(rows);
  const next = start.slice(0, -1);
  for (let row = 0; row < rows; row++) order[next[product[row]!]!++] = row;
  for (let p = 0; p < products; p++) sortByDay(order.subarray(start[p], start[p + 1]), day);
  return { order, start };
}

/** Sorts `rows` (ascending row numbers) by day, stably. */
function sortByDay(rows: Uint32Array, day: Int32Array): void {
  const n = rows.length;
  let isAscending = true;
  let isFalling = true;
  for (let i = 1; i < n; i++) {
    const step = day[rows[i]!]! - day[rows[i - 1]!]!;
    if (step < 0) isAscending = false;
    else isFalling = false;
  }
  if (isAscending) return;
  if (isFalling) {
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

type Column = Float64Array | Uint32Array | Int32Array;

/** Where the memory of a column comes from: `bytes` zeros. */
export type ColumnMemory = (bytes: number) => ArrayBufferLike;

export const ownMemory: ColumnMemory = (bytes) => new ArrayBuffer(bytes);

/** An empty column of the kind of `like`. */
export function columnLike<T extends Column>(like: T, length: number, memory = ownMemory): T {
  const Kind = like.constructor as new (buffer: ArrayBufferLike) => T;
  return new Kind(memory(length * like.BYTES_PER_ELEMENT));
}

/** The rows `order` of a column, into `to` or a new column. */
export function taken<T extends Column>(from: T, order: Uint32Array, to = columnLike(from, order.length)): T {
  for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!;
  return to;
}

/**
 * The columns in another order, made in their own memory and that of one more: each takes the place of the one before.
 * The given columns are not to be used afterwards.
 */
export function reordered<T extends Column>(
  columns: readonly T[],
  order: Uint32Array,
  memory = ownMemory,
): T[] {
  let spare: T | undefined;
  return columns.map((column) => {
    const out = taken(column, order, spare ?? columnLike(column, order.length, memory));
    spare = column;
    return out;
  });
}

/** The places of rows as the file has them: `fileRow` ascends along it, rows of one file row in their order. [rows] */
export function fileOrder(fileRow: Uint32Array): Uint32Array {
  let last = 0;
  for (let i = 0; i < fileRow.length; i++) if (fileRow[i]! > last) last = fileRow[i]!;
  const next = new Uint32Array(last + 2);
  for (let i = 0; i < fileRow.length; i++) next[fileRow[i]! + 1]!++;
  for (let row = 1; row < next.length; row++) next[row]! += next[row - 1]!;
  const order = new Uint32Array(fileRow.length);
  for (let i = 0; i < fileRow.length; i++) order[next[fileRow[i]!]!++] = i;
  return order;
}
