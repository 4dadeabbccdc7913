// The impact of a whole list of prices, product by product so that a caller may pause between two of them: what products of a
// category take from each other at all their new prices is counted.

import type { DemandSummary } from '../demand/demand-summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { decisionFor, type Decisions } from './decision.ts';
import { type Impact, impactProduct, ImpactSum, priceMoves } from './impact.ts';
import type { Suggestion } from './suggestion.ts';

/** Recommended prices with what a person decided in their place, or decided prices alone. */
export type ImpactOf = 'suggested' | 'decided';

/** By product id; a product without one keeps today's. */
export type NewPrices = ReadonlyMap<string, number>;

/** The prices after, by product: what was decided, and where `of` is `suggested` also what is recommended and not decided. */
export function newPrices(suggestions: readonly Suggestion[], decisions: Decisions, of: ImpactOf): NewPrices {
  const prices = new Map<string, number>();
  for (const { productId, price } of suggestions) {
    const decision = decisionFor(decisions, productId);
    // An override wins over a suggestion in both views; so does a rejection.
    const after = decision?.price ?? (of === 'suggested' ? price : null);
    if (after !== null) prices.set(productId, after);
  }
  return prices;
}

/** One step a product; `demand` is in the order of `histories`. */
export function* impactOfPrices(
  histories: readonly ProductHistory[],
  demand: readonly DemandSummary[],
  prices: NewPrices,
): Generator<void, Impact> {
  const sum = new ImpactSum();
  const moves = priceMoves(histories, (id) => prices.get(id) ?? null);
  for (const [i, history] of histories.entries()) {
    sum.add(impactProduct(history, demand[i]!, prices.get(history.product.id) ?? null, moves));
    yield;
  }
  return sum.impact();
}
