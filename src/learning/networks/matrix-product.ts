// Matrix products with a transposed operand, as the gradients of a linear layer need them.
//
// TensorFlow.js's WASM product is ten times slower with a transposed operand (1.3 against 12 billion multiply-adds a
// second, 256 x 256 x 256), while a transpose costs 0.2 ms: there the operand is transposed first. WebGPU and CPU
// read a transposed operand at no cost.

import * as tf from '@tensorflow/tfjs-core';

/** aᵀ b: [n, p], [n, q] -> [p, q] */
export function transposedTimes(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return tf.getBackend() === 'wasm' ? tf.matMul(transposed(a), b) : tf.matMul(a, b, true, false);
}

/** a bᵀ: [n, p], [q, p] -> [n, q] */
export function timesTransposed(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return tf.getBackend() === 'wasm' ? tf.matMul(a, transposed(b)) : tf.matMul(a, b, false, true);
}

/** A row or a column only changes its shape. */
function transposed(a: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = a.shape;
  return rows === 1 || columns === 1 ? tf.reshape(a, [columns, rows]) : tf.transpose(a);
}
