import { expect, test } from 'vitest';

import { summary } from '../../core/demand/summary-fixture.ts';
import { z975 } from '../../core/demand/verdict-limits.ts';
import { beyondAxis, elasticityAxis, rankedProducts, shareOf } from './demand-ranking-rows.ts';

const history = (name: string, daysPerRow = 1) => ({
  daysPerRow,
  product: { id: name, key: name, name, category: null },
});

const two = rankedProducts(
  [history('Tea'), history('Cups', 7), history('Not fitted yet')],
  [
    summary({ verdict: 'answers', baseUnits: 10, referencePrice: 2 }),
    summary({ verdict: 'cannotTell', baseUnits: 70, referencePrice: 6, marketElasticity: -1 }),
  ],
);

test('rankedProducts: by sales a day, whatever the length of a row, with 1.96 errors on each side', () => {
  expect(two.map(({ index, name, salesPerDay }) => [index, name, salesPerDay])).toEqual([
    [1, 'Cups', 60],
    [0, 'Tea', 20],
  ]);
  const { elasticity, interval } = two[1]!;
  expect((interval[0] + interval[1]) / 2).toBeCloseTo(elasticity, 12);
  expect(interval[1] - interval[0]).toBeCloseTo(2 * z975 * 0.2, 12);
});

test('shareOf: how many products, and which part of the sales they are', () => {
  expect(shareOf(two, ['answers', 'leans'])).toEqual({ products: 1, salesShare: 0.25 });
  expect(shareOf([], ['answers'])).toEqual({ products: 0, salesShare: 0 });
});

test('elasticityAxis: never wider than -8 to 1, and ends at 0 where nothing reaches above', () => {
  expect(elasticityAxis(two)).toEqual([-3, 0]);
  expect(elasticityAxis([{ ...two[0]!, elasticity: -20, interval: [-30, 2] }])).toEqual([-8, 1]);
});

test('beyondAxis: what the axis does not reach is told by its side', () => {
  expect([-20, -8, 0.4, 1, 20.8].map((value) => beyondAxis(value, -8, 1))).toEqual([
    'left',
    null,
    null,
    null,
    'right',
  ]);
});
