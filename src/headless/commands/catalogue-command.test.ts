import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';

import { readCatalogue, type CatalogueRow } from '../../core/decisions/read-catalogue.ts';
import { catalogueFile } from '../demo/catalogue-file.ts';
import { fileSource } from '../file-source.ts';
import { catalogueCommand } from './catalogue-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'catalogue-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('catalogue: writes the file that batch pricing reads, the same for the same seed', async () => {
  const path = join(folder, 'catalogue.csv');
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await catalogueCommand([path, '--products', '1200', '--seed', '4']);
  const said = JSON.parse(String(log.mock.calls[0]![0])) as { written: { rows: number; bytes: number }[] };
  log.mockRestore();
  const text = readFileSync(path, 'utf8');
  expect(said.written[0]).toMatchObject({ rows: 1200, bytes: Buffer.byteLength(text) });
  expect([...catalogueFile(1200, 4)].join('')).toBe(text);
  expect([...catalogueFile(1200, 5)].join('')).not.toBe(text);

  const rows: CatalogueRow[] = [];
  for await (const piece of readCatalogue(await fileSource(path))) {
    expect(piece.problems).toEqual([]);
    rows.push(...piece.rows);
  }
  expect(rows).toHaveLength(1200);
  expect(new Set(rows.map(({ productId }) => productId)).size).toBe(1200);
  expect(rows.every(({ price, cost }) => cost === null || cost < price)).toBe(true);
  // Blank in one of 20, of 10 and of 3: 60, 120 and 400, with room for chance
  const blank = (role: 'cost' | 'elasticity' | 'competitorPrice') =>
    rows.filter((row) => row[role] === null).length;
  expect(blank('cost')).toBeGreaterThan(30);
  expect(blank('cost')).toBeLessThan(100);
  expect(blank('elasticity')).toBeGreaterThan(80);
  expect(blank('competitorPrice')).toBeGreaterThan(320);
});

test('catalogue: bad input is one sentence', async () => {
  const usage = 'usage: catalogue FILE.csv [--products N] [--seed K]';
  const refused = (...args: string[]) => expect(catalogueCommand(args)).rejects;
  await refused().toThrow(`catalogue: expected one file to write; ${usage}`);
  await refused('a.csv', '--products', 'many').toThrow(
    'catalogue: --products is a whole number from 1 to 10000000, got "many"',
  );
  await refused(join(folder, 'nowhere', 'a.csv'), '--products', '1').toThrow(/^catalogue: cannot write /);
});
