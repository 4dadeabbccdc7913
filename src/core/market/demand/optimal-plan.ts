// The optimal price for every state of a demand market, on a grid that a worker computes in about a second: what a
// policy is drawn beside and what plays against a person.

import { demandState } from './demand-state.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';
import { demandActionFromPrice } from './demand-model.ts';
import type { OptimalPlan } from '../market-model.ts';
import type { Market } from '../market.ts';
import { optimumSteps, type OptimumOptions } from './demand-dynamic-program.ts';

export interface DemandPlan extends OptimalPlan {
  /** The market it was computed for: the product's, with its elasticity taken as certain. */
  readonly parameters: DemandMarketParameters;
  /** The price to charge on `day` (0 first) with `inventory` left, after yesterday's `price`. */
  readonly priceAt: (day: number, inventory: number, price: number) => number;
}

/** A season longer than this is planned on a coarser grid, since what is kept grows with its days. */
const longSeason = 60;
const fineGrid: OptimumOptions = { inventoryPoints: 201, pricePoints: 401, noiseNodes: 21 };
const coarseGrid: OptimumOptions = { inventoryPoints: 121, pricePoints: 161, noiseNodes: 15 };

/**
 * Plans for `parameters`, with an uncertain elasticity taken at its estimate. Yields its progress from 0 to 1.
 *
 * @throws Error where `optimumProblem` has a sentence.
 */
export function* optimalPlanSteps(parameters: DemandMarketParameters): Generator<number, DemandPlan> {
  const certain = { ...parameters, elasticityError: 0 };
  const grid = parameters.days > longSeason ? coarseGrid : fineGrid;
  const found = yield* optimumSteps(certain, { ...grid, keepPolicy: true });
  const plan = { parameters: certain, priceAt: found.priceAt! };
  return { ...plan, bestFixedPrice: found.bestFixedPrice.price, actor: plannedActor(plan) };
}

/** Acts by the plan in markets of its product: from where they stand, not from what an agent is shown of it. */
export function plannedActor({
  parameters,
  priceAt,
}: Pick<DemandPlan, 'parameters' | 'priceAt'>): (market: Market) => Float32Array {
  return (market) =>
    Float32Array.from(demandState(market).episodes, ({ day, inventory, price, ended }) =>
      ended ? 0 : demandActionFromPrice(parameters, price, priceAt(day, inventory, price)),
    );
}
