// Rows as a CSV file that a spreadsheet may open.

import { pricesCsv } from '../core/decisions/prices-csv.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { csvCell } from '../core/text/csv-cell.ts';
import { writeWhole } from './whole-file.ts';

/** @throws Error in a sentence that begins with the command's name where the file cannot be written. */
export async function writeCsv(
  command: string,
  path: string,
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  await writeText(command, path, rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''));
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
  await writeWhole(command, path, text);
  process.stderr.write(`Wrote ${path}.\n`);
}
