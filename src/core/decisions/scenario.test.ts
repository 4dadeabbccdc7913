import { expect, test } from 'vitest';

import { defaultGuardrails, type Guardrails } from './guardrails/guardrail-list.ts';
import { recommendationFixture } from './recommendation-fixture.ts';
import { priceDifferences, resultOf, ruleDifferences } from './scenario.ts';
import { scenariosSchema, withRules } from './scenario-schema.ts';
import type { Suggestion } from './suggestion.ts';

function suggestion(productId: string, price: number | null, gain: number, changes = {}): Suggestion {
  const gainPerDay = { value: gain, interval: [gain - 1, gain + 1] } as const;
  const action = price === 20 ? 'keep' : 'change';
  return {
    productId,
    productName: productId.toUpperCase(),
    currentPrice: 20,
    price,
    recommendation: recommendationFixture({ action, gainPerDay, ...changes }),
  } as unknown as Suggestion;
}

test('resultOf: totals, and of each product its price and gain, none where it stays or cannot be', () => {
  const { total, prices } = resultOf([
    suggestion('tea', 21, 4),
    suggestion('mug', 20, 9),
    suggestion('jar', null, 2),
  ]);
  expect(total).toMatchObject({ changed: 1, kept: 1, infeasible: 1, gainPerDay: { value: 4 } });
  expect(prices.map(({ productId, price, gainPerDay }) => [productId, price, gainPerDay])).toEqual([
    ['tea', 21, 4],
    ['mug', 20, 0],
    ['jar', null, 0],
  ]);
});

test('priceDifferences: only products with other prices, the widest gap of gains first', () => {
  const careful = resultOf([suggestion('tea', 20, 0), suggestion('mug', 21, 3), suggestion('jar', 22, 5)]);
  const bold = resultOf([suggestion('tea', 24, 2), suggestion('mug', 21, 3), suggestion('jar', 26, 11)]);
  const found = priceDifferences([careful, bold]);
  expect(found.map(({ productId, gainBetween }) => [productId, gainBetween])).toEqual([
    ['jar', 6],
    ['tea', 2],
  ]);
  expect(found[0]!.prices.map((each) => each!.price)).toEqual([22, 26]);
  // A product that one list does not have has another price there.
  const more = priceDifferences([careful, resultOf([suggestion('tea', 20, 0)])]);
  expect(more.map(({ productId }) => productId).sort()).toEqual(['jar', 'mug']);
  expect(more[0]!.prices[1]).toBeNull();
});

test('priceDifferences: where gains are counted in different things, by price', () => {
  const inProfit = resultOf([suggestion('tea', 21, 90), suggestion('mug', 30, 1)]);
  const revenue = { objective: 'revenue' };
  const inRevenue = resultOf([suggestion('tea', 22, 1, revenue), suggestion('mug', 20, 1, revenue)]);
  expect(priceDifferences([inProfit, inRevenue]).map(({ productId }) => productId)).toEqual(['mug', 'tea']);
});

test('ruleDifferences: rules for all in words, and that scopes or relations differ', () => {
  const tight: Guardrails = {
    ...defaultGuardrails,
    all: { ...defaultGuardrails.all, largestChangePercent: 5 },
    products: { tea: { largestChangePercent: 3 } },
  };
  expect(ruleDifferences([defaultGuardrails, defaultGuardrails])).toEqual([]);
  expect(ruleDifferences([defaultGuardrails, tight])).toEqual([
    { label: 'Largest change', words: ['15 %', '5 %'] },
    { label: 'Products with rules of their own', words: ['0', '1'] },
  ]);
});

test('scenariosSchema: what is kept comes back the same; names that are equal and rules that cannot be are refused', () => {
  const advice = {
    level: 0.7,
    objective: 'auto',
    lean: null,
    mostChanges: null,
    typedPrices: { tea: 21 },
  } as const;
  const result = resultOf([suggestion('tea', 21, 4), suggestion('jar', null, 2)]);
  const scenario = {
    name: 'Bold',
    keptAt: '2026-11-22T10:00:00.000Z',
    guardrails: defaultGuardrails,
    advice,
    result,
  };
  const read = (json: unknown) => withRules(scenariosSchema.parse(JSON.parse(JSON.stringify(json))));
  expect(read([scenario])).toEqual([scenario]);
  expect(() => read([scenario, scenario])).toThrow('names that differ');
  const broken = { ...scenario, guardrails: { all: { largestChangePercent: -4 } } };
  expect(() => read([broken])).toThrow(/the scenario "Bold".*The guardrails cannot be used/);
});
