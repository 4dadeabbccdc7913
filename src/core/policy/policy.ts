// A trained actor as plain numbers: what acts in markets, prices products and travels in exports.
//
// It knows no TensorFlow.js, so the same forward pass serves training (a mirror of the learner's actor), the
// suggestions of the page, and the headless commands; an imported model gives the same prices to the last digit.

export type AgentName = 'sac' | 'ddpg' | 'td3';

/** Weights by name as the learner names them, `l1.kernel` is [in, out] row-major. */
export type NamedWeights = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

export interface ActorArchitecture {
  readonly agent: AgentName;
  readonly observationSize: number;
  readonly actionSize: number;
  readonly hidden: readonly number[];
  /** SAC only: LayerNorm after each hidden Linear. */
  readonly layerNorm: boolean;
  /** SAC only: LayerNorm on the observation itself. */
  readonly inputNorm: boolean;
  readonly layerNormEpsilon: number;
  /** SAC only: the clamp of the log standard deviation. */
  readonly logStdRange: readonly [number, number];
}

export interface Policy {
  readonly architecture: ActorArchitecture;
  readonly weights: NamedWeights;
  /** Greedy actions in [-1, 1] for `count` observations. [count * observationSize] -> [count * actionSize] */
  act(observations: Float32Array, count: number): Float32Array;
  /**
   * Actions as training takes them. SAC: tanh(mean + std * noise); DDPG and TD3: the greedy action plus
   * `explorationNoise * noise`, clipped to [-1, 1]. `noise` is standard normal, [count * actionSize].
   */
  explore(
    observations: Float32Array,
    count: number,
    noise: Float32Array,
    explorationNoise: number,
  ): Float32Array;
}
