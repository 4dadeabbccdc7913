// From bytes to columns: a first look at a file (`inspect`) and the whole of it (`readTable`).
//
// Both begin with the head of the file, which decides encoding, delimiter, header, mapping and decimal separators. The
// whole file may prove the head wrong (a byte that is no UTF-8 in row 900,000): then it is read once more from the
// start with what has been learnt. What only the whole column can tell, the order of day and month, is settled afterwards.

import type { ReadPlan } from '../files/read-plan.ts';
import { wideQuestionAbout } from '../files/wide-table.ts';
import { type ByteSource, pieces, portableDigest } from './byte-source.ts';
import type { ColumnMapping, NumericRole } from './columns.ts';
import { type Delimiter, delimiterNames } from './csv-rows.ts';
import type { DateOrder, FilePreview, Finding, OpenQuestion, ReadChoices, ReadQuestion } from './dataset.ts';
import { DateDictionary } from './date-dictionary.ts';
import { type DateReading, decideDateOrder } from './date-order.ts';
import { dateOrderQuestion, noteDateForm, refuseContradiction, withoutYear } from './date-words.ts';
import type { Encoding } from './code-pages.ts';
import { encodingOfLetters } from './encoding-of-letters.ts';
import { WrongEncoding } from './encoding.ts';
import { type Head, notInEncoding, readHead, separatorsOf } from './file-head.ts';
import { type ColumnMemory, reordered, rowOrder } from './group-rows.ts';
import { type DecimalSeparator, decideSeparators } from './numbers.ts';
import { bareLetters, monthOf } from './month-names.ts';
import { hiddenFindings, openedFinding, partQuestion, unpack } from './open-source.ts';
import { ReadError } from './read-error.ts';
import type { ReadHooks } from './read-hooks.ts';
import { readPass, type ReadPass } from './read-pass.ts';
import type { RawTable } from './table-builder.ts';
import { noteUndecidedSeparators, undecidedQuestion } from './undecided-separator.ts';

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
    findings: [openedFinding(opened), ...hiddenFindings(opened), ...result.findings],
    plan: { ...result.plan, questions: [...result.plan.questions, ...partQuestion(opened, given)] },
  };
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
      encoding = encodingOfLetters(error.bytes); // a byte far behind the head that is no UTF-8
    }
  }
}

function resultOf(
  source: ByteSource,
  head: Head,
  plan: ReadPlan,
  encoding: Encoding,
  decimalSeparator: DecimalSeparator,
  choices: ReadChoices,
  pass: ReadPass,
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
  noteDateForm(
    head.headers[head.mapping.date!]!,
    table.dates,
    { ...dateReading, order: dateOrder },
    findings,
  );
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

/** What a cell that is no date lacks, where that is known: ` The year is missing.` with the way on; else nothing. */
function dateHint(example: string): string {
  const cell = /expected a date such as .*, got "([^"]{1,20})"$/.exec(example)?.[1];
  if (cell === undefined) return '';
  if (monthOf(bareLetters(cell)) > 0)
    return ' The year is missing: write it into each date, such as 2025-01-31.';
  if (/^\d{1,2}[./-]\d{1,2}\.?$/.test(cell))
    return ' Two numbers may be a day and a month, or a month and its year: write each date whole, such as 2025-01-31.';
  if (/^\d{7}$/.test(cell))
    return ' Seven digits are a period of a fiscal year or a day of the year, and the file does not say which.';
  return '';
}

/** The refusal of a file of which no row is left, with the first reason; other columns, where there are some, might mend it. */
export function noRow(fileName: string, findings: readonly Finding[], hasOtherColumns: boolean): ReadError {
  const reason = findings.find((finding) => finding.severity === 'attention');
  return new ReadError(
    reason
      ? `No row of "${fileName}" could be read. ${reason.example}.${dateHint(reason.example)}`
      : `"${fileName}" has a header but no rows below it.`,
    { mend: reason && hasOtherColumns ? { kind: 'mapping' } : null },
  );
}
