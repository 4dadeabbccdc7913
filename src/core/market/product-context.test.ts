import { expect, test } from 'vitest';

import { writeProductContext, type ProductFacts } from './product-context.ts';

const facts: ProductFacts = {
  elasticity: -2.5,
  elasticityError: 0.3,
  costShare: 0.6,
  price: 12,
  lowest: 8,
  highest: 18,
};

function context(changes: Partial<ProductFacts> = {}): number[] {
  const out = new Float32Array(6).fill(9);
  writeProductContext({ ...facts, ...changes }, out, 1);
  expect([out[0], out[5]]).toEqual([9, 9]);
  return [...out.slice(1, 5)].map((value) => Number(value.toFixed(6)));
}

test('writeProductContext: elasticity and its error, cost share and place of the price, by hand', () => {
  // 1 - 2.5 / 2, 2 * 0.3 - 1, 2 * 0.6 - 1, 2 * 4 / 10 - 1
  expect(context()).toEqual([-0.25, -0.4, 0.2, -0.2]);
  expect(context({ price: 18, elasticity: -1, elasticityError: 1 })).toEqual([0.5, 1, 0.2, 1]);
});

test('writeProductContext: what is unknown or far out stays within bounds', () => {
  expect(context({ costShare: null })[2]).toBe(0);
  expect(context({ elasticity: -30, elasticityError: 9 }).slice(0, 2)).toEqual([-2, 2]);
  expect(context({ lowest: 10, highest: 10 })[3]).toBe(0);
  expect(context({ price: 1000 })[3]).toBe(2);
});
