import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { helpOf, readLine } from '../command.ts';
import { readFileLine } from '../lines/reading-lines.ts';
import { readDataset } from '../read-dataset.ts';
import { understoodOf } from './read-command.ts';

test('a sales file with its costs: what was understood, and what matched', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'read-'));
  const day = (t: number) => `2024-01-${String(t + 1).padStart(2, '0')}`;
  const sales = join(folder, 'sales.csv');
  const costs = join(folder, 'costs.csv');
  writeFileSync(
    sales,
    [
      'Date,SKU,Price,Units',
      ...Array.from({ length: 28 }, (_, t) => `${day(t)},A,${10 + (t % 3)},${30 - t}`),
    ].join('\n'),
  );
  writeFileSync(costs, 'SKU;Unit Cost\nA;4,20\nB;1,00\n');
  const { products, findings, joined } = understoodOf(await readDataset(sales, {}, [costs]));
  expect(products[0]).toMatchObject({ product: 'A', unitCost: 4.2 });
  expect(findings[0]!.sentence).toBe(
    'A second file was joined: "costs.csv": 1 row of 2 rows matched: costs for 1 of 1 product, on 28 of 28 days. ' +
      '1 product of the file is not in the sales and left out: "B".',
  );
  expect(joined).toMatchObject([{ kind: 'costs', productsMatched: 1, unknownProducts: { examples: ['B'] } }]);
});

test('--join may be typed several times', () => {
  const { argument, values } = readLine(readFileLine, ['s.csv', '--join', 'a.csv', '--join', 'b.xlsx']);
  expect([argument, values.join]).toEqual(['s.csv', ['a.csv', 'b.xlsx']]);
  expect(readLine(readFileLine, ['s.csv']).values.join).toEqual([]);
  expect(helpOf(readFileLine)).toContain('[--join FILE] ...');
});
