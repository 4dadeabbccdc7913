// Price changes that were decided but are not in the file yet: rules about how often and how soon a price moves count them.

import { msPerDay } from '../table/day-numbers.ts';
import type { Decision, DecisionBook } from './decision.ts';
import type { PriceMoves } from './guardrails/guardrail.ts';

/** By product id; a product without an accepted change is not among them. */
export type AcceptedChanges = Readonly<Record<string, PriceMoves>>;

const weekMs = 7 * msPerDay;
/** Less than half a cent is no change. */
const leastChange = 0.005;

/**
 * How each product's price was moved by the decisions that stand.
 *
 * @param now ISO time; the core knows no clock.
 */
export function acceptedChanges(book: DecisionBook, now: string): AcceptedChanges {
  const moves = new Map<string, { readonly changesLastWeek: number; readonly daysSinceChange: number }>();
  const end = Date.parse(now);
  for (const { at, changes } of book.done) {
    for (const { productId, before, after } of changes) {
      if (!changesPrice(before, after)) continue;
      // A price that is yet to hold counts as one that has just moved.
      const when = Date.parse(after?.from ?? at);
      const isLastWeek = when > end - weekMs;
      const daysSinceChange = Math.max(0, Math.floor((end - when) / msPerDay));
      const { changesLastWeek, daysSinceChange: sooner } = moves.get(productId) ?? noneYet;
      moves.set(productId, {
        changesLastWeek: changesLastWeek + (isLastWeek ? 1 : 0),
        daysSinceChange: Math.min(sooner, daysSinceChange),
      });
    }
  }
  return Object.fromEntries(moves);
}

const noneYet = { changesLastWeek: 0, daysSinceChange: Infinity };

/** Against what was charged before: the decided price, else today's. */
function changesPrice(before: Decision | null, after: Decision | null): boolean {
  if (after === null || after.price === null || after.action === 'reject') return false;
  return Math.abs(after.price - (before?.price ?? after.currentPrice)) >= leastChange;
}
