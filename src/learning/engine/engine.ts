// An engine: what computes the updates of a learner, as the trainer drives it. It reads the experience it was made with.
//
// On a replay buffer three do the same: `portable` (agents/, TensorFlow.js operations, the oracle), `wasm` and `webgpu`
// (the update programs of program/). All draw the same batches, noise and dropout masks (core/counter-random.ts), so a run differs
// between them by rounding alone. `train` queues work and waits for nothing; what returns a promise may read back.

import type { ActorArchitecture, NamedWeights, Policy } from '../../core/policy/policy.ts';
import type { LearnerState } from '../../core/run/checkpoint.ts';
import type { Losses } from '../learner.ts';

export type { LearnerState };

export interface Engine {
  /** `plain`: loops of its own, which no backend runs. */
  readonly name: 'webgpu' | 'wasm' | 'portable' | 'plain';
  readonly architecture: ActorArchitecture;
  /** How many updates `train` may be asked for at once, so that the worker still answers its messages in time. */
  readonly updatesAtOnce: number;
  /** Updates queued or done. */
  readonly updates: number;
  /** Queues `count` updates on what the experience remembers, which lies in plain memory and outlives the engine. */
  train(count: number): void;
  /** The figures of the last update. */
  losses(): Promise<Losses>;
  actorWeights(): Promise<NamedWeights>;
  /**
   * A copy of the present actor that acts on the CPU; stays as it is while the engine goes on.
   *
   * @throws DivergedError where its weights are no longer numbers (`requireFinite`).
   */
  mirror(): Promise<Policy>;
  /** An actor of these weights that acts to the last digit as a mirror with them does. */
  policyOf(weights: NamedWeights): Policy;
  state(): Promise<LearnerState>;
  dispose(): void;
}

/** Training has run away: `array` of the actor holds values that are no longer numbers. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError';
  readonly array: string;

  constructor(array: string) {
    super(`the actor's weights "${array}" are no longer numbers`);
    this.array = array;
  }
}

/** @throws DivergedError naming the first array with a value that is no finite number. */
export function requireFinite(weights: NamedWeights): NamedWeights {
  for (const [name, { values }] of Object.entries(weights))
    if (!values.every(Number.isFinite)) throw new DivergedError(name);
  return weights;
}

/** What computed is gone (a lost GPU device): another engine can go on from the last `state` and the experience. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError';
}
