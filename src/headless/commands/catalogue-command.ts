// `lab catalogue FILE.csv [--products N] [--seed K]`: writes a generated catalogue for batch pricing.

import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { readLine } from '../command.ts';
import { catalogueLine } from '../lines/making-lines.ts';
import { catalogueFile } from '../demo/catalogue-file.ts';
import { partOf } from '../write-file.ts';

/** @throws Error in one sentence for a bad option or a file that cannot be written. */
export async function catalogueCommand(args: readonly string[]): Promise<void> {
  const { argument: path, values } = readLine(catalogueLine, args);
  const { products, seed } = values;
  const part = await partOf('catalogue', path);
  await pipeline(Readable.from(catalogueFile(products, seed)), createWriteStream(part.path)).catch(part.fail);
  await part.done();
  const { size } = await stat(path);
  console.log(JSON.stringify({ written: [{ file: path, bytes: size, rows: products }] }, null, 1));
}
