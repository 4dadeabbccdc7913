// Where the parallel markets of a run stand, as plain data for a checkpoint. Restored into a market of the same
// setup, count and seed, it goes on as if nothing had happened.

import type { RandomState } from '../random.ts';
import type { Market } from './market.ts';

interface MarketStateBase {
  readonly observations: Float32Array;
  readonly productIndex: Uint32Array;
}

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

export interface DemandMarketState extends MarketStateBase {
  readonly kind: 'demand';
  /** One a market. */
  readonly episodes: readonly DemandEpisodeState[];
}

export interface HistoryMarketState extends MarketStateBase {
  readonly kind: 'history';
  readonly episodes: readonly HistoryEpisodeState[];
  /** Days on which each price bin was asked, per product. */
  readonly visits: readonly Float64Array[];
}

export type MarketState = DemandMarketState | HistoryMarketState;

/** @throws Error where `state` is not one of `market`'s kind and number of markets. */
export function requireFitting<Kind extends MarketState['kind']>(
  state: MarketState,
  market: { readonly kind: Kind; readonly count: number },
): asserts state is Extract<MarketState, { readonly kind: Kind }> {
  if (state.kind !== market.kind || state.episodes.length !== market.count)
    throw new Error(
      `Market.restore: expected the state of ${market.count} ${market.kind} markets, got ${state.episodes.length} ${state.kind} markets`,
    );
}

/** Where a demand market stands. */
export function demandState(market: Pick<Market, 'state'>): DemandMarketState {
  const state = market.state();
  if (state.kind !== 'demand') throw new Error('internal: expected the state of a demand market');
  return state;
}

/** Where a history market stands. */
export function historyState(market: Pick<Market, 'state'>): HistoryMarketState {
  const state = market.state();
  if (state.kind !== 'history') throw new Error('internal: expected the state of a history market');
  return state;
}
