// The policy that looks no further than today: the price with the largest expected reward of the day, within one
// day's reach. What it misses is what planning is worth.

import { demandIndex, demandPriceFromAction, expectedDemand, writeRewardParts } from './demand-model.ts';
import type { DemandMarketParameters, Market, MarketSetup } from './market.ts';

const triedActions = 81;

/** To be asked at every step of a demand market; it reads stock, day and prices off the observation. */
export function myopicPriceActor(
  setup: Extract<MarketSetup, { readonly kind: 'demand' }>,
): (market: Market) => Float32Array {
  return (market) =>
    Float32Array.from(market.productIndex, (product, i) => {
      const { parameters } = setup.products[product]!;
      return myopicAction(parameters, market.observations.subarray(i * market.observationSize));
    });
}

/** `observation` as demand-model.ts writes it. */
function myopicAction(parameters: DemandMarketParameters, observation: Float32Array): number {
  const price = parameters.referencePrice * Math.exp(observation[0]!);
  const inventory = ((observation[1]! + 1) / 2) * parameters.initialInventory;
  const day = Math.round(((observation[2]! + 1) / 2) * parameters.days);
  const rivalPrice = (observation[3]! + 1) * price;
  const index = demandIndex(parameters, day);
  const parts = new Float64Array(5);
  let best = { action: 0, reward: -Infinity };
  for (let k = 0; k < triedActions; k++) {
    const action = (2 * k) / (triedActions - 1) - 1;
    const asked = demandPriceFromAction(parameters, price, action);
    const demand = expectedDemand(parameters, parameters.elasticity, asked, index, rivalPrice);
    const units = Math.min(demand, inventory);
    writeRewardParts(parameters, asked, units, inventory - units, rivalPrice, parts);
    const reward = parts.reduce((sum, part) => sum + part, 0);
    if (reward > best.reward) best = { action, reward };
  }
  return best.action;
}
