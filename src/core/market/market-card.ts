// The part of a model's card that its market writes and reads.

import type { ProductHoldOut } from './hold-out-figures.ts';

interface CardProduct {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  readonly unitCost: number | null;
  /** From an action to a price, in words and numbers. */
  readonly priceRule: { readonly kind: string; readonly formula: string };
  /** How well its market predicted the last fifth of its past; absent where it was not checked. */
  readonly holdOut?: ProductHoldOut | undefined;
}

export interface MarketCard {
  /** The name of its kind. */
  readonly market: string;
  /** Of a market whose products share them; absent where each has its own. */
  readonly marketParameters?: Readonly<Record<string, unknown>> | undefined;
  readonly products: readonly CardProduct[];
  readonly observation: {
    /** Names of one day's numbers, in order. */
    readonly features: readonly string[];
    /** Days in an observation, oldest first, flattened day by day; 1: the present state alone. */
    readonly windowDays: number;
    /** What follows the days: formulas of what tells one product from another; absent where nothing does. */
    readonly context?: readonly string[] | undefined;
  };
}
