// Adam over flat parameters, in PyTorch's form, with the clip by global norm and the target update beside it.
//
// Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", https://arxiv.org/abs/1412.6980.
// PyTorch adds epsilon (1e-8; TensorFlow.js defaults to 1e-7) after the bias correction of the second moment:
// p -= lr / (1 - b1^t) * m / (sqrt(v / (1 - b2^t)) + eps)
//    = step * m / (sqrt(v) + eps * c)  with c = sqrt(1 - b2^t), step = lr * c / (1 - b1^t).

import * as tf from '@tensorflow/tfjs-core';

import type { NamedWeights } from '../../core/policy/policy.ts';

import type { Constants } from './constants.ts';
import type { Parameters } from './parameters.ts';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** How far Adam has come. */
export interface AdamState {
  readonly steps: number;
  /** As `Adam.moments` gives them; those of other parameters may stand among them. */
  readonly moments: NamedWeights;
}

export class Adam {
  private readonly parameters: Parameters;
  private readonly learningRate: number;
  private readonly constants: Constants;
  /** First and second moments, shaped as the parameters' tensors. */
  private means: readonly tf.Tensor1D[];
  private squares: readonly tf.Tensor1D[];
  private steps: number;

  /** Begins anew, or where `from` stood: its steps and its moments as `moments` gives them. */
  constructor(
    parameters: Parameters,
    learningRate: number,
    constants: Constants,
    from: AdamState | null = null,
  ) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    this.constants = constants;
    this.steps = from?.steps ?? 0;
    const { tensors } = parameters;
    const zeros = () => tensors.map((tensor) => tf.keep(tf.zerosLike(tensor)));
    this.means = from ? parameters.tensorsOf(from.moments, '.mean') : zeros();
    this.squares = from ? parameters.tensorsOf(from.moments, '.square') : zeros();
  }

  /** First and second moments by parameter name, `l1.kernel.mean` and `l1.kernel.square`. Reads back from the device. */
  async moments(): Promise<NamedWeights> {
    const [means, squares] = await Promise.all([
      this.parameters.readAs(this.means, '.mean'),
      this.parameters.readAs(this.squares, '.square'),
    ]);
    return { ...means, ...squares };
  }

  /** Moves the parameters against `gradients`, shaped as their tensors, by `share` of the learning rate. */
  step(gradients: readonly tf.Tensor1D[], share = 1): void {
    this.steps++;
    const correction = Math.sqrt(1 - beta2 ** this.steps);
    const stepSize = tf.scalar((share * this.learningRate * correction) / (1 - beta1 ** this.steps));
    const floor = tf.scalar(epsilon * correction);
    const shareOfMean = this.constants.scalar(1 - beta1);
    const shareOfSquare = this.constants.scalar(1 - beta2);
    const moved = gradients.map((gradient, i) =>
      tf.tidy(() => {
        const mean = towards(this.means[i]!, gradient, shareOfMean);
        const square = towards(this.squares[i]!, tf.square(gradient), shareOfSquare);
        const change = tf.div(tf.mul(mean, stepSize), tf.add(tf.sqrt(square), floor));
        return { mean, square, next: tf.sub<tf.Tensor1D>(this.parameters.tensors[i]!, change) };
      }),
    );
    tf.dispose([stepSize, floor]);
    this.dispose();
    this.means = moved.map(({ mean }) => tf.keep(mean));
    this.squares = moved.map(({ square }) => tf.keep(square));
    this.parameters.replace(moved.map(({ next }) => next));
  }

  dispose(): void {
    for (const tensor of [...this.means, ...this.squares]) tensor.dispose();
  }
}

/** θ' = θ' + τ (θ - θ'): the target network follows its network. */
export function softUpdate(target: Parameters, source: Parameters, tau: number, constants: Constants): void {
  const share = constants.scalar(tau);
  const from = target.tensors;
  target.replace(source.tensors.map((to, i) => tf.tidy(() => towards(from[i]!, to, share))));
}

/** The length of all gradients together, as one vector. */
export function globalNorm(gradients: readonly tf.Tensor1D[]): tf.Scalar {
  return tf.tidy(() => tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum<tf.Scalar>(tf.square(gradient))))));
}

/** The gradients, all shortened by one factor where their global norm exceeds `maxNorm`. */
export function clipByGlobalNorm(
  gradients: readonly tf.Tensor1D[],
  norm: tf.Scalar,
  maxNorm: number,
  constants: Constants,
): tf.Tensor1D[] {
  // 1e-6 as in torch.nn.utils.clip_grad_norm_
  const ratio = tf.div(constants.scalar(maxNorm), tf.add(norm, constants.scalar(1e-6)));
  const factor = tf.minimum(ratio, constants.scalar(1));
  return gradients.map((gradient) => tf.mul(gradient, factor));
}

function towards(from: tf.Tensor1D, to: tf.Tensor1D, share: tf.Scalar): tf.Tensor1D {
  return tf.add(from, tf.mul(tf.sub(to, from), share));
}
