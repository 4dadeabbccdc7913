// Adam over flat parameters, in PyTorch's form, with the clip by global norm and the target update beside it.
//
// Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", https://arxiv.org/abs/1412.6980.
// PyTorch adds epsilon (1e-8; TensorFlow.js defaults to 1e-7) after the bias correction of the second moment:
// p -= lr / (1 - b1^t) * m / (sqrt(v / (1 - b2^t)) + eps)
//    = step * m / (sqrt(v) + eps * c)  with c = sqrt(1 - b2^t), step = lr * c / (1 - b1^t).

import * as tf from '@tensorflow/tfjs-core';

import type { Constants } from './constants.ts';
import type { Parameters } from './parameters.ts';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

export class Adam {
  private readonly parameters: Parameters;
  private readonly learningRate: number;
  private readonly constants: Constants;
  private mean: tf.Tensor1D;
  private square: tf.Tensor1D;
  private steps = 0;

  constructor(parameters: Parameters, learningRate: number, constants: Constants) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    this.constants = constants;
    this.mean = tf.keep(tf.zeros<tf.Rank.R1>([parameters.size]));
    this.square = tf.keep(tf.zeros<tf.Rank.R1>([parameters.size]));
  }

  /** Moves the parameters against `gradient` [size]. */
  step(gradient: tf.Tensor1D): void {
    this.steps++;
    const correction = Math.sqrt(1 - beta2 ** this.steps);
    const stepSize = (this.learningRate * correction) / (1 - beta1 ** this.steps);
    const [next, mean, square] = tf.tidy(() => {
      const mean = this.towards(this.mean, gradient, 1 - beta1);
      const square = this.towards(this.square, tf.square(gradient), 1 - beta2);
      const denominator = tf.add(tf.sqrt(square), tf.scalar(epsilon * correction));
      const change = tf.div(tf.mul(mean, tf.scalar(stepSize)), denominator);
      return [tf.sub<tf.Tensor1D>(this.parameters.flat, change), mean, square];
    });
    this.parameters.replace(next);
    this.mean.dispose();
    this.square.dispose();
    this.mean = tf.keep(mean);
    this.square = tf.keep(square);
  }

  dispose(): void {
    this.mean.dispose();
    this.square.dispose();
  }

  private towards(from: tf.Tensor1D, to: tf.Tensor1D, share: number): tf.Tensor1D {
    return moved(from, to, this.constants.scalar(share));
  }
}

/** θ' = θ' + τ (θ - θ'): the target network follows its network. */
export function softUpdate(target: Parameters, source: Parameters, tau: number, constants: Constants): void {
  target.replace(tf.tidy(() => moved(target.flat, source.flat, constants.scalar(tau))));
}

/** The gradient's length, and the gradient shortened to `maxNorm` where it is longer (null: left as it is). */
export function clipByGlobalNorm(
  gradient: tf.Tensor1D,
  maxNorm: number | null,
  constants: Constants,
): { readonly norm: tf.Scalar; readonly clipped: tf.Tensor1D } {
  const norm = tf.sqrt(tf.sum<tf.Scalar>(tf.square(gradient)));
  if (maxNorm === null) return { norm, clipped: gradient };
  // 1e-6 as in torch.nn.utils.clip_grad_norm_
  const ratio = tf.div(constants.scalar(maxNorm), tf.add(norm, constants.scalar(1e-6)));
  return { norm, clipped: tf.mul(gradient, tf.minimum(ratio, constants.scalar(1))) };
}

function moved(from: tf.Tensor1D, to: tf.Tensor1D, share: tf.Scalar): tf.Tensor1D {
  return tf.add(from, tf.mul(tf.sub(to, from), share));
}
