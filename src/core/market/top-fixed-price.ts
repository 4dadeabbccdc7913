// The constant price of the largest mean return, found by trying: for markets without a dynamic programme.
//
// One search over one set of episodes, days at their expectation, so that a run's baseline, the game and the audit of
// a reward mean the same price by the same words.

import { mean } from '../statistics/summary.ts';
import { createMarket } from './create-market.ts';
import { type Actor, episodeReturns } from './episode-returns.ts';
import type { MarketSetup } from './market.ts';
import { modelOf } from './market-models.ts';
import { triedPrices, trialEpisodes } from './evaluation-episodes.ts';

/** The price for a setup of one product, to the cent. Yields its progress from 0 to 1 after each step of the market. */
export function* topFixedPriceSteps(setup: MarketSetup): Generator<number, number> {
  const market = createMarket(setup, trialEpisodes.count, trialEpisodes.seed, 'evaluation');
  const prices = modelOf(setup).pricesToTry(setup, triedPrices);
  let top = { price: prices[0]!, meanReturn: -Infinity };
  for (const [k, price] of prices.entries()) {
    market.reset();
    const playing = episodeReturns(market, fixedPriceActor(setup, price));
    let played = playing.next();
    while (played.done !== true) {
      yield k / triedPrices;
      played = playing.next();
    }
    const meanReturn = mean(played.value);
    if (meanReturn > top.meanReturn) top = { price, meanReturn };
  }
  return top.price;
}

/** Goes to `price` as fast as the market of one product allows, and stays. */
export function fixedPriceActor(setup: MarketSetup, price: number): Actor {
  return modelOf(setup).fixedPrices(
    setup,
    setup.products.map(() => price),
  );
}
