// From a run's settings to a market with memory: its values are typed in.

import type { SettingValues } from '../../parameter.ts';
import { ownValues, valuesProblem } from '../market-parameter.ts';
import type { MarketSetup } from '../market.ts';
import { paidBy, weighedFor, type Objective } from '../objective.ts';
import { memoryParameters, type MemoryParameters } from './memory-parameters.ts';

interface MemoryProduct {
  readonly name: string;
  readonly parameters: MemoryParameters;
}

export interface MemorySetup extends MarketSetup {
  readonly kind: 'memory';
  /** One. */
  readonly products: readonly MemoryProduct[];
}

/** The market exactly as the form has it; with the defaults that is the published Hi-Lo market. */
export function memorySetup(
  settings: SettingValues,
  name: string,
  objective: Objective,
  parameters: MemoryParameters = ownValues(memoryParameters, settings),
): MemorySetup {
  return { kind: 'memory', products: [{ name, parameters: payingFor(objective, parameters) }] };
}

/** What a run on typed-in values is paid for unless something else was chosen: the market's own weights. */
export function objectiveOf({ objective }: SettingValues): Objective {
  return objective === 'profit' || objective === 'revenue' ? objective : 'weights';
}

const noWeights = { profitWeight: 0, revenueWeight: 0, unitsWeight: 0 } as const;

/** What a setup's weights come to. */
export function paidFor({ products }: MemorySetup): Objective {
  const { profitWeight, revenueWeight, unitsWeight } = products[0]!.parameters;
  return paidBy({ profitWeight, revenueWeight, unitsWeight });
}

/** A market that pays for `objective`; its own weights where that is what was chosen. */
export function payingFor(objective: Objective, parameters: MemoryParameters): MemoryParameters {
  return weighedFor(objective, parameters, noWeights);
}

/** Why these parameters describe no market, in words, or null where they do. */
export function memoryMarketProblem(parameters: MemoryParameters): string | null {
  const problem = valuesProblem(memoryParameters, { ...parameters });
  if (problem !== null) return problem;
  const { lowestPrice, highestPrice, priceStep, currentPrice } = parameters;
  if (!(highestPrice > lowestPrice))
    return `expected a highest price above the lowest one, ${lowestPrice}, got ${highestPrice}`;
  if (priceStep > highestPrice - lowestPrice)
    return `expected a price step of at most ${highestPrice - lowestPrice}, the range of prices, got ${priceStep}`;
  if (currentPrice < lowestPrice || currentPrice > highestPrice)
    return `expected a price now from ${lowestPrice} to ${highestPrice}, got ${currentPrice}`;
  return null;
}
