// Whether the prices that come with a model are prices of its products, which its price rule can give.

import type { Suggestion } from '../../decisions/suggestion.ts';
import { modelOf } from '../../market/market-models.ts';
import type { ModelCard } from '../../model/model-card.ts';

/** Of a price, for what is rounded to the cent. */
const cent = 0.011;

type Bounds = readonly [low: number, high: number];

/**
 * What `prices.json` does that it may not, as the end of a sentence; null where nothing.
 *
 * Some markets know their products by name, of which two may be the same: one of their rules must allow the price.
 */
export function pricesFault(
  card: ModelCard,
  suggestions: readonly Pick<Suggestion, 'productId' | 'productName' | 'policyPrice'>[],
): string | null {
  const bounds = new Map<string, Bounds[]>();
  const { card: rule } = modelOf(card);
  for (const product of card.products)
    bounds.set(product.id, [...(bounds.get(product.id) ?? []), rule.bounds(product)]);
  for (const { productId, productName, policyPrice } of suggestions) {
    const allowed = bounds.get(rule.key === 'name' ? productName : productId);
    if (!allowed) return `prices "${productId}", which is no product of its card`;
    if (policyPrice === null) continue;
    if (!allowed.some(([low, high]) => policyPrice >= low - cent && policyPrice <= high + cent))
      return `says that the policy asked ${policyPrice} for "${productId}", but its card allows ${allowed[0]![0]} to ${allowed[0]![1]}`;
  }
  return null;
}
