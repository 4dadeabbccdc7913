// What simple policies return on the evaluation's own start states, and the optimum where it can be computed: the
// lines a learning curve is read against (design section 8).
//
// Demand markets: the myopic price, which looks no further than today, and by dynamic programming the best fixed price
// and the optimum, product by product; the lines are then the means over products. One product of a history market:
// the best of a grid of constant prices, found on episodes of its own; with several of them only "keep" is given.

import { stockCover } from '../core/market/demand/demand-model.ts';
import { myopicPriceActor } from '../core/market/demand/myopic-price.ts';
import { optimumProblem, optimumSteps } from '../core/market/demand/optimum.ts';
import {
  type ProductYardsticks,
  portfolioProblem,
  portfolioYardsticks,
} from '../core/market/demand/portfolio-yardsticks.ts';
import { episodeOutcomes, episodeReturns } from '../core/market/episode-returns.ts';
import { keepPriceActor } from '../core/market/keep-price.ts';
import type { Market, MarketSetup } from '../core/market/market.ts';
import { fixedPriceActor, fixedPricesActor, topFixedPriceSteps } from '../core/market/top-fixed-price.ts';
import type { Baselines, PortfolioYardsticks, ProfitYardsticks } from '../core/run/events.ts';
import { mean } from '../core/statistics/summary.ts';

/** Yardsticks computed for earlier runs, by the parameters: another run on the same file need not wait for them. */
export type KnownYardsticks = Map<string, ProductYardsticks>;
const mostKnown = 5000;

/**
 * Measures the baselines of the setup an evaluation plays; yields between steps so that whoever drives it can
 * breathe, numbers where the share of the dynamic programmes that is done is known.
 *
 * `evaluationMarket` makes the fresh market of the evaluation, the same each time. `sample` says where its products
 * stand among the run's, if they are not all; `known` is added to.
 */
export function* baselineSteps(
  setup: MarketSetup,
  evaluationMarket: () => Market,
  sample: {
    readonly products: readonly number[];
    readonly ofProducts: number;
  } = {
    products: setup.products.map((_, index) => index),
    ofProducts: setup.products.length,
  },
  known: KnownYardsticks = new Map(),
): Generator<number | void, Baselines> {
  const keep = yield* episodeOutcomes(evaluationMarket(), keepPriceActor(setup));
  const keepReturns = [...keep.returns];
  const myopicPrice =
    setup.kind === 'demand' ? mean(yield* episodeReturns(evaluationMarket(), myopicPriceActor(setup))) : null;
  const simple = {
    keepPrice: mean(keepReturns),
    keepReturns,
    myopicPrice,
    profit: profitBeside(keep.profits, null),
  };
  const none = { ...simple, bestFixedPrice: null, optimum: null };
  if (setup.kind === 'history')
    return setup.products.length > 1
      ? none
      : { ...simple, ...(yield* topFixedPrice(setup, evaluationMarket, keep.profits)), optimum: null };
  if (sample.ofProducts > 1)
    return portfolioProblem(setup.products) === null
      ? { ...simple, ...(yield* portfolioBaselines(setup, sample, known, evaluationMarket, keep.profits)) }
      : none;
  const { parameters } = setup.products[0]!;
  if (optimumProblem(parameters) !== null) return none;
  const best = yield* optimumSteps(parameters);
  const { price, ret } = best.bestFixedPrice;
  const fixed = yield* episodeOutcomes(evaluationMarket(), fixedPriceActor(setup, price));
  return {
    ...simple,
    bestFixedPrice: { price, meanReturn: ret },
    optimum: best.optimalReturn,
    profit: profitBeside(keep.profits, fixed.profits),
  };
}

/** null where no cost is known. */
function profitBeside(keep: Float64Array, fixed: Float64Array | null): ProfitYardsticks | null {
  const keepPrice = mean(keep);
  if (Number.isNaN(keepPrice)) return null;
  return { keepPrice, keepProfits: [...keep], bestFixedPrice: fixed && mean(fixed) };
}

function* portfolioBaselines(
  setup: Extract<MarketSetup, { kind: 'demand' }>,
  { products, ofProducts }: { readonly products: readonly number[]; readonly ofProducts: number },
  known: KnownYardsticks,
  evaluationMarket: () => Market,
  keepProfits: Float64Array,
): Generator<
  number | void,
  Required<Pick<Baselines, 'bestFixedPrice' | 'optimum' | 'portfolio' | 'profit'>>
> {
  if (known.size > mostKnown) known.clear();
  const found = yield* portfolioYardsticks(setup.products, known);
  const portfolio: PortfolioYardsticks = {
    ofProducts,
    products: found.map((yardsticks, k) => {
      const { parameters } = setup.products[k]!;
      const { referencePrice, unitCost, elasticity, elasticityError, demandNoise } = parameters;
      return {
        ...yardsticks,
        product: products[k]!,
        elasticity,
        elasticityError,
        costShare: unitCost / referencePrice,
        stockCover: stockCover(parameters),
        demandNoise,
      };
    }),
  };
  const fixed = yield* episodeOutcomes(
    evaluationMarket(),
    fixedPricesActor(
      setup,
      found.map(({ bestFixedPrice }) => bestFixedPrice.price),
    ),
  );
  return {
    profit: profitBeside(keepProfits, fixed.profits),
    bestFixedPrice: { price: null, meanReturn: mean(found.map(({ bestFixedPrice }) => bestFixedPrice.ret)) },
    optimum: mean(found.map(({ optimum }) => optimum)),
    portfolio,
  };
}

/** The price of the largest return, and what it returns on the evaluation's own episodes. */
function* topFixedPrice(
  setup: Extract<MarketSetup, { kind: 'history' }>,
  evaluationMarket: () => Market,
  keepProfits: Float64Array,
): Generator<void, Pick<Baselines, 'bestFixedPrice' | 'profit'>> {
  const searching = topFixedPriceSteps(setup);
  let found = searching.next();
  for (; found.done !== true; found = searching.next()) yield;
  const price = found.value;
  const { returns, profits } = yield* episodeOutcomes(evaluationMarket(), fixedPriceActor(setup, price));
  return {
    bestFixedPrice: { price, meanReturn: mean(returns) },
    profit: profitBeside(keepProfits, profits),
  };
}
