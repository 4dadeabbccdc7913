// `lab catalogue FILE.csv [--products N] [--seed K]`: writes a generated catalogue for batch pricing.

import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';

import { catalogueFile } from '../demo/catalogue-file.ts';

const usage = 'catalogue FILE.csv [--products N] [--seed K]';
const mostProducts = 10_000_000;

/** @throws Error in one sentence for a bad option or a file that cannot be written. */
export async function catalogueCommand(args: readonly string[]): Promise<void> {
  const { path, products, seed } = optionsFrom(args);
  try {
    await pipeline(Readable.from(catalogueFile(products, seed)), createWriteStream(path));
  } catch (error) {
    throw new Error(`catalogue: cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
  const { size } = await stat(path);
  console.log(JSON.stringify({ written: [{ file: path, bytes: size, rows: products }] }, null, 1));
}

function optionsFrom(args: readonly string[]) {
  const option = { type: 'string' } as const;
  let values: { products?: string; seed?: string };
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({
      args: [...args],
      options: { products: option, seed: option },
      allowPositionals: true,
    }));
  } catch (error) {
    throw new Error(`catalogue: ${(error as Error).message.split('\n')[0]}; usage: ${usage}`, {
      cause: error,
    });
  }
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0)
    throw new Error(`catalogue: expected one file to write; usage: ${usage}`);
  return {
    path,
    products: wholeNumber('products', values.products ?? '1000000', 1, mostProducts),
    seed: wholeNumber('seed', values.seed ?? '1', 0, Number.MAX_SAFE_INTEGER),
  };
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max)
    throw new Error(`catalogue: --${name} is a whole number from ${min} to ${max}, got "${text}"`);
  return value;
}
