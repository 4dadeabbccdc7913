// The global norm of gradients, Adam with its clip and the targets' step, and the temperature.

import { meanLogProbAt } from './losses';
import { madd, sumOf, zero } from './vectors';
import { address, firstOf, float, integer, thread } from './words';

/** `partialCount` in steps.ts; always as many, so that the sum does not depend on the number of threads. */
const partialCount: i32 = 64;

export function gradientNorm(): void {
  const gradients = address();
  const length = integer();
  const partials = address();
  const vectors = length >> 2;
  const end = firstOf(partialCount, thread + 1);
  for (let part = firstOf(partialCount, thread); part < end; part++) {
    let at = gradients + (((vectors * part) / partialCount) << 4);
    const last = gradients + (((vectors * (part + 1)) / partialCount) << 4);
    let sum = zero();
    while (at < last) {
      const g = v128.load(at);
      sum = madd(g, g, sum);
      at += 16;
    }
    store<f32>(partials + (part << 2), sumOf(sum));
  }
}

function normOf(partials: usize): f32 {
  let sum: f32 = 0;
  for (let part: i32 = 0; part < partialCount; part++) sum += load<f32>(partials + (part << 2));
  return sqrt<f32>(sum);
}

export function gradientNormTotal(): void {
  if (thread !== 0) return;
  const partials = address();
  const metric = address();
  store<f32>(metric, normOf(partials));
}

const meanShare: f32 = 0.1;
const squareShare: f32 = 0.001;

export function adam(): void {
  const length = integer();
  const parameters = address();
  const gradients = address();
  const means = address();
  const squares = address();
  const scalars = address(); // of this optimizer's step size, its floor 12 bytes on
  const maxNorm = float();
  const partials = address(); // 0: no clip
  const targets = address(); // 0: none
  const tau = f32x4.splat(float());
  const factor: f32 = partials === 0 ? 1 : min<f32>(1, maxNorm / (normOf(partials) + 1e-6));
  const by = f32x4.splat(factor);
  const stepSize = v128.load32_splat(scalars);
  const floor = v128.load32_splat(scalars, 12);
  const vectors = length >> 2;
  const end = (<usize>firstOf(vectors, thread + 1)) << 4;
  for (let i: usize = (<usize>firstOf(vectors, thread)) << 4; i < end; i += 16) {
    const g = f32x4.mul(v128.load(gradients + i), by);
    let m = v128.load(means + i);
    m = f32x4.add(m, f32x4.mul(f32x4.splat(meanShare), f32x4.sub(g, m)));
    let v = v128.load(squares + i);
    v = f32x4.add(v, f32x4.mul(f32x4.splat(squareShare), f32x4.sub(f32x4.mul(g, g), v)));
    v128.store(means + i, m);
    v128.store(squares + i, v);
    const change = f32x4.div(f32x4.mul(stepSize, m), f32x4.add(f32x4.sqrt(v), floor));
    const p = f32x4.sub(v128.load(parameters + i), change);
    v128.store(parameters + i, p);
    if (targets !== 0) {
      const old = v128.load(targets + i);
      v128.store(targets + i, f32x4.add(old, f32x4.mul(tau, f32x4.sub(p, old))));
    }
  }
}

export function temperature(): void {
  if (thread !== 0) return;
  const logAlpha = address();
  const mean = address();
  const square = address();
  const alpha = address();
  const targetEntropy = float();
  const metrics = address();
  const scalars = address();
  const g = -(load<f32>(metrics + meanLogProbAt) + targetEntropy);
  const m = load<f32>(mean) + meanShare * (g - load<f32>(mean));
  const v = load<f32>(square) + squareShare * (g * g - load<f32>(square));
  store<f32>(mean, m);
  store<f32>(square, v);
  const moved = load<f32>(logAlpha) - (load<f32>(scalars) * m) / (sqrt<f32>(v) + load<f32>(scalars, 12));
  store<f32>(logAlpha, moved);
  setAlpha(logAlpha, alpha);
}

/** α = exp(log α), here and wherever weights are loaded, so that a restored run goes on to the bit. */
export function setAlpha(logAlpha: usize, alpha: usize): void {
  store<f32>(alpha, <f32>Math.exp(load<f32>(logAlpha)));
}
