import { describe, expect, test } from 'vitest';

import { packSizeOf } from './pack-size.ts';
import type { RelatedProduct } from './relation.ts';
import { relationProblem, relationsBetween, usualRelations } from './relation-list.ts';
import { laddersOf } from './size-ladder.ts';

const product = (id: string, name = id, changes: Partial<RelatedProduct> = {}): RelatedProduct => ({
  id,
  name,
  category: null,
  key: id,
  series: null,
  ...changes,
});

describe('packSizeOf', () => {
  test.each([
    ['Cola 1.5 l', 1500, 'ml', 'cola'],
    ['Cola 6 x 330 ml', 1980, 'ml', 'cola'],
    ['Cola 330ml x 6', 1980, 'ml', 'cola'],
    ['Saft 0,7 L Flasche', 700, 'ml', 'saft flasche'],
    ['Tropicana 64 oz', 64 * 28.3495, 'g', 'tropicana'],
    ['Olive oil 16 fl oz', 16 * 29.5735, 'ml', 'olive oil'],
    ['Nappies, 84 pcs', 84, 'pieces', 'nappies'],
    ['AA batteries 12-pack', 12, 'pieces', 'aa batteries'],
    ['Flour 2kg', 2000, 'g', 'flour'],
  ])('%s', (name, size, measure, family) => {
    const found = packSizeOf(name)!;
    expect(found.size).toBeCloseTo(size, 6);
    expect([found.measure, found.family]).toEqual([measure, family]);
  });

  test.each(['Shirt 42', 'iPhone 12 Pro', 'Model X5 large', '500 g', 'Version 2.0'])('none in %s', (name) =>
    expect(packSizeOf(name)).toBeNull(),
  );
});

describe('sizeLadder', () => {
  const cola = [product('c2', 'Cola 2 l'), product('c1', 'Cola 1 l'), product('c05', 'COLA 500 ml')];

  test('sizes of one family, smallest first, each against the next', () => {
    const [ladder] = relationsBetween([...cola, product('t', 'Tea 1 l')], {
      ...usualRelations,
      holdSizeLadders: true,
    });
    expect(ladder!.title).toBe('cola: 500 ml, 1 l, 2 l');
    expect(ladder!.limits.map(({ lower, upper, ratio }) => [lower, upper, ratio])).toEqual([
      ['c1', 'c05', 2],
      ['c2', 'c1', 2],
    ]);
    expect(ladder!.limits[0]!.lowerWords).toBe('no more per litre than "COLA 500 ml"');
    expect(relationsBetween(cola, usualRelations)).toEqual([]);
  });

  test('what a person says stands before the name, and null takes a product out', () => {
    const said = { c1: null, x: { family: 'cola', size: 6 }, y: { family: 'cola', size: 2 } };
    const ladders = laddersOf([...cola, product('x', 'Big box'), product('y', 'Box')], said);
    expect(ladders.map(({ packs }) => packs.map(({ id }) => id))).toEqual([
      ['c05', 'c2'],
      ['y', 'x'],
    ]);
  });

  test('stores and categories have ladders of their own', () => {
    const inStore = (store: string) =>
      cola.map((each) => ({ ...each, id: `${each.id} ${store}`, series: { Store: store } }));
    expect(laddersOf([...inStore('N'), ...inStore('S')]).map(({ packs }) => packs.length)).toEqual([3, 3]);
  });
});

test('brandGap: by id or name, within each store; a product that is missing is named', () => {
  const stores = ['N', 'S'].flatMap((store) => [
    product(`own ${store}`, 'Own', { key: 'own', series: { Store: store } }),
    product(`brand ${store}`, 'Brand', { key: 'brand', series: { Store: store } }),
  ]);
  const set = { ...usualRelations, brandGaps: [{ below: 'own', above: 'Brand', percent: 10 }] };
  expect(relationsBetween(stores, set).map(({ limits }) => limits[0])).toMatchObject([
    { lower: 'own N', upper: 'brand N', ratio: 0.9 },
    { lower: 'own S', upper: 'brand S', ratio: 0.9 },
  ]);
  expect(relationProblem(stores, set)).toBeNull();
  expect(relationProblem(stores.slice(0, 1), set)).toBe(
    'Brand gap: no product has the id or the name "Brand".',
  );
});

test('onePrice: every series of a product is as dear as its first', () => {
  const stores = ['N', 'S', 'W'].map((store) =>
    product(`tea ${store}`, `Tea, ${store}`, { key: 'tea', series: { Store: store } }),
  );
  const [relation] = relationsBetween([...stores, product('mug')], {
    ...usualRelations,
    onePriceOverStores: true,
  });
  expect(relation).toMatchObject({ title: 'Tea: 3 series', products: ['tea N', 'tea S', 'tea W'] });
  expect(relation!.limits).toHaveLength(4);
});
