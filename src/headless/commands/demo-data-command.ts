// `lab demo-data [FOLDER]`: writes the demo files anew, the same every time.

import { join } from 'node:path';

import { readLine } from '../command.ts';
import { demoDataLine } from '../lines/making-lines.ts';
import { catalogueCsv } from '../demo/demo-catalogue.ts';
import { marketplaceProductCsv } from '../demo/marketplace-product.ts';
import { writeInto } from '../write-file.ts';

export const demoSeed = 2025;

/** The generated demo files by name; `grocery-weekly.csv` beside them is real data and only kept. */
export function demoFiles(): Readonly<Record<string, string>> {
  return {
    'marketplace-product.csv': marketplaceProductCsv(demoSeed),
    'catalogue.csv': catalogueCsv(demoSeed),
  };
}

/** @throws Error in one sentence where the folder cannot be written. */
export async function demoDataCommand(args: readonly string[]): Promise<void> {
  const { argument: folder } = readLine(demoDataLine, args);
  const written = [];
  for (const [name, text] of Object.entries(demoFiles())) {
    const path = join(folder, name);
    await writeInto('demo-data', path, text);
    written.push({ file: path, bytes: Buffer.byteLength(text), rows: text.trimEnd().split('\n').length - 1 });
  }
  console.log(JSON.stringify({ written }, null, 1));
}
