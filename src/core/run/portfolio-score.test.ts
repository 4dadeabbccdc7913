import { expect, test } from 'vitest';

import type { EvaluatedProduct } from './events.ts';
import { gapOf } from './gap-closed.ts';
import { portfolioScore } from './portfolio-score.ts';

const product = (keepPrice: number, optimum: number, index = 0): EvaluatedProduct => ({
  product: index,
  keepPrice,
  bestFixedPrice: { price: 20, ret: (keepPrice + optimum) / 2 },
  optimum,
  elasticity: -2,
  elasticityError: 0.2,
  costShare: 0.8,
  stockCover: 1,
  demandNoise: 0.1,
});

test('gapOf: the share of a product’s own way; nothing where keeping earns 99 % of the optimum', () => {
  expect(gapOf(15, 10, 20)).toBe(0.5);
  expect(gapOf(8, 10, 20)).toBeCloseTo(-0.2, 12);
  expect(gapOf(15, 10, 10.05)).toBeNull(); // 10 is 99.5 % of 10.05
  expect(gapOf(15, 10, 10.2)).toBeCloseTo(25, 10); // 98 %
  expect(gapOf(15, 10, 10)).toBeNull();
  expect(gapOf(-1, -2, -1)).toBe(1); // 1 % of |-1| is less than the gap of 1
});

test('portfolioScore: mean returns, gaps and quartiles over the products that have a gap, by hand', () => {
  const baselines = {
    products: [product(10, 20), product(0, 10), product(5, 5), product(1, 3)],
    ofProducts: 4,
  };
  // Two episodes each: product 0 returns 16 and 18, product 1 9 and 9, product 2 5 and 4, product 3 1 and 2.
  const score = portfolioScore([16, 9, 5, 1, 18, 9, 4, 2], [0, 1, 2, 3, 0, 1, 2, 3], baselines);
  expect(score.returns).toEqual([17, 9, 4.5, 1.5]);
  expect(score.gaps).toEqual([0.7, 0.9, null, 0.25]);
  expect(score.episodesPerProduct).toBe(2);
  expect(score.quartiles!.median).toBeCloseTo(0.7, 12);
  expect(score.quartiles!.lower).toBeCloseTo((0.25 + 0.7) / 2, 12);
  expect(score.quartiles!.upper).toBeCloseTo((0.7 + 0.9) / 2, 12);
});

test('portfolioScore: without a product that has a gap there are no quartiles', () => {
  const score = portfolioScore([5, 6], [0, 1], { products: [product(5, 5), product(6, 6)], ofProducts: 2 });
  expect(score.gaps).toEqual([null, null]);
  expect(score.quartiles).toBeNull();
});
