// The policy every other is measured against: the price stays as it is.
//
// In a demand market that is the action 0. In a history market it is the action that gives the product's median
// training price, the price the reward is measured from, so keeping it scores about 0.

import { trainingDays } from '../features/features.ts';
import type { Market, MarketSetup } from './market.ts';
import { actionFromPrice, priceRange } from './price-from-action.ts';
import { quantile } from '../statistics/summary.ts';

/** The action that keeps the price, for each product of a setup. */
function keepPriceActionOf(setup: MarketSetup): readonly number[] {
  if (setup.kind === 'demand') return setup.products.map(() => 0);
  return setup.products.map(({ history }) => {
    const training = history.price.slice(0, trainingDays(history.days.length)).sort();
    return actionFromPrice(priceRange(history.price, history.unitCost), quantile(training, 0.5));
  });
}

/** The policy that keeps each market's price, to be asked at every step. */
export function keepPriceActor(setup: MarketSetup): (market: Market) => Float32Array {
  const actionOf = keepPriceActionOf(setup);
  return (market) => Float32Array.from(market.productIndex, (product) => actionOf[product]!);
}
