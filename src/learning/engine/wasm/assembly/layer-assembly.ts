// Norms and hidden layers, forward and back, and the products between them.

import {
  blockRows,
  multiply,
  packColumns,
  packColumnsTransposed,
  packedBytes,
  packRows,
  packRowsTransposed,
} from './product-assembly';
import {
  activateRow,
  affine,
  deactivateNormedRow,
  deactivateRow,
  normalizeRow,
  normAndActivateRow,
  normBeta,
  normBetaCopy,
  normEpsilon,
  normGamma,
  normGammaCopy,
  normInverse,
  normInverseCopy,
  normNormal,
  normNormalCopy,
  normStride,
  readDropout,
  readNorm,
} from './row-assembly';
import { madd, rowBytes, zero } from './vectors';
import { address, firstOf, integer, nextUnit, scratch, thread } from './words';

export function norm(): void {
  const copies = integer();
  const share = integer();
  const rows = integer();
  const cols = integer();
  const input = address();
  const inputStride = integer();
  const inputCopy = integer();
  const output = address();
  const outputStride = integer();
  const outputCopy = integer();
  readNorm();
  const width = rowBytes(cols);
  const end = firstOf(rows, thread + 1);
  for (let row = firstOf(rows, thread); row < end; row++)
    for (let copy: i32 = 0; copy < copies; copy++) {
      const from = copy / share;
      const normal = normNormal + from * normNormalCopy + row * normStride;
      if (copy % share === 0) {
        const source = input + from * inputCopy + row * inputStride;
        const inverse = normalizeRow(source, cols, normal, normEpsilon);
        store<f32>(normInverse + from * normInverseCopy + (row << 2), inverse);
      }
      const gamma = normGamma + copy * normGammaCopy;
      const beta = normBeta + copy * normBetaCopy;
      const to = output + copy * outputCopy + row * outputStride;
      for (let i: i32 = 0; i < width; i += 16)
        v128.store(to + i, affine(v128.load(normal + i), gamma + i, beta + i));
    }
}

export function dense(): void {
  const copies = integer();
  const share = integer();
  const rows = integer();
  const inputs = integer();
  const outputs = integer();
  const input = address();
  const inputStride = integer();
  const inputCopy = integer();
  const kernel = address();
  const kernelStride = integer();
  const kernelCopy = integer();
  const packed = address();
  const bias = address();
  const biasCopy = integer();
  const pre = address();
  const preStride = integer();
  const preCopy = integer();
  const output = address();
  const outputStride = integer();
  const outputCopy = integer();
  const residual = integer();
  readNorm();
  readDropout();
  // The product goes where z, or what is made of it, is to stay.
  const z: usize = normGamma !== 0 ? normNormal : pre !== 0 ? pre : output;
  const zStride = normGamma !== 0 ? normStride : pre !== 0 ? preStride : outputStride;
  const zCopy = normGamma !== 0 ? normNormalCopy : pre !== 0 ? preCopy : outputCopy;
  const b = packed !== 0 ? packed : scratch;
  const a = scratch + packedBytes(inputs, outputs);
  const blocks = blocksOf(rows);
  let packedCopy = packed === 0 ? -1 : 0;
  for (;;) {
    const unit = nextUnit(copies * blocks);
    if (unit < 0) return;
    const copy = unit / blocks;
    const row = (unit % blocks) * blockRows;
    const count = min(blockRows, rows - row);
    if (packed === 0 && packedCopy !== copy) {
      packColumns(kernel + copy * kernelCopy, kernelStride, inputs, outputs, b);
      packedCopy = copy;
    }
    const source = input + (copy / share) * inputCopy;
    const gamma: usize = normGamma === 0 ? 0 : normGamma + copy * normGammaCopy;
    const beta = normBeta + copy * normBetaCopy;
    packRows(source + row * inputStride, inputStride, inputs, count, a);
    const block = z + copy * zCopy + row * zStride;
    multiply(a, b, inputs, count, outputs, bias + copy * biasCopy, block, zStride);
    for (let i: i32 = 0; i < count; i++) {
      const from = block + i * zStride;
      const added: usize = residual ? source + (row + i) * inputStride : 0;
      const to = output + copy * outputCopy + (row + i) * outputStride;
      if (gamma === 0) activateRow(from, row + i, outputs, added, to);
      else {
        const inverse = normAndActivateRow(from, gamma, beta, row + i, outputs, added, to);
        store<f32>(normInverse + copy * normInverseCopy + ((row + i) << 2), inverse);
      }
    }
  }
}

/** Blocks of `blockRows` rows, the last one perhaps shorter: what a thread takes at a time. */
function blocksOf(rows: i32): i32 {
  return (rows + blockRows - 1) / blockRows;
}

/** Σ over k of gradient[k, row] * kernel[k, :] */
function headRow(
  gradient: usize,
  gradientStride: i32,
  heads: i32,
  kernel: usize,
  kernelStride: i32,
  cols: i32,
  output: usize,
): void {
  const width = rowBytes(cols);
  for (let i: i32 = 0; i < width; i += 16) {
    let sum = zero();
    for (let k: i32 = 0; k < heads; k++) {
      const d = v128.load32_splat(gradient + k * gradientStride);
      sum = madd(d, v128.load(kernel + k * kernelStride + i), sum);
    }
    v128.store(output + i, sum);
  }
}

export function backRows(): void {
  const copies = integer();
  const rows = integer();
  const cols = integer();
  const heads = integer(); // 0: the gradient is a matrix
  const gradient = address();
  const gradientStride = integer();
  const gradientCopy = integer();
  const kernel = address();
  const kernelStride = integer();
  const kernelCopy = integer();
  const on = address();
  const onStride = integer();
  const onCopy = integer();
  const dOutput = address();
  const dOutputStride = integer();
  const dOutputCopy = integer();
  const dZ = address();
  const dZStride = integer();
  const dZCopy = integer();
  const dPre = address();
  const dPreStride = integer();
  const dPreCopy = integer();
  readNorm();
  readDropout();
  const end = firstOf(copies * rows, thread + 1);
  for (let unit = firstOf(copies * rows, thread); unit < end; unit++) {
    const copy = unit / rows;
    const row = unit % rows;
    const z = dZ + copy * dZCopy + row * dZStride;
    let dY = gradient + copy * gradientCopy;
    if (heads > 0) {
      const to = dOutput !== 0 ? dOutput + copy * dOutputCopy + row * dOutputStride : z;
      headRow(dY + (row << 2), gradientStride, heads, kernel + copy * kernelCopy, kernelStride, cols, to);
      dY = to;
    } else dY += row * gradientStride;
    if (normGamma === 0) deactivateRow(dY, on + copy * onCopy + row * onStride, row, cols, z);
    else
      deactivateNormedRow(
        dY,
        normGamma + copy * normGammaCopy,
        normBeta + copy * normBetaCopy,
        normNormal + copy * normNormalCopy + row * normStride,
        load<f32>(normInverse + copy * normInverseCopy + (row << 2)),
        row,
        cols,
        z,
        dPre + copy * dPreCopy + row * dPreStride,
      );
  }
}

export function inputGradient(): void {
  const copies = integer();
  const rows = integer();
  const outputs = integer();
  const inputs = integer();
  const input = address();
  const inputStride = integer();
  const inputCopy = integer();
  const kernel = address();
  const kernelStride = integer();
  const kernelCopy = integer();
  const add = address();
  const addStride = integer();
  const addCopy = integer();
  const output = address();
  const outputStride = integer();
  const outputCopy = integer();
  const width = rowBytes(inputs);
  const a = scratch + packedBytes(outputs, inputs);
  const blocks = blocksOf(rows);
  let packedCopy: i32 = -1;
  for (;;) {
    const unit = nextUnit(copies * blocks);
    if (unit < 0) return;
    const copy = unit / blocks;
    const row = (unit % blocks) * blockRows;
    const count = min(blockRows, rows - row);
    if (packedCopy !== copy) {
      packColumnsTransposed(kernel + copy * kernelCopy, kernelStride, outputs, inputs, scratch);
      packedCopy = copy;
    }
    packRows(input + copy * inputCopy + row * inputStride, inputStride, outputs, count, a);
    const block = output + copy * outputCopy + row * outputStride;
    multiply(a, scratch, outputs, count, inputs, 0, block, outputStride);
    if (add === 0) continue;
    for (let i: i32 = 0; i < count; i++) {
      const from = add + copy * addCopy + (row + i) * addStride;
      const to = block + i * outputStride;
      for (let j: i32 = 0; j < width; j += 16)
        v128.store(to + j, f32x4.add(v128.load(to + j), v128.load(from + j)));
    }
  }
}

export function weightGradient(): void {
  const copies = integer();
  const share = integer();
  const rows = integer();
  const inputs = integer();
  const outputs = integer();
  const input = address();
  const inputStride = integer();
  const inputCopy = integer();
  const gradient = address();
  const gradientStride = integer();
  const gradientCopy = integer();
  const output = address();
  const outputStride = integer();
  const outputCopy = integer();
  const a = scratch + packedBytes(rows, outputs);
  const blocks = blocksOf(inputs);
  let packedCopy: i32 = -1;
  for (;;) {
    const unit = nextUnit(copies * blocks);
    if (unit < 0) return;
    const copy = unit / blocks;
    const col = (unit % blocks) * blockRows;
    const count = min(blockRows, inputs - col);
    if (packedCopy !== copy) {
      packColumns(gradient + copy * gradientCopy, gradientStride, rows, outputs, scratch);
      packedCopy = copy;
    }
    const source = input + (copy / share) * inputCopy + (col << 2);
    packRowsTransposed(source, inputStride, rows, count, a);
    const block = output + copy * outputCopy + col * outputStride;
    multiply(a, scratch, rows, count, outputs, 0, block, outputStride);
  }
}
