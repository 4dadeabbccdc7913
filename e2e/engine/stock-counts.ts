// What the same update costs when it is written with TensorFlow.js operations on WebGPU: dispatches and JavaScript.

import * as tf from '@tensorflow/tfjs';

import { Random } from '../../src/core/random.ts';
import { startBackend } from '../../src/learning/tensor-backend.ts';
import { StockSac } from '../bench/stock-sac.ts';

export interface StockCounts {
  readonly dispatches: number;
  /** Median milliseconds of JavaScript an update, until everything is queued. */
  readonly jsMs: number;
}

/** SAC without LayerNorm with TensorFlow.js's own gradients and Adam, on its WebGPU backend. */
export async function stockCounts(inputs: number, hidden: number, size: number): Promise<StockCounts> {
  const report = await startBackend({ preference: 'webgpu', wasmFiles: '' });
  if (report.name !== 'webgpu') throw new Error(report.reason);
  const random = new Random(1);
  const normal = (length: number) => random.fillNormal(new Float32Array(length));
  const batch = {
    size,
    state: normal(size * inputs),
    action: random.fillUniform(new Float32Array(size)),
    reward: normal(size),
    nextState: normal(size * inputs),
    discount: new Float32Array(size).fill(0.99),
  };
  const noise = { nextAction: normal(size), action: normal(size) };
  const stock = new StockSac(inputs, hidden);
  for (let i = 0; i < 3; i++) stock.update(batch, noise);
  await stock.settle();

  let dispatches = 0;
  const prototype = GPUComputePassEncoder.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its pass as `this` below
  const original = prototype.dispatchWorkgroups;
  prototype.dispatchWorkgroups = function (this: GPUComputePassEncoder, ...sizes) {
    dispatches++;
    return original.apply(this, sizes);
  };
  stock.update(batch, noise);
  await stock.settle();
  prototype.dispatchWorkgroups = original;

  const milliseconds: number[] = [];
  for (let i = 0; i < 9; i++) {
    const began = performance.now();
    stock.update(batch, noise);
    milliseconds.push(performance.now() - began);
    await stock.settle();
  }
  stock.dispose();
  tf.disposeVariables();
  return { dispatches, jsMs: milliseconds.sort((a, b) => a - b)[4]! };
}
