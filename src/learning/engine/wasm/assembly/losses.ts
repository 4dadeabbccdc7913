// The losses of critics and actor: sums over one batch, for which the first thread alone is quick enough.
//
// Sums are double: a mean over a batch is only a metric but for log π, which the temperature learns from.

import { address, float, integer, thread } from './words';

/** Places of the metrics, `metricNames` in steps.ts. */
const criticLossAt: usize = 0;
const meanQAt: usize = 4;
const actorLossAt: usize = 8;
export const meanLogProbAt: usize = 12;
const temperatureAt: usize = 16;

export function targets(): void {
  if (thread !== 0) return;
  const critics = integer();
  const size = integer();
  const q = address();
  const qCopy = integer();
  const targetQ = address();
  const targetQCopy = integer();
  const reward = address();
  const discount = address();
  const alpha = address(); // 0: no entropy term
  const logProb = address();
  const bound = float(); // infinite: free
  const scale = float();
  const target = address();
  const gradient = address();
  const gradientCopy = integer();
  const metrics = address();
  const perSample: f32 = (2.0 * scale) / <f32>size;
  const temperature: f32 = alpha === 0 ? 0 : load<f32>(alpha);
  let loss: f64 = 0;
  let qSum: f64 = 0;
  for (let i: i32 = 0; i < size << 2; i += 4) {
    let next = load<f32>(targetQ + i);
    if (critics === 2) next = min(next, load<f32>(targetQ + targetQCopy + i));
    if (alpha !== 0) next -= temperature * load<f32>(logProb + i);
    const free = load<f32>(reward + i) + load<f32>(discount + i) * next;
    const y = min(bound, max(-bound, free));
    store<f32>(target + i, y);
    for (let copy: i32 = 0; copy < critics; copy++) {
      const error = load<f32>(q + copy * qCopy + i) - y;
      store<f32>(gradient + copy * gradientCopy + i, perSample * error);
      loss += <f64>error * error;
    }
    qSum += load<f32>(q + i);
  }
  store<f32>(metrics + criticLossAt, <f32>(loss / size));
  store<f32>(metrics + meanQAt, <f32>(qSum / size));
}

export function policyLoss(): void {
  if (thread !== 0) return;
  const critics = integer();
  const size = integer();
  const q = address();
  const qCopy = integer();
  const alpha = address(); // 0: no entropy term
  const logProb = address();
  const scale = float();
  const gradient = address();
  const gradientCopy = integer();
  const metrics = address();
  const perSample: f32 = -scale / <f32>size;
  const temperature: f32 = alpha === 0 ? 0 : load<f32>(alpha);
  let qSum: f64 = 0;
  let logProbSum: f64 = 0;
  for (let i: i32 = 0; i < size << 2; i += 4) {
    const first = load<f32>(q + i);
    const second: f32 = critics === 2 ? load<f32>(q + qCopy + i) : f32.MAX_VALUE;
    const leads = first <= second;
    store<f32>(gradient + i, leads ? perSample : 0);
    if (critics === 2) store<f32>(gradient + gradientCopy + i, leads ? 0 : perSample);
    qSum += leads ? first : second;
    if (alpha !== 0) logProbSum += load<f32>(logProb + i);
  }
  store<f32>(metrics + actorLossAt, <f32>((temperature * logProbSum - qSum) / size));
  if (alpha === 0) return;
  store<f32>(metrics + meanLogProbAt, <f32>(logProbSum / size));
  store<f32>(metrics + temperatureAt, temperature);
}
