import { expect, test } from 'vitest';

import { columnTable } from './column-table.ts';

test('columnTable: ISO days beside the values', () => {
  const days = Int32Array.of(0, 20_000); // 20,000 days after 1970-01-01: 2024-10-04
  expect(columnTable(days, Float64Array.of(9.5, 10), 'price (currency)')).toEqual({
    columns: ['date', 'price (currency)'],
    rows: [
      ['1970-01-01', 9.5],
      ['2024-10-04', 10],
    ],
  });
});
