// Products of a market priced on their demand fits: with the opinion of a policy, or where nobody trained one without.

import {
  listDifferenceSteps,
  type ChargedPrices,
  type ListDifference,
} from '../core/decisions/list-difference.ts';
import type { PricingEvidence } from '../core/decisions/pricing-evidence.ts';
import { type PriceLists, priceLists } from '../core/decisions/price-lists.ts';
import { evidenceOfSetup, suggestPrices } from '../core/decisions/suggest-price.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { replayedHistories } from '../core/market/kinds.ts';
import type { MarketSetup } from '../core/market/market.ts';
import type { HistoryProduct } from '../core/market/run-product.ts';
import type { Policy } from '../core/policy/policy.ts';
import type { SuggestRequest } from './protocol/models-protocol.ts';

/** What can be asked of prices, whoever made them. */
export interface Pricing {
  suggest(request: SuggestRequest): readonly Suggestion[];
  /** Many lists of the prices of `suggest`, without words. */
  lists(request: SuggestRequest): PriceLists;
  /**
   * How much more other price lists of the products of `suggest` earn than one of them.
   *
   * @throws Error in a sentence where the model stands without what its prices were made from.
   */
  differences(
    request: SuggestRequest,
    base: ChargedPrices,
    others: readonly ChargedPrices[],
  ): Generator<number, readonly ListDifference[]>;
  /** What the products of `suggest` are priced from, in their order; null for one without a past. */
  evidence(request: SuggestRequest): readonly (PricingEvidence | null)[];
  /** Calendar days a row covers, of each product that `suggest` answers for. */
  daysPerRow(request: SuggestRequest): readonly number[];
}

/** Prices in `setup`; `histories` as `suggestPrices` takes them, `policy` null asks no agent. */
export function marketPricing(
  policy: Policy | null,
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
): Pricing {
  return {
    suggest: ({ guardrails, acceptedChanges = {}, advice }) =>
      suggestPrices(policy, setup, histories, guardrails, { acceptedChanges, ...advice }),
    lists: ({ guardrails, acceptedChanges = {}, advice }) =>
      priceLists(policy, setup, histories, guardrails, { acceptedChanges, ...advice }),
    differences: ({ advice }, base, others) => listDifferenceSteps(setup, histories, base, others, advice),
    evidence: ({ advice }) => evidenceOfSetup(setup, histories, advice),
    daysPerRow: () => {
      const pasts = replayedHistories(setup) ?? histories;
      return setup.products.map((_, i) => pasts[i]?.history.daysPerRow ?? 1);
    },
  };
}
