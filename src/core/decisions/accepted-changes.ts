// Price changes that were decided but are not in the file yet: they count where changes a week are limited.

import type { Decision, DecisionBook } from './decision.ts';
import type { AcceptedChanges } from './suggest-price.ts';

const weekMs = 7 * 86_400_000;
/** Less than half a cent is no change. */
const leastChange = 0.005;

/**
 * How often each product's price was changed by a decision that stands, in the seven days before `now`.
 *
 * @param now ISO time; the core knows no clock.
 */
export function acceptedChanges(book: DecisionBook, now: string): AcceptedChanges {
  const counts = new Map<string, number>();
  const from = Date.parse(now) - weekMs;
  for (const { at, changes } of book.done) {
    if (!(Date.parse(at) > from)) continue;
    for (const { productId, before, after } of changes)
      if (changesPrice(before, after)) counts.set(productId, (counts.get(productId) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** Against what was charged before: the decided price, else today's. */
function changesPrice(before: Decision | null, after: Decision | null): boolean {
  if (after === null || after.price === null || after.action === 'reject') return false;
  return Math.abs(after.price - (before?.price ?? after.currentPrice)) >= leastChange;
}
