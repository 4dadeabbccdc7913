// What simple policies return on the evaluation's own start states, and the optimum where it can be computed: the
// lines a learning curve is read against.
//
// A market whose optimum can be computed: by dynamic programming the best fixed price and the optimum, product by product;
// the lines are then the means over products. Another one: for one product the best of a grid of constant prices, found
// on episodes of its own; with several only "keep" is given. The myopic price, which looks no further than today, stands
// beside them where the market knows it.

import { episodeOutcomes, episodeReturns } from '../core/market/episode-returns.ts';
import { keepPriceActor } from '../core/market/keep-price.ts';
import type { OptimumOf } from '../core/market/market-model.ts';
import type { Market, MarketSetup } from '../core/market/market.ts';
import { modelOf } from '../core/market/market-models.ts';
import { fixedPriceActor, topFixedPriceSteps } from '../core/market/top-fixed-price.ts';
import type { ProductBaselines } from '../core/market/known-baselines.ts';
import type { Baselines, PortfolioBaselines, ProfitBaselines } from '../core/run/events.ts';
import { mean } from '../core/statistics/summary.ts';

/** Baselines computed for earlier runs, by the parameters: another run on the same file need not wait for them. */
export type KnownBaselines = Map<string, ProductBaselines>;
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
  known: KnownBaselines = new Map(),
): Generator<number | void, Baselines> {
  const keep = yield* episodeOutcomes(evaluationMarket(), keepPriceActor(setup));
  const keepReturns = [...keep.returns];
  const model = modelOf(setup);
  const myopic = model.myopic(setup);
  const myopicPrice = myopic && mean(yield* episodeReturns(evaluationMarket(), myopic));
  const simple = {
    keepPrice: mean(keepReturns),
    keepReturns,
    myopicPrice,
    profit: profitBeside(keep.profits, null),
  };
  const none = { ...simple, bestFixedPrice: null, optimum: null };
  const { optimum } = model;
  const one = sample.ofProducts === 1;
  if (!optimum)
    return one
      ? { ...simple, ...(yield* topFixedPrice(setup, evaluationMarket, keep.profits)), optimum: null }
      : none;
  if (setup.products.some((_, product) => optimum.problem(setup, product) !== null)) return none;
  if (!one)
    return {
      ...simple,
      ...(yield* portfolioBaselines(setup, optimum, sample, known, evaluationMarket, keep.profits)),
    };
  const best = yield* optimum.steps(setup, 0);
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
function profitBeside(keep: Float64Array, fixed: Float64Array | null): ProfitBaselines | null {
  const keepPrice = mean(keep);
  if (Number.isNaN(keepPrice)) return null;
  return { keepPrice, keepProfits: [...keep], bestFixedPrice: fixed && mean(fixed) };
}

function* portfolioBaselines(
  setup: MarketSetup,
  optimum: OptimumOf<MarketSetup>,
  { products, ofProducts }: { readonly products: readonly number[]; readonly ofProducts: number },
  known: KnownBaselines,
  evaluationMarket: () => Market,
  keepProfits: Float64Array,
): Generator<
  number | void,
  Required<Pick<Baselines, 'bestFixedPrice' | 'optimum' | 'portfolio' | 'profit'>>
> {
  if (known.size > mostKnown) known.clear();
  const found = yield* optimum.baselines(setup, known);
  const portfolio: PortfolioBaselines = {
    ofProducts,
    products: found.map((baselines, k) => ({
      ...baselines,
      product: products[k]!,
      ...optimum.traits(setup, k),
    })),
  };
  const fixed = yield* episodeOutcomes(
    evaluationMarket(),
    modelOf(setup).fixedPrices(
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
  setup: MarketSetup,
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
