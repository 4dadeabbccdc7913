// From columns to the dataset: dates settled, sales understood, each product merged, cleaned and judged usable.
//
// It reads no file, so another answer of the person ("it is units, not money") costs only this.

import { joinFinding } from '../files/second-file/join-report-words.ts';
import { sheetQuestions } from '../files/second-file/read-second-file.ts';
import { joinSecondFiles } from '../files/second-file/join-second-files.ts';
import type { CellTable } from '../files/read-cells.ts';
import { cleanHistory } from './clean-history.ts';
import {
  type Dataset,
  type Finding,
  minimumUsableDays,
  type OpenQuestion,
  type ProductHistory,
  type ProductInfo,
  type ReadChoices,
  type SalesTable,
} from './dataset.ts';
import { leftOutDays, noteDaysLeftOut, withDaysLeftOut } from './days-left-out.ts';
import { withDriversOfDays } from './demand-drivers.ts';
import { counted, FindingCollector } from './findings.ts';
import { rowOrder } from './group-rows.ts';
import { joinedKeys } from './keys-alike.ts';
import { type MergedDays, mergeDays } from './merge-days.ts';
import { rowsThatBelong } from './odd-rows.ts';
import { noteCurrencyChange } from './currency-change.ts';
import { pricesInOneUnit } from './price-levels.ts';
import { periodWord } from './period-word.ts';
import { notePricesApart } from './prices-in-a-day.ts';
import { ReadError } from './read-error.ts';
import { noRow, type ReadResult } from './read-table.ts';
import { judgeSales, type MeaningVerdict } from './sales-meaning.ts';
import { findInDataset } from './semantic-findings.ts';
import { settleDates } from './settle-dates.ts';
import { daySpan, takenRows, withoutEmptyProducts } from './table-rows.ts';
import { totalProducts } from './total-products.ts';

/**
 * The dataset of a file that was read, under the person's choices, with what `secondFiles` give it.
 *
 * @throws ReadError where a question is still open, no row has a readable date, no product has 14 usable days, or a second
 * file does not belong to these sales.
 */
export function buildDataset(
  result: ReadResult,
  choices: ReadChoices = {},
  secondFiles: readonly CellTable[] = [],
): Dataset {
  const open = result.questions.find((question) => question.kind !== 'dateOrder' || !choices.dateOrder);
  if (open) throw new ReadError(open.message);
  const dateOrder = choices.dateOrder ?? result.dateOrder;
  const dateFindings = new FindingCollector();
  const settled = settleDates(result, dateOrder, dateFindings);
  if (settled.rowCount === 0) {
    const hasOtherColumns = result.headers.length > Object.keys(result.mapping).length;
    throw noRow(result.fileName, [...dateFindings.list(), ...result.findings], hasOtherColumns);
  }
  const questions: OpenQuestion[] = [...result.plan.questions];
  const kin = joinedKeys(settled, choices, dateFindings, questions);
  const own = withoutOddRows(kin, result, dateFindings);

  const { start } = rowOrder(own.product, own.day, own.products.length);
  notePricesApart({ table: own, start }, result.plan, choices, dateFindings, questions);
  const byDay = own.products.map((_, p) => mergeDays(own, start[p]!, start[p + 1]!));
  const daysLeftOut = leftOutDays(result, choices, own, byDay);
  const { merged: mergedOwn, filledDays } = withDaysLeftOut(byDay, own, daysLeftOut);
  const joined =
    secondFiles.length > 0
      ? joinSecondFiles({ products: own.products, merged: mergedOwn }, secondFiles, dateOrder)
      : { products: own.products, merged: mergedOwn, reports: [] };
  const merged = withDriversOfDays(joined.merged);
  const table = joined.products === own.products ? own : { ...own, products: joined.products };
  const totals = totalProducts(table, merged, choices, dateFindings, questions);
  const verdict = judgeSales(merged, table.numbers.sales !== undefined);
  const salesMeaning = choices.salesMeaning ?? result.plan.salesMeaning ?? verdict.meaning;
  const histories: ProductHistory[] = [];
  const unusable: { product: ProductInfo; reason: string }[] = [];
  const used: MergedDays[] = [];
  const said = new Set<number>(); // of the unusable ones, those that a finding of their own tells of
  table.products.forEach((product, p) => {
    const days = merged[p]!;
    const reason = totals.get(p) ?? whyUnusable(days);
    if (reason) {
      if (totals.has(p)) said.add(unusable.length);
      unusable.push({ product, reason });
      return;
    }
    histories.push(cleanHistory(product, days, salesMeaning));
    used.push(days);
  });
  if (histories.length === 0) throw tooShort(result, dateFindings.list(), table.products, merged);

  noteDaysLeftOut(daysLeftOut, histories, filledDays, choices, dateFindings, questions);
  const semantic = findInDataset({
    table,
    headers: result.headers,
    mapping: result.mapping,
    merged: used,
    histories,
    unusable: unusable.filter((_, i) => !said.has(i)),
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
    findings: FindingCollector.sorted([
      ...joined.reports.map(joinFinding),
      ...dateFindings.list(),
      ...result.findings,
      ...semantic,
    ]),
    questions: [
      ...questions,
      ...sheetQuestions(secondFiles, choices),
      ...meaningQuestion(verdict, choices, result),
    ],
    ...(result.plan.currency === undefined ? {} : { currency: result.plan.currency }),
    understood: result.plan.understood,
    ...(joined.reports.length > 0 ? { joined: joined.reports } : {}),
  };
}

/** The table without rows that do not belong. */
function withoutOddRows(table: SalesTable, result: ReadResult, findings: FindingCollector): SalesTable {
  const { start } = rowOrder(table.product, table.day, table.products.length);
  const isLines = result.plan.shape === 'lines';
  const isByTime = result.plan.isByTime ?? false;
  const input = { table, start, isLines, isByTime, zeroPrices: result.table.zeroPrices, findings };
  noteCurrencyChange(input);
  const price = pricesInOneUnit(input);
  const whole = price ? { ...table, numbers: { ...table.numbers, price } } : table;
  const rows = rowsThatBelong({ ...input, table: whole });
  if (!rows) return whole;
  const kept = takenRows(whole, rows);
  return withoutEmptyProducts({ ...whole, ...kept, rowCount: rows.length, ...daySpan(kept.day) });
}

/** Money or units is asked where whole numbers alone decided it. */
function meaningQuestion(
  verdict: MeaningVerdict,
  choices: ReadChoices,
  { plan }: ReadResult,
): OpenQuestion[] {
  if (choices.salesMeaning || plan.salesMeaning || verdict.by !== 'fractions') return [];
  return [
    {
      about: 'sales',
      message:
        'Sales are read as money, although they are not whole multiples of the price. Are they money or units?',
      choices: [
        { label: 'Money', choices: { salesMeaning: 'money' } },
        { label: 'Units', choices: { salesMeaning: 'units' } },
      ],
    },
  ];
}

const noPrice = 'no price on any day';

/** Why a product's days cannot be used, in words; null where they can. */
function whyUnusable(days: MergedDays): string | null {
  if (days.count < minimumUsableDays) {
    const steps = Array.from(
      { length: Math.max(0, days.count - 1) },
      (_, t) => days.day[t + 1]! - days.day[t]!,
    );
    const word = periodWord(steps.sort((a, b) => a - b)[steps.length >> 1] ?? 1);
    return `${counted(days.count, `usable ${word}`)}; ${minimumUsableDays} are needed`;
  }
  for (let t = 0; t < days.count; t++) if (!Number.isNaN(days.price[t]!)) return null;
  return noPrice;
}

function tooShort(
  { fileName, findings }: ReadResult,
  ownFindings: readonly Finding[],
  products: readonly ProductInfo[],
  merged: readonly MergedDays[],
): ReadError {
  if (merged.length === 0 && ownFindings.some(({ kind }) => kind === 'given-away'))
    return new ReadError(
      `"${fileName}" holds no usable row: all rows have a price of 0, as if everything was given away; the price that customers paid is needed.`,
    );
  if (merged.length === 0)
    return new ReadError(
      `"${fileName}" holds no usable row: every row was left out, as a total or because it does not belong; each row should be one product on one day.`,
    );
  let longest = 0;
  merged.forEach((days, p) => {
    if (days.count > merged[longest]!.count) longest = p;
  });
  // Where no price was read, the first one that could not be says why.
  const unread = findings.find(({ kind }) => kind === 'unreadable-number');
  const short = whyUnusable(merged[longest]!)!;
  const reason = short === noPrice && unread ? `${short}. ${unread.example}` : short;
  const whose =
    products.length === 1
      ? 'it has'
      : `of ${products.length} products the longest, "${products[longest]!.id}", has`;
  // A column that differs on every row, such as an order's number, makes many products of one.
  const mend = products.length > 1 ? ({ kind: 'mapping' } as const) : null;
  return new ReadError(`"${fileName}" holds too little history: ${whose} ${reason}.`, { mend });
}
