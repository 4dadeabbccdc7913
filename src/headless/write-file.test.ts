import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { partOf, placeProblem, writeInto, writeOut } from './write-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'write-file-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pathOf = (name: string) => join(folder, name);

test('partOf: until it is done the old file stands whole, then the new one does', async () => {
  const path = pathOf('prices.csv');
  writeFileSync(path, 'old');
  const part = await partOf('price', path);
  writeFileSync(part.path, 'half of the n');
  expect(readFileSync(path, 'utf8')).toBe('old');
  writeFileSync(part.path, 'new');
  await part.done();
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['prices.csv']);
});

test('partOf: what failed or was dropped leaves the old file and nothing beside it', async () => {
  const path = pathOf('prices.csv');
  writeFileSync(path, 'old');
  const dropped = await partOf('price', path);
  writeFileSync(dropped.path, 'half');
  await dropped.drop();
  const failed = await partOf('price', path);
  writeFileSync(failed.path, 'half');
  const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
  await expect(failed.fail(full)).rejects.toThrow(`price: cannot write ${path}: the disk is full`);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['prices.csv']);
});

test('writeOut: a place that cannot be written is told before anything is written', async () => {
  await expect(writeOut('advise', folder, 'x')).rejects.toThrow('it is a folder, and a file is wanted');
  const lost = pathOf('no/such/prices.csv');
  await expect(writeOut('advise', lost, 'x')).rejects.toThrow(`there is no folder ${pathOf('no/such')}`);
  expect(existsSync(pathOf('no'))).toBe(false);
});

test('writeInto: makes the folder it goes into', async () => {
  const path = pathOf('made/for/it.csv');
  await writeInto('charts', path, 'x');
  expect(readFileSync(path, 'utf8')).toBe('x');
});

test('placeProblem: a file where a folder is wanted, and a folder below a file', () => {
  const file = pathOf('prices.csv');
  expect(placeProblem(file, 'file')).toBeNull();
  expect(placeProblem(file, 'folder')).toBe('it is a file, and a folder is wanted');
  expect(placeProblem(join(file, 'below.csv'), 'file')).toBe(`${file} is no folder`);
  expect(placeProblem(pathOf('new'), 'folder')).toBeNull();
});
