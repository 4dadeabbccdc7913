// Relations that what a person decided would break: a part of the prices that hang together was accepted, or a price was overridden.

import { decisionFor, type Decisions } from '../decision.ts';
import type { Suggestion } from '../suggestion.ts';
import { isKept } from './price-lattice.ts';
import type { RelatedProduct, Relation } from './relation.ts';
import { type RelationName, relationsBetween, type RelationSet } from './relation-list.ts';

/**
 * Relations broken by the prices that are charged once the decisions act: the decided ones, today's where none stands. Those
 * without any decision among their products are left out: nothing was done to them.
 */
export function brokenRelations(
  products: readonly RelatedProduct[],
  set: RelationSet,
  suggestions: readonly Suggestion[],
  decisions: Decisions,
): Relation<RelationName>[] {
  const place = new Map(suggestions.map(({ productId }, i) => [productId, i]));
  const prices = suggestions.map(
    ({ productId, currentPrice }) => decisionFor(decisions, productId)?.price ?? currentPrice,
  );
  return relationsBetween(products, set).filter(
    ({ products: ids, limits }) =>
      ids.some((id) => decisionFor(decisions, id) !== null) &&
      limits.some(({ lower, upper, ratio }) => {
        const [below, above] = [place.get(lower), place.get(upper)];
        return (
          below !== undefined && above !== undefined && !isKept({ lower: below, upper: above, ratio }, prices)
        );
      }),
  );
}
