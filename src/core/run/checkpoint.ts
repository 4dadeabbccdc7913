// A run as plain data: everything it needs to go on as if it had never been interrupted.

import type { MarketState } from '../market/market-state.ts';
import type { NamedWeights } from '../policy/policy.ts';
import type { RandomState } from '../random.ts';
import type { Baselines, EpisodeRecord, TrainedModel } from './events.ts';
import type { PathPoint } from '../market/path-point.ts';

/** To be raised with every change of what a `RunCheckpoint` holds or means: kept ones of another version are refused. */
export const checkpointVersion = 3;

/** All that a learner has learned, by the portable learners' names: any engine goes on from it. */
export interface LearnerState {
  /** Updates done; Adam's step counts follow from it. */
  readonly updates: number;
  /** All weights, targets and `logAlpha` included. */
  readonly weights: NamedWeights;
  /** Adam's moments, shaped as their weights: `critic1.l1.kernel.mean` and `critic1.l1.kernel.square`. */
  readonly moments: NamedWeights;
}

export interface ReplayShape {
  /** Transitions kept. */
  readonly capacity: number;
  readonly observationSize: number;
  readonly actionSize: number;
}

/**
 * The replay buffer; arrays hold `size` transitions in storage order. They may be the run's own and then change with
 * its next event: copy what you keep.
 */
export interface ReplayState {
  readonly shape: ReplayShape;
  readonly size: number;
  /** Where the next transition goes. */
  readonly next: number;
  readonly state: Float32Array;
  readonly action: Float32Array;
  readonly reward: Float32Array;
  readonly nextState: Float32Array;
  readonly discount: Float32Array;
}

/** Steps of each market that wait for their n-step return. */
export interface NStepState {
  readonly pending: readonly {
    readonly states: Float32Array; // [pending * observationSize]
    readonly actions: Float32Array; // [pending * actionSize]
    readonly rewards: Float32Array; // [pending]
  }[];
}

/** Running sums of the episode each market is in. */
export interface TotalsState {
  readonly days: Uint32Array; // [count]
  readonly returns: Float64Array; // [count]
  readonly parts: Float64Array; // [count * reward parts]
}

export interface RewardScaleState {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

/** Transitions as the replay buffer takes them: states, actions, rewards, next states, discounts. */
export type WaitingTransitions = readonly [
  states: Float32Array,
  actions: Float32Array,
  rewards: Float32Array,
  nextStates: Float32Array,
  discounts: Float32Array,
];

/** How observations are scaled, or what is measured for it so far. */
export interface ObservationScaleState {
  readonly count: number;
  readonly mean: Float64Array; // [observationSize]
  readonly squares: Float64Array; // [observationSize]
  readonly frozen: boolean;
  /** What waits for the scale, as the market gave it; empty once it is frozen. */
  readonly waiting: readonly WaitingTransitions[];
}

/** What an agent with a replay buffer has lived. */
export interface ReplayExperienceState {
  readonly kind: 'replay';
  /** Market steps, all parallel markets counted. */
  readonly steps: number;
  /** Updates due. */
  readonly credit: number;
  readonly rows: ReplayState;
  readonly nStep: NStepState;
  readonly market: MarketState;
  readonly totals: TotalsState;
  readonly rewardScale: RewardScaleState;
  /** null where observations go to the learner as they are. */
  readonly observationScale: ObservationScaleState | null;
  readonly exploring: RandomState;
}

/** What an agent has lived that plays whole episodes for each update: their streams decide what comes. */
export interface RolloutExperienceState {
  readonly kind: 'rollouts';
  readonly steps: number;
  /** Updates due. */
  readonly credit: number;
  /** Draws the next episodes, or those that are begun and not yet played. */
  readonly drawing: RandomState;
  /** The episodes played last, which the next step tells; null before the first. */
  readonly played: PlayedEpisodes | null;
  /** The episode that is shown day by day, and how many of its days were. */
  readonly path: readonly PathPoint[];
  readonly shownDays: number;
}

export interface PlayedEpisodes {
  readonly episodes: readonly EpisodeRecord[];
  readonly path: readonly PathPoint[];
}

export type ExperienceState = ReplayExperienceState | RolloutExperienceState;

/** The rows of an experience that has some: what is large, and is only added to. */
export function rowsOf(experience: ExperienceState): ReplayState | null {
  return 'rows' in experience ? experience.rows : null;
}

export interface RunCheckpoint {
  readonly step: number;
  readonly updates: number;
  readonly nextEvaluation: number;
  readonly learner: LearnerState;
  readonly experience: ExperienceState;
  /** Weights of the acting policy: those of its last renewal; null before the first. */
  readonly acting: NamedWeights | null;
  readonly best: (TrainedModel & { readonly bestReturn: number }) | null;
  readonly baselines: Baselines;
}
