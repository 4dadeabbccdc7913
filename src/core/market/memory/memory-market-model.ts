// Everything that is computed of a market with memory, by the names by which all markets are asked.

import type { MapPolicy } from '../map-facts.ts';
import type { MarketModel, OptimumOf } from '../market-model.ts';
import { memoryAudit } from './memory-audit.ts';
import { memoryCard } from './memory-card.ts';
import {
  firstMoment,
  gridPrice,
  memoryActionFromPrice,
  memoryObservationSize,
  memoryPriceFromAction,
  nearestPrice,
  priceCount,
  writeMemoryObservation,
} from './memory-day.ts';
import { parseMemoryFile } from './memory-file.ts';
import { memoryMap, memoryPrices } from './memory-map.ts';
import { MemoryMarket } from './memory-market.ts';
import { memoryOptimumSteps } from './memory-optimum.ts';
import { memoryPlanSteps, type MemoryPlan } from './memory-plan.ts';
import { memoryFigures, memoryMoment } from './memory-play.ts';
import { myopicActor } from './myopic.ts';
import { memorySetup, objectiveOf, type MemorySetup } from './memory-setup.ts';

export const memoryModel: MarketModel<MemorySetup> = {
  create: (setup, count, seed, mode) => new MemoryMarket(setup, count, seed, mode),
  observationSizes: memoryObservationSize,
  ofOne: (setup) => setup,
  forecaster: null,
  keepActions: ({ products }) =>
    products.map(({ parameters }) => memoryActionFromPrice(parameters, parameters.currentPrice)),
  fixedPrices({ products }, prices) {
    const actions = products.map(({ parameters }, i) => memoryActionFromPrice(parameters, prices[i]!));
    return ({ productIndex }) => Float32Array.from(productIndex, (product) => actions[product]!);
  },
  pricesToTry({ products }, count) {
    const { parameters } = products[0]!;
    const last = priceCount(parameters) - 1;
    return Array.from({ length: count }, (_, k) =>
      gridPrice(parameters, Math.round((k / (count - 1)) * last)),
    );
  },
  myopic: myopicActor,
  optimum: memoryOptimumOf(),
  evaluated: () => null,
  // As in training, noise is drawn, and all from the seed.
  play: { mode: () => 'training', moment: memoryMoment, known: memoryFigures },
  map: (setup, policy, view, market) =>
    memoryMap(setup, view, { market, actor: greedy(policy) }, (states) =>
      memoryPrices(setup, policy, view, states),
    ),
  differentiable: () => null,
  auditProblem: () => null,
  audit: memoryAudit,
  priced(setup, product) {
    const { name, parameters } = setup.products[product]!;
    return {
      history: null,
      name,
      currentPrice: nearestPrice(parameters, parameters.currentPrice),
      observation(size) {
        const out = new Float32Array(size);
        writeMemoryObservation(parameters, firstMoment(parameters), out, 0);
        return out;
      },
      priceOf: (action) => memoryPriceFromAction(parameters, action),
      world: null,
    };
  },
  costs: ({ products }) => products.map(({ parameters }) => parameters),
  card: memoryCard,
  typedIn: {
    names: ['memory'],
    named: (_, settings) => memorySetup(settings, 'Market with memory', objectiveOf(settings)),
    parse(text, fileName, settings) {
      const { name, parameters } = parseMemoryFile(text, fileName);
      return memorySetup(settings, name, objectiveOf(settings), parameters);
    },
  },
};

function greedy(policy: MapPolicy) {
  return ({ observations, count }: { readonly observations: Float32Array; readonly count: number }) =>
    policy.act(observations, count);
}

function memoryOptimumOf(): OptimumOf<MemorySetup, MemoryPlan> {
  const of = ({ products }: MemorySetup, product: number) => products[product]!.parameters;
  return {
    problem: () => null,
    steps: (setup, product, gamma = 1) => memoryOptimumSteps(of(setup, product), { gamma }),
    *baselines({ products }) {
      const found = [];
      for (const { parameters } of products) {
        const { keepPrice, bestFixedPrice, optimalReturn } = yield* memoryOptimumSteps(parameters);
        found.push({ keepPrice: keepPrice.ret, bestFixedPrice, optimum: optimalReturn });
      }
      return found;
    },
    traits(setup, product) {
      const parameters = of(setup, product);
      const { slope, baseDemand, currentPrice, unitCost, demandNoise, days } = parameters;
      const level = Math.max(0, baseDemand - slope * currentPrice);
      return {
        elasticity: level > 0 ? (-slope * currentPrice) / level : 0,
        elasticityError: 0,
        costShare: currentPrice > 0 ? unitCost / currentPrice : 0,
        stockCover: parameters.hasStock && level > 0 ? parameters.initialInventory / (level * days) : null,
        demandNoise,
      };
    },
    plan: (setup, product) => memoryPlanSteps(of(setup, product)),
    planKey: (setup, product) => JSON.stringify(of(setup, product)),
    isAtEstimate: () => false,
    map: (setup, plan, view, market) =>
      memoryMap(setup, view, { market, actor: plan.actor }, (states) => states.map(plan.priceAt)),
  };
}
