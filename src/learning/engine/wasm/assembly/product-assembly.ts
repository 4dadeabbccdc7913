// The matrix product C = A B in tiles of 4 rows and 8 columns, after both operands were packed.
//
// Source of the shape: Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34(3), 2008.
// Packed, A lies as panels of 4 rows and B as panels of 8 columns, k by k, so that a tile reads both straight on
// whatever the orientation was; 8 vectors of sums, 2 of B and 1 of A fit the 16 registers of x86. Every number of C
// is the sum over k in order, whichever tile, block or thread computes it.

import { madd, rowBytes, zero } from './vectors';

/** Rows that are packed and multiplied at a time: 32 rows of 256 numbers stay in the first-level cache. */
export const blockRows: i32 = 32;

/** Bytes of `cols` columns of B, packed. */
export function packedBytes(k: i32, cols: i32): usize {
  return <usize>((cols + 7) >> 3) * panelBytes(k);
}

/** Bytes of a panel of 8 columns; twice those of 4 rows. */
function panelBytes(k: i32): usize {
  return <usize>((k + 3) & ~3) * 32;
}

/** B as it lies, [k, cols]. */
export function packColumns(from: usize, stride: i32, k: i32, cols: i32, to: usize): void {
  const width = rowBytes(cols);
  for (let left: i32 = 0; left < width; left += 32) {
    let source = from + left;
    let target = to;
    if (left + 16 < width) {
      for (let i = 0; i < k; i++) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
        source += stride;
        target += 32;
      }
    } else {
      for (let i = 0; i < k; i++) {
        v128.store(target, v128.load(source));
        v128.store(target, zero(), 16);
        source += stride;
        target += 32;
      }
    }
    to += panelBytes(k);
  }
}

/** B of which the transpose lies there, [cols, k]. */
export function packColumnsTransposed(from: usize, stride: i32, k: i32, cols: i32, to: usize): void {
  for (let col: i32 = 0; col < cols; col += 8) {
    packFour(from + col * stride, stride, k, min(4, cols - col), to, 32);
    packFour(from + (col + 4) * stride, stride, k, min(4, cols - col - 4), to + 16, 32);
    to += panelBytes(k);
  }
}

/** Rows of A as they lie, [rows, k]. */
export function packRows(from: usize, stride: i32, k: i32, rows: i32, to: usize): void {
  for (let row: i32 = 0; row < rows; row += 4) {
    packFour(from + row * stride, stride, k, min(4, rows - row), to, 16);
    to += panelBytes(k) >> 1;
  }
}

/** Rows of A of which the transpose lies there, [k, rows]. */
export function packRowsTransposed(from: usize, stride: i32, k: i32, rows: i32, to: usize): void {
  for (let row: i32 = 0; row < rows; row += 4) {
    let source = from + (row << 2);
    let target = to;
    for (let i = 0; i < k; i++) {
      v128.store(target, v128.load(source));
      source += stride;
      target += 16;
    }
    to += panelBytes(k) >> 1;
  }
}

/** Four rows (those from `rows` on are 0) turned into columns: number i of them goes to `to + i * step`. */
function packFour(from: usize, stride: i32, k: i32, rows: i32, to: usize, step: usize): void {
  const second = rows > 1 ? from + stride : from;
  const third = rows > 2 ? from + 2 * stride : from;
  const fourth = rows > 3 ? from + 3 * stride : from;
  const keep = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(rows));
  const width = <usize>rowBytes(k);
  for (let i: usize = 0; i < width; i += 16) {
    // Without any row even the first one must not be read.
    const a = rows > 0 ? v128.load(from + i) : zero();
    const b = rows > 0 ? v128.load(second + i) : zero();
    const c = rows > 0 ? v128.load(third + i) : zero();
    const d = rows > 0 ? v128.load(fourth + i) : zero();
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.and(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), keep));
    v128.store(to + step, v128.and(v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), keep));
    v128.store(to + 2 * step, v128.and(v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), keep));
    v128.store(to + 3 * step, v128.and(v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), keep));
    to += 4 * step;
  }
}

/** C = A B + bias (0: none) for packed `rows` of A and all columns of packed B. */
export function multiply(
  a: usize,
  b: usize,
  k: i32,
  rows: i32,
  cols: i32,
  bias: usize,
  c: usize,
  stride: i32,
): void {
  const width = rowBytes(cols);
  for (let left: i32 = 0; left < width; left += 32) {
    const wide = left + 16 < width;
    let panel = a;
    for (let row: i32 = 0; row < rows; row += 4) {
      tile(panel, b, k, bias === 0 ? bias : bias + left, c + row * stride + left, stride, rows - row, wide);
      panel += panelBytes(k) >> 1;
    }
    b += panelBytes(k);
  }
}

function tile(a: usize, b: usize, k: i32, bias: usize, c: usize, stride: i32, rows: i32, wide: bool): void {
  let left0 = zero();
  let right0 = zero();
  if (bias !== 0) {
    left0 = v128.load(bias);
    if (wide) right0 = v128.load(bias, 16);
  }
  let left1 = left0;
  let left2 = left0;
  let left3 = left0;
  let right1 = right0;
  let right2 = right0;
  let right3 = right0;
  // Not unrolled: V8 puts a round's loads before its sums, and those of two rounds do not fit the registers (35 instead
  // of 42 GFLOP/s; 54 with fused multiply-adds).
  const end = b + ((<usize>k) << 5);
  while (b < end) {
    const bLeft = v128.load(b);
    const bRight = v128.load(b, 16);
    let one = v128.load32_splat(a);
    left0 = madd(one, bLeft, left0);
    right0 = madd(one, bRight, right0);
    one = v128.load32_splat(a, 4);
    left1 = madd(one, bLeft, left1);
    right1 = madd(one, bRight, right1);
    one = v128.load32_splat(a, 8);
    left2 = madd(one, bLeft, left2);
    right2 = madd(one, bRight, right2);
    one = v128.load32_splat(a, 12);
    left3 = madd(one, bLeft, left3);
    right3 = madd(one, bRight, right3);
    a += 16;
    b += 32;
  }
  v128.store(c, left0);
  if (wide) v128.store(c, right0, 16);
  if (rows === 1) return;
  c += stride;
  v128.store(c, left1);
  if (wide) v128.store(c, right1, 16);
  if (rows === 2) return;
  c += stride;
  v128.store(c, left2);
  if (wide) v128.store(c, right2, 16);
  if (rows === 3) return;
  c += stride;
  v128.store(c, left3);
  if (wide) v128.store(c, right3, 16);
}
