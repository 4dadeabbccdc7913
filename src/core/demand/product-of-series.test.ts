import { expect, test } from 'vitest';

import type { ProductInfo } from '../table/dataset.ts';

import { productOfSeries } from './product-of-series.ts';

const sold = (id: string, series: Record<string, string>, key?: string): ProductInfo => ({
  id,
  name: id,
  category: 'tea',
  series,
  ...(key === undefined ? {} : { key }),
});

test('productOfSeries: series of numbered stores are one product where a store number recurs in its key', () => {
  const stores = ['1', '2', '12'];
  const first = new Set(
    stores.map((store) => productOfSeries(sold(`P1 · ${store}`, { Store: store }, 'P1'))),
  );
  expect(first.size).toBe(1);
  // A record of before names no key of its own.
  for (const store of stores)
    expect(first).toContain(productOfSeries(sold(`P1 · ${store}`, { Store: store })));
  expect(first).not.toContain(productOfSeries(sold('P12 · 1', { Store: '1' }, 'P12')));
});

test('productOfSeries: of two places both go, and a product without series has no key', () => {
  const places = { Store: 'North', Channel: 'Web' };
  expect(productOfSeries(sold('P1 · North · Web', places))).toBe(productOfSeries(sold('x', places, 'P1')));
  expect(productOfSeries({ id: 'P1', name: 'P1', category: null })).toBeNull();
});
