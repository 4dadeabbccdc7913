// A batch as tensors, after a check of its sizes.

import * as tf from '@tensorflow/tfjs-core';

import type { Batch } from '../learner.ts';

export interface BatchTensors {
  readonly state: tf.Tensor2D; // [batch, stateDim]
  readonly action: tf.Tensor2D; // [batch, actionDim]
  readonly reward: tf.Tensor2D; // [batch, 1]
  readonly nextState: tf.Tensor2D; // [batch, stateDim]
  readonly discount: tf.Tensor2D; // [batch, 1]
}

/**
 * Uploads a batch; the tensors belong to the enclosing tf.tidy.
 *
 * @throws Error naming the array whose length does not fit.
 */
export function batchTensors(batch: Batch, stateDim: number, actionDim: number): BatchTensors {
  const { size } = batch;
  return {
    state: matrix('state', batch.state, size, stateDim),
    action: matrix('action', batch.action, size, actionDim),
    reward: matrix('reward', batch.reward, size, 1),
    nextState: matrix('nextState', batch.nextState, size, stateDim),
    discount: matrix('discount', batch.discount, size, 1),
  };
}

/** A [rows, columns] tensor over `values`. */
export function matrix(name: string, values: Float32Array, rows: number, columns: number): tf.Tensor2D {
  if (values.length !== rows * columns)
    throw new Error(
      `Learner.update: expected ${name} of ${rows} x ${columns} = ${rows * columns} numbers, got ${values.length}`,
    );
  return tf.tensor2d(values, [rows, columns]);
}
