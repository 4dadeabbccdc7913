import { expect, test } from 'vitest';

import { suggestionsSchema } from './suggestion-schema.ts';

const old = { productId: 'tea', currentPrice: 10, price: 11, expectedAtCurrent: { price: 10, units: 5 } };

test('suggestionsSchema: prices of the first version of bundles are left out, half-told ones refused', () => {
  expect(suggestionsSchema.parse([])).toEqual([]);
  expect(suggestionsSchema.parse([old, old])).toEqual([]);
  expect(suggestionsSchema.safeParse([{ ...old, verdict: 'answers' }]).success).toBe(false);
  expect(suggestionsSchema.safeParse([old, { productId: 'mug' }]).success).toBe(false);
  expect(suggestionsSchema.safeParse({ length: 1 }).success).toBe(false);
});
