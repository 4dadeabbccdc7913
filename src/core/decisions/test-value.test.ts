import { expect, test } from 'vitest';

import { testValue, type TestedSeries } from './test-value.ts';

/** Cost 10 at 20.00: today's price is best at an elasticity of -2, which is what is known, give or take 1. */
const open: TestedSeries = {
  currentPrice: 20,
  unitCost: 10,
  unitsPerDay: 50,
  dispersion: 1,
  elasticity: -2,
  elasticityError: 1,
  lowest: 17,
  highest: 23,
};

test('an open question about a product that sells is worth a test', () => {
  const value = testValue(open, 22, 28)!;
  expect(value).toMatchObject({ price: 22, days: 28 });
  expect(value.worth).toBeGreaterThan(10 * value.cost);
});

test('what is known already is worth nothing', () => {
  expect(testValue({ ...open, elasticityError: 0 }, 22, 28)).toBeNull();
  expect(testValue({ ...open, elasticityError: 0.01 }, 22, 28)).toBeNull();
});

test('a product that hardly sells, or a price of today, tells nothing', () => {
  expect(testValue({ ...open, unitsPerDay: 0 }, 22, 28)).toBeNull();
  expect(testValue(open, 20, 28)).toBeNull();
  expect(testValue({ ...open, unitsPerDay: 0.02 }, 22, 28)).toBeNull();
});

test('an answer that could change nothing is worth nothing: every elasticity wants the highest price', () => {
  expect(testValue({ ...open, elasticity: -0.5, elasticityError: 0.2 }, 22, 28)).toBeNull();
});

test('a longer test tells more, and more demand makes knowing worth more', () => {
  const short = testValue(open, 22, 14)!;
  const long = testValue(open, 22, 56)!;
  // A longer test leaves fewer days to earn with what it told.
  expect(long.worth / (365 - 56)).toBeGreaterThan(short.worth / (365 - 14));
  expect(testValue({ ...open, unitsPerDay: 100 }, 22, 14)!.worth).toBeGreaterThan(2 * short.worth);
});
