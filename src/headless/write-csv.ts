// Rows as a CSV file that a spreadsheet may open.

import { writeFile } from 'node:fs/promises';

import { csvCell } from '../core/text/csv-cell.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';

/** @throws Error in a sentence that begins with the command's name where the file cannot be written. */
export async function writeCsv(
  command: string,
  path: string,
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  const text = rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  await writeFile(path, text).catch((error: unknown) => {
    throw new Error(`${command}: cannot write ${path}: ${sentenceOf(error)}`, { cause: error });
  });
  process.stderr.write(`Wrote ${path}.\n`);
}
