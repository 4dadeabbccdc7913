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
  minimumUsableDays,
  type OpenQuestion,
  type ProductHistory,
  type ProductInfo,
  type ReadChoices,
  type SalesTable,
} from './dataset.ts';
import { noDay } from './dates.ts';
import { cellExample, counted, FindingCollector } from './findings.ts';
import { fileOrder, rowOrder, taken } from './group-rows.ts';
import { type MergedDays, mergeDays } from './merge-days.ts';
import { pricesInOneUnit, rowsThatBelong } from './odd-rows.ts';
import { notePricesApart } from './prices-in-a-day.ts';
import { periodWord } from './period-word.ts';
import { ReadError } from './read-error.ts';
import { noRow, type ReadResult } from './read-table.ts';
import { judgeSales, type MeaningVerdict } from './sales-meaning.ts';
import { findInDataset } from './semantic-findings.ts';
import { totalProducts } from './total-products.ts';
import { lacksDays, leavesOutZeros } from './left-out-zeros.ts';
import { shopDays } from './shop-days.ts';
import { withUnsoldDays } from './unsold-days.ts';

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
  const shop = daysLeftOut === 'known' ? null : shopDays(own);
  let filledDays = 0;
  const mergedOwn = shop
    ? byDay.map((days) => {
        const filled = withUnsoldDays(days, shop, daysLeftOut === 'counts' ? lacksDays : undefined);
        filledDays += filled.count - days.count;
        return filled;
      })
    : byDay;
  const joined =
    secondFiles.length > 0
      ? joinSecondFiles({ products: own.products, merged: mergedOwn }, secondFiles, dateOrder)
      : { products: own.products, merged: mergedOwn, reports: [] };
  const { merged } = joined;
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
  if (histories.length === 0) throw tooShort(result, table.products, merged);

  noteShape(daysLeftOut, histories, filledDays, choices, dateFindings, questions);
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
    understood: result.plan.understood,
    ...(joined.reports.length > 0 ? { joined: joined.reports } : {}),
  };
}

/** What two keys have alike that are the same but for zeros in front, case and spacing. */
const keyKin = (id: string) =>
  id
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^0+(?=\d)/, '');

/** Keys that differ only in zeros in front, case or spacing: one product where the person says so, else asked. */
function joinedKeys(
  table: SalesTable,
  choices: ReadChoices,
  findings: FindingCollector,
  questions: OpenQuestion[],
): SalesTable {
  const first = new Map<string, number>();
  const kin = new Map<number, number>();
  table.products.forEach(({ id }, p) => {
    const bare = keyKin(id);
    const known = first.get(bare);
    if (known === undefined) first.set(bare, p);
    else kin.set(p, known);
  });
  if (kin.size === 0) return table;
  const [one, other] = [...kin.entries()][0]!;
  const [a, b] = [table.products[other]!.id, table.products[one]!.id];
  const isJoined = choices.sameProduct === true;
  const how =
    a.replace(/^0+/, '') === b.replace(/^0+/, '') ? 'leading zeros' : 'small and capital letters or spaces';
  findings.add(
    {
      kind: how === 'leading zeros' ? 'leading-zeros' : 'keys-alike',
      severity: 'attention',
      found: `Products whose keys differ only in ${how === 'leading zeros' ? 'zeros in front' : how}`,
      done: isJoined ? 'Read as one product, as you chose' : 'Kept apart; they may be the same product',
    },
    0,
    () => `"${a}" and "${b}"`,
    kin.size,
  );
  if (choices.sameProduct === undefined)
    questions.push({
      about: 'product',
      message: `"${a}" and "${b}" differ only in ${how}: are they the same product?`,
      choices: [
        { label: 'Two products', choices: { sameProduct: false } },
        { label: 'The same product', choices: { sameProduct: true } },
      ],
    });
  if (!isJoined) return table;
  const product = table.product.map((p) => kin.get(p) ?? p);
  const { order } = rowOrder(product, table.day, table.products.length);
  const columns = { ...table, product };
  const joined = order ? takenRows(columns, order) : columns;
  return withoutEmptyProducts({ ...table, ...joined });
}

/** The table without products that have no row left; those after them move up. */
function withoutEmptyProducts(table: SalesTable): SalesTable {
  const has = new Uint8Array(table.products.length);
  for (const p of table.product) has[p] = 1;
  if (has.every((one) => one === 1)) return table;
  let n = 0;
  const moved = Uint32Array.from(has, (one) => (one === 1 ? n++ : 0));
  return {
    ...table,
    product: table.product.map((p) => moved[p]!),
    products: table.products.filter((_, p) => has[p] === 1),
  };
}

/** The table without rows that do not belong. */
function withoutOddRows(table: SalesTable, result: ReadResult, findings: FindingCollector): SalesTable {
  const { start } = rowOrder(table.product, table.day, table.products.length);
  const isLines = result.plan.shape === 'lines';
  const input = { table, start, isLines, zeroPrices: result.table.zeroPrices, findings };
  const price = pricesInOneUnit(input);
  const whole = price ? { ...table, numbers: { ...table.numbers, price } } : table;
  const rows = rowsThatBelong({ ...input, table: whole });
  if (!rows) return whole;
  const kept = takenRows(whole, rows);
  let firstDay = Infinity;
  let lastDay = -Infinity;
  for (const day of kept.day) {
    if (day < firstDay) firstDay = day;
    if (day > lastDay) lastDay = day;
  }
  return withoutEmptyProducts({ ...whole, ...kept, rowCount: rows.length, firstDay, lastDay });
}

/** Why days without a row count as days without a sale; `known` where they do not. */
type LeftOutDays = 'lines' | 'counts' | 'chosen' | 'known';

function leftOutDays(
  { plan }: ReadResult,
  { missingDays }: ReadChoices,
  table: SalesTable,
  byDay: readonly MergedDays[],
): LeftOutDays {
  if (missingDays === 'unknown') return 'known';
  if (plan.shape === 'lines') return 'lines';
  if (missingDays === 'zero') return 'chosen';
  return leavesOutZeros(table, byDay) ? 'counts' : 'known';
}

const leftOutWords = {
  lines: {
    found: ', in a file whose rows are lines of orders',
    example: 'Order lines do not list what did not sell',
    question: 'since the rows are lines of orders',
  },
  counts: {
    found: ', in a file that never states zero sales',
    example: 'Products that sell one or two units a day lack most of them',
    question: 'since no row states zero sales and slow products lack the most days',
  },
  chosen: { found: '', example: 'You chose this', question: '' },
} as const;

/** What the file says of days without a row. */
function noteShape(
  leftOut: LeftOutDays,
  histories: readonly ProductHistory[],
  filledDays: number,
  choices: ReadChoices,
  findings: FindingCollector,
  questions: OpenQuestion[],
): void {
  const words = leftOut === 'known' ? null : leftOutWords[leftOut];
  if (words && filledDays > 0)
    findings.add(
      {
        kind: 'unsold-days',
        severity: 'info',
        found: `Days without a row${words.found}`,
        done: 'Counted as days without a sale (zero units) at the last price; closed weekdays are left out',
      },
      0,
      () => words.example,
      filledDays,
    );
  if (choices.missingDays !== undefined) return;
  const isGapped = histories.some(({ report }) => report.dateGaps > 0.1 * report.rows);
  const sold = { label: 'Nothing sold', choices: { missingDays: 'zero' } } as const;
  const unknown = { label: 'Not known', choices: { missingDays: 'unknown' } } as const;
  if (words && filledDays > 0)
    questions.push({
      about: 'days without a row',
      message: `Days without a row are counted as days without a sale, ${words.question}; is that right?`,
      choices: [sold, unknown],
    });
  else if (!words && isGapped)
    questions.push({
      about: 'days without a row',
      message: 'Did nothing sell on days without a row, or is nothing known about them?',
      choices: [unknown, sold],
    });
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
        'Sales are taken as money, though they are not whole multiples of the price: are they money or units?',
      choices: [
        { label: 'Money', choices: { salesMeaning: 'money' } },
        { label: 'Units', choices: { salesMeaning: 'units' } },
      ],
    },
  ];
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
  columns = withoutMonths(columns, result, findings);
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

/** The rows without those whose date is a whole month, in a file whose other rows are days: they are sums of these. */
function withoutMonths(
  columns: RowColumns,
  { table, dateReading }: ReadResult,
  findings: FindingCollector,
): RowColumns {
  const { dates } = table;
  const { partsAreWeeks } = dateReading;
  const months = dates.parsed.map(
    (parsed) =>
      (parsed?.kind === 'day' || (parsed?.kind === 'part' && !partsAreWeeks)) && parsed.isMonth === true,
  );
  if (!months.includes(true) || months.every((isMonth, code) => isMonth || dates.parsed[code] === null))
    return columns;
  const codes = new Map<number, number>(); // file row to date
  for (let row = 0; row < table.rowCount; row++)
    if (months[table.dateCode[row]!]) codes.set(table.fileRow[row]!, table.dateCode[row]!);
  if (codes.size > 0.3 * columns.day.length) return columns;
  const kept: number[] = [];
  columns.fileRow.forEach((fileRow, row) => {
    const code = codes.get(fileRow);
    if (code === undefined) {
      kept.push(row);
      return;
    }
    findings.add(
      {
        kind: 'other-period',
        severity: 'attention',
        found: 'Monthly rows among daily rows',
        done: 'Left out, since they are sums of the days or of another length',
      },
      fileRow,
      () => `Row ${fileRow}: "${dates.texts[code]!}" is a month`,
    );
  });
  return takenRows(columns, Uint32Array.from(kept));
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
  products: readonly ProductInfo[],
  merged: readonly MergedDays[],
): ReadError {
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
