// What a run tells, gathered: the messages of the worker and the lines of a headless run carry these.

import type { NamedWeights, ActorArchitecture } from '../policy/policy.ts';
import type { BackendReport } from './backend.ts';
import type { Interval } from './paired-bootstrap.ts';

export type RunState = 'idle' | 'training' | 'paused' | 'finished' | 'failed';

/** One finished training episode. */
export interface EpisodeRecord {
  /** Market steps done when it ended. */
  readonly step: number;
  readonly episodeReturn: number;
  /** Sum of each reward part over the episode, in the order of the market's `rewardPartNames`. */
  readonly parts: readonly number[];
  readonly days: number;
  /** Index into the run's products. */
  readonly product: number;
}

/** The learner's figures at one moment. */
export interface LossRecord {
  readonly step: number;
  readonly updates: number;
  readonly criticLoss: number;
  readonly actorLoss: number;
  readonly temperature: number;
  readonly entropy: number;
  readonly meanQ: number;
}

/** One day of the episode shown live (the first of the parallel markets). */
export interface PathPoint {
  readonly day: number;
  readonly price: number;
  readonly units: number;
  /** NaN in a market without stock. */
  readonly inventory: number;
  /** NaN without a rival. */
  readonly competitorPrice: number;
}

/** A greedy evaluation on fixed start states. */
export interface EvaluationRecord {
  readonly step: number;
  readonly meanReturn: number;
  readonly returns: readonly number[];
  /** (return - keep) / (optimum - keep); null where no optimum is known. */
  readonly gapClosed: number | null;
  /** Its 95 % interval over the start states, paired with keeping the price; null where it cannot be told. */
  readonly gapInterval: readonly [low: number, high: number] | null;
  /** How much more an episode returns than with the price kept: paired bootstrap over the start states. */
  readonly againstKeep: Interval | null;
  readonly isBest: boolean;
}

/** Returns of simple policies on the same start states, drawn beside the learning curve. */
export interface Baselines {
  /** The price stays as it is. */
  readonly keepPrice: number;
  /** Its return on each start state, in the order of an evaluation's `returns`. */
  readonly keepReturns: readonly number[];
  /** Each day the price with the largest expected reward of that day; null where it is not known. */
  readonly myopicPrice: number | null;
  readonly bestFixedPrice: { readonly price: number; readonly meanReturn: number } | null;
  /** By dynamic programming; null where it cannot be computed. */
  readonly optimum: number | null;
}

export interface RunProgress {
  readonly step: number;
  readonly totalSteps: number;
  readonly updates: number;
  readonly elapsedSeconds: number;
  readonly updatesPerSecond: number;
  readonly stepsPerSecond: number;
  /** NaN until it can be told. */
  readonly secondsLeft: number;
  /** Share of the recent time spent in updates, the renewals of the acting policy among them; NaN until it can be told. */
  readonly updateShare: number;
}

/** A trained actor with what is needed to use it elsewhere. */
export interface PolicySnapshot {
  readonly architecture: ActorArchitecture;
  readonly weights: NamedWeights;
}

/** What the trainer yields; the worker gathers these into batches for the page. */
export type TrainerEvent =
  | { readonly type: 'baselines'; readonly baselines: Baselines }
  | {
      readonly type: 'step';
      readonly step: number;
      readonly updates: number;
      readonly episodes: readonly EpisodeRecord[];
      readonly path: PathPoint;
      /** True where `path` begins a new episode. */
      readonly pathStarts: boolean;
    }
  | { readonly type: 'update'; readonly step: number; readonly updates: number }
  /** What computes from here on. With a message: what computed before was lost, and training goes on from `updates`. */
  | {
      readonly type: 'engine';
      readonly step: number;
      readonly updates: number;
      readonly backend: BackendReport;
      readonly message: string | null;
    }
  /** A moment inside an evaluation, where the run can be paused or left. */
  | { readonly type: 'evaluating'; readonly step: number }
  | { readonly type: 'evaluation'; readonly evaluation: EvaluationRecord }
  | { readonly type: 'finished'; readonly step: number; readonly updates: number };
