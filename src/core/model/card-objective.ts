// What the policy of a model was paid for.

import { marketModels } from '../market/market-models.ts';
import type { Objective } from '../market/objective.ts';
import type { ModelCard } from './model-card.ts';

/** Profit, revenue, or weights of its market's own. */
export function cardObjective(card: ModelCard): Objective {
  return marketModels().get(card.market)?.card.objective?.(card) ?? 'weights';
}
