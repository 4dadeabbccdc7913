// Rows as a CSV file that a spreadsheet may open, and the price list as one or as a workbook.

import type { Decisions } from '../core/decisions/decision.ts';
import { pricesCsv } from '../core/decisions/prices-csv.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import { priceWorkbook } from '../core/export/price-workbook.ts';
import { type Cell, csvLines } from '../core/text/csv-cell.ts';
import { writeOut } from './write-file.ts';

/** @throws Error in a sentence that begins with the command's name where the file cannot be written. */
export async function writeCsv(
  command: string,
  path: string,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  await written(command, path, csvLines(rows));
}

/**
 * The price list as the page saves it, as CSV, as a workbook, or both.
 *
 * @throws Error as `writeCsv`.
 */
export async function writePriceList(
  command: string,
  { csv, xlsx }: { readonly csv: string | undefined; readonly xlsx: string | undefined },
  suggestions: readonly Suggestion[],
  decisions: Decisions = {},
): Promise<void> {
  if (csv !== undefined) await written(command, csv, pricesCsv(suggestions, decisions));
  if (xlsx !== undefined) await written(command, xlsx, priceWorkbook(suggestions, decisions));
}

async function written(command: string, path: string, content: string | Uint8Array): Promise<void> {
  await writeOut(command, path, content);
  process.stderr.write(`Wrote ${path}.\n`);
}
