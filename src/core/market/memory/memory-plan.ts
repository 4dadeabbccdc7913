// The optimal price for every state of a market with memory, as what a policy is drawn beside and plays against a person.

import type { Actor } from '../episode-returns.ts';
import type { OptimalPlan } from '../market-model.ts';
import { memoryActionFromPrice, type MemoryMoment } from './memory-day.ts';
import { memoryOptimumSteps, type MemoryOptimum } from './memory-optimum.ts';
import { memoryState } from './memory-state.ts';
import type { MemoryParameters } from './memory-parameters.ts';

export interface MemoryPlan extends OptimalPlan {
  readonly priceAt: (moment: MemoryMoment) => number;
}

/** Yields its progress from 0 to 1. */
export function* memoryPlanSteps(parameters: MemoryParameters): Generator<number, MemoryPlan> {
  return planOf(parameters, yield* memoryOptimumSteps(parameters));
}

/** The optimum as an actor: the price by day, stock and the price of the day before. */
export function planOf(
  parameters: MemoryParameters,
  { bestFixedPrice, priceAt: optimal }: Pick<MemoryOptimum, 'bestFixedPrice' | 'priceAt'>,
): MemoryPlan {
  const priceAt = ({ day, inventory, price }: MemoryMoment) => optimal(day, inventory, price);
  return { bestFixedPrice: bestFixedPrice.price, priceAt, actor: actorAt(parameters, priceAt) };
}

/** Acts from where markets stand, not from what an agent is shown of it. */
export function actorAt(parameters: MemoryParameters, priceAt: (moment: MemoryMoment) => number): Actor {
  return (market) =>
    Float32Array.from(memoryState(market).episodes, (episode) =>
      episode.ended ? 0 : memoryActionFromPrice(parameters, priceAt(episode)),
    );
}
