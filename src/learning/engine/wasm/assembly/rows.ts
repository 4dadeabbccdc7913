// The row-wise parts of a layer, there and back: norm, max, dropout, residual.
//
// Rows are whole vectors; what lies behind a row's last number is 0 before and stays 0.

import { uniforms } from './random';
import { madd, rowBytes, sumOf, within, zero } from './vectors';
import { address, float, integer } from './words';

/** A norm's places of one entry, read by `readNorm`. All zero where the layer has none. */
export let normGamma: usize = 0;
export let normGammaCopy: i32 = 0;
export let normBeta: usize = 0;
export let normBetaCopy: i32 = 0;
export let normEpsilon: f32 = 0;
export let normNormal: usize = 0;
export let normStride: i32 = 0;
export let normNormalCopy: i32 = 0;
export let normInverse: usize = 0;
export let normInverseCopy: i32 = 0;

export function readNorm(): void {
  normGamma = address();
  normGammaCopy = integer();
  normBeta = address();
  normBetaCopy = integer();
  normEpsilon = float();
  normNormal = address();
  normStride = integer();
  normNormalCopy = integer();
  normInverse = address();
  normInverseCopy = integer();
}

let dropRate: f32 = 0;
let dropScale: f32 = 1;
let dropRows: i32 = 0;
let dropStream: i32 = 0;
let dropSeed: i32 = 0;
let dropUpdate: i32 = 0;

export function readDropout(): void {
  dropRate = float();
  dropScale = float();
  dropRows = integer();
  dropStream = integer();
  const scalars = address();
  dropUpdate = load<i32>(scalars);
  dropSeed = load<i32>(scalars, 4);
}

/** Dropout's factors of columns `col` to `col + 3`. */
function mask(row: i32, col: i32, cols: i32): v128 {
  const drawn = uniforms(dropSeed, dropUpdate, row * cols + col, dropStream);
  return v128.and(f32x4.ge(drawn, f32x4.splat(dropRate)), f32x4.splat(dropScale));
}

/** x̂ of a row `z`, which may lie where x̂ goes; returns 1 / sqrt(variance + ε). */
export function normalizeRow(z: usize, cols: i32, normal: usize, epsilon: f32): f32 {
  const width = rowBytes(cols);
  let sum = zero();
  for (let i: i32 = 0; i < width; i += 16) sum = f32x4.add(sum, v128.load(z + i));
  const mean = f32x4.splat(sumOf(sum) / <f32>cols);
  sum = zero();
  for (let i: i32 = 0; i < width; i += 16) {
    const centered = v128.and(f32x4.sub(v128.load(z + i), mean), within(i >> 2, cols));
    sum = madd(centered, centered, sum);
    v128.store(normal + i, centered);
  }
  const inverse: f32 = 1 / sqrt<f32>(sumOf(sum) / <f32>cols + epsilon);
  const by = f32x4.splat(inverse);
  for (let i: i32 = 0; i < width; i += 16) v128.store(normal + i, f32x4.mul(v128.load(normal + i), by));
  return inverse;
}

/** x̂ γ + β, never in one rounding: the way back decides by the same number which units were on. */
export function affine(normal: usize, gamma: usize, beta: usize): v128 {
  return f32x4.add(f32x4.mul(v128.load(normal), v128.load(gamma)), v128.load(beta));
}

/** From z to a hidden layer's output, norm aside: `gamma` 0 takes z from `z`, else z = x̂ γ + β with x̂ at `z`. */
export function activateRow(
  z: usize,
  gamma: usize,
  beta: usize,
  row: i32,
  cols: i32,
  residual: usize,
  output: usize,
): void {
  const dropped = row < dropRows;
  const width = rowBytes(cols);
  for (let i: i32 = 0; i < width; i += 16) {
    const value = gamma === 0 ? v128.load(z + i) : affine(z + i, gamma + i, beta + i);
    let y = f32x4.max(value, zero());
    if (dropped) y = f32x4.mul(y, mask(row, i >> 2, cols));
    if (residual !== 0) y = f32x4.add(y, v128.load(residual + i));
    v128.store(output + i, y);
  }
}

/** dZ from dLoss/dy at `dY`, by z > 0 with z at `on`, or x̂ γ + β with x̂ at `on`. */
export function deactivateRow(
  dY: usize,
  on: usize,
  gamma: usize,
  beta: usize,
  row: i32,
  cols: i32,
  dZ: usize,
): void {
  const dropped = row < dropRows;
  const width = rowBytes(cols);
  for (let i: i32 = 0; i < width; i += 16) {
    const z = gamma === 0 ? v128.load(on + i) : affine(on + i, gamma + i, beta + i);
    let d = v128.and(v128.load(dY + i), f32x4.gt(z, zero()));
    if (dropped) d = f32x4.mul(d, mask(row, i >> 2, cols));
    v128.store(dZ + i, d);
  }
}

/** Back through a norm: (g - mean(g) - x̂ mean(g x̂)) * inverse with g = d γ. */
export function denormalizeRow(
  d: usize,
  gamma: usize,
  normal: usize,
  inverse: f32,
  cols: i32,
  output: usize,
): void {
  const width = rowBytes(cols);
  let sum = zero();
  let along = zero();
  for (let i: i32 = 0; i < width; i += 16) {
    const g = f32x4.mul(v128.load(d + i), v128.load(gamma + i));
    sum = f32x4.add(sum, g);
    along = madd(g, v128.load(normal + i), along);
  }
  const mean = f32x4.splat(sumOf(sum) / <f32>cols);
  const meanAlong = f32x4.splat(sumOf(along) / <f32>cols);
  const by = f32x4.splat(inverse);
  for (let i: i32 = 0; i < width; i += 16) {
    const g = f32x4.mul(v128.load(d + i), v128.load(gamma + i));
    const rest = f32x4.sub(f32x4.sub(g, mean), f32x4.mul(v128.load(normal + i), meanAlong));
    v128.store(output + i, v128.and(f32x4.mul(rest, by), within(i >> 2, cols)));
  }
}
