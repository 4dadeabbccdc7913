// What an agent learns from, as the trainer drives it: it lives a step, and from then on so many updates are due.
//
// A replay buffer remembers steps of markets (replay-experience.ts); another experience may play whole episodes for each
// update. The trainer knows neither: it lives, has what is due computed, and keeps the state.

import type { NamedWeights, Policy } from '../../core/policy/policy.ts';
import type { ExperienceState } from '../../core/run/checkpoint.ts';
import type { EpisodeRecord } from '../../core/run/events.ts';
import type { PathPoint } from '../../core/market/path-point.ts';

/** Numbers that a learner reads of a state, and that it answers with. */
export interface LearnerSizes {
  readonly observationSize: number;
  readonly actionSize: number;
}

/** What a step brought. */
export interface LivedStep {
  /** Episodes that ended with it. */
  readonly episodes: readonly EpisodeRecord[];
  /** The day of the first of the parallel markets. */
  readonly path: PathPoint;
  readonly pathStarts: boolean;
}

export interface Experience {
  readonly rewardPartNames: readonly string[];
  readonly sizes: LearnerSizes;
  /** Market steps lived so far, all parallel markets counted. */
  readonly steps: number;
  /** Updates due; there may be a part of one. */
  readonly due: number;
  /** The acting policy is renewed whenever so many updates are done. */
  readonly updatesPerPolicy: number;
  /** What engines learn from; only the agent knows what it is. */
  readonly memory: unknown;
  /** Goes a step further; `policy` is null before the first update. */
  live(policy: Policy | null): LivedStep;
  /** So many updates fewer are due; a negative number where some were lost and are due again. */
  settle(updates: number): void;
  /** Weights of an actor that reads observations as the market gives them, from those that the learner has. */
  actingWeights(learned: NamedWeights): NamedWeights;
  /** All it needs to go on. Its rows may be the run's own memory: copy them before the next step. */
  state(): ExperienceState;
}
