// An update program: what one gradient step of an agent computes, as a fixed list of fused steps over named places.
//
// A program is plain data. An engine (engine/wasm, engine/webgpu) turns it into calls or dispatches once and then
// replays it; nothing is differentiated, allocated or read back during an update. The programs are in sac-program.ts
// and deterministic-program.ts; the readable statement of the same algorithms, and the oracle for all of this, are
// the portable learners in agents/.

import type { ActorArchitecture } from '../../../core/policy/policy.ts';
import type { RateSchedule } from '../../agents/rate-schedule.ts';
import type { Place, Range } from './places.ts';
import type { Step } from './steps.ts';

/** A parameter array of a network as the world sees it, and where it lies. */
export interface ParameterPlace {
  /** As the portable learners name it: `critic1.l1.kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Rows and columns as they lie: a head's kernel [H, K] lies as K rows of H numbers (`transposed`). */
  readonly place: Place;
  readonly transposed: boolean;
  /** Distance in floats to the array's first and second Adam moment, laid out alike; null for a target network. */
  readonly moments: { readonly mean: number; readonly square: number } | null;
}

/** Where a batch and its noise go before the steps run. Copies and blocks hold the same states on purpose: each step reads one matrix. */
export interface BatchPlaces {
  readonly size: number;
  /** Copy 0: states; copy 1: next states. [2][B, stateDim] */
  readonly observations: Place;
  /** Copy 0: (s, a) of the batch; copy 1: (s, ·); copy 2: (s', ·), the actions there written by steps. [3][B, stateDim + actionDim] */
  readonly pairs: Place;
  readonly reward: Place; // [1, B]
  readonly discount: Place; // [1, B]
  /** Standard normal: rows 0..B-1 for the new action, B..2B-1 for the next one; null where an agent needs none. [2B, actionDim] */
  readonly noise: Place | null;
}

export interface Program {
  readonly architecture: ActorArchitecture;
  /** Floats of the arena; all of it starts as 0. */
  readonly arenaSize: number;
  readonly parameters: readonly ParameterPlace[];
  /** The actor's parameters, in one stretch: what a mirror of the actor copies. */
  readonly actor: Range;
  /** exp(log α), kept beside it; null for agents without a temperature. Set it when weights are loaded. */
  readonly alpha: { readonly logAlpha: Place; readonly alpha: Place } | null;
  readonly batch: BatchPlaces;
  /** The steps of an update in which the actor and the targets move. */
  readonly full: readonly Step[];
  /** The steps of the updates between: the critics alone; the same as `full` where the actor moves every time. */
  readonly criticOnly: readonly Step[];
  /** `full` runs at updates 0, policyDelay, 2 policyDelay, ... */
  readonly policyDelay: number;
  readonly learningRates: readonly [critic: number, actor: number, temperature: number];
  /** How they fall; null: they stay. */
  readonly schedule: RateSchedule | null;
  readonly metrics: Place;
  /** Arrays of an update by the names that the portable learners' `inspect` gives them. */
  readonly inspect: Readonly<Record<string, Place>>;
  readonly targetEntropy: number | null;
}

// The defaults of Kingma and Ba, "Adam", https://arxiv.org/abs/1412.6980; TensorFlow.js takes 1e-7 for the last.
const beta1 = 0.9;
const beta2 = 0.999;
const adamEpsilon = 1e-8;

/** Adam's step size and floor of its `t`-th step (1 is the first), see AdamStep. */
export function adamScalars(learningRate: number, t: number): { stepSize: number; floor: number } {
  const correction = Math.sqrt(1 - beta2 ** t);
  return { stepSize: (learningRate * correction) / (1 - beta1 ** t), floor: adamEpsilon * correction };
}
