// Where history markets stand.

import type { RandomState } from '../../random.ts';
import type { MarketState } from '../market-state.ts';
import type { Market } from '../market.ts';

interface HistoryEpisodeState {
  readonly draws: RandomState;
  readonly recent: {
    readonly price: Float64Array;
    readonly sales: Float64Array;
    readonly salesMa7: Float64Array;
  };
  readonly day: number;
  readonly steps: number;
  readonly ended: boolean;
}

export interface HistoryMarketState extends MarketState {
  readonly kind: 'history';
  readonly episodes: readonly HistoryEpisodeState[];
  /** Days on which each price bin was asked, per product. */
  readonly visits: readonly Float64Array[];
}

/**
 * The market's state, known to be a history market's.
 *
 * @throws Error of an internal mistake where it is another one's.
 */
export function historyState(market: Pick<Market, 'state'>): HistoryMarketState {
  const state = market.state();
  if (state.kind !== 'history') throw new Error('internal: expected the state of a history market');
  return state as HistoryMarketState;
}
