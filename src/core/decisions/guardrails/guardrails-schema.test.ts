import { expect, test } from 'vitest';
import { z } from 'zod';

import { defaultGuardrails, guardrailList, guardrailsFor } from './guardrail-list.ts';
import { parseGuardrails } from './guardrails-schema.ts';

/** As projects and logs have had them from the first. */
const saved = {
  all: {
    largestChangePercent: 10,
    minMarginPercent: 12,
    minPrice: 2,
    maxPrice: 90,
    competitorBand: { belowPercent: 3, abovePercent: 4 },
    maxChangesPerWeek: 1,
    minAdvertisedPrice: 2.5,
    ending: { kind: 'ending', cents: 99 },
  },
  categories: { tea: { largestChangePercent: null, ending: { kind: 'step', step: 0.05 } } },
  products: { mug: { competitorBand: null, minPrice: 3 } },
};

test('parseGuardrails: rules saved before open as they were; rules they did not know hold as by default', () => {
  const { all, categories, products } = parseGuardrails(saved);
  expect(all).toEqual({ ...defaultGuardrails.all, ...saved.all });
  expect({ categories, products }).toEqual({ categories: saved.categories, products: saved.products });
  expect(parseGuardrails({})).toEqual(defaultGuardrails);
});

test('parseGuardrails: says where it is wrong', () => {
  const refused = (json: unknown) => expect(() => parseGuardrails(json));
  refused({ all: { competitorBand: { belowPercent: 101, abovePercent: 1 } } }).toThrow(
    'all.competitorBand.belowPercent',
  );
  refused({ products: { tea: { maxChangesPerWeek: 1.5 } } }).toThrow('products.tea.maxChangesPerWeek');
  refused({ all: { minPrice: 9, maxPrice: 8 } }).toThrow(
    'all: the lowest price 9.00 is above the highest 8.00; swap them',
  );
  refused({ all: { ending: { kind: 'step', step: 0.005 } } }).toThrow('all.ending.step');
});

test('each rule checks, names and switches off the keys it owns, and no two own the same', () => {
  const keys = guardrailList.flatMap(({ usual }) => Object.keys(usual));
  expect(new Set(keys).size).toBe(keys.length);
  for (const rule of guardrailList) {
    const own = Object.keys(rule.usual);
    expect(Object.keys(rule.schema(z))).toEqual(own);
    expect(Object.keys(rule.off)).toEqual(own);
    if ('fields' in rule) expect(rule.describe(rule.off)).toBeNull();
  }
});

test('parseGuardrails: a product or category may be called __proto__ or constructor, and its rules hold', () => {
  const rules = parseGuardrails(
    JSON.parse(
      '{"products":{"__proto__":{"largestChangePercent":1}},"categories":{"constructor":{"minMarginPercent":9}}}',
    ),
  );
  const of = (id: string, category: string) => guardrailsFor(rules, { id, category });
  expect(of('__proto__', 'constructor')).toEqual({
    ...defaultGuardrails.all,
    largestChangePercent: 1,
    minMarginPercent: 9,
  });
  expect(of('constructor', '__proto__')).toEqual(defaultGuardrails.all);
  expect(() => parseGuardrails(JSON.parse('{"products":{"__proto__":{"minPrice":"low"}}}'))).toThrow(
    'products.__proto__.minPrice',
  );
});
