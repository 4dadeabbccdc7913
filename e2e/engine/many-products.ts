// A forward pass over very many products on WebGPU, beside TensorFlow.js's `predict` on the same adapter.

import * as tf from '@tensorflow/tfjs';

import { initialActorWeights } from '../../src/core/policy/initial-weights.ts';
import { Random } from '../../src/core/random.ts';
import { startBackend } from '../../src/learning/tensor-backend.ts';
import { createWebGpuForward } from '../../src/learning/engine/webgpu/forward.ts';
import { manyProductsActor, predictModel } from '../bench/predict-model.ts';

export interface ManyProducts {
  /** Milliseconds of each lot. */
  readonly own: readonly number[];
  readonly stock: readonly number[];
}

/** `lots` lots of `lot` products each, of which the first `stockLots` go through `predict` too, in turn. */
export async function manyProducts(
  inputs: number,
  lot: number,
  lots: number,
  stockLots: number,
): Promise<ManyProducts> {
  const report = await startBackend({ preference: 'webgpu', wasmFiles: '' });
  if (report.name !== 'webgpu') throw new Error(report.reason);
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter!.requestDevice();
  const architecture = manyProductsActor(inputs);
  const random = new Random(1);
  const weights = initialActorWeights(architecture, random);
  const observations = random.fillNormal(new Float32Array(lot * inputs));
  const forward = await createWebGpuForward({ device, architecture, weights });
  const model = predictModel(architecture);
  const predict = async () => {
    const out = tf.tidy(() => model.predict(tf.tensor2d(observations, [lot, inputs])) as tf.Tensor);
    await out.data();
    out.dispose();
  };
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  await forward.act(observations, lot);
  if (stockLots > 0) await predict();
  const own: number[] = [];
  const stock: number[] = [];
  for (let i = 0; i < lots; i++) {
    own.push(await timed(() => forward.act(observations, lot)));
    if (i < stockLots) stock.push(await timed(predict));
  }
  forward.dispose();
  model.dispose();
  return { own, stock };
}
