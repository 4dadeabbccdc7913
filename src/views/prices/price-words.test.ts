import { expect, test } from 'vitest';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import {
  changeShare,
  directionOf,
  formatChange,
  movesSentence,
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
    'tomorrow',
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
