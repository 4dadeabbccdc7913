// From bytes to columns: a first look at a file (`inspect`) and the whole of it (`readTable`).
//
// Both begin with the head of the file, which decides encoding, delimiter, header, mapping and decimal separators. The
// whole file may prove the head wrong (a byte that is no UTF-8 in row 900,000): then it is read once more from the
// start with what has been learnt. What only the whole column can tell, the order of day and month, is settled afterwards.

import type { OpenedFile } from '../files/file-kind.ts';
import { openFile } from '../files/file-kinds.ts';
import { findLayout, type Layout, wideQuestionAbout } from '../files/layout.ts';
import type { ReadPlan } from '../files/read-plan.ts';
import { understand } from '../files/understand.ts';
import { type ByteSource, type Digest, headOf, pieces, portableDigest } from './byte-source.ts';
import { isoDate } from './calendar.ts';
import type { ColumnMapping, NumericRole } from './columns.ts';
import { type Delimiter, delimiterNames, detectDelimiter, RowStream, separatorLine } from './csv-rows.ts';
import type { DateOrder, FilePreview, Finding, OpenQuestion, ReadChoices, ReadQuestion } from './dataset.ts';
import {
  DateDictionary,
  type DateOrderVerdict,
  type DateReading,
  decideDateOrder,
  ownCopy,
  resolveDate,
} from './dates.ts';
import { detectEncoding, encodingOfLetters, type Encoding, TextStream, WrongEncoding } from './encoding.ts';
import { counted, FindingCollector } from './findings.ts';
import { type ColumnMemory, reordered, rowOrder } from './group-rows.ts';
import { checkHeader, checkMapping, matchHeaders } from './header.ts';
import { type DecimalSeparator, decideSeparators, SeparatorEvidence } from './numbers.ts';
import { ReadCancelled, ReadError } from './read-error.ts';
import { mappedNumericRoles, type RawTable, TableBuilder } from './table-builder.ts';

export interface ReadProgress {
  readonly rows: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface ReadHooks {
  /** Called some fifty times over a large file. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Asked after every piece of the file. */
  readonly isCancelled?: () => boolean;
  /** A faster SHA-256 than the portable one, where the platform has one. */
  readonly createDigest?: () => Digest;
  /** Where the table's columns lie: shared memory where other threads are to see them without a copy. */
  readonly memory?: ColumnMemory;
}

/** A file that has been read: `buildDataset` makes the dataset of it, again for every change of choices. */
export interface ReadResult {
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fingerprint: string;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly decimalSeparator: DecimalSeparator;
  readonly headers: readonly string[];
  readonly mapping: ColumnMapping;
  /** Product after product, oldest day first under `dateOrder`. */
  readonly table: RawTable;
  /** The order that the dates prove, or a guess where `questions` asks for it. */
  readonly dateOrder: DateOrder;
  /** How the texts of the date column are meant, their order apart. */
  readonly dateReading: Omit<DateReading, 'order'>;
  /** What only the person can answer, by a choice given to `buildDataset`. */
  readonly questions: readonly ReadQuestion[];
  /** What was found while reading cells. */
  readonly findings: readonly Finding[];
  /** How the rows were read. */
  readonly plan: ReadPlan;
}

/** What the head of a file decides. */
interface Head {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  /** Row number of the header. */
  readonly headerRow: number;
  /** The rows after the header, as far as the head reaches. */
  readonly rows: readonly (readonly string[])[];
  readonly layout: Layout;
  readonly mapping: ColumnMapping;
  /** How to read the rows, or why they cannot be read. */
  readonly plan: ReadPlan | ReadError;
  readonly isWhole: boolean;
  readonly bytes: number;
}

const sampleRowCount = 50;

/**
 * A first look: format, header, mapping, sample rows, and the questions that are open already. Reads the head only.
 *
 * @throws ReadError for an empty or binary file and one without a header.
 */
export async function inspect(file: ByteSource, given: ReadChoices = {}): Promise<FilePreview> {
  const { source, choices } = await unpack(file, given);
  const head = await readHead(source, choices);
  const questions: ReadQuestion[] = [];
  if (head.plan instanceof ReadError) questions.push({ kind: 'mapping', message: head.plan.message });
  else questions.push(...head.plan.questions.filter(isAskedFirst).map(asChoice));
  let dateOrder = choices.dateOrder;
  if (head.mapping.date !== undefined && !dateOrder) {
    const dates = new DateDictionary();
    for (const row of head.rows) dates.codeOf(row[head.mapping.date] ?? '');
    const verdict = decideDateOrder(dates.entries());
    dateOrder = verdict.order;
    // A longer file may still tell further on.
    if (verdict.ambiguous && head.isWhole) questions.push(dateOrderQuestion(verdict.ambiguous));
  }
  return {
    fileName: source.name,
    fileBytes: source.size,
    format: {
      encoding: head.encoding,
      delimiter: head.delimiter,
      decimalSeparator: separatorsOf(head, choices.decimalSeparator).file,
      dateOrder: dateOrder ?? 'ymd',
    },
    headers: head.headers,
    sampleRows: head.rows.slice(0, sampleRowCount),
    mapping: head.mapping,
    questions,
    headerRow: head.headerRow,
    choices: given,
  };
}

/** Questions that the first answer of the list cannot stand in for without being asked. */
const isAskedFirst = ({ about, choices }: OpenQuestion) =>
  (about === 'price' || about === wideQuestionAbout) && choices.length > 1;

const asChoice = (question: OpenQuestion): ReadQuestion => ({ kind: 'choice', ...question });

/** @throws ReadError where some dates can only be day first and others only month first. */
function refuseContradiction({ contradiction }: DateOrderVerdict): void {
  if (!contradiction) return;
  throw new ReadError(
    `The dates contradict each other: "${contradiction[0]}" can only have the day first, "${contradiction[1]}" only the month first, ` +
      'so both orders occur; write all dates as 2025-01-31, or read each export on its own.',
    { mend: { kind: 'dateOrder', example: contradiction[0] } },
  );
}

function withoutYear(example: string): ReadError {
  return new ReadError(
    `Dates such as "${example}" are days without a year, so the year is missing; write dates such as 2025-01-31, or say which year is meant.`,
    { mend: { kind: 'year' } },
  );
}

function dateOrderQuestion(example: string): ReadQuestion {
  return {
    kind: 'dateOrder',
    message: `Dates such as "${example}" can be read with the day or with the month first; choose which is meant.`,
    example,
  };
}

/**
 * The whole file as columns.
 *
 * @throws ReadError with one sentence where the file cannot be used, ReadCancelled where `isCancelled` said so.
 */
export async function readTable(
  file: ByteSource,
  given: ReadChoices = {},
  hooks: ReadHooks = {},
): Promise<ReadResult> {
  const { source, choices, opened } = await unpack(file, given, hooks);
  const result = await readText(source, choices, hooks);
  if (!opened) return result;
  return {
    ...result,
    fileName: file.name,
    fileBytes: file.size,
    fingerprint: await fingerprintOf(file, hooks),
    findings: [openedFinding(opened), ...result.findings],
    plan: { ...result.plan, questions: [...result.plan.questions, ...partQuestion(opened, given)] },
  };
}

/** The text of a file, out of whatever it is packed in; numbers that are typed there have a decimal point. */
export async function unpack(
  file: ByteSource,
  choices: ReadChoices,
  hooks: ReadHooks = {},
): Promise<{
  readonly source: ByteSource;
  readonly choices: ReadChoices;
  readonly opened: OpenedFile | null;
}> {
  const { bytes } = await headOf(file, 4096);
  const opened = await openFile(file, bytes, choices.part, hooks);
  if (!opened) return { source: file, choices, opened };
  return {
    source: opened.source,
    choices: opened.isTyped ? { ...choices, decimalSeparator: '.' } : choices,
    opened,
  };
}

function openedFinding({ format, part, parts }: OpenedFile): Finding {
  return {
    kind: 'file-format',
    severity: 'info',
    found: `The file is packed as: ${format}`,
    done:
      part === null
        ? 'Its table was read'
        : `"${part}" was read${parts.length > 1 ? `, of ${counted(parts.length, 'table')}` : ''}`,
    count: 1,
    rows: [],
    example:
      parts.length > 1
        ? `Others: ${parts
            .slice(1, 6)
            .map((name) => `"${name}"`)
            .join(', ')}`
        : 'One table',
  };
}

function partQuestion({ parts }: OpenedFile, choices: ReadChoices): OpenQuestion[] {
  if (parts.length < 2 || choices.part !== undefined) return [];
  return [
    {
      about: 'sheet or file',
      message: `The file holds ${counted(parts.length, 'table')}; "${parts[0]!}" was read. Which one is meant?`,
      choices: parts.map((part) => ({ label: part, choices: { part } })),
    },
  ];
}

async function fingerprintOf(file: ByteSource, hooks: ReadHooks): Promise<string> {
  const digest = (hooks.createDigest ?? portableDigest)();
  for await (const piece of pieces(file)) digest.update(piece);
  return digest.hex();
}

async function readText(source: ByteSource, choices: ReadChoices, hooks: ReadHooks): Promise<ReadResult> {
  const head = await readHead(source, choices);
  const { plan } = head;
  if (plan instanceof ReadError) throw plan;
  let encoding = head.encoding;
  let separators = separatorsOf(head, choices.decimalSeparator);
  let isRepeated = false;
  for (;;) {
    try {
      const pass = await readPass(source, head, plan, encoding, separators.columns, hooks);
      const decided = decideSeparators(pass.evidence, head.delimiter);
      const proven = { ...decided, columns: decided.columns.map((one, i) => separators.fixed[i] ?? one) };
      const isConfirmed = proven.columns.every((separator, i) => separator === separators.columns[i]);
      if (isConfirmed || isRepeated || choices.decimalSeparator) {
        if (!choices.decimalSeparator) noteUndecidedSeparators(head, pass);
        return resultOf(source, head, plan, encoding, separators.file, choices, pass, hooks.memory);
      }
      separators = { ...proven, fixed: separators.fixed };
      isRepeated = true;
    } catch (error) {
      if (!(error instanceof WrongEncoding) || encoding !== 'utf-8') throw error;
      if (choices.encoding) throw notInEncoding(source.name, choices.encoding);
      encoding = 'windows-1252'; // a byte far behind the head that is no UTF-8: the rest of the file says nothing more
    }
  }
}

function notInEncoding(fileName: string, encoding: Encoding): ReadError {
  return new ReadError(`"${fileName}" is not valid ${encoding.toUpperCase()}; choose another encoding.`);
}

/** Decimal separators by what the head's cells prove, or as the person chose. */
function separatorsOf(head: Head, chosen?: DecimalSeparator): Separators {
  const roles = mappedNumericRoles(head.mapping);
  const indices = roles.map((role) => head.mapping[role]!);
  const evidence = indices.map((index) => {
    const one = new SeparatorEvidence();
    for (const row of head.rows) one.add(row[index] ?? '');
    return one;
  });
  // A column whose cells prove a separator keeps it: the choice is for those that do not tell.
  if (chosen) return { columns: evidence.map((one) => one.verdict() ?? chosen), file: chosen, fixed: [] };
  const decided = decideSeparators(evidence, head.delimiter);
  const fixed = roles.map((role, i) =>
    role === 'units' ? thousandsOf(head, indices[i]!, evidence[i]!) : null,
  );
  return { ...decided, columns: decided.columns.map((one, i) => fixed[i] ?? one), fixed };
}

interface Separators {
  readonly columns: readonly DecimalSeparator[];
  readonly file: DecimalSeparator;
  /** Per column, where more is known than its signs tell. */
  readonly fixed: readonly (DecimalSeparator | null)[];
}

/** Units that are whole but for some such as "1.234": nobody sells 1.234 pieces, so the sign parts thousands. */
function thousandsOf(head: Head, column: number, evidence: SeparatorEvidence): DecimalSeparator | null {
  if (evidence.points + evidence.commas > 0 || evidence.undecided === 0) return null;
  const cells = head.rows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
  const whole = cells.filter((cell) => /^\d+$/.test(cell)).length;
  if (whole < 0.5 * cells.length) return null;
  return evidence.undecidedExample.includes('.') ? ',' : '.';
}

/** Bytes of the head: some thousand rows of a usual file. */
const usualHead = 1 << 17;
/** For a file that begins with blank lines. */
const blankHead = 1 << 21;
/** For a header that is longer than that. */
const largestHead = 1 << 18;

async function readHead(source: ByteSource, choices: ReadChoices, wanted = usualHead): Promise<Head> {
  const { bytes, isWhole } = await headOf(source, wanted);
  const encoding = choices.encoding ?? detectEncoding(bytes, source.name);
  const stream = new TextStream(encoding);
  let text: string;
  try {
    text = stream.push(bytes) + (isWhole ? stream.end() : '');
  } catch (error) {
    if (error instanceof WrongEncoding) {
      if (choices.encoding) throw notInEncoding(source.name, encoding);
      return readHead(source, { ...choices, encoding: encodingOfLetters(bytes) }, wanted); // the file ends within a character
    }
    throw error;
  }
  if (text.trim() === '') {
    if (!isWhole && wanted < blankHead) return readHead(source, choices, blankHead);
    if (!isWhole)
      throw new ReadError(
        `"${source.name}" begins with more than ${blankHead >> 20} MB of blank lines; take them out, so that the header comes first.`,
      );
    throw new ReadError(
      `"${source.name}" is empty; choose a CSV with a header and at least 14 days of sales.`,
    );
  }
  refuseOtherText(text, source.name);
  const delimiter = separatorLine(text)?.delimiter ?? detectDelimiter(text);
  const rowStream = new RowStream(delimiter);
  const rows = isWhole ? rowStream.end(text) : rowStream.push(text);
  if (!rows.some(isFilled)) {
    if (!isWhole && wanted < largestHead) return readHead(source, choices, largestHead);
    throw new ReadError(`"${source.name}" has no line breaks in its beginning, so no header; choose a CSV.`);
  }
  const layout = findLayout(
    rows,
    choices.headerRow === undefined ? null : Math.min(choices.headerRow, rows.length) - 1,
    choices.wideFigures,
  );
  const headers = layout.headers.map(ownCopy);
  checkHeader(headers, source.name);
  if (choices.mapping) checkMapping(headers, choices.mapping);
  const below = rows.slice(layout.headerAt + 1).filter(isFilled);
  if (layout.shape === null) refuseCollision(headers, below, delimiter);
  const { shape } = layout;
  const body = shape === null ? below : below.flatMap((row) => shape(row));
  let plan: ReadPlan | ReadError;
  try {
    plan = understand(headers, body, source.name, choices, delimiter === ';' ? ',' : '.');
    if (layout.question && choices.wideFigures === undefined)
      plan = { ...plan, questions: [layout.question, ...plan.questions] };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    plan = error;
  }
  return {
    encoding,
    delimiter,
    headers,
    headerRow: layout.headerAt + 1,
    rows: body,
    layout,
    mapping: plan instanceof ReadError ? (choices.mapping ?? matchHeaders(headers)) : plan.mapping,
    plan,
    isWhole,
    bytes: bytes.length,
  };
}

/** @throws ReadError where every row has more cells than the header, as decimal commas between commas make them. */
function refuseCollision(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: Delimiter,
): void {
  if (delimiter !== ',' || rows.length < 5 || headers.length < 2) return;
  const cells = rows[0]!.length;
  if (cells <= headers.length || cells > 2 * headers.length) return;
  if (rows.filter((row) => row.length === cells && row.at(-1)!.trim() !== '').length < 0.9 * rows.length)
    return;
  const halves = rows[0]!.filter((cell) => /^-?\d{1,3}$/.test(cell.trim())).length;
  if (halves < 2) return;
  throw new ReadError(
    `Rows have ${cells} cells for ${headers.length} columns: a decimal comma and the comma between cells collide ` +
      `("${rows[0]!.join(',')}"); export the file with semicolons between cells, or with decimal points.`,
  );
}

/** @throws ReadError for text that is no table: JSON, XML, a web page. */
function refuseOtherText(text: string, fileName: string): void {
  const beginning = text.slice(0, 2000).replace(/^[\ufeff\s]+/, '');
  if (/^[[{]\s*(?:[[{"]|$)/.test(beginning) && /"\s*:/.test(beginning))
    throw new ReadError(`"${fileName}" is JSON, not CSV; export it as CSV, one row per product and day.`);
  if (/^<(?:\?xml|!doctype|html|table)/i.test(beginning))
    throw new ReadError(
      `"${fileName}" is a web page or XML, not CSV; open it in a spreadsheet and save it as CSV.`,
    );
}

const isFilled = (row: readonly string[]) => row.some((cell) => cell.trim() !== '');

interface Pass {
  readonly table: RawTable;
  readonly fingerprint: string;
  /** Per column of `mappedNumericRoles`. */
  readonly evidence: readonly SeparatorEvidence[];
  readonly separators: readonly DecimalSeparator[];
  readonly findings: FindingCollector;
}

/** Reads the file from its first to its last byte under fixed assumptions. */
async function readPass(
  source: ByteSource,
  head: Head,
  plan: ReadPlan,
  encoding: Encoding,
  separators: readonly DecimalSeparator[],
  hooks: ReadHooks,
): Promise<Pass> {
  const findings = new FindingCollector();
  const expectedRows = (head.rows.length / Math.max(1, head.bytes)) * source.size * 1.05;
  const builder = new TableBuilder(
    head.headers,
    head.mapping,
    separators,
    source.name,
    expectedRows,
    findings,
    hooks.memory,
    plan,
  );
  const { shape } = head.layout;
  head.layout.restart?.();
  const digest = (hooks.createDigest ?? portableDigest)();
  const text = new TextStream(encoding);
  const stream = new RowStream(head.delimiter);
  const take = (rows: string[][]) => {
    const firstRow = stream.rowsDone - rows.length + 1;
    const skipped = Math.max(0, head.headerRow + 1 - firstRow);
    if (shape === null) builder.addRows(skipped > 0 ? rows.slice(skipped) : rows, firstRow + skipped);
    else for (let i = skipped; i < rows.length; i++) builder.addRows(shape(rows[i]!), firstRow + i, true);
  };
  const reportEvery = Math.max(1 << 20, source.size / 50);
  let bytesRead = 0;
  let reported = 0;
  const report = () => {
    reported = bytesRead;
    hooks.onProgress?.({ rows: builder.rowCount, bytesRead, bytesTotal: source.size });
  };
  for await (const piece of pieces(source)) {
    if (hooks.isCancelled?.()) throw new ReadCancelled();
    digest.update(piece);
    bytesRead += piece.length;
    take(stream.push(text.push(piece)));
    if (bytesRead - reported >= reportEvery) report();
  }
  if (hooks.isCancelled?.()) throw new ReadCancelled();
  take(stream.end(text.end()));
  if (head.layout.rest) builder.addRows(head.layout.rest(), stream.rowsDone, true);
  report();
  noteMalformedQuotes(stream, findings);
  const evidence = builder.numberColumns.map((column) => column.reader.evidence);
  return { table: builder.finish(), fingerprint: digest.hex(), evidence, separators, findings };
}

function noteMalformedQuotes(stream: RowStream, findings: FindingCollector): void {
  stream.malformedQuotes.forEach((row, i) => {
    const count = i === 0 ? stream.malformedQuoteCount - stream.malformedQuotes.length + 1 : 1;
    findings.add(
      {
        kind: 'malformed-quote',
        severity: 'attention',
        found: 'Text right after a closing quotation mark',
        done: 'Read on to the next quotation mark; check these rows',
      },
      row,
      () =>
        `Row ${row}: expected a delimiter after a closing quotation mark; write "" for a quotation mark in a cell`,
      count,
    );
  });
}

/** Numbers such as "1.234" in a file where nothing tells whether the sign parts thousands or decimals. */
function noteUndecidedSeparators(head: Head, pass: Pass): void {
  const isOpen = pass.evidence.every((one) => one.verdict() === null);
  const units = undecidedUnits(head, pass);
  const roles = mappedNumericRoles(head.mapping);
  pass.evidence.forEach((one, i) => {
    if (one.undecided === 0 || !(isOpen || i === units)) return;
    const header = head.headers[head.mapping[roles[i]!]!]!;
    pass.findings.add(
      {
        kind: 'undecided-separator',
        severity: 'attention',
        found: `Numbers in "${header}" that can be read in two ways`,
        done: 'Read by the usual habit; choose the decimal separator if that is wrong',
      },
      0,
      () => `"${one.undecidedExample}" may be thousands or three decimals`,
      one.undecided,
    );
  });
}

/** Units of which every other is whole and one in two could be thousands: "1.234" pieces or kilograms. */
function undecidedUnits(head: Head, pass: Pass): number {
  const at = mappedNumericRoles(head.mapping).indexOf('units');
  const evidence = pass.evidence[at];
  if (!evidence || evidence.verdict() !== null || evidence.undecided === 0) return -1;
  // The sign that other columns do not use for decimals parts thousands; what is weighed has three decimals.
  if (!evidence.undecidedExample.includes(pass.separators[at]!)) return -1;
  if (
    /kg|kilo|lit(?:er|re)|gram|\blbs?\b|weight|gewicht|poids|peso/i.test(head.headers[head.mapping.units!]!)
  )
    return -1;
  return thousandsOf(head, head.mapping.units!, evidence) === null ? at : -1;
}

/** What the person is asked where no number tells decimals from thousands. */
function undecidedQuestion(head: Head, pass: Pass): OpenQuestion | null {
  const isOpen = pass.evidence.every((one) => one.verdict() === null);
  const at = isOpen ? pass.evidence.findIndex((one) => one.undecided > 0) : undecidedUnits(head, pass);
  if (at < 0) return null;
  const roles = mappedNumericRoles(head.mapping);
  const header = head.headers[head.mapping[roles[at]!]!]!;
  const example = pass.evidence[at]!.undecidedExample;
  const assumed = pass.separators[at]!;
  const options = [
    {
      label: `${example} has three decimals`,
      choices: { decimalSeparator: example.includes('.') ? '.' : ',' },
    },
    { label: `${example} has thousands`, choices: { decimalSeparator: example.includes('.') ? ',' : '.' } },
  ] as const;
  return {
    about: 'decimal separator',
    message: `"${example}" in "${header}" can be read in two ways: with a thousands separator, or with a decimal ${example.includes('.') ? 'point' : 'comma'} and three decimals; which is meant?`,
    choices: options[0].choices.decimalSeparator === assumed ? options : [...options].reverse(),
  };
}

function resultOf(
  source: ByteSource,
  head: Head,
  plan: ReadPlan,
  encoding: Encoding,
  decimalSeparator: DecimalSeparator,
  choices: ReadChoices,
  pass: Pass,
  memory: ColumnMemory | undefined,
): ReadResult {
  const { table, findings } = pass;
  if (encoding !== 'utf-8' || head.delimiter !== ',' || decimalSeparator !== '.') {
    findings.add(
      {
        kind: 'file-format',
        severity: 'info',
        found: 'Not a plain comma-separated UTF-8 file',
        done:
          `Read as ${encoding.toUpperCase()} with ${delimiterNames[head.delimiter]}s between cells ` +
          `and a decimal ${decimalSeparator === ',' ? 'comma' : 'point'}`,
      },
      0,
      () => `Header: ${head.headers.slice(0, 3).join(', ')}`,
    );
  }
  if (table.rowCount === 0)
    throw noRow(source.name, findings.list(), head.headers.length > Object.keys(head.mapping).length);
  const verdict = decideDateOrder(table.dates.entries());
  if (!choices.dateOrder) refuseContradiction(verdict);
  if (verdict.withoutYear !== null && choices.year === undefined) throw withoutYear(verdict.withoutYear);
  const dateOrder = choices.dateOrder ?? verdict.order;
  const undecided = choices.decimalSeparator ? null : undecidedQuestion(head, pass);
  const dateReading = {
    partsAreWeeks: verdict.partsAreWeeks,
    partsAreDays: verdict.partsAreDays,
    year: verdict.withoutYear === null ? null : (choices.year ?? null),
  };
  noteDateForm(head, table.dates, { ...dateReading, order: dateOrder }, findings);
  return {
    fileName: source.name,
    fileBytes: source.size,
    fingerprint: pass.fingerprint,
    encoding,
    delimiter: head.delimiter,
    decimalSeparator,
    headers: head.headers,
    mapping: head.mapping,
    table: grouped(table, { ...dateReading, order: dateOrder }, memory),
    dateOrder,
    dateReading,
    questions: verdict.ambiguous && !choices.dateOrder ? [dateOrderQuestion(verdict.ambiguous)] : [],
    findings: [...planFindings(head, plan), ...findings.list()],
    plan: undecided ? { ...plan, questions: [...plan.questions, undecided] } : plan,
  };
}

const dateForms: readonly [pattern: RegExp, words: string][] = [
  [/^\d{5}(?:[.,]\d+)?$/, 'Excel serial numbers'],
  [/^\d{9,13}$|^\/Date\(/, 'Unix timestamps (seconds or milliseconds since 1970)'],
  [/^\d{6}$/, 'year and month (YYYYMM), as in 2021-01'],
  [/q[1-4]|[1-4]q|quart|trimestre/i, 'quarters, as in 2019-Q1'],
  [
    /^(?:kw|cw|w|wk|week|woche|semaine|semana|settimana)\b|^\d{4}[\s./-]*(?:kw|wk|cw)/i,
    'weeks, as in 2023-W05',
  ],
  [
    /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/,
    'dates in digits of another script, as in the date 2024-01-01; such as 2025-01-31 is plain',
  ],
];

/** How dates are written, where that is worth a word. */
function noteDateForm(
  head: Head,
  dates: DateDictionary,
  reading: DateReading,
  findings: FindingCollector,
): void {
  const header = head.headers[head.mapping.date!]!;
  const text = dates.texts.find((_, code) => code > 0 && dates.parsed[code] !== null);
  if (text === undefined) return;
  const parsed = dates.parsed[dates.texts.indexOf(text)]!;
  const day = resolveDate(parsed, reading);
  if (day === null) return;
  let words = dateForms.find(([pattern]) => pattern.test(text))?.[1];
  if (parsed.kind === 'part' && reading.partsAreDays === true)
    words = 'days with a year of two digits (YYMMDD), as in 24-01-31';
  else if (parsed.kind === 'part' && reading.partsAreWeeks === true)
    words = 'year and week (YYYYWW), as in 2021-W05';
  if (
    parsed.kind === 'day' &&
    /[a-z]/i.test(text) &&
    /^[a-z]{3,}/i.test(text) &&
    !/q|quart|trim|kw|wk|week|w\d/i.test(text)
  )
    words = undefined;
  if (/\d(?:\s+(?:-|–|—|to|until|bis|au|al|a|t\/m|do)\s+|\s*[–—~]\s*).{8,}$/i.test(text))
    words = 'ranges of days, known by their first day';
  const year = /(?<!\d)(2[45]\d\d|26[0-4]\d)(?!\d)/.exec(text);
  if (year && text.length < 20 && !/^\d+$/.test(text)) words = 'years of the Buddhist calendar (543 ahead)';
  if (/^(?:令和|平成|民國|民国)/.test(text)) words = 'years counted by era';
  if (parsed.kind === 'triple' && reading.order === 'ymd') words = 'two-digit years with the year first';
  if (words === undefined) return;
  findings.add(
    {
      kind: 'date-form',
      severity: 'info',
      found: `"${header}" holds ${words}`,
      done: `"${text}" is read as ${isoDate(day)}`,
    },
    0,
    () => 'Choose another order of day, month and year if that is wrong',
  );
}

function planFindings(head: Head, plan: ReadPlan): Finding[] {
  const titles = head.layout.notes.map(([kind, severity, found, done, example]): Finding => ({
    kind,
    severity,
    found,
    done,
    count: 1,
    rows: [],
    example,
  }));
  return [...titles, ...plan.findings];
}

/** The rows product after product, oldest day first. Made in the table's own memory: `table` is used up. */
function grouped(table: RawTable, reading: DateReading, memory: ColumnMemory | undefined): RawTable {
  const day = table.dates.daysOf(table.dateCode, reading);
  const { order } = rowOrder(table.product, day, table.products.length);
  if (order === null) return table;
  const roles = Object.keys(table.numbers) as NumericRole[];
  const numbers = reordered(
    roles.map((role) => table.numbers[role]!),
    order,
    memory,
  );
  const [fileRow, dateCode, product] = reordered(
    [table.fileRow, table.dateCode, table.product],
    order,
    memory,
  );
  return {
    ...table,
    fileRow: fileRow!,
    dateCode: dateCode!,
    product: product!,
    numbers: Object.fromEntries(roles.map((role, i) => [role, numbers[i]!])),
  };
}

/** The refusal of a file of which no row is left, with the first reason; other columns, where there are some, might mend it. */
export function noRow(fileName: string, findings: readonly Finding[], hasOtherColumns: boolean): ReadError {
  const reason = findings.find((finding) => finding.severity === 'attention');
  return new ReadError(
    reason
      ? `No row of "${fileName}" could be read. ${reason.example}.`
      : `"${fileName}" has a header but no rows below it.`,
    { mend: reason && hasOtherColumns ? { kind: 'mapping' } : null },
  );
}
