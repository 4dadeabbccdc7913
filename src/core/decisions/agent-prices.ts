// What the agent itself would charge, whatever is recommended: how far the seeds of a sweep agree is told by these.

import type { AgentPrice } from '../run/sweep-result.ts';
import type { Suggestion } from './suggestion.ts';

/** Products without a price of the agent are left out. */
export function agentPrices(suggestions: readonly Suggestion[]): readonly AgentPrice[] {
  return suggestions.flatMap(({ productId, productName, currentPrice, policyPrice, recommendation }) => {
    const price = recommendation.candidates.find(({ name }) => name === 'agent')?.price ?? policyPrice;
    return price === null ? [] : [{ productId, productName, currentPrice, price }];
  });
}
