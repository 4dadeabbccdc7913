// The heads on top of the hidden layers: values, and the two kinds of actions, forward and back.

import {
  denormalizeRow,
  normGamma,
  normGammaCopy,
  normInverse,
  normNormal,
  normStride,
  readNorm,
} from './row-assembly';
import { dot, rowBytes } from './vectors';
import { address, firstOf, float, integer, scratch, thread } from './words';

export function values(): void {
  const copies = integer();
  const rows = integer();
  const cols = integer();
  const features = address();
  const featuresStride = integer();
  const featuresCopy = integer();
  const kernel = address();
  const kernelCopy = integer();
  const bias = address();
  const biasCopy = integer();
  const scale = float();
  const output = address();
  const outputCopy = integer();
  const end = firstOf(copies * rows, thread + 1);
  for (let unit = firstOf(copies * rows, thread); unit < end; unit++) {
    const copy = unit / rows;
    const row = unit % rows;
    const sum = dot(features + copy * featuresCopy + row * featuresStride, kernel + copy * kernelCopy, cols);
    store<f32>(output + copy * outputCopy + (row << 2), scale * (sum + load<f32>(bias + copy * biasCopy)));
  }
}

/** log(1 + e^x) without overflow. */
function softplus(x: f64): f64 {
  return max<f64>(x, 0) + Math.log1p(Math.exp(-abs<f64>(x)));
}

const logTwoPi: f64 = 1.8378770664093453;

export function sample(): void {
  const rows = integer();
  const cols = integer();
  const actions = integer();
  const features = address();
  const featuresStride = integer();
  const kernel = address();
  const kernelStride = integer();
  const bias = address();
  const low = float();
  const high = float();
  const noise = address();
  const noiseStride = integer();
  const output = address(); // of the first action's column
  const outputStride = integer();
  const logProb = address();
  const spread = address();
  const spreadStride = integer();
  const inside = address();
  const insideStride = integer();
  const end = firstOf(rows, thread + 1);
  for (let row = firstOf(rows, thread); row < end; row++) {
    const from = features + row * featuresStride;
    let sum: f64 = 0;
    for (let k: i32 = 0; k < actions; k++) {
      const mean = dot(from, kernel + k * kernelStride, cols) + load<f32>(bias + (k << 2));
      const second = k + actions;
      const raw = dot(from, kernel + second * kernelStride, cols) + load<f32>(bias + (second << 2));
      const logStd = min(high, max(low, raw));
      const epsilon = load<f32>(noise + row * noiseStride + (k << 2));
      const deviation = <f32>(Math.exp(logStd) * epsilon);
      const u = <f64>(mean + deviation);
      store<f32>(output + row * outputStride + (k << 2), <f32>Math.tanh(u));
      store<f32>(spread + row * spreadStride + (k << 2), deviation);
      store<f32>(inside + row * insideStride + (k << 2), raw === logStd ? 1 : 0);
      const squared = <f64>epsilon * epsilon;
      sum += 2 * (u + softplus(-2 * u) - Math.LN2) - squared / 2 - logStd - logTwoPi / 2;
    }
    store<f32>(logProb + (row << 2), <f32>sum);
  }
}

export function tanhAction(): void {
  const rows = integer();
  const cols = integer();
  const actions = integer();
  const features = address();
  const featuresStride = integer();
  const kernel = address();
  const kernelStride = integer();
  const bias = address();
  const noise = address();
  const noiseStride = integer();
  const deviation = float();
  const clip = float();
  const output = address(); // of the first action's column
  const outputStride = integer();
  const end = firstOf(rows, thread + 1);
  for (let row = firstOf(rows, thread); row < end; row++)
    for (let k: i32 = 0; k < actions; k++) {
      const sum = dot(features + row * featuresStride, kernel + k * kernelStride, cols);
      let action = <f32>Math.tanh(sum + load<f32>(bias + (k << 2)));
      if (noise !== 0) {
        const drawn = deviation * load<f32>(noise + row * noiseStride + (k << 2));
        action = min<f32>(1, max<f32>(-1, action + min<f32>(clip, max<f32>(-clip, drawn))));
      }
      store<f32>(output + row * outputStride + (k << 2), action);
    }
}

export function actionBackward(): void {
  const actions = integer();
  const copies = integer();
  const rows = integer();
  const cols = integer();
  const dInput = address();
  const dInputStride = integer();
  const dInputCopy = integer();
  const column = integer();
  const action = address(); // of the first action's column
  const actionStride = integer();
  const alpha = address(); // 0: tanh
  const spread = address();
  const spreadStride = integer();
  const inside = address();
  const insideStride = integer();
  const output = address();
  const outputStride = integer();
  readNorm();
  const perSample: f32 = alpha === 0 ? 0 : load<f32>(alpha) / <f32>rows;
  const end = firstOf(rows, thread + 1);
  for (let row = firstOf(rows, thread); row < end; row++) {
    if (normGamma !== 0)
      for (let copy: i32 = 0; copy < copies; copy++)
        denormalizeRow(
          dInput + copy * dInputCopy + row * dInputStride,
          normGamma + copy * normGammaCopy,
          normNormal + row * normStride,
          load<f32>(normInverse + (row << 2)),
          cols,
          scratch + copy * rowBytes(cols),
        );
    for (let k: i32 = 0; k < actions; k++) {
      let dA: f32 = 0;
      for (let copy: i32 = 0; copy < copies; copy++) {
        const from =
          normGamma !== 0 ? scratch + copy * rowBytes(cols) : dInput + copy * dInputCopy + row * dInputStride;
        dA += load<f32>(from + ((column + k) << 2));
      }
      const a = load<f32>(action + row * actionStride + (k << 2));
      const du = dA * (1 - a * a) + perSample * 2 * a;
      store<f32>(output + k * outputStride + (row << 2), du);
      if (alpha === 0) continue;
      const deviation = load<f32>(spread + row * spreadStride + (k << 2));
      const through = load<f32>(inside + row * insideStride + (k << 2));
      const dLogStd = (du * deviation - perSample) * through;
      store<f32>(output + (actions + k) * outputStride + (row << 2), dLogStd);
    }
  }
}
