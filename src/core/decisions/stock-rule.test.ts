import { expect, test } from 'vitest';

import { calmerRule, riseOfTenthLess, ruledPrice, stockChecks, type StockRule } from './stock-rule.ts';

const rule: StockRule = {
  stock: 100,
  price: 10,
  exponent: 0.5,
  lowest: 8,
  highest: 20,
  demandLeft: Array.from({ length: 10 }, (_, day) => 1 - day / 10),
};

test('ruledPrice: as planned its price, dearer where less is left, never beyond its bounds', () => {
  expect(ruledPrice(rule, 0, 100)).toBe(10);
  expect(ruledPrice(rule, 5, 50)).toBe(10);
  // (0.5 / 0.25)^0.5 = 1.414, 17.5 labels of 2 %
  expect(ruledPrice(rule, 5, 25)).toBeCloseTo(10 * 1.02 ** 18, 9);
  expect(ruledPrice(rule, 5, 100)).toBe(8); // 10 / 1.414 = 7.07
  expect(ruledPrice(rule, 5, 1)).toBe(20);
  expect(ruledPrice(rule, 5, 49.5)).toBe(10); // half a percent is less than a label
});

test('calmerRule: all its prices go a share of the way from today’s', () => {
  const calmer = calmerRule(rule, 8, 0.5);
  expect([calmer.price, calmer.lowest, calmer.highest]).toEqual([
    expect.closeTo(Math.sqrt(80), 9),
    8,
    expect.closeTo(Math.sqrt(160), 9),
  ]);
});

test('stockChecks: every fifth morning, as planned and a quarter off', () => {
  const expectedLeft = [100, 90, 80, 70, 60, 50, 40, 30, 20, 10];
  expect(stockChecks({ rule, expectedLeft })).toEqual([
    {
      day: 5,
      planned: { units: 50, price: 10 },
      more: { units: 63, price: 8.88 }, // 0.5 * ln(50 / 63) / ln(1.02) = -5.8 labels
      fewer: { units: 38, price: 11.49 }, // 6.9 labels
    },
  ]);
  expect(stockChecks({ rule, expectedLeft: [100, 60, 20] })).toEqual([]);
});

test('riseOfTenthLess: 0.9^-0.5 - 1', () => {
  expect(riseOfTenthLess(rule)).toBeCloseTo(0.0541, 4);
});
