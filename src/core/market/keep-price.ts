// The policy every other is measured against: the price stays as it is.

import type { Actor } from './episode-returns.ts';
import type { MarketSetup } from './market.ts';
import { modelOf } from './market-models.ts';

/** The policy that keeps each market's price, to be asked at every step. */
export function keepPriceActor(setup: MarketSetup): Actor {
  const actionOf = modelOf(setup).keepActions(setup);
  return (market) => Float32Array.from(market.productIndex, (product) => actionOf[product]!);
}
