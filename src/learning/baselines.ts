// What simple policies return on the evaluation's own start states, and the optimum where it can be computed: the
// lines a learning curve is read against (design section 8).
//
// Demand markets: the myopic price, which looks no further than today. One demand market: best fixed price and optimum by dynamic programming. One product of a history market: the best
// of a grid of constant prices. With several products one price for all means nothing, so there only "keep" is given.

import { keepPriceActor } from '../core/market/keep-price.ts';
import type { Market, MarketSetup } from '../core/market/market.ts';
import { myopicPriceActor } from '../core/market/myopic-price.ts';
import { optimumProblem, optimumSteps } from '../core/market/optimum.ts';
import { priceFromAction, priceRange } from '../core/market/price-from-action.ts';
import type { Baselines } from '../core/run/events.ts';
import { episodeReturns, mean } from './evaluation.ts';

const fixedPriceGrid = 21;

/**
 * Measures the baselines of a setup; yields between steps so that whoever drives it can breathe.
 * `evaluationMarket` makes the fresh market of the evaluation, the same each time.
 */
export function* baselineSteps(
  setup: MarketSetup,
  evaluationMarket: () => Market,
): Generator<unknown, Baselines> {
  const keepReturns = [...(yield* episodeReturns(evaluationMarket(), keepPriceActor(setup)))];
  const myopicPrice =
    setup.kind === 'demand' ? mean(yield* episodeReturns(evaluationMarket(), myopicPriceActor(setup))) : null;
  const simple = { keepPrice: mean(keepReturns), keepReturns, myopicPrice };
  if (setup.products.length > 1) return { ...simple, bestFixedPrice: null, optimum: null };
  if (setup.kind === 'history')
    return { ...simple, bestFixedPrice: yield* bestConstant(setup, evaluationMarket), optimum: null };
  const { parameters } = setup.products[0]!;
  if (optimumProblem(parameters) !== null) return { ...simple, bestFixedPrice: null, optimum: null };
  const best = yield* optimumSteps(parameters);
  return {
    ...simple,
    bestFixedPrice: { price: best.bestFixedPrice.price, meanReturn: best.bestFixedPrice.ret },
    optimum: best.optimalReturn,
  };
}

function* bestConstant(
  setup: Extract<MarketSetup, { kind: 'history' }>,
  evaluationMarket: () => Market,
): Generator<void, { price: number; meanReturn: number }> {
  const { history } = setup.products[0]!;
  const range = priceRange(history.price, history.unitCost);
  let best = { price: range.lo, meanReturn: -Infinity };
  for (let i = 0; i < fixedPriceGrid; i++) {
    const action = (2 * i) / (fixedPriceGrid - 1) - 1;
    const constant = (market: Market) => new Float32Array(market.count).fill(action);
    const meanReturn = mean(yield* episodeReturns(evaluationMarket(), constant));
    if (meanReturn > best.meanReturn) best = { price: priceFromAction(range, action), meanReturn };
  }
  return best;
}
