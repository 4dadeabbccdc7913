// The constant price of the largest mean return, found by trying: for markets without a dynamic programme.
//
// One search over one set of episodes, days at their expectation, so that a run's yardstick, the game and the audit of
// a reward mean the same price by the same words.

import { mean } from '../statistics/summary.ts';
import { createMarket } from './create-market.ts';
import { demandActionFromPrice, priceBounds } from './demand/demand-model.ts';
import { type Actor, episodeReturns } from './episode-returns.ts';
import { demandState } from './market-state.ts';
import type { Market, MarketSetup } from './market.ts';
import { actionFromPrice, priceFromAction, priceRange, roundToCent } from './price-from-action.ts';

/** How many prices are tried. */
export const triedPrices = 31;
const startStates = 16;
const episodeSeed = 1;

/** The market that prices are tried in, at the beginning of its episodes. */
export function trialMarket(setup: MarketSetup): Market {
  return createMarket(setup, startStates, episodeSeed, 'evaluation');
}

/** The action of the `k`-th price tried in a history market. */
export function triedAction(k: number): number {
  return (2 * k) / (triedPrices - 1) - 1;
}

/** The price for a setup of one product, to the cent. Yields its progress from 0 to 1 after each step of the market. */
export function* topFixedPriceSteps(setup: MarketSetup): Generator<number, number> {
  const market = trialMarket(setup);
  const prices = pricesToTry(setup);
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
  if (setup.kind === 'history') {
    const { history } = setup.products[0]!;
    const action = actionFromPrice(priceRange(history.price, history.unitCost), price);
    return ({ count }) => new Float32Array(count).fill(action);
  }
  return fixedPricesActor(setup, [price]);
}

/** Goes to each product's own price as fast as its demand market allows, and stays. `prices` in the order of products. */
export function fixedPricesActor(
  setup: Extract<MarketSetup, { readonly kind: 'demand' }>,
  prices: readonly number[],
): Actor {
  return (market) => {
    const { episodes, productIndex } = demandState(market);
    return Float32Array.from(episodes, (episode, i) => {
      const product = productIndex[i]!;
      return demandActionFromPrice(setup.products[product]!.parameters, episode.price, prices[product]!);
    });
  };
}

/** Prices that actions give, at even distances; in a demand market in proportion, up to five reference prices. */
function pricesToTry(setup: MarketSetup): readonly number[] {
  const all = Array.from({ length: triedPrices }, (_, k) => k);
  if (setup.kind === 'history') {
    const { history } = setup.products[0]!;
    const range = priceRange(history.price, history.unitCost);
    return all.map((k) => priceFromAction(range, triedAction(k)));
  }
  const { parameters } = setup.products[0]!;
  const bounds = priceBounds(parameters);
  const lowest = Math.max(bounds.lowest, parameters.referencePrice / 10);
  const highest = Math.max(lowest, Math.min(bounds.highest, 5 * parameters.referencePrice));
  return all.map((k) => roundToCent(lowest * (highest / lowest) ** (k / (triedPrices - 1))));
}
