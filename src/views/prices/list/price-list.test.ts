import { expect, test } from 'vitest';

import { priceListStem } from './price-list.ts';

test('priceListStem: after the file it is for, without its ending or a date', () => {
  expect(priceListStem('catalogue.csv')).toBe('catalogue-prices');
  expect(priceListStem('My shop (2026).xlsx')).toBe('My-shop-2026-.xlsx'.replace('.xlsx', '-prices'));
  expect(priceListStem(null)).toBe('prices');
});
