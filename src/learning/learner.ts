// The learner interface: what a trainer needs of an agent, whatever engine computes it.
//
// | array     | shape                       |
// | --------- | --------------------------- |
// | state     | [batch, stateDim]           |
// | action    | [batch, actionDim]          |
// | reward, discount | [batch]            |
// | nextState | [batch, stateDim]           |
//
// A learner is made by the factory in `agents/`, updated one gradient step at a time, and read back rarely:
// `readLosses` and `actorWeights` are the only calls that wait for the device.

import type { ActorArchitecture, NamedWeights } from '../core/policy/policy.ts';

export interface Batch {
  readonly size: number;
  readonly state: Float32Array;
  readonly action: Float32Array;
  readonly reward: Float32Array;
  readonly nextState: Float32Array;
  /** What the next state's value counts for: γ where the episode went on or was cut short, 0 where it truly ended. */
  readonly discount: Float32Array;
}

/** Standard normal numbers an update consumes, drawn by the caller so that a run is repeatable on every backend. */
export interface UpdateNoise {
  /** For the next action (SAC) or the target policy's smoothing (TD3). [batch, actionDim] */
  readonly nextAction: Float32Array;
  /** For the new action of the actor's loss (SAC). [batch, actionDim] */
  readonly action: Float32Array;
}

/** What the last update computed; NaN where an agent has no such thing or that update did not move it. */
export interface Losses {
  readonly criticLoss: number;
  readonly actorLoss: number;
  readonly temperature: number;
  readonly temperatureLoss: number;
  readonly entropy: number;
  readonly meanQ: number;
  readonly criticGradientNorm: number;
  readonly actorGradientNorm: number;
}

export interface Learner {
  readonly architecture: ActorArchitecture;
  /** Gradient steps done. */
  readonly updates: number;
  /** One gradient step; queues work on the device and waits for nothing. */
  update(batch: Batch, noise: UpdateNoise): void;
  /** The last update's figures. Reads back from the device. */
  readLosses(): Promise<Losses>;
  /** The actor's weights by name. Reads back from the device. */
  actorWeights(): Promise<NamedWeights>;
  /** All weights by network and name, targets included: `critic1.l1.kernel`. Reads back from the device. */
  allWeights(): Promise<NamedWeights>;
  dispose(): void;
}
