// A trained actor as plain numbers: what acts in markets, prices products and travels in exports.
//
// It knows no TensorFlow.js, so the same forward pass serves training (a mirror of the learner's actor), the
// suggestions of the page, and the headless commands; an imported model gives the same prices to the last digit.

import type { AgentName } from '../agents/agents.ts';

/** Weights by name as the learner names them, `l1.kernel` is [in, out] row-major. */
export type NamedWeights = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

export interface ActorArchitecture {
  readonly agent: AgentName;
  readonly observationSize: number;
  readonly actionSize: number;
  readonly hidden: readonly number[];
  /** LayerNorm after each hidden Linear; of a squashed Gaussian alone. */
  readonly layerNorm: boolean;
  /** LayerNorm on the observation itself; of a squashed Gaussian alone. */
  readonly inputNorm: boolean;
  readonly layerNormEpsilon: number;
  /** The clamp of the log standard deviation of a squashed Gaussian. */
  readonly logStdRange: readonly [number, number];
}

export interface Policy {
  readonly architecture: ActorArchitecture;
  readonly weights: NamedWeights;
  /** Greedy actions in [-1, 1] for `count` observations. [count * observationSize] -> [count * actionSize] */
  act(observations: Float32Array, count: number): Float32Array;
  /**
   * Actions as training takes them. Squashed Gaussian: tanh(mean + std * noise); tanh: the greedy action plus
   * `explorationNoise * noise`, clipped to [-1, 1]. `noise` is standard normal, [count * actionSize].
   */
  explore(
    observations: Float32Array,
    count: number,
    noise: Float32Array,
    explorationNoise: number,
  ): Float32Array;
}
