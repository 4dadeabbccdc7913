// From columns to the dataset: dates settled, sales understood, each product merged, cleaned and judged usable.
//
// It reads no file, so another answer of the person ("it is units, not money") costs only this.

import { cleanHistory } from './clean-history.ts';
import type { NumericRole } from './columns.ts';
import {
  type Dataset,
  minimumUsableDays,
  type ProductHistory,
  type ProductInfo,
  type ReadChoices,
  type SalesTable,
} from './dataset.ts';
import { resolveDate } from './dates.ts';
import { cellExample, counted, FindingCollector } from './findings.ts';
import { type MergedDays, mergeDays, rowsByProduct } from './merge-days.ts';
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

  const { order, start } = rowsByProduct(table);
  const merged = table.products.map((_, p) => mergeDays(table, order.subarray(start[p], start[p + 1])));
  const verdict = judgeSales(merged, table.numbers.sales !== undefined);
  const salesMeaning = choices.salesMeaning ?? verdict.meaning;
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

/** The table with its days under `order`, without the rows whose date cannot be read. */
export function settleDates(
  { table, headers, mapping }: ReadResult,
  order: NonNullable<ReadChoices['dateOrder']>,
  findings: FindingCollector,
): SalesTable {
  const { rowCount, dateCode, dates } = table;
  const dayOfCode = new Int32Array(dates.texts.length);
  const isReadable = new Uint8Array(dates.texts.length);
  dates.parsed.forEach((parsed, code) => {
    const resolved = parsed ? resolveDate(parsed, order) : null;
    if (resolved === null) return;
    dayOfCode[code] = resolved;
    isReadable[code] = 1;
  });
  let readable = 0;
  for (let row = 0; row < rowCount; row++) readable += isReadable[dateCode[row]!]!;
  if (readable === rowCount) return tableOf(table, dateCode, dayOfCode, null);

  const kept = new Uint32Array(readable);
  let at = 0;
  const header = headers[mapping.date!]!;
  for (let row = 0; row < rowCount; row++) {
    const code = dateCode[row]!;
    if (isReadable[code]) {
      kept[at++] = row;
      continue;
    }
    const fileRow = table.fileRow[row]!;
    findings.add(
      {
        kind: 'unreadable-date',
        severity: 'attention',
        found: `Unreadable dates in "${header}"`,
        done: 'Rows left out',
      },
      fileRow,
      () => cellExample(fileRow, header, 'a date such as 2025-01-31', dates.texts[code]!),
    );
  }
  return tableOf(table, dateCode, dayOfCode, kept);
}

/** The sales table of the kept rows, or of all where `kept` is null. */
function tableOf(
  table: ReadResult['table'],
  dateCode: Uint32Array,
  dayOfCode: Int32Array,
  kept: Uint32Array | null,
): SalesTable {
  const n = kept ? kept.length : table.rowCount;
  const day = new Int32Array(n);
  let firstDay = Infinity;
  let lastDay = -Infinity;
  for (let row = 0; row < n; row++) {
    const value = dayOfCode[dateCode[kept ? kept[row]! : row]!]!;
    day[row] = value;
    if (value < firstDay) firstDay = value;
    if (value > lastDay) lastDay = value;
  }
  const pick = <T extends Uint32Array | Float64Array>(from: T, to: T): T => {
    if (!kept) return from;
    for (let row = 0; row < n; row++) to[row] = from[kept[row]!]!;
    return to;
  };
  const numbers: Partial<Record<NumericRole, Float64Array>> = {};
  for (const [role, values] of Object.entries(table.numbers)) {
    numbers[role as NumericRole] = pick(values, new Float64Array(kept ? n : 0));
  }
  return {
    rowCount: n,
    fileRow: pick(table.fileRow, new Uint32Array(kept ? n : 0)),
    day,
    firstDay,
    lastDay,
    product: pick(table.product, new Uint32Array(kept ? n : 0)),
    products: table.products,
    numbers,
  };
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
