import { expect, test } from 'vitest';

import { columns } from './columns.ts';
import { checkMapping, mappingProblem, matchHeaders } from './header.ts';

test('matchHeaders: every native header finds its role', () => {
  const mapping = matchHeaders(columns.map((column) => column.header));
  expect(mapping).toEqual(Object.fromEntries(columns.map((column, i) => [column.role, i])));
});

test('matchHeaders: no synonym is claimed twice by headers of the same rank', () => {
  for (const column of columns) {
    for (const synonym of column.synonyms) {
      expect(Object.keys(matchHeaders([synonym])), synonym).toHaveLength(1);
    }
  }
});

test('matchHeaders: case, spacing, punctuation, accents and units do not matter', () => {
  expect(matchHeaders(['REPORT_DATE', ' product-price ', 'Revenue (EUR)'])).toEqual({
    date: 0,
    price: 1,
    sales: 2,
  });
  expect(matchHeaders(['date', 'Price [USD]', 'Umsatz in €'])).toEqual({ date: 0, price: 1, sales: 2 });
  expect(matchHeaders(['Day', 'Unit Price', 'Qty', 'Ad Conversion %'])).toEqual({
    date: 0,
    price: 1,
    units: 2,
    adConversion: 3,
  });
});

test('matchHeaders: Product is the product, Product Price the price, and an SKU wins over a name', () => {
  expect(matchHeaders(['Product', 'Product Price'])).toEqual({ productId: 0, price: 1 });
  expect(matchHeaders(['Product', 'SKU'])).toEqual({ productId: 1, productName: 0 });
  expect(matchHeaders(['Unit Price', 'Price', 'Product Price']).price).toBe(2);
});

test('matchHeaders: a header __proto__ is a header like any other', () => {
  expect(matchHeaders(['__proto__', 'Date', 'constructor', 'Price'])).toEqual({ date: 1, price: 3 });
});

test('mappingProblem: names what was found and what is missing', () => {
  expect(mappingProblem(['When', 'Price'], { price: 1 })).toBe(
    'The file has the columns "When" and "Price", but none that names a date (such as "Report Date") or sales or units (such as "Total Sales" or "Units").',
  );
  expect(mappingProblem(['a', 'b', 'c'], { date: 0, price: 1, units: 2 })).toBeNull();
});

test('checkMapping: refuses a column that is not there and a column with two roles', () => {
  expect(() => checkMapping(['a'], { date: 3 })).toThrow(
    'The column chosen for date does not exist: the file has 1 columns.',
  );
  expect(() => checkMapping(['a', 'b'], { date: 0, price: 0 })).toThrow(
    'The column "a" was chosen for both date and price; choose one.',
  );
});
