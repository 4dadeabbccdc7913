// One door to every kind of market.

import type { Market, MarketMode, MarketSetup } from './market.ts';
import { modelOf } from './market-models.ts';

/**
 * `count` markets stepped at once, each with its own streams of random numbers from `seed`.
 *
 * @throws Error in a sentence where the setup describes no market.
 */
export function createMarket(setup: MarketSetup, count: number, seed: number, mode: MarketMode): Market {
  return modelOf(setup).create(setup, count, seed, mode);
}
