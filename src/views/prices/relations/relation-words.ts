// The products of a price list as relations see them, and what each relation costs in words. Pure.

import { relatedProduct, type RelatedProduct } from '../../../core/decisions/relations/relation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { formatMoney } from '../../../core/text/format.ts';

export function productsOf(suggestions: readonly Suggestion[]): RelatedProduct[] {
  return suggestions.map(({ productId, productName, category, split }) =>
    relatedProduct({ id: productId, name: productName, category, ...(split ?? {}) }),
  );
}

/** By relation id: currency a day; null where it does not bind. */
export function costsOf(suggestions: readonly Suggestion[]): ReadonlyMap<string, number | null> {
  return new Map(
    suggestions.flatMap(({ relations = [] }) =>
      relations.map(({ id, costPerDay }) => [id, costPerDay] as const),
    ),
  );
}

export function costWords(cost: number | null | undefined): string {
  if (cost === undefined) return '';
  return cost === null ? 'Kept at no cost.' : `Costs ${formatMoney(cost)} a day.`;
}
