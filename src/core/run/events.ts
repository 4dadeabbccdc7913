// What a run tells, gathered: the messages of the worker and the lines of a headless run carry these.

import type { UpdateFigures } from '../agents/update-figures.ts';
import type { PathPoint } from '../market/path-point.ts';
import type { EvaluatedTraits, ProductBaselines } from '../market/known-baselines.ts';
import type { NamedWeights, ActorArchitecture } from '../policy/policy.ts';
import type { BackendReport } from './backend.ts';
import type { Interval } from '../statistics/paired-bootstrap.ts';

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
export interface LossRecord extends UpdateFigures {
  readonly step: number;
  readonly updates: number;
}

/** A greedy evaluation on fixed start states. */
export interface EvaluationRecord {
  readonly step: number;
  readonly meanReturn: number;
  readonly returns: readonly number[];
  /** (return - keep) / (optimum - keep), for a portfolio its median product's; null where no optimum is known. */
  readonly gapClosed: number | null;
  /** Its 95 % interval over the start states, paired with keeping the price; null where it cannot be told. */
  readonly gapInterval: readonly [low: number, high: number] | null;
  /** How much more an episode returns than with the price kept: paired bootstrap over the start states. */
  readonly againstKeep: Interval | null;
  /**
   * Profit an episode, currency, and how much more it is than with the price kept; null where no cost is known, absent
   * in runs of before.
   */
  readonly profit?: { readonly mean: number; readonly againstKeep: Interval | null } | null;
  /** True where it beats all before it and its policy is the one kept. */
  readonly isBest: boolean;
  /** Product by product; absent where the run is for one product or its optima are not known. */
  readonly portfolio?: PortfolioScore;
}

/** The evaluated products of a portfolio with what each could earn. */
export interface PortfolioBaselines {
  readonly products: readonly EvaluatedProduct[];
  /** Products of the run; more than are evaluated where the catalogue is large. */
  readonly ofProducts: number;
}

export interface EvaluatedProduct extends ProductBaselines, EvaluatedTraits {
  /** Index into the run's products. */
  readonly product: number;
}

/** How a policy did on the products of `PortfolioBaselines`, in their order. */
export interface PortfolioScore {
  readonly episodesPerProduct: number;
  /** Mean return of each. */
  readonly returns: readonly number[];
  /** (return - keep) / (optimum - keep) of each; null where there is nothing to gain (`gap-closed.ts`). */
  readonly gaps: readonly (number | null)[];
  /** Over the products that have a gap; null where none has. */
  readonly quartiles: { readonly lower: number; readonly median: number; readonly upper: number } | null;
}

/** The policy kept at `step`, checked at the end. */
export interface PortfolioCheck {
  readonly step: number;
  readonly score: PortfolioScore;
}

/** What simple policies earn on the start states of an evaluation: profit an episode, currency. */
export interface ProfitBaselines {
  readonly keepPrice: number;
  /** On each start state. */
  readonly keepProfits: readonly number[];
  /** Of the best fixed price; null where there is none. */
  readonly bestFixedPrice: number | null;
}

/** Returns of simple policies on the same start states, drawn beside the learning curve. */
export interface Baselines {
  /** The price stays as it is. */
  readonly keepPrice: number;
  /** Its return on each start state, in the order of an evaluation's `returns`. */
  readonly keepReturns: readonly number[];
  /** Each day the price with the largest expected reward of that day; null where it is not known. */
  readonly myopicPrice: number | null;
  readonly bestFixedPrice: {
    /** Currency; null for a portfolio, where each product has its own. */
    readonly price: number | null;
    readonly meanReturn: number;
  } | null;
  /** By dynamic programming, for a portfolio the mean over products; null where it cannot be computed. */
  readonly optimum: number | null;
  /** null where no cost is known, absent in runs of before. */
  readonly profit?: ProfitBaselines | null;
  /** Product by product; absent where the run is for one product or its optima are not known. */
  readonly portfolio?: PortfolioBaselines;
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
  /** The share of a catalogue's baselines that is computed, before the first step; absent from there on. */
  readonly preparing?: number;
}

/** A trained actor with what is needed to use it elsewhere. */
export interface PolicySnapshot {
  readonly architecture: ActorArchitecture;
  readonly weights: NamedWeights;
}

export interface TrainedModel {
  readonly snapshot: PolicySnapshot;
  /** Market steps and updates done when the policy was taken. */
  readonly step: number;
  readonly updates: number;
  /** Mean evaluation return of the policy; null where it was never evaluated. */
  readonly bestReturn: number | null;
  /** How much of the way from keeping the price to the optimum that closed; absent or null where it is not known. */
  readonly gapClosed?: number | null;
  /** Episodes of that evaluation; 0 where it was never evaluated. */
  readonly evaluationEpisodes: number;
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
  /** The share of a portfolio's baselines that is computed, from 0 to 1, before the first step. */
  | { readonly type: 'preparing'; readonly share: number }
  | { readonly type: 'evaluation'; readonly evaluation: EvaluationRecord }
  /** The kept policy of a portfolio once more at the end, on more episodes a product that chose nothing. */
  | ({ readonly type: 'portfolioCheck' } & PortfolioCheck)
  | { readonly type: 'finished'; readonly step: number; readonly updates: number };
