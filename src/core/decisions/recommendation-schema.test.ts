import { expect, test } from 'vitest';

import { recommendationFixture } from './recommendation-fixture.ts';
import { recommendationSchema, withRecommendation } from './recommendation-schema.ts';

const outlookOf = (profit: number) => ({
  units: { value: 10, interval: [9, 11] },
  revenue: { value: 200, interval: [180, 220] },
  profit: { value: profit, interval: [profit - 10, profit + 10] },
});
const earlier = {
  currentPrice: 20,
  policyPrice: 23.4567,
  price: 23,
  trail: [{ rule: 'largestChange' }],
  bindingRule: 'largestChange',
  confidence: 0.9,
  confidenceIn: 'profit',
  expectedAtCurrent: { price: 20 },
  expectedAtSuggested: { price: 23 },
  outlookAtCurrent: outlookOf(100),
  outlookAtSuggested: outlookOf(112),
};

test('what is written is read', () => {
  const recommendation = recommendationFixture();
  expect(recommendationSchema.parse(JSON.parse(JSON.stringify(recommendation)))).toEqual(recommendation);
});

test('a price of an earlier version is recommended where it was likely enough to gain', () => {
  const upgraded = withRecommendation(earlier) as typeof earlier & {
    recommendation: unknown;
    askedPrice: number;
  };
  expect(upgraded.price).toBe(23);
  expect(upgraded.askedPrice).toBe(23.4567);
  expect(recommendationSchema.parse(upgraded.recommendation)).toMatchObject({
    action: 'change',
    candidate: 'agent',
    probability: 0.9,
    gainPerDay: { value: 12 },
  });
});

test('an earlier price that was likely to lose becomes an opinion, and today’s price stays', () => {
  const upgraded = withRecommendation({ ...earlier, confidence: 0.08 }) as typeof earlier & {
    recommendation: unknown;
  };
  expect(upgraded).toMatchObject({ price: 20, trail: [], bindingRule: null, confidence: null });
  expect(upgraded.expectedAtSuggested).toEqual(earlier.expectedAtCurrent);
  expect(recommendationSchema.parse(upgraded.recommendation)).toMatchObject({
    action: 'keep',
    candidates: [{ name: 'keep' }, { name: 'agent', price: 23, probability: 0.08 }],
  });
});

test('what is no earlier suggestion, or has its recommendation, stays as it is', () => {
  expect(withRecommendation('x')).toBe('x');
  const whole = { ...earlier, recommendation: recommendationFixture() };
  expect(withRecommendation(whole)).toBe(whole);
  const broken = { ...earlier, currentPrice: 'twenty' };
  expect(withRecommendation(broken)).toBe(broken);
});
