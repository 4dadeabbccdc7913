import { expect, test } from 'vitest';

import type { Decision } from '../decision.ts';
import type { Suggestion } from '../suggestion.ts';
import { brokenRelations } from './broken-relations.ts';
import { relatedProduct } from './relation.ts';
import { usualRelations } from './relation-list.ts';

const products = [
  relatedProduct({ id: 's', name: 'Cola 1 l', category: null }),
  relatedProduct({ id: 'l', name: 'Cola 2 l', category: null }),
];
const set = { ...usualRelations, holdSizeLadders: true };
const suggestions = [
  { productId: 's', currentPrice: 2, price: 2.04 },
  { productId: 'l', currentPrice: 3.6, price: 4.08 },
] as Suggestion[];
const accepted = (productId: string, price: number): Decision => ({
  productId,
  action: 'accept',
  price,
  suggestedPrice: price,
  currentPrice: 2,
  reason: '',
});

test('brokenRelations: a part of a ladder accepted breaks it, all of it does not, none does not', () => {
  const titles = (decisions: Readonly<Record<string, Decision>>) =>
    brokenRelations(products, set, suggestions, decisions).map(({ title }) => title);
  expect(titles({})).toEqual([]);
  expect(titles({ l: accepted('l', 4.08) })).toEqual(['cola: 1 l, 2 l']);
  expect(titles({ l: accepted('l', 4.08), s: accepted('s', 2.04) })).toEqual([]);
  expect(brokenRelations(products, usualRelations, suggestions, { l: accepted('l', 4.08) })).toEqual([]);
});
