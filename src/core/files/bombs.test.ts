import { gzipSync, strToU8, zipSync } from 'fflate';
import { expect, test, vi } from 'vitest';

import { memorySource } from '../table/byte-source.ts';
import { ReadError } from '../table/read-error.ts';
import { readTable } from '../table/read-table.ts';
import type * as wholeBytes from './formats/whole-bytes.ts';

const bound = 1 << 22;

// The bound itself takes half a minute to reach; what is tested is that unpacking is counted and ends there.
vi.mock('./formats/whole-bytes.ts', async (original) => ({
  ...(await original<typeof wholeBytes>()),
  largestUnpacked: 1 << 22,
}));

const zeros = new Uint8Array(2 * bound);
const lines = strToU8('2024-01-01,1,1\n'.repeat(Math.ceil((2 * bound) / 15)));

test.each([
  ['{"a":', '1', '}'],
  ['[', '"date":1', ']'],
  ['[{"a":', '[]', '}]'],
])('JSON nested a hundred thousand times %s is refused in a sentence', async (open, inmost, close) => {
  const text = `${open.repeat(100_000)}${inmost}${close.repeat(100_000)}`;
  await expect(readTable(memorySource('sales.json', strToU8(text)))).rejects.toBeInstanceOf(ReadError);
});

test.each([
  ['book.xlsx', zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/worksheets/sheet1.xml': zeros })],
  ['pictures.xlsx', zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/media/image1.png': zeros })],
  ['sales.zip', zipSync({ 'sales.csv': lines })],
  ['sales.csv.gz', gzipSync(lines)],
])('%s, small and packed with far more than may be unpacked, is refused', async (name, bytes) => {
  expect(bytes.length).toBeLessThan(bound / 50);
  await expect(readTable(memorySource(name, bytes))).rejects.toThrow(`"${name}" unpacks to more than`);
});
