// A market whose days can be differentiated: whole episodes side by side, played forwards and then backwards.
//
// An agent that asks for one shows its actions day after day and is told afterwards how the returns would have changed with
// each of them (reverse-mode differentiation by hand). Which formulas stand behind it is the market's own affair.

import type { Random } from '../random.ts';
import type { PathPoint } from './path-point.ts';

export interface DifferentiableEpisodes {
  /** Episodes played side by side. */
  readonly count: number;
  readonly observationSize: number;
  readonly actionSize: number;
  /** Days of the longest episode. */
  readonly days: number;
  readonly rewardPartNames: readonly string[];
  /** The product of each episode: an index into the setup's. [count] */
  readonly productIndex: Uint32Array;
  /** What each episode has returned so far, in expectation over its last day. [count] */
  readonly returns: Float64Array;
  /** The same by reward parts. [count * rewardPartNames.length] */
  readonly rewardParts: Float64Array;
  /** Begins new episodes; what is drawn comes from `random`. */
  begin(random: Random): void;
  /** Writes what the agent is shown of day `day`. [count * observationSize] */
  observe(day: number, out: Float32Array): void;
  /** Plays day `day` with these actions in [-1, 1]. [count * actionSize] */
  step(day: number, actions: Float64Array): void;
  /** The first episode's `day`, as it was played; -1 is where it begins. */
  pathPoint(day: number): PathPoint;
  /** Begins the way back, from the last day. */
  beginBack(): void;
  /**
   * Goes back over day `day`: writes how the sum of all returns changes with its actions. [count * actionSize]
   *
   * The days are to be taken from the last to the first, each followed by `observeBack`.
   */
  stepBack(day: number, gradients: Float64Array): void;
  /** Takes in how the sum of all returns changes with what was shown of day `day`. [count * observationSize] */
  observeBack(day: number, gradients: Float64Array): void;
}
