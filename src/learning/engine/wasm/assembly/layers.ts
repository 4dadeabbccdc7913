// Norms and hidden layers, forward and back, and the products between them.

import {
  blockRows,
  multiply,
  packColumns,
  packColumnsTransposed,
  packedBytes,
  packRows,
  packRowsTransposed,
} from './product';
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
} from './rows';
import { madd, rowBytes, zero } from './vectors';
import { address, firstOf, integer, scratch, thread } from './words';

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
  const tiles = (rows + 3) >> 2;
  let unit = firstOf(copies * tiles, thread);
  const end = firstOf(copies * tiles, thread + 1);
  while (unit < end) {
    const copy = unit / tiles;
    let row = (unit % tiles) << 2;
    const last = min(rows, row + ((end - unit) << 2));
    if (packed === 0) packColumns(kernel + copy * kernelCopy, kernelStride, inputs, outputs, b);
    const source = input + (copy / share) * inputCopy;
    const gamma: usize = normGamma === 0 ? 0 : normGamma + copy * normGammaCopy;
    const beta = normBeta + copy * normBetaCopy;
    while (row < last) {
      const count = min(blockRows, last - row);
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
      row += count;
    }
    unit = copy * tiles + ((last + 3) >> 2);
  }
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
  const tiles = (rows + 3) >> 2;
  let unit = firstOf(copies * tiles, thread);
  const end = firstOf(copies * tiles, thread + 1);
  while (unit < end) {
    const copy = unit / tiles;
    let row = (unit % tiles) << 2;
    const last = min(rows, row + ((end - unit) << 2));
    packColumnsTransposed(kernel + copy * kernelCopy, kernelStride, outputs, inputs, scratch);
    while (row < last) {
      const count = min(blockRows, last - row);
      packRows(input + copy * inputCopy + row * inputStride, inputStride, outputs, count, a);
      const block = output + copy * outputCopy + row * outputStride;
      multiply(a, scratch, outputs, count, inputs, 0, block, outputStride);
      if (add !== 0)
        for (let i: i32 = 0; i < count; i++) {
          const from = add + copy * addCopy + (row + i) * addStride;
          const to = block + i * outputStride;
          for (let j: i32 = 0; j < width; j += 16)
            v128.store(to + j, f32x4.add(v128.load(to + j), v128.load(from + j)));
        }
      row += count;
    }
    unit = copy * tiles + ((last + 3) >> 2);
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
  const tiles = (inputs + 3) >> 2;
  let unit = firstOf(copies * tiles, thread);
  const end = firstOf(copies * tiles, thread + 1);
  while (unit < end) {
    const copy = unit / tiles;
    let col = (unit % tiles) << 2;
    const last = min(inputs, col + ((end - unit) << 2));
    packColumns(gradient + copy * gradientCopy, gradientStride, rows, outputs, scratch);
    while (col < last) {
      const count = min(blockRows, last - col);
      const source = input + (copy / share) * inputCopy + (col << 2);
      packRowsTransposed(source, inputStride, rows, count, a);
      const block = output + copy * outputCopy + col * outputStride;
      multiply(a, scratch, rows, count, outputs, 0, block, outputStride);
      col += count;
    }
    unit = copy * tiles + ((last + 3) >> 2);
  }
}
