// The network of the many products as TensorFlow.js writes it, for its `predict`.

import * as tf from '@tensorflow/tfjs';

import type { ActorArchitecture } from '../../src/core/policy/policy.ts';

/** 256 x 256 with one action, no norm. */
export function manyProductsActor(observationSize: number): ActorArchitecture {
  return {
    agent: 'ddpg',
    observationSize,
    actionSize: 1,
    hidden: [256, 256],
    layerNorm: false,
    inputNorm: false,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
}

/** The same layers; what they weigh is no matter to how long they take. */
export function predictModel({ observationSize, hidden, actionSize }: ActorArchitecture): tf.LayersModel {
  const model = tf.sequential();
  hidden.forEach((units, i) => {
    const first = i === 0 ? { inputShape: [observationSize] } : {};
    model.add(tf.layers.dense({ units, activation: 'relu', ...first }));
  });
  model.add(tf.layers.dense({ units: actionSize, activation: 'tanh' }));
  return model;
}
