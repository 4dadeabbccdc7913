// The weights as TensorFlow.js sees them: tensors on the engine's own device, without a way through plain memory.

import * as tf from '@tensorflow/tfjs-core';

import type { ParameterPlace, Program } from '../program/program.ts';

/**
 * A tensor for every array, shaped as the portable learners have it, by their names; the caller disposes them.
 *
 * TensorFlow.js's current backend has to compute on `device`. The tensors are copies: later updates do not change them.
 */
export function weightTensors(
  device: GPUDevice,
  arena: GPUBuffer,
  { parameters }: Program,
): Record<string, tf.Tensor> {
  return Object.fromEntries(
    parameters.map((parameter) => [parameter.name, tf.tidy(() => weightTensor(device, arena, parameter))]),
  );
}

function weightTensor(
  device: GPUDevice,
  arena: GPUBuffer,
  { place, transposed, shape }: ParameterPlace,
): tf.Tensor {
  const { rows, cols, stride, offset } = place;
  const bytes = ((rows - 1) * stride + cols) * 4;
  const lying = device.createBuffer({
    size: rows * stride * 4,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(arena, offset * 4, lying, 0, bytes);
  device.queue.submit([encoder.finish()]);
  const padded = tf.tensor<tf.Rank.R2>({ buffer: lying, zeroCopy: false }, [rows, stride], 'float32');
  lying.destroy();
  const dense = tf.slice2d(padded, [0, 0], [rows, cols]);
  return tf.reshape(transposed ? tf.transpose(dense) : dense, [...shape]);
}
