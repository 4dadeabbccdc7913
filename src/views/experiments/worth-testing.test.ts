import { expect, test } from 'vitest';

import { recommendationFixture } from '../../core/decisions/recommendation-fixture.ts';
import type { RecommendedAction } from '../../core/decisions/recommendation.ts';
import { advisedTestPrice, testsByWorth, valuedPrices, worthSentence } from './worth-testing-words.ts';

const product = (productId: string, action: RecommendedAction, worth: number | null) => ({
  productId,
  productName: productId,
  currentPrice: 20,
  recommendation: recommendationFixture({
    action,
    test: worth === null ? null : { price: 22, days: 28, worth, cost: 100 },
  }),
});

test('testsByWorth: only what is to be tested, the one worth most over its cost first', () => {
  const tests = testsByWorth([
    product('Soap', 'test', 500),
    product('Tea', 'change', 9_000),
    product('Jam', 'test', 2_600),
    product('Salt', 'keep', null),
  ]);
  expect(tests.map(({ productId }) => productId)).toEqual(['Jam', 'Soap']);
  // 2,600 - 100 + 500 - 100
  expect(worthSentence(tests, 4)).toBe(
    'Test 2 products before changing the price: together worth 2,900 a year over what the tests cost.',
  );
});

test('worthSentence: with nothing to test it says why; of many it says which are shown', () => {
  expect(worthSentence([], 60)).toMatch(/^None of the 60 products needs a test/);
  const many = testsByWorth(['A', 'B', 'C', 'D'].map((id) => product(id, 'test', 300)));
  expect(worthSentence(many, 9)).toContain('Test 4 products before changing the price');
  expect(worthSentence(many, 9)).toContain('the 3 worth most first');
});

test('advisedTestPrice: that of the test, else the price to change to, else none', () => {
  const priced = (id: string, action: RecommendedAction, worth: number | null) => ({
    ...product(id, action, worth),
    price: 17,
  });
  const suggestions = [
    priced('Soap', 'test', 500),
    priced('Tea', 'change', null),
    priced('Salt', 'keep', null),
  ];
  expect(['Soap', 'Tea', 'Salt', 'Jam'].map((id) => advisedTestPrice(suggestions, id))).toEqual([
    22,
    17,
    null,
    null,
  ]);
});

test('valuedPrices: what Prices expects of each price that is held, today’s and calendars aside', () => {
  const [keep] = recommendationFixture().candidates;
  const gainPerDay = { value: 158, interval: [100, 200] } as const;
  const candidates = [
    keep!,
    { ...keep!, name: 'demandOptimum' as const, price: 22, gainPerDay },
    { ...keep!, name: 'schedule' as const, price: 23, isSchedule: true, gainPerDay },
  ];
  const priced = { currentPrice: 20, recommendation: recommendationFixture({ candidates }) };
  expect(valuedPrices(priced)).toEqual([{ priceA: 20, priceB: 22, measure: 'profit', gainPerDay: 158 }]);
  const lean = { towards: 'units', weight: 1 } as const;
  expect(valuedPrices({ ...priced, recommendation: { ...priced.recommendation, lean } })).toEqual([]);
  expect(valuedPrices(undefined)).toEqual([]);
});
