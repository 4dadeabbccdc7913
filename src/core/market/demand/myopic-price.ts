// The policy that looks no further than today: the price with the largest expected reward of the day, within one
// day's reach. What it misses is what planning is worth.

import { demandState, type DemandMarketState } from './demand-state.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';
import {
  demandIndex,
  demandPriceFromAction,
  expectedDemand,
  soldUnits,
  writeRewardParts,
} from './demand-model.ts';
import type { Market } from '../market.ts';
import type { DemandSetup } from './demand-setup.ts';

/** Evenly over -1 to 1: in steps of 1.25 % of the price where a day may move it by half. */
const triedActions = 81;

/** To be asked at every step of a demand market. */
export function myopicPriceActor(setup: DemandSetup): (market: Market) => Float32Array {
  return (market) => {
    const { episodes, productIndex } = demandState(market);
    return Float32Array.from(episodes, (episode, i) =>
      episode.ended ? 0 : myopicAction(setup.products[productIndex[i]!]!.parameters, episode),
    );
  };
}

function myopicAction(
  parameters: DemandMarketParameters,
  { price, inventory, day, rivalPrice }: DemandMarketState['episodes'][number],
): number {
  const index = demandIndex(parameters, day);
  const parts = new Float64Array(5);
  let best = { action: 0, reward: -Infinity };
  for (let k = 0; k < triedActions; k++) {
    const action = (2 * k) / (triedActions - 1) - 1;
    const asked = demandPriceFromAction(parameters, price, action);
    const demand = expectedDemand(parameters, parameters.elasticity, asked, index, rivalPrice);
    const units = soldUnits(demand, inventory);
    writeRewardParts(parameters, asked, units, inventory - units, rivalPrice, parts);
    const reward = parts.reduce((sum, part) => sum + part, 0);
    if (reward > best.reward) best = { action, reward };
  }
  return best.action;
}
