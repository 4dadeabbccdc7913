// `lab catalogue FILE.csv [--products N] [--seed K]`: writes a generated catalogue for batch pricing.

import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { readLine } from '../command.ts';
import { catalogueLine } from '../lines/making-lines.ts';
import { catalogueFile } from '../demo/catalogue-file.ts';

/** @throws Error in one sentence for a bad option or a file that cannot be written. */
export async function catalogueCommand(args: readonly string[]): Promise<void> {
  const { argument: path, values } = readLine(catalogueLine, args);
  const { products, seed } = values;
  try {
    await pipeline(Readable.from(catalogueFile(products, seed)), createWriteStream(path));
  } catch (error) {
    throw new Error(`catalogue: cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
  const { size } = await stat(path);
  console.log(JSON.stringify({ written: [{ file: path, bytes: size, rows: products }] }, null, 1));
}
