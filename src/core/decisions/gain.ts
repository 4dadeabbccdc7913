// What a price gains over today's in the coming season: what prices are searched, compared and chosen by.

import type { Estimate } from './gain-estimate.ts';

/** What one price gains over today's. */
export interface PriceGain {
  readonly price: number;
  /** Mean over the draws, currency of the objective a day. */
  readonly gain: number;
  /** Share of the draws in which it gains. */
  readonly probability: number;
  /** Share of the draws in which it loses more than 1 % of what today's price earns. */
  readonly lossProbability: number;
}

/** The same with how sure the gain is. */
export interface EstimatedGain {
  readonly gainPerDay: Estimate;
  readonly probability: number;
  readonly lossProbability: number;
}

export interface Gains {
  /** What a day at today's price earns, mean over the draws. */
  readonly meanNow: number;
  /** The same on each draw, where the draws were played. [draws] */
  readonly now?: Float64Array;
  at(price: number): PriceGain;
  /** The gains of `at` alone at the first `count` of these prices, into `out`, where that takes less than all of it. */
  means?(prices: Float64Array, count: number, out: Float64Array): void;
  /**
   * The same at prices that are evenly spaced in their logarithm: that of the first over today's price is `from`, and each
   * next one is `step` further.
   */
  evenMeans?(prices: Float64Array, count: number, from: number, step: number, out: Float64Array): void;
  estimate(price: number): EstimatedGain;
}
