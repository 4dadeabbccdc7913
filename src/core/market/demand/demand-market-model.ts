// Everything that is computed of a demand market, by the names by which all markets are asked.

import type { Actor } from '../episode-returns.ts';
import type { MapPolicy } from '../map-facts.ts';
import type { MarketModel, OptimumOf } from '../market-model.ts';
import { roundToCent } from '../price-from-action.ts';
import { demandAudit, demandAuditProblem } from './demand-audit.ts';
import { demandCard } from './demand-card.ts';
import { demandForecaster } from './demand-forecast.ts';
import { demandMap, demandPrices } from './demand-map.ts';
import { DemandDays } from './demand-days.ts';
import { DemandMarket } from './demand-market.ts';
import {
  demandActionFromPrice,
  demandObservationSize,
  demandPriceFromAction,
  firstDemandObservation,
  priceBounds,
  stockCover,
} from './demand-model.ts';
import { demandFigures, demandMoment } from './demand-play.ts';
import { demandState } from './demand-state.ts';
import { myopicPriceActor } from './myopic-price.ts';
import { optimalPlanSteps, plannedActor, type DemandPlan } from './optimal-plan.ts';
import { optimumProblem } from './optimum-problem.ts';
import { optimumSteps } from './demand-dynamic-program.ts';
import { portfolioSample } from './portfolio-sample.ts';
import { portfolioBaselines } from './portfolio-baselines.ts';
import { parseMarketFile } from './market-file.ts';
import { referenceMarket } from './reference-market.ts';
import { typedInSetup, type DemandSetup } from './demand-setup.ts';

export const demandModel: MarketModel<DemandSetup> = {
  create: (setup, count, seed, mode) => new DemandMarket(setup, count, seed, mode),
  observationSizes: demandObservationSize,
  ofOne(setup, product) {
    const one = setup.products[product]!;
    // Twice where there are several: its episodes are then planned in pairs as those of all are.
    return { ...setup, products: setup.products.length > 1 ? [one, one] : [one] };
  },
  forecaster: demandForecaster,
  keepActions: ({ products }) => products.map(() => 0),
  fixedPrices,
  pricesToTry,
  myopic: myopicPriceActor,
  optimum: demandOptimum(),
  evaluated: ({ products }, seed) => (products.length === 1 ? null : portfolioSample(products, seed)),
  // As in training, noise and an uncertain elasticity are drawn, and all from the seed.
  play: { mode: () => 'training', moment: demandMoment, known: demandFigures },
  map: (setup, policy, view, market) =>
    demandMap(setup, view, { market, actor: greedy(policy) }, (states) =>
      demandPrices(setup, policy, view, states),
    ),
  differentiable: (setup, count) => new DemandDays(setup, count),
  auditProblem: demandAuditProblem,
  audit: demandAudit,
  priced(setup, product) {
    const { name, parameters } = setup.products[product]!;
    return {
      history: null,
      name,
      currentPrice: parameters.referencePrice,
      observation: (size) => firstDemandObservation(parameters, size),
      priceOf: (action) => demandPriceFromAction(parameters, parameters.referencePrice, action),
      world: parameters,
    };
  },
  costs: ({ products }) => products.map(({ parameters }) => parameters),
  card: demandCard,
  typedIn: {
    names: ['reference'],
    needsNoName: true,
    named: (name, settings) => typedInSetup(name, referenceMarket, settings),
    parse(text, fileName, settings) {
      const { name, parameters } = parseMarketFile(text, fileName);
      return typedInSetup(name, parameters, settings);
    },
  },
};

function greedy(policy: MapPolicy): Actor {
  return ({ observations, count }) => policy.act(observations, count);
}

function fixedPrices(setup: DemandSetup, prices: readonly number[]): Actor {
  return (market) => {
    const { episodes, productIndex } = demandState(market);
    return Float32Array.from(episodes, (episode, i) => {
      const product = productIndex[i]!;
      return demandActionFromPrice(setup.products[product]!.parameters, episode.price, prices[product]!);
    });
  };
}

/** In proportion, up to five reference prices. */
function pricesToTry({ products }: DemandSetup, count: number): readonly number[] {
  const { parameters } = products[0]!;
  const bounds = priceBounds(parameters);
  const lowest = Math.max(bounds.lowest, parameters.referencePrice / 10);
  const highest = Math.max(lowest, Math.min(bounds.highest, 5 * parameters.referencePrice));
  return Array.from({ length: count }, (_, k) =>
    roundToCent(lowest * (highest / lowest) ** (k / (count - 1))),
  );
}

function demandOptimum(): OptimumOf<DemandSetup, DemandPlan> {
  const of = ({ products }: DemandSetup, product: number) => products[product]!.parameters;
  return {
    problem: (setup, product) => optimumProblem(of(setup, product)),
    steps: (setup, product, gamma = 1) => optimumSteps(of(setup, product), { gamma }),
    baselines: ({ products }, known) => portfolioBaselines(products, known),
    traits(setup, product) {
      const parameters = of(setup, product);
      const { referencePrice, unitCost, elasticity, elasticityError, demandNoise } = parameters;
      return {
        elasticity,
        elasticityError,
        costShare: unitCost / referencePrice,
        stockCover: stockCover(parameters),
        demandNoise,
      };
    },
    plan: (setup, product) => optimalPlanSteps(of(setup, product)),
    planKey: (setup, product) => JSON.stringify(of(setup, product)),
    isAtEstimate: (setup, product) => of(setup, product).elasticityError > 0,
    map: (setup, plan, view, market) =>
      demandMap(setup, view, { market, actor: plannedActor(plan) }, (states) =>
        states.map(({ day, inventory, price }) => plan.priceAt(day, inventory, price)),
      ),
  };
}
