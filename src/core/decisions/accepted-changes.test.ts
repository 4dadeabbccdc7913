import { expect, test } from 'vitest';

import { acceptedChanges } from './accepted-changes.ts';
import {
  emptyBook,
  proposeDecisions,
  withoutStep,
  withStep,
  type DecisionBook,
  type DecisionRequest,
} from './decision.ts';

const suggestions = [
  { productId: 'a', price: 11, currentPrice: 10 },
  { productId: 'b', price: 10, currentPrice: 10 },
];
const now = '2026-11-22T12:00:00Z';

function decide(book: DecisionBook, entry: number, at: string, request: DecisionRequest): DecisionBook {
  return withStep(book, {
    entry,
    at,
    changes: proposeDecisions(book.decisions, suggestions, request).changes,
  });
}

test('acceptedChanges: counts decided moves of the last seven days, not prices that stay', () => {
  let book = decide(emptyBook, 2, '2026-11-20T12:00:00Z', { action: 'accept', productIds: ['a', 'b'] });
  expect(acceptedChanges(book, now)).toEqual({ a: { changesLastWeek: 1, daysSinceChange: 2 } });
  book = decide(book, 3, '2026-11-21T12:00:00Z', {
    action: 'override',
    prices: [{ productId: 'a', price: 12 }],
    reason: 'agreed',
  });
  expect(acceptedChanges(book, now)).toEqual({ a: { changesLastWeek: 2, daysSinceChange: 1 } });
  expect(acceptedChanges(withoutStep(book, 3), now)).toEqual({
    a: { changesLastWeek: 1, daysSinceChange: 2 },
  });
  // The first lies more than seven days back by then.
  expect(acceptedChanges(book, '2026-11-28T11:00:00Z')).toEqual({
    a: { changesLastWeek: 1, daysSinceChange: 6 },
  });
});

test('acceptedChanges: a rejection keeps the price', () => {
  const book = decide(emptyBook, 2, now, { action: 'reject', productIds: ['a'] });
  expect(acceptedChanges(book, now)).toEqual({});
  // Nor is a rejection after an accepted price a move of its own.
  const moved = decide(emptyBook, 2, '2026-11-20T12:00:00Z', { action: 'accept', productIds: ['a'] });
  const back = decide(moved, 3, '2026-11-21T12:00:00Z', { action: 'reject', productIds: ['a'] });
  expect(acceptedChanges(back, now)).toEqual({ a: { changesLastWeek: 1, daysSinceChange: 2 } });
});
