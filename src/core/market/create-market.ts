// One door to both kinds of market.

import { DemandMarket } from './demand/demand-market.ts';
import { HistoryMarket } from './history/history-market.ts';
import type { Market, MarketMode, MarketSetup } from './market.ts';

/**
 * `count` markets stepped at once, each with its own streams of random numbers from `seed`.
 *
 * @throws Error in a sentence where the setup describes no market.
 */
export function createMarket(setup: MarketSetup, count: number, seed: number, mode: MarketMode): Market {
  switch (setup.kind) {
    case 'history':
      return new HistoryMarket(setup, count, seed, mode);
    case 'demand':
      return new DemandMarket(setup, count, seed, mode);
    default:
      return setup satisfies never;
  }
}
