// Second files onto the days of the sales, all or nothing: a file of which hardly anything matches is refused whole, with what
// would be right. The days are those merged and not yet cleaned, so that what is joined takes the same road as a column of
// the sales file: costs to profit, stock to sold-out days, a rival's price to its term, promotions to theirs.

import type { DateOrder, ProductInfo } from '../../table/dataset.ts';
import { DateDictionary } from '../../table/date-dictionary.ts';
import { type DateReading, decideDateOrder, resolveDate } from '../../table/date-order.ts';
import { counted } from '../../table/findings.ts';
import type { MergedDays } from '../../table/merge-days.ts';
import { NumberReader, SeparatorEvidence } from '../../table/numbers.ts';
import { ReadError } from '../../table/read-error.ts';
import type { JoinReport } from './join-report.ts';
import { reportWords } from './join-report-words.ts';
import { matchProducts, type ProductMatch } from './match-products.ts';
import { type SecondColumns, secondColumns, usualDecimal } from './second-columns.ts';
import type { Entry, ProductDays, Recognised, SecondFileKind } from './second-file-kind.ts';
import { secondFileKinds } from './second-file-kinds.ts';
import type { CellTable } from '../read-cells.ts';

/** The products of the sales and their days. [products] each */
export interface JoinedDays {
  readonly products: readonly ProductInfo[];
  readonly merged: readonly MergedDays[];
}

/** Share of the file's products, and of the sales', below which they are not about the same things. */
const hardlyAnything = 0.1;

/**
 * The sales with what the second files give them, and a report for each file and kind. Later files win over earlier ones.
 *
 * @throws ReadError naming the file, what did not match and what would be right; then nothing is joined.
 */
export function joinSecondFiles(
  sales: JoinedDays,
  tables: readonly CellTable[],
  dateOrder: DateOrder,
): JoinedDays & { readonly reports: readonly JoinReport[] } {
  let joined = sales;
  const reports: JoinReport[] = [];
  for (const [place, table] of tables.entries()) {
    const columns = secondColumns(table);
    const kinds = kindsOf(table, columns);
    const done = kinds.map(([kind, recognised]) => {
      const one = joinKind(joined, table, place, columns, kind, recognised, dateOrder);
      joined = one.joined;
      return one.report;
    });
    reports.push(...done);
  }
  return { ...joined, reports };
}

/** What a file holds. @throws ReadError where it holds nothing that belongs to sales, or is sales itself. */
function kindsOf(table: CellTable, columns: SecondColumns): [SecondFileKind, Recognised][] {
  const isSales =
    columns.from !== undefined &&
    columns.number('units') !== null &&
    (columns.number('price') ?? columns.number('sales')) !== null &&
    columns.number('cost') === null;
  if (isSales)
    throw new ReadError(
      `"${table.fileName}" looks like sales itself (it has days, units and prices): open it as the sales file, or choose it in Monitor as newer sales.`,
    );
  const found = secondFileKinds.flatMap((kind): [SecondFileKind, Recognised][] => {
    const recognised = kind.recognise(columns);
    return recognised ? [[kind, recognised]] : [];
  });
  if (found.length > 0) return found;
  const headers = table.headers.slice(0, 12).map((header) => `"${header}"`);
  throw new ReadError(
    `"${table.fileName}" has the columns ${headers.join(', ')}, none of which the lab can join to sales. ` +
      `A second file holds ${secondFileKinds.map(({ words }) => words).join(', ')}: for costs, ${secondFileKinds[0]!.shape}.`,
  );
}

function joinKind(
  sales: JoinedDays,
  table: CellTable,
  place: number,
  columns: SecondColumns,
  kind: SecondFileKind,
  recognised: Recognised,
  dateOrder: DateOrder,
): { readonly joined: JoinedDays; readonly report: JoinReport } {
  const { products } = sales;
  const dates: DatedColumns = kind.name === 'product-master' ? {} : { from: columns.from, to: columns.to };
  const taken = new Set(
    [recognised.number, recognised.rival, recognised.category, dates.from?.index, dates.to?.index].filter(
      (index) => index !== null && index !== undefined,
    ),
  );
  const match = matchProducts(table, columns.all, products, taken, kind.mayHoldForMany);
  if (!match) throw nothingMatches(table, columns, products, kind);
  const matched = matchRows(sales, table, kind, recognised, match, dates, dateOrder);
  const { entries, rowsMatched, rowsOutside, unreadable } = matched;

  const matchedProducts = entries.filter((own) => own.length > 0).length;
  refusePoorMatch(table, kind, match, products, matchedProducts, rowsMatched, unreadable);
  if (rowsOutside === rowsMatched && rowsMatched > 0)
    throw new ReadError(
      `"${table.fileName}": all its days lie outside the sales; choose ${kind.words} of the days that the sales have.`,
    );

  const laid = layOverDays(sales, kind, recognised, entries);
  const mismatch = kind.mismatch?.(laid.pairs) ?? null;
  if (mismatch?.isRefused === true) throw new ReadError(`"${table.fileName}": ${mismatch.sentence}.`);

  const report: Omit<JoinReport, 'sentences'> = {
    fileName: table.fileName,
    place,
    fingerprint: table.fingerprint,
    kind: kind.name,
    columns: {
      ...(match.column === null
        ? {}
        : { [match.by === 'category' ? 'category' : 'product']: table.headers[match.column]! }),
      ...Object.fromEntries([...match.splits].map(([name, column]) => [name, table.headers[column]!])),
      ...(dates.from ? { from: dates.from.header } : {}),
      ...(dates.to ? { to: dates.to.header } : {}),
      ...recognised.headers,
    },
    by: match.by,
    rows: table.rows.length,
    rowsMatched,
    rowsOutside,
    products: products.length,
    productsMatched: matchedProducts,
    productsWithout: few(laid.without),
    unknownProducts: few(match.unknown),
    unreadable: few(unreadable),
    overlaps: few([...new Set(laid.overlaps)]),
    days: laid.days,
    daysFilled: laid.filled,
    daysKept: laid.kept,
    mismatch: mismatch?.sentence ?? null,
  };
  return { joined: laid.joined, report: { ...report, sentences: reportWords(report, kind) } };
}

/** What the rows of a table say of each product, and those that say nothing. */
function matchRows(
  { products, merged }: JoinedDays,
  table: CellTable,
  kind: SecondFileKind,
  recognised: Recognised,
  match: ProductMatch,
  dates: DatedColumns,
  dateOrder: DateOrder,
) {
  const period = periodReader(table, dates, dateOrder);
  const number = recognised.number === null ? null : numberReader(table, recognised.number);
  const entries = products.map((): Entry[] => []);
  const [first, last] = spanOf(merged);
  const unreadable: string[] = [];
  let rowsMatched = 0;
  let rowsOutside = 0;
  for (const { cells: written, fileRow } of table.rows) {
    const cells = written.map((cell) => cell.trim());
    const of = match.productsOf(cells);
    const when = period(cells);
    const value = number ? number(cells) : (recognised.valueIn?.(cells) ?? NaN);
    const isBlank = recognised.number !== null && (cells[recognised.number] ?? '') === '';
    const problem =
      when === null
        ? `Row ${fileRow}: the day "${cells[dates.from?.index ?? 0] ?? ''}" cannot be read`
        : recognised.number !== null && Number.isNaN(value) && !isBlank
          ? `Row ${fileRow}: "${(cells[recognised.number] ?? '').slice(0, 40)}" in "${table.headers[recognised.number]!}" is not a number`
          : when.from !== null && when.to !== null && when.to < when.from
            ? `Row ${fileRow} ends before it begins`
            : null;
    if (problem !== null) unreadable.push(problem);
    if (problem !== null || when === null || of.length === 0 || isBlank) continue;
    rowsMatched++;
    const isOpen = when.to === null && kind.name === 'costs';
    if ((when.from ?? -Infinity) > last || (!isOpen && (when.to ?? when.from ?? Infinity) + 31 < first))
      rowsOutside++;
    for (const p of of) entries[p]!.push({ fileRow, ...when, value, cells });
  }
  return { entries, unreadable, rowsMatched, rowsOutside };
}

/** The entries laid over the days of their products, and what came of it. */
function layOverDays(
  sales: JoinedDays,
  kind: SecondFileKind,
  recognised: Recognised,
  entries: readonly (readonly Entry[])[],
) {
  let filled = 0;
  let kept = 0;
  let days = 0;
  const overlaps: string[] = [];
  const without: string[] = [];
  const pairs: { before: ProductDays; days: MergedDays }[] = [];
  const after = sales.products.map((product, p) => {
    const before: ProductDays = { product, days: sales.merged[p]!, until: untilOf(sales.merged[p]!) };
    days += before.days.day.length;
    const own = entries[p]!;
    if (own.length === 0) without.push(product.name);
    const given = own.length > 0 ? kind.fill(before, own, recognised) : kind.fillWithout?.(before);
    if (!given) return { product, days: before.days };
    filled += given.filled;
    kept += given.kept;
    overlaps.push(...given.overlaps);
    const joined = { ...before.days, ...given.days };
    if (own.length > 0) pairs.push({ before, days: joined });
    return { product: given.product ?? product, days: joined };
  });
  const joined = { products: after.map((one) => one.product), merged: after.map((one) => one.days) };
  return { joined, filled, kept, days, overlaps, without, pairs };
}

const few = (all: readonly string[]) => ({ count: all.length, examples: all.slice(0, 5) });

const namesOf = (all: readonly string[]) =>
  all
    .slice(0, 3)
    .map((one) => `"${one}"`)
    .join(', ');

function nothingMatches(
  table: CellTable,
  { all }: SecondColumns,
  products: readonly ProductInfo[],
  kind: SecondFileKind,
): ReadError {
  const key = all.find(({ meanings }) => ['productId', 'productName'].includes(meanings[0]?.concept ?? ''));
  const ours = namesOf([...new Set(products.map((product) => product.key ?? product.id))]);
  return new ReadError(
    key
      ? `"${table.fileName}": none of its products is in the sales: "${key.header}" holds ${namesOf([...new Set(key.cells.filter((cell) => cell !== ''))])}, the sales have ${ours}; give ${kind.words} under the product keys or names used in the sales.`
      : `"${table.fileName}" has no column that names the product, and the sales have ${counted(products.length, 'product')} (${ours}); such a file has ${kind.shape}.`,
  );
}

/** @throws ReadError where hardly anything of the file is in the sales, or hardly a row can be read. */
function refusePoorMatch(
  table: CellTable,
  kind: SecondFileKind,
  match: ProductMatch,
  products: readonly ProductInfo[],
  matched: number,
  rowsMatched: number,
  unreadable: readonly string[],
): void {
  if (rowsMatched === 0 || unreadable.length > 0.5 * table.rows.length)
    throw new ReadError(
      `"${table.fileName}": no row could be used for ${kind.words}. ${unreadable[0] ?? 'No row names a product and series of the sales'}; such a file has ${kind.shape}.`,
    );
  if (match.by === 'everything' || match.by === 'category') return;
  const ofFile = 1 - match.unknown.length / Math.max(1, match.named);
  if (ofFile >= hardlyAnything || matched / products.length >= hardlyAnything) return;
  throw new ReadError(
    `"${table.fileName}": hardly anything matches: ${match.named - match.unknown.length} of its ${counted(match.named, 'product')} are in the sales. ` +
      `It holds ${namesOf(match.unknown)}, the sales have ${namesOf(products.map((product) => product.key ?? product.id))}; give ${kind.words} under the product keys or names used in the sales.`,
  );
}

function spanOf(merged: readonly MergedDays[]): readonly [first: number, last: number] {
  let first = Infinity;
  let last = -Infinity;
  for (const { day } of merged) {
    if (day.length === 0) continue;
    first = Math.min(first, day[0]!);
    last = Math.max(last, day.at(-1)!);
  }
  return [first, last];
}

/** The last day of each row: one before the next row, no further than rows usually stand apart. */
function untilOf({ day }: MergedDays): Int32Array {
  const steps = Int32Array.from(day.subarray(1), (one, t) => one - day[t]!).sort();
  const usual = steps.length > 0 ? steps[steps.length >> 1]! : 1;
  return day.map((one, t) => Math.min(one + usual - 1, t + 1 < day.length ? day[t + 1]! - 1 : Infinity));
}

interface DatedColumns {
  readonly from?: SecondColumns['from'] | undefined;
  readonly to?: SecondColumns['to'] | undefined;
}

type Period = Pick<Entry, 'from' | 'to' | 'length'>;

/** The period of a row; null where its day cannot be read. A blank end is an open one. */
function periodReader(
  table: CellTable,
  { from, to }: DatedColumns,
  fallback: DateOrder,
): (cells: readonly string[]) => Period | null {
  const columns = [from, to].filter((column) => column !== undefined);
  if (columns.length === 0) return () => ({ from: null, to: null, length: 1 });
  const dates = new DateDictionary();
  for (const { cells } of table.rows)
    for (const { index } of columns) dates.codeOf((cells[index] ?? '').trim());
  const verdict = decideDateOrder(dates.entries());
  if (verdict.contradiction)
    throw new ReadError(
      `"${table.fileName}": the dates contradict each other ("${verdict.contradiction[0]}" has the day first, "${verdict.contradiction[1]}" the month); write dates as 2025-01-31.`,
    );
  if (verdict.withoutYear !== null)
    throw new ReadError(
      `"${table.fileName}": dates such as "${verdict.withoutYear}" have no year; write dates as 2025-01-31.`,
    );
  if (verdict.ambiguous !== null && fallback === 'ymd')
    throw new ReadError(
      `Dates of "${table.fileName}" such as "${verdict.ambiguous}" can be read with the day or with the month first; write them as 2025-01-31.`,
    );
  const reading: DateReading = {
    order: verdict.ambiguous === null ? verdict.order : fallback,
    partsAreWeeks: verdict.partsAreWeeks,
    partsAreDays: verdict.partsAreDays,
  };
  const read = (column: { readonly index: number } | undefined, cells: readonly string[]) => {
    const text = column ? (cells[column.index] ?? '') : '';
    if (text === '') return { day: null, length: 1, isBlank: true };
    const parsed = dates.parsed[dates.codeOf(text)] ?? null;
    const day = parsed && resolveDate(parsed, reading);
    return { day, length: day === null ? 1 : daysNamed(text, day, reading), isBlank: false };
  };
  return (cells) => {
    const start = read(from, cells);
    const end = read(to, cells);
    if ((start.day === null && !start.isBlank) || (end.day === null && !end.isBlank)) return null;
    return { from: start.day, to: end.day === null ? null : end.day + end.length - 1, length: start.length };
  };
}

/** How many days a text names that begins on `day`: a month (`2024-01`, `Jan 2024`), a week (`2024-W05`), or one day. */
function daysNamed(text: string, day: number, { partsAreWeeks }: DateReading): number {
  if (partsAreWeeks === true || /(?:^|[^a-z])(?:w|wk|kw|cw|week|woche)[\s-]*\d{1,2}(?!\d)/i.test(text))
    return 7;
  const isMonth = /^\d{4}[-/. ]?\d{1,2}$|^\d{1,2}[-/.]\d{4}$|^\p{L}{3,}\.?[\s-]*\d{2,4}$/u.test(text);
  if (!isMonth) return 1;
  const date = new Date(day * 86_400_000);
  return Math.round(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) - day * 86_400_000) / 86_400_000,
  );
}

/** Numbers of a column under the decimal separator that its cells prove. */
function numberReader(table: CellTable, column: number): (cells: readonly string[]) => number {
  const evidence = new SeparatorEvidence();
  for (const { cells } of table.rows) evidence.add(cells[column] ?? '');
  const reader = new NumberReader(evidence.verdict() ?? usualDecimal(table));
  return (cells) => reader.read(cells[column] ?? '');
}
