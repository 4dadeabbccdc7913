// The policy head of SAC: a normal distribution squashed by tanh, sampled with given noise so that gradients pass
// through the sample.
//
// Source: Haarnoja et al., "Soft Actor-Critic Algorithms and Applications", https://arxiv.org/abs/1812.05905,
// appendix C. log(1 - tanh(u)²) is computed as 2 (log 2 - u - softplus(-2u)), which does not lose its digits
// where tanh(u) is near 1.

import * as tf from '@tensorflow/tfjs-core';

import { linear, type Source } from './layer-operations.ts';
import type { Gradients } from './parameters.ts';

export interface SampledAction {
  readonly action: tf.Tensor2D; // [batch, actionDim], in (-1, 1)
  readonly logProb: tf.Tensor2D; // [batch, 1]
  /**
   * Takes dLoss/dAction [batch, actionDim] and dLoss/dLogProb (broadcasts to [batch, 1]); puts the heads'
   * gradients into `gradients` and returns dLoss/dFeatures.
   */
  backward(dAction: tf.Tensor2D, dLogProb: tf.Tensor, gradients: Gradients): tf.Tensor2D;
}

/**
 * a = tanh(u), u = μ + σ ε, log π(a) = Σ -ε²/2 - log σ - log(2π)/2 - 2 (log 2 - u - softplus(-2u)).
 *
 * Gradients: dlogπ/du = 2 tanh(u) = 2a and da/du = 1 - a², so du = dA (1 - a²) + dlogπ 2a; dμ = du;
 * dlogσ = du σ ε - dlogπ, 0 where the clamp of log σ holds.
 */
export function squashedGaussian(
  source: Source,
  prefix: string,
  features: tf.Tensor2D, // [batch, hidden]
  noise: tf.Tensor2D, // [batch, actionDim], standard normal
  logStdRange: readonly [number, number],
): SampledAction {
  const { constants } = source;
  const two = constants.scalar(2);
  const mean = linear(source, `${prefix}mean`, features);
  const rawLogStd = linear(source, `${prefix}logStd`, features);
  const logStd = tf.clipByValue(rawLogStd.output, ...logStdRange);
  const spread = tf.mul<tf.Tensor2D>(tf.exp(logStd), noise);
  const u = tf.add<tf.Tensor2D>(mean.output, spread);
  const action = tf.tanh(u);

  // log π per action = -(ε²/2 + log σ) + 2 (u + softplus(-2u)) - (log(2π)/2 + 2 log 2), summed over actions
  const gaussian = tf.add(tf.mul(tf.square(noise), constants.scalar(0.5)), logStd);
  const squash = tf.add(u, tf.softplus(tf.mul(u, constants.scalar(-2))));
  const perAction = tf.sub(tf.sub(tf.mul(squash, two), gaussian), constants.scalar(logProbConstant));
  const logProb = noise.shape[1] === 1 ? (perAction as tf.Tensor2D) : tf.sum<tf.Tensor2D>(perAction, 1, true);

  return {
    action,
    logProb,
    backward(dAction, dLogProb, gradients) {
      const throughAction = tf.mul(dAction, tf.sub(constants.scalar(1), tf.square(action)));
      const du = tf.add<tf.Tensor2D>(throughAction, tf.mul(dLogProb, tf.mul(action, two)));
      const inside = tf.cast(tf.equal(logStd, rawLogStd.output), 'float32');
      const dLogStd = tf.mul<tf.Tensor2D>(tf.sub(tf.mul(du, spread), dLogProb), inside);
      return tf.add(mean.backward(du, gradients, true)!, rawLogStd.backward(dLogStd, gradients, true)!);
    },
  };
}

const logProbConstant = 0.5 * Math.log(2 * Math.PI) + 2 * Math.log(2);
