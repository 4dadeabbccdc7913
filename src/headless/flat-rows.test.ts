import { expect, test } from 'vitest';

import { flatRows } from './flat-rows.ts';

test('flatRows: objects become columns, missing ones empty cells, lists of values one cell, lists of objects none', () => {
  const rows = flatRows([
    { step: 1, profit: { mean: 2.5, interval: [1, 4] }, isBest: true, worst: [{ product: 'tea' }] },
    { step: 2, profit: null, gap: Number.NaN, note: 'late' },
  ]);
  expect(rows).toEqual([
    ['step', 'profit_mean', 'profit_interval', 'isBest', 'profit', 'gap', 'note'],
    [1, 2.5, '1; 4', 'true', null, null, null],
    [2, null, null, null, null, null, 'late'],
  ]);
});
