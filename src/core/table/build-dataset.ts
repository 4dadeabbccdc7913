// From columns to the dataset: dates settled, sales understood, each product merged, cleaned and judged usable.
//
// It reads no file, so another answer of the person ("it is units, not money") costs only this.

import { cleanHistory } from './clean-history.ts';
import {
  type Dataset,
  minimumUsableDays,
  type ProductHistory,
  type ProductInfo,
  type ReadChoices,
  type SalesTable,
} from './dataset.ts';
import { noDay } from './dates.ts';
import { cellExample, counted, FindingCollector } from './findings.ts';
import { fileOrder, rowOrder, taken } from './group-rows.ts';
import { type MergedDays, mergeDays } from './merge-days.ts';
import { ReadError } from './read-error.ts';
import { noRow, type ReadResult } from './read-table.ts';
import { judgeSales } from './sales-meaning.ts';
import { findInDataset } from './semantic-findings.ts';

/**
 * The dataset of a file that was read, under the person's choices.
 *
 * @throws ReadError where a question is still open, no row has a readable date, or no product has 14 usable days.
 */
export function buildDataset(result: ReadResult, choices: ReadChoices = {}): Dataset {
  const open = result.questions.find((question) => question.kind !== 'dateOrder' || !choices.dateOrder);
  if (open) throw new ReadError(open.message);
  const dateOrder = choices.dateOrder ?? result.dateOrder;
  const dateFindings = new FindingCollector();
  const table = settleDates(result, dateOrder, dateFindings);
  if (table.rowCount === 0) throw noRow(result.fileName, [...dateFindings.list(), ...result.findings]);

  const { start } = rowOrder(table.product, table.day, table.products.length);
  const merged = table.products.map((_, p) => mergeDays(table, start[p]!, start[p + 1]!));
  const verdict = judgeSales(merged, table.numbers.sales !== undefined);
  const salesMeaning = choices.salesMeaning ?? result.plan.salesMeaning ?? verdict.meaning;
  const histories: ProductHistory[] = [];
  const unusable: { product: ProductInfo; reason: string }[] = [];
  const used: MergedDays[] = [];
  table.products.forEach((product, p) => {
    const days = merged[p]!;
    const reason = whyUnusable(days);
    if (reason) {
      unusable.push({ product, reason });
      return;
    }
    histories.push(cleanHistory(product, days, salesMeaning));
    used.push(days);
  });
  if (histories.length === 0) throw tooShort(result.fileName, table.products, merged);

  const semantic = findInDataset({
    table,
    headers: result.headers,
    mapping: result.mapping,
    merged: used,
    histories,
    unusable,
    verdict,
    salesMeaning,
    isOverruled: choices.salesMeaning !== undefined && choices.salesMeaning !== verdict.meaning,
  });
  return {
    fileName: result.fileName,
    fileBytes: result.fileBytes,
    fingerprint: result.fingerprint,
    format: {
      encoding: result.encoding,
      delimiter: result.delimiter,
      decimalSeparator: result.decimalSeparator,
      dateOrder,
    },
    headers: result.headers,
    mapping: result.mapping,
    table,
    salesMeaning,
    salesMeaningOverruled: choices.salesMeaning !== undefined && choices.salesMeaning !== verdict.meaning,
    histories,
    unusable,
    findings: FindingCollector.sorted([...dateFindings.list(), ...result.findings, ...semantic]),
  };
}

/**
 * The table with its days under `dateOrder`, without the rows whose date cannot be read; product after product, oldest
 * day first. Columns that need neither are those that were read, not copies.
 */
export function settleDates(
  result: ReadResult,
  dateOrder: NonNullable<ReadChoices['dateOrder']>,
  findings: FindingCollector,
): SalesTable {
  const { fileRow, dateCode, dates, product, products, numbers } = result.table;
  const day = dates.daysOf(dateCode, { ...result.dateReading, order: dateOrder });
  let columns: RowColumns = { fileRow, day, product, numbers };
  // Read under another order, rows that are one day now may not stand as in the file.
  if (dateOrder !== result.dateOrder) columns = takenRows(columns, fileOrder(fileRow));
  let unreadable = 0;
  for (let row = 0; row < day.length; row++) if (day[row] === noDay) unreadable++;
  if (unreadable > 0) {
    noteUnreadableDates(result, day, findings);
    const readable = new Uint32Array(day.length - unreadable);
    let n = 0;
    for (let row = 0; row < day.length; row++) if (columns.day[row] !== noDay) readable[n++] = row;
    columns = takenRows(columns, readable);
  }
  const { order } = rowOrder(columns.product, columns.day, products.length);
  if (order) columns = takenRows(columns, order);
  let firstDay = Infinity;
  let lastDay = -Infinity;
  const rowCount = columns.day.length;
  for (let row = 0; row < rowCount; row++) {
    const one = columns.day[row]!;
    if (one < firstDay) firstDay = one;
    if (one > lastDay) lastDay = one;
  }
  return { rowCount, ...columns, firstDay, lastDay, products };
}

type RowColumns = Pick<SalesTable, 'fileRow' | 'day' | 'product' | 'numbers'>;

function takenRows({ fileRow, day, product, numbers }: RowColumns, rows: Uint32Array): RowColumns {
  return {
    fileRow: taken(fileRow, rows),
    day: taken(day, rows),
    product: taken(product, rows),
    numbers: Object.fromEntries(Object.entries(numbers).map(([role, values]) => [role, taken(values, rows)])),
  };
}

function noteUnreadableDates(
  { table, headers, mapping }: ReadResult,
  day: Int32Array,
  findings: FindingCollector,
): void {
  const header = headers[mapping.date!]!;
  for (let row = 0; row < day.length; row++) {
    if (day[row] !== noDay) continue;
    const fileRow = table.fileRow[row]!;
    const text = table.dates.texts[table.dateCode[row]!]!;
    findings.add(
      {
        kind: 'unreadable-date',
        severity: 'attention',
        found: `Unreadable dates in "${header}"`,
        done: 'Rows left out',
      },
      fileRow,
      () => cellExample(fileRow, header, 'a date such as 2025-01-31', text),
    );
  }
}

/** Why a product's days cannot be used, in words; null where they can. */
function whyUnusable(days: MergedDays): string | null {
  if (days.count < minimumUsableDays) {
    return `${counted(days.count, 'usable day')}; ${minimumUsableDays} are needed`;
  }
  for (let t = 0; t < days.count; t++) if (!Number.isNaN(days.price[t]!)) return null;
  return 'no price on any day';
}

function tooShort(
  fileName: string,
  products: readonly ProductInfo[],
  merged: readonly MergedDays[],
): ReadError {
  let longest = 0;
  merged.forEach((days, p) => {
    if (days.count > merged[longest]!.count) longest = p;
  });
  const reason = whyUnusable(merged[longest]!)!;
  const whose =
    products.length === 1
      ? 'it has'
      : `of ${products.length} products the longest, "${products[longest]!.id}", has`;
  return new ReadError(`"${fileName}" holds too little history: ${whose} ${reason}.`);
}
