import { expect, test } from 'vitest';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { changeShare, directionOf, formatChange, nextPeriod } from './price-words.ts';

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

test('nextPeriod: daily, weekly, monthly and odd files', () => {
  expect((['day', 'week', 'month', 'row'] as const).map(nextPeriod)).toEqual([
    'the next day',
    'the next week',
    'the next month',
    'the next period',
  ]);
});
