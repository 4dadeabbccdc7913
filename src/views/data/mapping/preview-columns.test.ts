import { expect, test } from 'vitest';

import { fileOrder } from '../../../core/table/group-rows.ts';
import { dailyCsv, readText } from '../../../core/table/small-files-fixture.ts';

import { decimalsOf, previewColumns } from './preview-columns.ts';

test('decimalsOf: enough decimals for every number, none for whole ones, at most four', () => {
  expect(decimalsOf(Float64Array.of(1, 2, NaN))).toBe(0);
  expect(decimalsOf(Float64Array.of(1.5, 2.25))).toBe(2);
  expect(decimalsOf(Float64Array.of(12.99, 1e6 / 3))).toBe(4);
  expect(decimalsOf(new Float64Array(0))).toBe(0);
});

test('previewColumns: decimals are those of the first rows of the file, whichever product stands first in the table', async () => {
  const text = dailyCsv(
    'SKU,Date,Price,Sales',
    (t, date) => `A,${date},${10 + (t % 2)},30\nB,${date},12.99,25.98`,
    1200,
  );
  const dataset = await readText(text);
  const order = fileOrder(dataset.table.fileRow);
  const price = previewColumns(dataset, order).find(({ header }) => header === 'Product Price')!;
  expect([order[0]!, order[1]!].map(price.text)).toEqual(['10.00', '12.99']);
});
