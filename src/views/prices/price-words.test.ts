import { expect, test } from 'vitest';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import {
  changeShare,
  directionOf,
  formatChange,
  movesSentence,
  profitTogether,
  nextPeriod,
  servesSentence,
} from './price-words.ts';

const priced = (currentPrice: number, price: number | null) => ({ currentPrice, price }) as Suggestion;

test('directionOf: counts cents, not rounding', () => {
  expect(directionOf(priced(20, 20.01))).toBe('up');
  expect(directionOf(priced(20, 19.99))).toBe('down');
  expect(directionOf(priced(0.1 + 0.2, 0.3))).toBe('unchanged');
  expect(directionOf(priced(20, null))).toBe('infeasible');
});

test('formatChange: a sign for each direction', () => {
  expect(formatChange(0.05)).toBe('+5.0 %');
  expect(formatChange(-0.0321)).toBe('-3.2 %');
  expect(formatChange(0.0001)).toBe('±0.0 %');
  expect(formatChange(null)).toBe('–');
});

test('changeShare: none from nothing', () => {
  expect(changeShare(20, 21)).toBeCloseTo(0.05);
  expect(changeShare(0, 21)).toBeNull();
  expect(changeShare(20, null)).toBeNull();
});

test('movesSentence: infeasible ones are named only where there are some', () => {
  expect(movesSentence([priced(1, 2), priced(2, 1), priced(1, 1)])).toBe('1 price up, 1 down, 1 unchanged');
  expect(movesSentence([priced(1, null)])).toBe(
    '0 prices up, 0 down, 0 unchanged, 1 infeasible: two rules contradict each other there',
  );
});

test('nextPeriod: daily, weekly, monthly and odd files', () => {
  expect((['day', 'week', 'month', 'row'] as const).map(nextPeriod)).toEqual([
    'the next day',
    'the next week',
    'the next month',
    'the next period',
  ]);
});

test('servesSentence: says why one policy can price many', () => {
  expect(servesSentence(60, 'history')).toContain('scaled to its own range');
  expect(servesSentence(60, 'demand')).toContain('ratios');
  expect(servesSentence(1, 'demand')).toBe('The policy was trained for this product alone.');
});

test('profitTogether: the sum over products whose profit is known, and a word where it falls', () => {
  const brings = (before: number | null, after: number) =>
    ({
      outlookAtCurrent: { profit: before === null ? null : { value: before } },
      outlookAtSuggested: { profit: before === null ? null : { value: after } },
    }) as unknown as Suggestion;
  expect(profitTogether([brings(100, 70), brings(50, 60), brings(null, 0)], 'day')).toEqual({
    change: -20,
    sentence:
      'All suggested prices together are expected to bring 130.00 of profit a day instead of 150.00 (-13.3 %), over the 2 products whose profit is known. The policy follows its reward, which pays for more than profit.',
  });
  expect(profitTogether([brings(100, 110)], 'week')?.sentence).toBe(
    'All suggested prices together are expected to bring 110.00 of profit a week instead of 100.00 (+10.0 %).',
  );
  expect(profitTogether([brings(null, 0)], 'day')).toBeNull();
});
