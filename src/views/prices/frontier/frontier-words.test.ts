import { expect, test } from 'vitest';

import { leaningsFrom, worthOf } from './frontier-words.ts';

test('frontier: where gains count in revenue, revenue is not offered as what to trade it for', () => {
  expect(leaningsFrom('profit')).toEqual(['revenue', 'units']);
  expect(leaningsFrom('revenue')).toEqual(['units']);
});

test('frontier: the upright axis is the objective, revenue where no cost is known', () => {
  const known = { profit: 40, revenue: 100, units: 10 };
  expect(worthOf(known, 'profit')).toBe(40);
  expect(worthOf(known, 'revenue')).toBe(100);
  expect(worthOf({ ...known, profit: null }, 'profit')).toBe(100);
});
