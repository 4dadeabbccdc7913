// The policy that looks no further than today: the price with the largest expected reward of the day. What it misses is
// what planning is worth.

import type { Actor } from '../episode-returns.ts';
import { DayValue } from './day-value.ts';
import { actorAt } from './memory-plan.ts';
import type { MemorySetup } from './memory-setup.ts';

const mostPrices = 201;

/** To be asked at every step of a market with memory. */
export function myopicActor({ products }: MemorySetup): Actor {
  const { parameters } = products[0]!;
  const value = new DayValue(parameters, mostPrices, 2, 1);
  const nothing = new Float64Array(value.levels);
  return actorAt(parameters, ({ price, inventory }) => {
    let best = { price: NaN, reward: -Infinity };
    for (const tried of value.prices) {
      const reward = value.of(tried, price, inventory, nothing, 0);
      if (reward > best.reward) best = { price: tried, reward };
    }
    return best.price;
  });
}
