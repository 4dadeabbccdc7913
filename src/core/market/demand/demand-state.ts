// Where demand markets stand.

import type { RandomState } from '../../random.ts';
import type { MarketState } from '../market-state.ts';
import type { Market } from '../market.ts';

interface DemandEpisodeState {
  readonly draws: RandomState;
  readonly noise: RandomState;
  readonly rivalNoise: RandomState;
  readonly elasticity: number;
  readonly price: number;
  /** NaN in a market without stock. */
  readonly inventory: number;
  readonly day: number;
  readonly rivalPrice: number;
  readonly ended: boolean;
}

export interface DemandMarketState extends MarketState {
  readonly kind: 'demand';
  readonly episodes: readonly DemandEpisodeState[];
}

/**
 * The market's state, known to be a demand market's.
 *
 * @throws Error of an internal mistake where it is another one's.
 */
export function demandState(market: Pick<Market, 'state'>): DemandMarketState {
  const state = market.state();
  if (state.kind !== 'demand') throw new Error('internal: expected the state of a demand market');
  return state as DemandMarketState;
}
