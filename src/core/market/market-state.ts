// Where the parallel markets of a run stand, as plain data for a checkpoint. Restored into a market of the same
// setup, count and seed, it goes on as if nothing had happened.

/** What every market's state has; a kind adds its own. */
export interface MarketState {
  /** The name of the market's kind. */
  readonly kind: string;
  /** One a market. */
  readonly episodes: readonly unknown[];
  readonly observations: Float32Array;
  readonly productIndex: Uint32Array;
}

/** @throws Error where `state` is not one of `market`'s kind and number of markets. */
export function requireFitting<State extends MarketState>(
  state: MarketState,
  market: { readonly kind: State['kind']; readonly count: number },
): asserts state is State {
  if (state.kind !== market.kind || state.episodes.length !== market.count)
    throw new Error(
      `Market.restore: expected the state of ${market.count} ${market.kind} markets, got ${state.episodes.length} ${state.kind} markets`,
    );
}
