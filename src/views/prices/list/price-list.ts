// The price list as a file: the same columns as CSV or as a workbook.

import { pricesCsv } from '../../../core/decisions/prices-csv.ts';
import type { Decisions } from '../../../core/decisions/decision.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { saveFile } from '../../ui/save-file.ts';
import { saveText } from './save-text.ts';

/** Products up to which a workbook is written without holding up the page for long. */
export const mostInWorkbook = 5_000;

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** `catalogue-prices` from `catalogue.csv`; `prices` where there is no file. */
export function priceListStem(fileName: string | null): string {
  const stem = (fileName ?? '')
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 80);
  return stem === '' ? 'prices' : `${stem}-prices`;
}

export function savePriceCsv(
  fileName: string | null,
  suggestions: readonly Suggestion[],
  decisions: Decisions,
): void {
  saveText(`${priceListStem(fileName)}.csv`, pricesCsv(suggestions, decisions), 'text/csv;charset=utf-8');
}

/** What writes the workbook is loaded when it is first asked for. */
export async function savePriceWorkbook(
  fileName: string | null,
  suggestions: readonly Suggestion[],
  decisions: Decisions,
): Promise<void> {
  const { priceWorkbook } = await import('../../../core/export/price-workbook.ts');
  const bytes = priceWorkbook(suggestions, decisions);
  saveFile(`${priceListStem(fileName)}.xlsx`, new Blob([bytes], { type: workbookType }));
}
