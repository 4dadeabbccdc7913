// The contract between a market and whoever acts in it: several markets of one kind stepped at once.
//
// All arrays are flat and row-major. A market never resets itself: the caller sees the observation that the
// last action led to (which the critic needs), then calls `reset` for the markets that ended.

import type { DemandSummary } from '../demand/demand-summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { ProductHoldOut } from './hold-out.ts';
import type { MarketState } from './market-state.ts';

export type MarketKind = 'history' | 'demand';

/** What one step did, for all markets. The arrays belong to the market and are overwritten by its next step. */
export interface MarketStep {
  /** [count * observationSize] */
  readonly observations: Float32Array;
  /** [count] */
  readonly rewards: Float32Array;
  /** [count * rewardPartNames.length], in that order; a row sums to the reward. */
  readonly rewardParts: Float32Array;
  /** The market said stop. [count], 0 or 1 */
  readonly terminated: Uint8Array;
  /** Our horizon said stop. [count], 0 or 1 */
  readonly truncated: Uint8Array;
  /** Price charged, in currency. [count] */
  readonly price: Float64Array;
  /** Units sold. [count] */
  readonly units: Float64Array;
  /** Profit in currency, NaN where no cost is known. [count] */
  readonly profit: Float64Array;
  /** Units left, NaN in a market without stock. [count] */
  readonly inventory: Float64Array;
  /** The rival's price, NaN without a rival. [count] */
  readonly competitorPrice: Float64Array;
}

export interface Market {
  readonly kind: MarketKind;
  /** Markets stepped at once. */
  readonly count: number;
  readonly observationSize: number;
  readonly actionSize: number;
  readonly rewardPartNames: readonly string[];
  /** The present observations, to act on. [count * observationSize] */
  readonly observations: Float32Array;
  /** The product each market's present episode sells: an index into the products it was made from. [count] */
  readonly productIndex: Uint32Array;
  /** Begins a new episode in the named markets, or in all of them. */
  reset(indices?: readonly number[]): void;
  /** Takes one action per market, each in [-1, 1]. [count * actionSize] */
  step(actions: Float32Array): MarketStep;
  /** Where every market stands; a copy. */
  state(): MarketState;
  /** @throws Error where the state is of another kind or another number of markets. */
  restore(state: MarketState): void;
}

export const historyRewardParts = [
  'sales',
  'price',
  'organicConversion',
  'adConversion',
  'exploration',
  'salesDrop',
] as const;
export const demandRewardParts = ['revenue', 'profit', 'units', 'inventory', 'competitor'] as const;
/** With a business objective the reward is one part of that name. */
export const objectiveRewardParts = ['profitPerDay', 'revenuePerDay'] as const;

export type RewardPartName =
  | (typeof historyRewardParts)[number]
  | (typeof demandRewardParts)[number]
  | (typeof objectiveRewardParts)[number];

type HistoryObjective = 'weightedParts' | 'profitPerDay' | 'revenuePerDay';

/** Parameters of the history market, design section 5. */
export interface HistoryMarketParameters {
  readonly objective: HistoryObjective;
  readonly salesWeight: number;
  readonly priceWeight: number;
  readonly organicConversionWeight: number;
  readonly adConversionWeight: number;
  readonly explorationBonus: number;
  readonly salesDropPenalty: number;
  /** Steps until an episode is truncated. */
  readonly episodeSteps: number;
  /** Carry the units of similar days along the demand curve to the asked price. */
  readonly carryAlongDemandCurve: boolean;
}

type RivalKind = 'none' | 'fixed' | 'randomWalk' | 'follower' | 'undercutter';

/** Parameters of the demand market, design section 6. */
export interface DemandMarketParameters {
  /** Reference price p0, currency. */
  readonly referencePrice: number;
  readonly unitCost: number;
  readonly elasticity: number;
  /** Standard error of the elasticity: each episode draws its own from N(elasticity, this). 0 keeps it fixed. */
  readonly elasticityError: number;
  /** Units a day at the reference price, q0. */
  readonly baseDemand: number;
  /** Standard deviation of the demand factor N(1, noise). */
  readonly demandNoise: number;
  /** Units at the beginning; null: the market knows no stock, sells whatever is asked for and rewards none. */
  readonly initialInventory: number | null;
  readonly days: number;
  /** Largest daily price change as a share, 0.5 = 50 %. */
  readonly maxDailyChange: number;
  /** Smallest price as a multiple of unit cost. */
  readonly minMarkup: number;
  /** Highest price, currency; absent: 1,000 times the reference price. A calibrated market stays near tried prices. */
  readonly maxPrice?: number;
  /** Relative demand Monday to Sunday (7) and January to December (12); ones where flat. */
  readonly weekdayFactors: readonly number[];
  readonly monthFactors: readonly number[];
  /** Day 0 of an episode, in days since 1970-01-01, for the calendar. */
  readonly startDay: number;
  readonly rival: RivalKind;
  /** The rival's first price, currency. */
  readonly rivalPrice: number;
  /** Demand is multiplied by (rival price / own price) ^ crossElasticity. */
  readonly crossElasticity: number;
  readonly revenueWeight: number;
  readonly profitWeight: number;
  readonly unitsWeight: number;
  readonly inventoryWeight: number;
  readonly competitorWeight: number;
  /** How a day is shown to the agent; absent: scaled. Plain is what an agent is usually given, and learns worse from. */
  readonly observation?: 'scaled' | 'plain';
}

/** A product as a history market needs it: its history and the elasticity that carries units to another price. */
export interface HistoryProduct {
  readonly history: ProductHistory;
  /** The estimate weighed against its prior, design section 4. */
  readonly elasticity: number;
  /** Its standard error; absent: that of `demand`. */
  readonly elasticityError?: number;
  /** What is known of its demand, pooled where that was done; absent: fitted anew where it is needed. */
  readonly demand?: DemandSummary;
  /** How well the market built from its first four fifths predicts the rest; absent: not checked. */
  readonly holdOut?: ProductHoldOut;
}

/**
 * Everything needed to make a market anew, in plain data.
 *
 * `observationSize` is given where a policy reads other observations than today's market of so many products gives: one
 * of an earlier version, or one of several products in the market of one. `observation-size.ts` has the sizes there are.
 */
export type MarketSetup =
  | {
      readonly kind: 'history';
      /** One is seen as its window, several with what tells them apart besides. */
      readonly products: readonly HistoryProduct[];
      readonly parameters: HistoryMarketParameters;
      readonly observationSize?: number;
    }
  | {
      readonly kind: 'demand';
      /** One set a product; several are seen with what tells them apart besides. */
      readonly products: readonly { readonly name: string; readonly parameters: DemandMarketParameters }[];
      readonly observationSize?: number;
    };

/** Training draws one past day or noise; evaluation takes means or fixed noise streams. */
export type MarketMode = 'training' | 'evaluation';
