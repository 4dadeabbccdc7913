// The columns of a regression in one flat array, and the sums over the rows that its equations are made of.
//
// A column that is 0 on most rows, such as a weekday's, is summed over its own rows alone. The others are summed in blocks of two by two,
// since a single sum is a chain in which every addition waits for the one before.

/** A column that is 0 on more than this share of the rows is summed over the others alone. */
const sparseFrom = 0.5;

/** The columns of one regression; the arrays that its methods fill are the caller's. */
export class DesignColumns {
  readonly rows: number;
  readonly terms: number;
  /** [terms and more][rows], 0 behind the terms */
  readonly values: Float64Array;
  private readonly sparse: readonly { readonly column: number; readonly rows: Int32Array }[];
  private readonly dense: Int32Array;

  /** @param columns - [terms][rows] */
  constructor(columns: readonly Float64Array[], rows: number, room = columns.length) {
    this.rows = rows;
    this.terms = columns.length;
    this.values = new Float64Array(room * rows);
    columns.forEach((column, a) => this.values.set(column, a * rows));
    const few = columns.map(fewRows);
    this.sparse = few.flatMap((its, column) => (its ? [{ column, rows: its }] : []));
    this.dense = Int32Array.from(few.flatMap((its, column) => (its ? [] : [column])));
  }

  /** W X into `out`. [terms][rows] or more */
  weigh(weights: Float64Array, out: Float64Array): void {
    const { rows, terms, values } = this;
    for (let a = 0; a < terms; a++) {
      const at = a * rows;
      for (let t = 0; t < rows; t++) out[at + t] = weights[t]! * values[at + t]!;
    }
  }

  /** X' v into `out`. [terms] */
  times(vector: Float64Array, out: Float64Array): void {
    const { rows, values, dense, sparse } = this;
    for (let k = 0; k < dense.length; k++) {
      const at = dense[k]! * rows;
      let sum = 0;
      for (let t = 0; t < rows; t++) sum += values[at + t]! * vector[t]!;
      out[dense[k]!] = sum;
    }
    for (let k = 0; k < sparse.length; k++) {
      const { column, rows: its } = sparse[k]!;
      let sum = 0;
      for (let i = 0; i < its.length; i++) sum += values[column * rows + its[i]!]! * vector[its[i]!]!;
      out[column] = sum;
    }
  }

  /**
   * (W X)' V into `out` [terms * terms], where that is symmetric; `weighted` and `other` are [terms][rows] or more, and
   * `weighted` is 0 where the columns are.
   */
  products(weighted: Float64Array, other: Float64Array, out: Float64Array): void {
    const { rows, terms, dense, sparse } = this;
    pairSums(weighted, other, rows, dense, out, terms);
    for (let k = 0; k < sparse.length; k++) {
      const { column: a, rows: its } = sparse[k]!;
      const at = a * rows;
      for (let b = 0; b < terms; b++) {
        const to = b * rows;
        let sum = 0;
        for (let i = 0; i < its.length; i++) sum += weighted[at + its[i]!]! * other[to + its[i]!]!;
        out[a * terms + b] = sum;
        out[b * terms + a] = sum;
      }
    }
  }
}

function fewRows(column: Float64Array): Int32Array | null {
  let count = 0;
  for (let t = 0; t < column.length; t++) if (column[t] !== 0) count++;
  if (count >= (1 - sparseFrom) * column.length) return null;
  const rows = new Int32Array(count);
  for (let t = 0, i = 0; t < column.length; t++) if (column[t] !== 0) rows[i++] = t;
  return rows;
}

/**
 * Sums over the rows of left_a * right_b for all pairs of `columns` into `out` [terms * terms], where the sum is the same with both
 * exchanged. `left`, `right`: [columns][rows].
 */
export function pairSums(
  left: Float64Array,
  right: Float64Array,
  rows: number,
  columns: ArrayLike<number>,
  out: Float64Array,
  terms: number,
): void {
  const last = columns.length - 1;
  for (let i = 0; i <= last; i += 2) {
    const a = columns[i]!;
    const a2 = columns[Math.min(last, i + 1)]!;
    for (let j = 0; j <= i; j += 2) {
      const b = columns[j]!;
      const b2 = columns[Math.min(last, j + 1)]!;
      let p = 0;
      let q = 0;
      let r = 0;
      let s = 0;
      for (let t = 0, l = a * rows, l2 = a2 * rows, m = b * rows, m2 = b2 * rows; t < rows; t++) {
        const x = left[l + t]!;
        const x2 = left[l2 + t]!;
        const y = right[m + t]!;
        const y2 = right[m2 + t]!;
        p += x * y;
        q += x2 * y;
        r += x * y2;
        s += x2 * y2;
      }
      // Where both are the same column its sum is written again.
      out[b * terms + a] = out[a * terms + b] = p;
      out[b * terms + a2] = out[a2 * terms + b] = q;
      out[b2 * terms + a] = out[a * terms + b2] = r;
      out[b2 * terms + a2] = out[a2 * terms + b2] = s;
    }
  }
}
