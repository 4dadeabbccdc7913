// Everything that is computed of a history market, by the names by which all markets are asked.

import { trainingDays } from '../../features/features.ts';
import { quantile } from '../../statistics/summary.ts';
import type { MarketModel } from '../market-model.ts';
import { observationSizeOf } from '../observation-size.ts';
import { type PriceRange, actionFromPrice, priceFromAction, priceRange } from '../price-from-action.ts';
import type { HistoryProduct } from '../run-product.ts';
import { historyAudit, historyAuditProblem } from './history-audit.ts';
import { historyCard } from './history-card.ts';
import { historyMap } from './history-map.ts';
import { HistoryMarket } from './history-market.ts';
import { historyFigures, historyMoment } from './history-play.ts';
import { historyObservationSize, lastObservation, prepareProduct } from './prepared-product.ts';
import type { HistorySetup } from './history-setup.ts';
import { emptyDay, SimilarDays } from './similar-days.ts';

export const historyModel: MarketModel<HistorySetup> = {
  create: (setup, count, seed, mode) => new HistoryMarket(setup, count, seed, mode),
  observationSizes: historyObservationSize,
  ofOne: (setup, product) => ({
    ...setup,
    products: [setup.products[product]!],
    observationSize: observationSizeOf(setup, historyObservationSize),
    // Nothing is paid for exploring, which counts in training alone.
    parameters: { ...setup.parameters, explorationBonus: 0 },
  }),
  forecaster(past, elasticity) {
    const similarDays = new SimilarDays(past, elasticity);
    const day = emptyDay();
    return ({ price }, row) => {
      similarDays.expected(price[row]!, day);
      return day.sales;
    };
  },
  // The product's median training price is the one the reward is measured from, so keeping it scores about 0.
  keepActions: ({ products }) =>
    products.map((product) => {
      const { price, days } = product.history;
      const training = price.slice(0, trainingDays(days.length)).sort();
      return actionFromPrice(rangeOf(product), quantile(training, 0.5));
    }),
  fixedPrices: ({ products }, prices) => {
    const actions = products.map((product, i) => actionFromPrice(rangeOf(product), prices[i]!));
    return ({ productIndex }) => Float32Array.from(productIndex, (product) => actions[product]!);
  },
  pricesToTry: ({ products }, count) => {
    const range = rangeOf(products[0]!);
    return Array.from({ length: count }, (_, k) => priceFromAction(range, (2 * k) / (count - 1) - 1));
  },
  myopic: () => null,
  optimum: null,
  evaluated: () => null,
  play: {
    mode: (chosen) => (chosen === 'sampled' ? 'training' : 'evaluation'),
    moment: historyMoment,
    known: historyFigures,
  },
  map: (setup, policy, view, market) =>
    historyMap(setup, policy, view, {
      market,
      actor: ({ observations, count }) => policy.act(observations, count),
    }),
  differentiable: () => null,
  auditProblem: historyAuditProblem,
  audit: historyAudit,
  priced(setup, index) {
    const product = setup.products[index]!;
    const prepared = prepareProduct(product, setup.parameters.carryAlongDemandCurve);
    return {
      history: product,
      name: product.history.product.name,
      currentPrice: product.history.price.at(-1)!,
      observation: (size) => lastObservation(prepared, size),
      priceOf: (action) => priceFromAction(prepared.priceRange, action),
      world: null,
    };
  },
  costs: ({ products }) => products.map(({ history }) => history),
  card: historyCard,
  typedIn: { names: [], named: needsFile, parse: needsFile },
};

function needsFile(): never {
  throw new Error('The history market replays a sales file and can be described in no other way.');
}

function rangeOf({ history }: HistoryProduct): PriceRange {
  return priceRange(history.price, history.unitCost);
}
