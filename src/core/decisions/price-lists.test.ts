import { expect, test } from 'vitest';

import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { priceLists } from './price-lists.ts';
import { suggestPrices } from './suggest-price.ts';
import { tiedSetup as setup } from './tied-products-fixture.ts';

test.each([
  { lean: null, isQuick: false },
  { lean: { towards: 'revenue', weight: 0.5 }, isQuick: false },
  { lean: { towards: 'units', weight: 0.8 }, isQuick: true },
] as const)('priceLists: prices and what a day brings are those of suggestPrices, %o', (choices) => {
  const listOf = priceLists(null, setup, [], defaultGuardrails, { level: 0.6 });
  listOf({ lean: { towards: 'revenue', weight: 1 } }); // a list before leaves nothing behind
  const list = listOf(choices);
  const suggestions = suggestPrices(null, setup, [], defaultGuardrails, { level: 0.6, ...choices });
  expect(list.some(({ price, currentPrice }) => price !== currentPrice)).toBe(true);
  expect(list.map(({ productId, price }) => [productId, price])).toEqual(
    suggestions.map(({ productId, price }) => [productId, price]),
  );
  list.forEach(({ expectedAtCurrent, expectedAtSuggested }, i) => {
    const { expectedAtCurrent: now, expectedAtSuggested: then } = suggestions[i]!;
    expect(expectedAtCurrent.profit).toBeCloseTo(now.profit!, 9);
    expect(expectedAtSuggested!.units).toBeCloseTo(then!.units, 9);
    expect(expectedAtSuggested!.sales).toBeCloseTo(then!.sales, 9);
  });
});

test('priceLists: begun at the prices of a list like it, a quick one comes to the same prices', () => {
  const listOf = priceLists(null, setup, [], defaultGuardrails, { level: 0.6 });
  const pricesOf = (list: ReturnType<typeof listOf>) => list.map(({ price }) => price);
  const lean = { towards: 'revenue', weight: 0.5 } as const;
  const before = listOf({ lean: { ...lean, weight: 0.3 }, isQuick: true });
  const near = new Map(before.map(({ productId, price }) => [productId, price!]));
  const anew = listOf({ lean, isQuick: true });
  expect(pricesOf(anew)).not.toEqual(pricesOf(before));
  expect(pricesOf(listOf({ lean, isQuick: true, near }))).toEqual(pricesOf(anew));
});
