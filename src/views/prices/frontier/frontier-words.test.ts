import { expect, test } from 'vitest';

import type { FrontierPoint } from '../../../core/decisions/frontier.ts';
import { beatenBy, leaningsFrom, worthOf } from './frontier-words.ts';

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

test('frontier: a list that another beats in both is none of its points; equal ones are', () => {
  const point = (profit: number, revenue: number): FrontierPoint => ({
    weight: 0,
    prices: [],
    changes: 0,
    totals: { profit, revenue, units: 1 },
  });
  const points = [point(40, 100), point(30, 110), point(29, 105), point(20, 120), point(20, 120)];
  const beaten = points.map((each) => beatenBy(each, points, 'revenue', 'profit').length);
  expect(beaten).toEqual([0, 0, 1, 0, 0]);
});
