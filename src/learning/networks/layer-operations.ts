// The layers of the lab's networks: each gives its output and, on demand, its gradients.
//
// Gradients are written out rather than left to automatic differentiation: only those that a loss needs are
// computed, products never meet a transposed operand where that is slow (matrix-product.ts), and the formulas are the ones
// that a fused engine has to reproduce. Everything runs inside the caller's tf.tidy.

import * as tf from '@tensorflow/tfjs-core';

import type { Constants } from './constants.ts';
import type { Gradients, Parameters } from './parameters.ts';
import { timesTransposed, transposedTimes } from './matrix-product.ts';

/** What layers read: parameters by name, and constants. */
export interface Source {
  readonly parameters: Parameters;
  readonly constants: Constants;
}

export interface Layer {
  readonly output: tf.Tensor2D; // [batch, outputs]
  /**
   * Takes dLoss/dOutput, puts the gradients of the layer's parameters into `gradients` (null: frozen, none are
   * computed) and returns dLoss/dInput [batch, inputs], or null where `needsInput` is false.
   */
  backward(dOutput: tf.Tensor2D, gradients: Gradients | null, needsInput: boolean): tf.Tensor2D | null;
}

/** y = x W + b. dW = xᵀ dy, db = column sums of dy, dx = dy Wᵀ. */
export function linear({ parameters, constants }: Source, name: string, input: tf.Tensor2D): Layer {
  const kernel = parameters.get(`${name}.kernel`) as tf.Tensor2D;
  const bias = parameters.get(`${name}.bias`) as tf.Tensor1D;
  return {
    output: tf.fused.matMul({ a: input, b: kernel, bias }) as tf.Tensor2D,
    backward(dOutput, gradients, needsInput) {
      gradients?.set(`${name}.kernel`, transposedTimes(input, dOutput));
      gradients?.set(`${name}.bias`, columnSums(constants, dOutput));
      return needsInput ? timesTransposed(dOutput, kernel) : null;
    },
  };
}

/** y = max(x, 0). dx = dy where y > 0. */
export function relu(input: tf.Tensor2D): Layer {
  const output = tf.relu(input);
  return { output, backward: (dOutput) => tf.mul(dOutput, tf.step(output)) };
}

/** y = tanh(x). dx = dy (1 - y²). */
export function tanh(constants: Constants, input: tf.Tensor2D): Layer {
  const output = tf.tanh(input);
  return {
    output,
    backward: (dOutput) => tf.mul(dOutput, tf.sub(constants.scalar(1), tf.square(output))),
  };
}

/**
 * y = x̂ γ + β with x̂ = (x - mean) / sqrt(variance + ε) along each row; the variance divides by n.
 *
 * With g = dy γ: dx = (g - mean(g) - x̂ mean(g x̂)) / sqrt(variance + ε), dγ = column sums of dy x̂, dβ of dy.
 */
export function layerNorm(
  { parameters, constants }: Source,
  name: string,
  input: tf.Tensor2D,
  epsilon: number,
): Layer {
  const gamma = parameters.get(`${name}.gamma`) as tf.Tensor1D;
  const beta = parameters.get(`${name}.beta`) as tf.Tensor1D;
  const centered = tf.sub<tf.Tensor2D>(input, rowMeans(constants, input));
  const variance = rowMeans(constants, tf.square(centered));
  const inverse = tf.rsqrt(tf.add<tf.Tensor2D>(variance, constants.scalar(epsilon)));
  const normal = tf.mul<tf.Tensor2D>(centered, inverse);
  return {
    output: tf.add(tf.mul(normal, gamma), beta),
    backward(dOutput, gradients, needsInput) {
      gradients?.set(`${name}.gamma`, columnSums(constants, tf.mul(dOutput, normal)));
      gradients?.set(`${name}.beta`, columnSums(constants, dOutput));
      if (!needsInput) return null;
      const g = tf.mul<tf.Tensor2D>(dOutput, gamma);
      const along = tf.mul<tf.Tensor2D>(normal, rowMeans(constants, tf.mul(g, normal)));
      return tf.mul(tf.sub(tf.sub(g, rowMeans(constants, g)), along), inverse);
    },
  };
}

/** y = x * mask; the mask holds 0 for a dropped unit and 1 / (1 - rate) for a kept one. */
export function dropout(input: tf.Tensor2D, mask: tf.Tensor2D): Layer {
  return { output: tf.mul(input, mask), backward: (dOutput) => tf.mul(dOutput, mask) };
}

/** y = factor * x. */
export function scale(constants: Constants, input: tf.Tensor2D, factor: number): Layer {
  const by = constants.scalar(factor);
  return { output: tf.mul(input, by), backward: (dOutput) => tf.mul(dOutput, by) };
}

/** One layer after another, built by functions from the layer before. */
export function chain(input: tf.Tensor2D, steps: readonly ((input: tf.Tensor2D) => Layer)[]): Layer {
  const layers: Layer[] = [];
  let output = input;
  for (const step of steps) {
    const layer = step(output);
    layers.push(layer);
    output = layer.output;
  }
  return {
    output,
    backward(dOutput, gradients, needsInput) {
      let d: tf.Tensor2D | null = dOutput;
      for (let i = layers.length - 1; i >= 0 && d; i--)
        d = layers[i]!.backward(d, gradients, needsInput || i > 0);
      return d;
    },
  };
}

/** y = x + f(x). dx = dy + f'(dy). */
export function residual(input: tf.Tensor2D, step: (input: tf.Tensor2D) => Layer): Layer {
  const inner = step(input);
  return {
    output: tf.add(input, inner.output),
    backward(dOutput, gradients, needsInput) {
      const d = inner.backward(dOutput, gradients, needsInput);
      return d && tf.add(dOutput, d);
    },
  };
}

/** Means along each row as a product with 1/n: [batch, n] -> [batch, 1]. */
function rowMeans(constants: Constants, x: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(x, constants.averagingColumn(x.shape[1]));
}

/** Sums over the batch as a product with ones: [batch, n] -> [1, n]. A sum over the outer axis transposes first. */
function columnSums(constants: Constants, x: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(constants.onesRow(x.shape[0]), x);
}
