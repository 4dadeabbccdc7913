// Sums down the columns of a batch: the gradients of biases, norms and heads.

import { madd, rowBytes, zero } from './vectors';
import { address, firstOf, integer, thread } from './words';

/** Columns are summed in strips of 16: a cache line of each row. */
const stripBytes: i32 = 64;

/**
 * One strip of a column sum, or the last 1 to 3 vectors of the rows. A row's numbers are taken times those at
 * `factors`, or times one number of `weights` (0: neither).
 */
function sumStrip(
  source: usize,
  stride: i32,
  rows: i32,
  vectors: i32,
  factors: usize,
  factorStride: i32,
  weights: usize,
  output: usize,
): void {
  if (vectors === 4) return sumWholeStrip(source, stride, rows, factors, factorStride, weights, output);
  for (let i: i32 = 0; i < vectors; i++) {
    let from = source + (i << 4);
    let by = factors + (i << 4);
    let sum = zero();
    for (let row: i32 = 0; row < rows; row++) {
      const value = v128.load(from);
      if (factors !== 0) sum = madd(value, v128.load(by), sum);
      else if (weights !== 0) sum = madd(value, v128.load32_splat(weights + (row << 2)), sum);
      else sum = f32x4.add(sum, value);
      from += stride;
      by += factorStride;
    }
    v128.store(output + (i << 4), sum);
  }
}

/** Four sums at once: one would wait for each addition before the next. */
function sumWholeStrip(
  from: usize,
  stride: i32,
  rows: i32,
  factors: usize,
  factorStride: i32,
  weights: usize,
  output: usize,
): void {
  let a = zero();
  let b = zero();
  let c = zero();
  let d = zero();
  const end = from + rows * stride;
  if (factors !== 0) {
    while (from < end) {
      a = madd(v128.load(from), v128.load(factors), a);
      b = madd(v128.load(from, 16), v128.load(factors, 16), b);
      c = madd(v128.load(from, 32), v128.load(factors, 32), c);
      d = madd(v128.load(from, 48), v128.load(factors, 48), d);
      from += stride;
      factors += factorStride;
    }
  } else if (weights !== 0) {
    while (from < end) {
      const weight = v128.load32_splat(weights);
      a = madd(v128.load(from), weight, a);
      b = madd(v128.load(from, 16), weight, b);
      c = madd(v128.load(from, 32), weight, c);
      d = madd(v128.load(from, 48), weight, d);
      from += stride;
      weights += 4;
    }
  } else {
    while (from < end) {
      a = f32x4.add(a, v128.load(from));
      b = f32x4.add(b, v128.load(from, 16));
      c = f32x4.add(c, v128.load(from, 32));
      d = f32x4.add(d, v128.load(from, 48));
      from += stride;
    }
  }
  v128.store(output, a);
  v128.store(output, b, 16);
  v128.store(output, c, 32);
  v128.store(output, d, 48);
}

export function columnSum(): void {
  const copies = integer();
  const rows = integer();
  const cols = integer();
  const source = address();
  const sourceStride = integer();
  const sourceCopy = integer();
  const times = address();
  const timesStride = integer();
  const timesCopy = integer();
  const timesShare = integer();
  const output = address();
  const outputCopy = integer();
  const width = rowBytes(cols);
  const strips = (width + stripBytes - 1) / stripBytes;
  const end = firstOf(copies * strips, thread + 1);
  for (let unit = firstOf(copies * strips, thread); unit < end; unit++) {
    const copy = unit / strips;
    const left = (unit % strips) * stripBytes;
    const vectors = min(stripBytes, width - left) >> 4;
    const factors: usize = times === 0 ? 0 : times + (copy / timesShare) * timesCopy + left;
    const from = source + copy * sourceCopy + left;
    sumStrip(from, sourceStride, rows, vectors, factors, timesStride, 0, output + copy * outputCopy + left);
  }
}

export function weightedSum(): void {
  const copies = integer();
  const rows = integer();
  const cols = integer();
  const heads = integer();
  const source = address();
  const sourceStride = integer();
  const sourceCopy = integer();
  const weights = address();
  const weightsStride = integer();
  const weightsCopy = integer();
  const output = address();
  const outputStride = integer();
  const outputCopy = integer();
  const width = rowBytes(cols);
  const strips = (width + stripBytes - 1) / stripBytes;
  const end = firstOf(copies * strips, thread + 1);
  for (let unit = firstOf(copies * strips, thread); unit < end; unit++) {
    const copy = unit / strips;
    const left = (unit % strips) * stripBytes;
    const vectors = min(stripBytes, width - left) >> 4;
    const from = source + copy * sourceCopy + left;
    for (let k: i32 = 0; k < heads; k++) {
      const by = weights + copy * weightsCopy + k * weightsStride;
      const to = output + copy * outputCopy + k * outputStride + left;
      sumStrip(from, sourceStride, rows, vectors, 0, 0, by, to);
    }
  }
}

export function totals(): void {
  if (thread !== 0) return;
  const copies = integer();
  const heads = integer();
  const cols = integer();
  const weights = address();
  const weightsStride = integer();
  const weightsCopy = integer();
  const output = address();
  const outputCopy = integer();
  for (let copy: i32 = 0; copy < copies; copy++)
    for (let k: i32 = 0; k < heads; k++) {
      const from = weights + copy * weightsCopy + k * weightsStride;
      let sum: f32 = 0;
      for (let i: i32 = 0; i < cols; i++) sum += load<f32>(from + (i << 2));
      store<f32>(output + copy * outputCopy + (k << 2), sum);
    }
}
