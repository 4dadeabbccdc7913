// A policy drawn: the price it asks in every state of two of its market's dimensions, the rest held still.
//
// Each kind of market says which dimensions, and brings the words for them along with the figures. Observations and prices
// come from the market's own functions; a map is what the market would show the policy, and what it would charge, and no
// second formula. Not every cell can come to pass. A map marks those that can, and carries episodes played by its own policy.

import { createMarket } from './create-market.ts';
import { marketOfOne } from './market-of-one.ts';
import type { MapPolicy, MapView, PolicyMap } from './map-facts.ts';
import type { Market, MarketSetup } from './market.ts';
import type { OptimalPlan } from './market-model.ts';
import { modelOf } from './market-models.ts';
import { observationSizeOf } from './observation-size.ts';

/** Episodes drawn over a map, the same ones each time. */
const playedEpisodes = 8;
const episodeSeed = 1;

/**
 * Draws `policy`; yields its progress from 0 to 1 after every row.
 *
 * @throws Error where the policy reads other observations than the market gives.
 */
export function* policyMapSteps(
  setup: MarketSetup,
  policy: MapPolicy,
  view: MapView,
): Generator<number, PolicyMap> {
  const model = modelOf(setup);
  const expected = observationSizeOf(setup, model.observationSizes);
  const { observationSize: given } = policy.architecture;
  if (given !== expected)
    throw new Error(
      `The policy reads ${given} numbers and its market gives ${expected}: they do not belong together.`,
    );
  return yield* model.map(setup, policy, view, marketOfMap(setup, view));
}

/** The map of the optimal plan, cell for cell that of the policy's. @throws Error where the market has no optimum. */
export function* planMapSteps(
  setup: MarketSetup,
  plan: OptimalPlan,
  view: MapView,
): Generator<number, PolicyMap> {
  const { optimum } = modelOf(setup);
  if (!optimum) throw new Error(`internal: a ${setup.kind} market has no optimum to draw`);
  return yield* optimum.map(setup, plan, view, marketOfMap(setup, view));
}

/** The market whose episodes a map carries. */
function marketOfMap(setup: MarketSetup, { product }: MapView): Market {
  return createMarket(marketOfOne(setup, product), playedEpisodes, episodeSeed, 'evaluation');
}
