// The row-wise parts of a layer, there and back: norm, max, dropout, residual.
//
// Rows are whole vectors; what lies behind a row's last number is 0 before and stays 0.

import { uniforms } from './random-assembly';
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

/** What `measureRow` found. */
let rowMean: f32 = 0;
let rowInverse: f32 = 0;

/** Mean and 1 / sqrt(variance + ε) of a row, in two passes: the variance is that of what is centered. */
function measureRow(z: usize, cols: i32, epsilon: f32): void {
  const width = rowBytes(cols);
  const quads = width & ~63;
  // Four sums at once: one would wait for each addition before the next.
  let a = zero();
  let b = zero();
  let c = zero();
  let d = zero();
  let i: i32 = 0;
  for (; i < quads; i += 64) {
    a = f32x4.add(a, v128.load(z + i));
    b = f32x4.add(b, v128.load(z + i, 16));
    c = f32x4.add(c, v128.load(z + i, 32));
    d = f32x4.add(d, v128.load(z + i, 48));
  }
  for (; i < width; i += 16) a = f32x4.add(a, v128.load(z + i));
  rowMean = sumOf(f32x4.add(f32x4.add(a, b), f32x4.add(c, d))) / <f32>cols;
  const mean = f32x4.splat(rowMean);
  a = zero();
  b = zero();
  c = zero();
  d = zero();
  // Whole vectors first; the last one may hold zeros that belong to no column.
  const whole = (cols >> 2) << 4;
  const wholeQuads = whole & ~63;
  for (i = 0; i < wholeQuads; i += 64) {
    a = squared(z + i, mean, a);
    b = squared(z + i + 16, mean, b);
    c = squared(z + i + 32, mean, c);
    d = squared(z + i + 48, mean, d);
  }
  for (; i < whole; i += 16) a = squared(z + i, mean, a);
  if (i < width) {
    const last = v128.and(f32x4.sub(v128.load(z + i), mean), within(i >> 2, cols));
    b = madd(last, last, b);
  }
  rowInverse = 1 / sqrt<f32>(sumOf(f32x4.add(f32x4.add(a, b), f32x4.add(c, d))) / <f32>cols + epsilon);
}

function squared(z: usize, mean: v128, sum: v128): v128 {
  const centered = f32x4.sub(v128.load(z), mean);
  return madd(centered, centered, sum);
}

/** x̂ of a row `z`, which may lie where x̂ goes; returns 1 / sqrt(variance + ε). */
export function normalizeRow(z: usize, cols: i32, normal: usize, epsilon: f32): f32 {
  measureRow(z, cols, epsilon);
  const mean = f32x4.splat(rowMean);
  const inverse = f32x4.splat(rowInverse);
  const whole = (cols >> 2) << 4;
  for (let i: i32 = 0; i < whole; i += 16)
    v128.store(normal + i, f32x4.mul(f32x4.sub(v128.load(z + i), mean), inverse));
  if (whole < rowBytes(cols)) {
    const last = f32x4.mul(f32x4.sub(v128.load(z + whole), mean), inverse);
    v128.store(normal + whole, v128.and(last, within(whole >> 2, cols)));
  }
  return rowInverse;
}

/** x̂ γ + β, never in one rounding: the way back decides by the same number which units were on. */
export function affine(normal: v128, gamma: usize, beta: usize): v128 {
  return f32x4.add(f32x4.mul(normal, v128.load(gamma)), v128.load(beta));
}

/** From z to a hidden layer's output where it has no norm. */
export function activateRow(z: usize, row: i32, cols: i32, residual: usize, output: usize): void {
  const width = rowBytes(cols);
  for (let i: i32 = 0; i < width; i += 16) v128.store(output + i, positive(v128.load(z + i)));
  finishRow(row, cols, residual, output);
}

/** max(z, 0); NaN stays NaN. One instruction on x86, where f32x4.max is six. */
function positive(z: v128): v128 {
  return f32x4.pmax(z, zero());
}

/** From z to a hidden layer's output by way of the norm; x̂ takes the place of z. Returns 1 / sqrt(variance + ε). */
export function normAndActivateRow(
  z: usize,
  gamma: usize,
  beta: usize,
  row: i32,
  cols: i32,
  residual: usize,
  output: usize,
): f32 {
  measureRow(z, cols, normEpsilon);
  const mean = f32x4.splat(rowMean);
  const inverse = f32x4.splat(rowInverse);
  const whole = (cols >> 2) << 4;
  for (let i: i32 = 0; i < whole; i += 16) {
    const normal = f32x4.mul(f32x4.sub(v128.load(z + i), mean), inverse);
    v128.store(z + i, normal);
    v128.store(output + i, positive(affine(normal, gamma + i, beta + i)));
  }
  if (whole < rowBytes(cols)) {
    const last = f32x4.mul(f32x4.sub(v128.load(z + whole), mean), inverse);
    const normal = v128.and(last, within(whole >> 2, cols));
    v128.store(z + whole, normal);
    v128.store(output + whole, positive(affine(normal, gamma + whole, beta + whole)));
  }
  finishRow(row, cols, residual, output);
  return rowInverse;
}

/** Dropout and residual, where a layer has them. */
function finishRow(row: i32, cols: i32, residual: usize, output: usize): void {
  if (row < dropRows) dropFrom(output, row, cols, output);
  if (residual === 0) return;
  const width = rowBytes(cols);
  for (let i: i32 = 0; i < width; i += 16)
    v128.store(output + i, f32x4.add(v128.load(output + i), v128.load(residual + i)));
}

/** A row times its dropout's factors. */
function dropFrom(from: usize, row: i32, cols: i32, to: usize): void {
  const width = rowBytes(cols);
  for (let i: i32 = 0; i < width; i += 16)
    v128.store(to + i, f32x4.mul(v128.load(from + i), mask(row, i >> 2, cols)));
}

/** dZ from dLoss/dy at `dY` where the layer has no norm: units were on where the number at `on` is above 0. */
export function deactivateRow(dY: usize, on: usize, row: i32, cols: i32, dZ: usize): void {
  if (row < dropRows) {
    dropFrom(dY, row, cols, dZ);
    dY = dZ;
  }
  const width = rowBytes(cols);
  for (let i: i32 = 0; i < width; i += 16)
    v128.store(dZ + i, v128.and(v128.load(dY + i), f32x4.gt(v128.load(on + i), zero())));
}

/** dZ and dPre from dLoss/dy at `dY`, through max and norm: units were on where x̂ γ + β is above 0. */
export function deactivateNormedRow(
  dY: usize,
  gamma: usize,
  beta: usize,
  normal: usize,
  inverse: f32,
  row: i32,
  cols: i32,
  dZ: usize,
  dPre: usize,
): void {
  if (row < dropRows) {
    dropFrom(dY, row, cols, dZ);
    dY = dZ;
  }
  const width = rowBytes(cols);
  let sum = zero();
  let along = zero();
  for (let i: i32 = 0; i < width; i += 16) {
    const x = v128.load(normal + i);
    const d = v128.and(v128.load(dY + i), f32x4.gt(affine(x, gamma + i, beta + i), zero()));
    v128.store(dZ + i, d);
    const g = f32x4.mul(d, v128.load(gamma + i));
    sum = f32x4.add(sum, g);
    along = madd(g, x, along);
  }
  throughNorm(dZ, gamma, normal, sumOf(sum), sumOf(along), inverse, cols, dPre);
}

/** Back through a norm alone. */
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
  throughNorm(d, gamma, normal, sumOf(sum), sumOf(along), inverse, cols, output);
}

/** (g - mean(g) - x̂ mean(g x̂)) * inverse with g = d γ, given the sums of g and of g x̂. */
function throughNorm(
  d: usize,
  gamma: usize,
  normal: usize,
  sum: f32,
  along: f32,
  inverse: f32,
  cols: i32,
  output: usize,
): void {
  const mean = f32x4.splat(sum / <f32>cols);
  const meanAlong = f32x4.splat(along / <f32>cols);
  const by = f32x4.splat(inverse);
  const whole = (cols >> 2) << 4;
  for (let i: i32 = 0; i < whole; i += 16)
    v128.store(output + i, f32x4.mul(rest(d + i, gamma + i, normal + i, mean, meanAlong), by));
  if (whole < rowBytes(cols)) {
    const last = rest(d + whole, gamma + whole, normal + whole, mean, meanAlong);
    v128.store(output + whole, v128.and(f32x4.mul(last, by), within(whole >> 2, cols)));
  }
}

/** g - mean(g) - x̂ mean(g x̂) */
function rest(d: usize, gamma: usize, normal: usize, mean: v128, meanAlong: v128): v128 {
  const g = f32x4.mul(v128.load(d), v128.load(gamma));
  return f32x4.sub(f32x4.sub(g, mean), f32x4.mul(v128.load(normal), meanAlong));
}
