import { expect, test } from 'vitest';

import { chartCsv } from '../../core/export/charts/chart-data.ts';
import { fileStem } from './save-file.ts';

test('chartCsv: a header, a line a row, formulas defused, gaps empty', () => {
  const csv = chartCsv({
    columns: ['product', 'price (currency)'],
    rows: [
      ['=cmd|"/c calc"!A1', 9.5],
      ['Tea, green', Number.NaN],
      ['@SUM(A1)', null],
    ],
  });
  expect(csv).toBe(
    'product,price (currency)\r\n"\'=cmd|""/c calc""!A1",9.5\r\n"Tea, green",\r\n\'@SUM(A1),\r\n',
  );
});

test('fileStem: a title as the name of a file', () => {
  expect(fileStem('Price path')).toBe('price-path');
  expect(fileStem('Café ../..')).toBe('cafe');
  expect(fileStem('†')).toBe('chart');
});
