// Two kept models on the same episodes, in the lab worker: which one earns more.

import type { MarketSetup } from '../core/market/market.ts';
import { cardObjective } from '../core/model/card-objective.ts';
import { returnsCompare } from '../core/model/compare-cards.ts';
import type { ModelCard } from '../core/model/model-card.ts';
import { comparePoliciesSteps } from '../core/policy/compare-policies.ts';
import type { ComparedPolicies } from '../core/policy/compared-policies.ts';
import type { Policy } from '../core/policy/policy.ts';
import { inSlices, type Scheduling } from './in-slices.ts';

export interface ModelInMarket {
  readonly card: ModelCard;
  readonly policy: Policy;
  /** @throws Error in a sentence where the products it was trained on are missing. */
  readonly setup: () => MarketSetup;
}

/**
 * @throws Error in a sentence where they were trained in different markets, or lack their products; an AbortError once it is
 *   no longer wanted.
 */
export async function comparedModels(
  pair: readonly [ModelInMarket, ModelInMarket],
  { episodes, seed }: { readonly episodes: number; readonly seed: number },
  scheduling: Scheduling,
  isWanted: () => boolean,
  report: (share: number) => void,
): Promise<ComparedPolicies> {
  const cards = pair.map(({ card }) => card);
  if (!returnsCompare(cards))
    throw new Error(
      'These two were trained in different markets or on different data: they cannot play the same episodes.',
    );
  const [first, second] = pair;
  const playing = [
    { setup: first.setup(), policy: first.policy },
    { setup: second.setup(), policy: second.policy },
  ] as const;
  const byRevenue = cards.some((card) => cardObjective(card) === 'revenue');
  return inSlices(comparePoliciesSteps(playing, { episodes, seed, byRevenue }), scheduling, isWanted, report);
}
