// SAC without LayerNorm the way TensorFlow.js would have it: variables, automatic gradients, its own Adam. Only to
// compare speed with; the lab's learner is src/learning/agents/sac/sac-learner.ts.

import * as tf from '@tensorflow/tfjs';

import type { Batch, UpdateNoise } from '../../src/learning/learner.ts';

interface Linear {
  readonly kernel: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
}

export class StockSac {
  private readonly actor: readonly Linear[];
  private readonly critics: readonly (readonly Linear[])[];
  private readonly targets: readonly (readonly Linear[])[];
  private readonly logAlpha = tf.variable(tf.scalar(0));
  private readonly optimizers = [0, 1, 2].map(() => tf.train.adam(1e-3, 0.9, 0.999, 1e-8));

  constructor(inputs: number, hidden: number) {
    const critic = () => [linear(inputs + 1, hidden), linear(hidden, hidden), linear(hidden, 1)];
    this.actor = [linear(inputs, hidden), linear(hidden, hidden), linear(hidden, 1), linear(hidden, 1)];
    this.critics = [critic(), critic()];
    this.targets = [critic(), critic()];
  }

  update(batch: Batch, noise: UpdateNoise): void {
    tf.tidy(() => {
      const matrix = (values: Float32Array) => tf.tensor2d(values, [batch.size, values.length / batch.size]);
      const [state, action, nextState] = [matrix(batch.state), matrix(batch.action), matrix(batch.nextState)];
      const discount = matrix(batch.discount);
      const alpha = tf.exp(this.logAlpha);
      const next = this.sample(nextState, matrix(noise.nextAction));
      const soft = tf.sub(this.least(this.targets, nextState, next.action), tf.mul(alpha, next.logProb));
      const target = tf.add(matrix(batch.reward), tf.mul(discount, soft));
      const [criticAdam, actorAdam, alphaAdam] = this.optimizers;
      criticAdam!.minimize(
        () => {
          const [q1, q2] = this.critics.map((critic) => value(critic, state, action));
          return tf.add(
            tf.mean(tf.squaredDifference(q1!, target)),
            tf.mean(tf.squaredDifference(q2!, target)),
          );
        },
        false,
        this.critics.flatMap(variables),
      );
      let logProb: tf.Tensor = next.logProb;
      actorAdam!.minimize(
        () => {
          const sampled = this.sample(state, matrix(noise.action));
          logProb = tf.keep(sampled.logProb);
          return tf.mean(tf.sub(tf.mul(alpha, logProb), this.least(this.critics, state, sampled.action)));
        },
        false,
        variables(this.actor),
      );
      const excess = tf.sub(tf.mean(logProb), 1);
      alphaAdam!.minimize(() => tf.neg(tf.mul(this.logAlpha, excess)), false, [this.logAlpha]);
      logProb.dispose();
      this.followTargets();
    });
  }

  async settle(): Promise<void> {
    await this.critics[0]![2]!.bias.data();
  }

  dispose(): void {
    for (const network of [this.actor, ...this.critics, ...this.targets]) tf.dispose(variables(network));
    this.logAlpha.dispose();
    for (const optimizer of this.optimizers) optimizer.dispose();
  }

  private sample(state: tf.Tensor2D, noise: tf.Tensor2D): { action: tf.Tensor2D; logProb: tf.Tensor2D } {
    const [l1, l2, mean, logStd] = this.actor;
    const h = tf.relu(apply(l2!, tf.relu(apply(l1!, state))));
    const spread = tf.clipByValue(apply(logStd!, h), -5, 2);
    const u = tf.add<tf.Tensor2D>(apply(mean!, h), tf.mul(tf.exp(spread), noise));
    const squash = tf.mul(tf.add(u, tf.softplus(tf.mul(u, -2))), 2);
    const gaussian = tf.add(tf.mul(tf.square(noise), 0.5), spread);
    const constant = 0.5 * Math.log(2 * Math.PI) + 2 * Math.log(2);
    return { action: tf.tanh(u), logProb: tf.sub(tf.sub(squash, gaussian), constant) };
  }

  private least(critics: readonly (readonly Linear[])[], state: tf.Tensor2D, action: tf.Tensor2D): tf.Tensor {
    const [q1, q2] = critics.map((critic) => value(critic, state, action));
    return tf.minimum(q1!, q2!);
  }

  private followTargets(): void {
    const followed = this.critics.flatMap(variables);
    this.targets.flatMap(variables).forEach((target, i) => {
      target.assign(tf.add(target, tf.mul(tf.sub(followed[i]!, target), 0.005)));
    });
  }
}

function linear(inputs: number, outputs: number): Linear {
  const bound = 1 / Math.sqrt(inputs);
  return {
    kernel: tf.variable(tf.randomUniform<tf.Rank.R2>([inputs, outputs], -bound, bound, 'float32', 1)),
    bias: tf.variable(tf.zeros<tf.Rank.R1>([outputs])),
  };
}

function apply({ kernel, bias }: Linear, input: tf.Tensor2D): tf.Tensor2D {
  return tf.add(tf.matMul(input, kernel), bias);
}

function value(critic: readonly Linear[], state: tf.Tensor2D, action: tf.Tensor2D): tf.Tensor2D {
  const [l1, l2, q] = critic;
  const input = tf.concat([state, action], 1);
  return apply(q!, tf.relu(apply(l2!, tf.relu(apply(l1!, input)))));
}

function variables(network: readonly Linear[]): tf.Variable[] {
  return network.flatMap(({ kernel, bias }): tf.Variable[] => [kernel, bias]);
}
