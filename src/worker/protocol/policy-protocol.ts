// What a policy or a market is asked for, between page and lab worker: maps to draw, episodes to play, the reward's audit.

import type { RewardAudit } from '../../core/market/audited-reward.ts';
import type { GameAnswer, GameMode } from '../../core/market/game-facts.ts';
import type { MapView, PolicyMap } from '../../core/market/map-facts.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import type { HistoryProduct } from '../../core/market/run-product.ts';

/** Whose policy is drawn or played against, and in which market; `market` is the same for the very same market. */
export type PolicySubject =
  /** The best policy so far of a run under way. */
  | { readonly kind: 'run'; readonly runId: string }
  /** The model in use; `products` as a `SuggestRequest` has them. */
  | { readonly kind: 'model'; readonly market: string; readonly products: readonly HistoryProduct[] }
  /** No policy: the market alone. */
  | { readonly kind: 'market'; readonly market: string; readonly setup: MarketSetup };

export interface PolicyCalls {
  /** A policy's price in every state, beside the optimum's. A newer call gives up an older one, but not its optimum. */
  readonly policyMap: {
    readonly args: { readonly subject: PolicySubject; readonly view: MapRequest };
    readonly result: PolicyMapAnswer;
    readonly progress: PolicyMapProgress;
  };
  /** One episode as the policies there are play it, for a person to play as well. */
  readonly playEpisode: {
    readonly args: {
      readonly subject: PolicySubject;
      readonly product: number;
      readonly seed: number;
      readonly mode: GameMode;
    };
    readonly result: GameAnswer;
  };
  /** What the reward of a market asks for, in profit. A run takes precedence and aborts it. */
  readonly auditReward: {
    readonly args: { readonly setup: MarketSetup };
    readonly result: RewardAudit;
    /** From 0 to 1. */
    readonly progress: number;
  };
}

export type PolicyMapProgress =
  /** The policy's map, while its optimum is still computed. */
  | { readonly answer: PolicyMapAnswer }
  /** How far the optimum is, from 0 to 1. */
  | { readonly share: number };

type OptimumMap =
  | { readonly status: 'computing' }
  | {
      readonly status: 'done';
      readonly map: PolicyMap;
      /** The market's elasticity is uncertain, and the plan takes it at its estimate. */
      readonly atEstimate: boolean;
    }
  /** There is no policy, and the map is the optimum's own. */
  | { readonly status: 'alone'; readonly atEstimate: boolean }
  | { readonly status: 'none'; readonly why: string };

export interface PolicyMapAnswer {
  readonly map: PolicyMap;
  /** Market steps of training behind the policy; null without one. */
  readonly step: number | null;
  readonly optimum: OptimumMap;
}

interface MapRequest extends MapView {
  /** Where there is no policy the optimum is drawn alone; absent: then nothing is. */
  readonly optimumAlone?: boolean;
}
