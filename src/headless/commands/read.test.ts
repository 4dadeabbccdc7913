import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readJoined } from '../read-dataset.ts';
import { understoodOf } from './read.ts';

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
  const { dataset, joined } = await readJoined(sales, {}, costs);
  const { products, findings } = understoodOf(dataset);
  expect(products[0]).toMatchObject({ product: 'A', unitCost: 4.2 });
  expect(findings[0]!.sentence).toBe(
    '"costs.csv" was joined: 1 of 2 rows found a day of 1 of 1 product: It brings costs for 28 days. no sales of "B"',
  );
  expect(joined[0]).toMatchObject({ matched: ['A'], unknown: ['B'], usedRows: 1 });
});
