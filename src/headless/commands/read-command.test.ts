import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { helpOf, readLine } from '../command.ts';
import { readFileLine } from '../lines/reading-lines.ts';
import { readDataset } from '../read-dataset.ts';
import { featuresCommand } from './features-command.ts';
import { readCommand, understoodOf } from './read-command.ts';
import { splitHalvesCommand } from './split-halves-command.ts';

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

test('read, features, split-halves: --csv writes what is printed as a table', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tables-test-'));
  const path = join(folder, 'table.csv');
  const run = async (command: (args: readonly string[]) => Promise<void>, file: string) => {
    let text = '';
    vi.spyOn(console, 'log').mockImplementation((line: string) => void (text += line));
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    await command([file, '--csv', path]);
    vi.restoreAllMocks();
    const rows = readFileSync(path, 'utf8').trim().split('\r\n');
    return { printed: JSON.parse(text) as Record<string, unknown>, rows };
  };
  try {
    const read = await run(readCommand, 'public/demo/catalogue.csv');
    const products = read.printed['products'] as { product: string; rows: number; units: number }[];
    expect(read.rows).toHaveLength(1 + products.length);
    const units = read.rows[0]!.split(',').indexOf('units');
    expect(Number(read.rows[3]!.split(',')[units])).toBe(products[2]!.units);
    const features = await run(featuresCommand, 'public/demo/marketplace-product.csv');
    const [one] = features.printed['products'] as { dates: string[]; raw: { price: number[] } }[];
    expect(features.rows).toHaveLength(1 + one!.dates.length);
    expect(features.rows[5]!.split(',').slice(1, 3)).toEqual([one!.dates[4], String(one!.raw.price[4])]);
    const halves = await run(splitHalvesCommand, 'public/demo/marketplace-product.csv');
    expect(halves.rows[0]).toMatch(/^model,group,products,contradicting/);
    expect(halves.rows).toHaveLength(9);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
