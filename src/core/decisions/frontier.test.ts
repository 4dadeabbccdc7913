import { describe, expect, test } from 'vitest';

import { fewestChanges } from './fewest-changes.ts';
import { type ListTotals, listForGoal, parseGoal, pointFor } from './frontier.ts';
import { leanedCost, type Lean } from './recommendation.ts';
import { recommendationFixture } from './recommendation-fixture.ts';
import type { Suggestion } from './suggestion.ts';

/** 100 units at 10, cost 6, elasticity -2: the best price is twice the counted cost, at least 7. */
function listAt(lean: Lean): number {
  return Math.max(7, 2 * leanedCost(6, 10, lean));
}
function totalsAt(price: number): ListTotals {
  const units = 100 * (price / 10) ** -2;
  return { units, revenue: units * price, profit: units * (price - 6) };
}

describe('listForGoal', () => {
  test('revenue: no more of the profit is given up than the goal takes', () => {
    // revenue 1000 * 10 / p: 1200 at p = 8.33
    const { list, totals, isReached } = listForGoal({ total: 'revenue', atLeast: 1200 }, listAt, totalsAt);
    expect(isReached).toBe(true);
    expect(totals.revenue).toBeGreaterThanOrEqual(1200);
    expect(list).toBeGreaterThan(8.2);
    expect(list).toBeLessThanOrEqual(8.3334);
  });

  test('a goal that the best list for profit reaches costs nothing', () => {
    expect(listForGoal({ total: 'revenue', atLeast: 500 }, listAt, totalsAt)).toMatchObject({
      list: 12,
      weight: 0,
      isReached: true,
    });
  });

  test('a goal beyond reach: the list that comes nearest, and it says so', () => {
    const found = listForGoal({ total: 'revenue', atLeast: 5000 }, listAt, totalsAt);
    expect(found).toMatchObject({ isReached: false, list: 7 });
  });

  test('units, and profit as a floor under more revenue', () => {
    const units = listForGoal({ total: 'units', atLeast: 150 }, listAt, totalsAt);
    expect(units.totals.units).toBeGreaterThanOrEqual(150);
    expect(units.totals.units).toBeLessThan(153);
    // 100 (p - 6) / (p / 10)^2 = 400 at p = 10 (and beyond the best price)
    const profit = listForGoal({ total: 'profit', atLeast: 400 }, listAt, totalsAt);
    expect(profit.totals.profit).toBeGreaterThanOrEqual(400 - 1e-6);
    expect(profit.list).toBeLessThan(10.1);
  });
});

test('pointFor: of the points that reach the goal the one of the highest profit', () => {
  const points = [0, 0.5, 1].map((weight) => {
    const price = listAt({ towards: 'revenue', weight });
    return { weight, prices: [price], totals: totalsAt(price), changes: 1 };
  });
  expect(pointFor(points, { total: 'revenue', atLeast: 900 })!.weight).toBe(0.5);
  expect(pointFor(points, { total: 'revenue', atLeast: 9000 })).toBeNull();
});

test('parseGoal: what it reads, and what it asks for', () => {
  expect(parseGoal('revenue >= 1200.5')).toEqual({ total: 'revenue', atLeast: 1200.5 });
  expect(() => parseGoal('revenue > 5')).toThrow('expected a goal such as "revenue>=12000"');
});

describe('fewestChanges', () => {
  const gains: Readonly<Record<string, number>> = { a: 5, b: 9, c: 1, forced: 0 };
  const suggest = (held: ReadonlySet<string> | null): Suggestion[] =>
    Object.entries(gains).map(([productId, value]) => {
      const isForced = productId === 'forced';
      const stays = held?.has(productId) === true && !isForced;
      return {
        productId,
        currentPrice: 10,
        price: stays ? 10 : 11,
        recommendation: recommendationFixture({
          action: stays ? 'keep' : 'change',
          isForced,
          gainPerDay: { value, interval: [0, 10] },
        }),
      } as Suggestion;
    });
  const changed = (list: readonly Suggestion[]) =>
    list.filter(({ recommendation }) => recommendation.action === 'change').map(({ productId }) => productId);

  test('what gains most keeps its change, what must change takes a place', () => {
    expect(changed(fewestChanges(2, suggest))).toEqual(['b', 'forced']);
    expect(changed(fewestChanges(null, suggest))).toHaveLength(4);
    expect(changed(fewestChanges(0, suggest))).toEqual(['forced']);
  });
});
