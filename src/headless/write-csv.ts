// Rows as a CSV file that a spreadsheet may open.

import { pricesCsv } from '../core/decisions/prices-csv.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { type Cell, csvLines } from '../core/text/csv-cell.ts';
import { writeOut } from './write-file.ts';

/** @throws Error in a sentence that begins with the command's name where the file cannot be written. */
export async function writeCsv(
  command: string,
  path: string,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  await writeText(command, path, csvLines(rows));
}

/** The price list as the page saves it. @throws Error as `writeCsv`. */
export async function writePriceList(
  command: string,
  path: string,
  suggestions: readonly Suggestion[],
): Promise<void> {
  await writeText(command, path, pricesCsv(suggestions, {}));
}

async function writeText(command: string, path: string, text: string): Promise<void> {
  await writeOut(command, path, text);
  process.stderr.write(`Wrote ${path}.\n`);
}
