// The contract between a market and whoever acts in it: several markets of one kind stepped at once.
//
// All arrays are flat and row-major. A market never resets itself: the caller sees the observation that the
// last action led to (which the critic needs), then calls `reset` for the markets that ended.

import type { MarketState } from './market-state.ts';

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
  /** The name of its kind. */
  readonly kind: string;
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

/**
 * Everything needed to make a market anew, in plain data: what each kind of market needs besides says its folder.
 *
 * `observationSize` is given where a policy reads other observations than today's market of so many products gives: one
 * of an earlier version, or one of several products in the market of one. `observation-size.ts` has the sizes there are.
 */
export interface MarketSetup {
  /** The name of its kind, `kinds.ts`. */
  readonly kind: string;
  /** One is seen alone, several with what tells them apart besides. */
  readonly products: readonly object[];
  readonly observationSize?: number;
}

/** Training draws one past day or noise; evaluation takes means or fixed noise streams. */
export type MarketMode = 'training' | 'evaluation';
