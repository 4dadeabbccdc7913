import { expect, test } from 'vitest';

import type { Decisions } from '../../../core/decisions/decision.ts';
import { recommendationFixture } from '../../../core/decisions/recommendation-fixture.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import {
  categoriesOf,
  decisionState,
  filtered,
  isFiltering,
  noFilter,
  searchTexts,
  type ProductFilter,
} from './product-filter.ts';

const product = (productId: string, productName: string, category: string | null, price: number | null) =>
  ({
    productId,
    productName,
    category,
    currentPrice: 10,
    price,
    unitCost: 4,
    trail: [],
    recommendation: recommendationFixture({ action: price === 9 ? 'test' : 'change' }),
    verdict: price === null ? 'cannotTell' : 'answers',
  }) as unknown as Suggestion;

const suggestions = [
  product('T1', 'Green Tea', 'Drinks', 11),
  product('T2', 'Black Tea', 'Drinks', 9),
  product('S1', 'Soap', null, null),
];
const decisions = {
  T1: { productId: 'T1', action: 'accept' },
  T2: { productId: 'T2', action: 'override' },
  S1: { productId: 'S1', action: 'clear' },
} as unknown as Decisions;
const ids = (filter: Partial<ProductFilter>) =>
  filtered(suggestions, searchTexts(suggestions), decisions, { ...noFilter, ...filter }).map(
    (each) => each.productId,
  );

test('filtered: every word in name, id or category, in any case', () => {
  expect(ids({ text: 'TEA drinks' })).toEqual(['T1', 'T2']);
  expect(ids({ text: ' s1 ' })).toEqual(['S1']);
  expect(ids({ text: 'tea soap' })).toEqual([]);
});

test('filtered: what is recommended; without a price nothing is', () => {
  expect(ids({ action: 'change' })).toEqual(['T1']);
  expect(ids({ action: 'test' })).toEqual(['T2']);
});

test('filtered: category, verdict, decision and card narrow together', () => {
  expect(ids({ category: 'Drinks', card: 'up' })).toEqual(['T1']);
  expect(ids({ verdict: 'cannotTell' })).toEqual(['S1']);
  expect(ids({ decision: 'overridden' })).toEqual(['T2']);
  expect(ids({ card: 'infeasible', decision: 'open' })).toEqual(['S1']);
});

test('filtered: no filter gives the very same list', () => {
  expect(isFiltering({ ...noFilter, text: '  ' })).toBe(false);
  expect(filtered(suggestions, [], decisions, noFilter)).toBe(suggestions);
});

test('decisionState: what an undo took back is open again', () => {
  expect(decisionState(decisions, 'S1')).toBe('open');
  expect(decisionState(decisions, 'unknown')).toBe('open');
  expect(decisionState(decisions, 'T1')).toBe('accepted');
});

test('categoriesOf: each once, sorted, without the missing one', () => {
  expect(categoriesOf([product('a', 'a', 'Tea', 1), ...suggestions])).toEqual(['Drinks', 'Tea']);
});
