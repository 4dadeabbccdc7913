// Where markets with memory stand.

import type { RandomState } from '../../random.ts';
import type { MarketState } from '../market-state.ts';
import type { Market } from '../market.ts';
import type { MemoryMoment } from './memory-day.ts';

interface MemoryEpisodeState extends MemoryMoment {
  readonly noise: RandomState;
  readonly ended: boolean;
}

export interface MemoryMarketState extends MarketState {
  readonly kind: 'memory';
  readonly episodes: readonly MemoryEpisodeState[];
}

/**
 * The market's state, known to be a market with memory's.
 *
 * @throws Error of an internal mistake where it is another one's.
 */
export function memoryState(market: Pick<Market, 'state'>): MemoryMarketState {
  const state = market.state();
  if (state.kind !== 'memory') throw new Error('internal: expected the state of a market with memory');
  return state as MemoryMarketState;
}
