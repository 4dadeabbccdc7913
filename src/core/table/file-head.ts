// What the head of a file decides: encoding, delimiter, header, layout, the plan of its columns, decimal separators.

import { findLayout, type Layout } from '../files/layout.ts';
import { isFilled } from '../files/layout-parts.ts';
import type { ReadPlan } from '../files/read-plan.ts';
import { understand } from '../files/understand.ts';
import { ownCopy } from '../text/own-copy.ts';
import { type ByteSource, headOf } from './byte-source.ts';
import type { ColumnMapping } from './columns.ts';
import { type Delimiter, detectDelimiter, RowStream, separatorLine } from './csv-rows.ts';
import type { ReadChoices } from './dataset.ts';
import type { Encoding } from './code-pages.ts';
import { encodingOfLetters } from './encoding-of-letters.ts';
import { detectEncoding, TextStream, WrongEncoding } from './encoding.ts';
import { checkHeader, checkMapping, matchHeaders } from './header.ts';
import { type DecimalSeparator, decideSeparators, SeparatorEvidence } from './numbers.ts';
import { ReadError } from './read-error.ts';
import { rowsFurtherDown } from './rows-further-down.ts';
import { mappedNumericRoles } from './table-builder.ts';

/** What the head of a file decides. */
export interface Head {
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

/** Bytes of the head: some thousand rows of a usual file. */
const usualHead = 1 << 17;

/** For a file that begins with blank lines. */
const blankHead = 1 << 21;

/** For a header that is longer than that. */
const largestHead = 1 << 18;

/**
 * Reads the first `wanted` bytes (more, where the header begins late or is long) and decides from them how the whole file is
 * read.
 *
 * @throws ReadError where the head is no text or has no header. A plan that cannot be made is kept in `plan`, for the page to
 * ask.
 */
export async function readHead(source: ByteSource, choices: ReadChoices, wanted = usualHead): Promise<Head> {
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
  refuseEscapedQuotes(text);
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
    // What a file says further down, such as a status of its last rows, is known before it is read; a layout reads its rows in order.
    const beyond =
      shape === null && !isWhole
        ? await rowsFurtherDown(source, encoding, delimiter, headers.length, bytes.length)
        : [];
    plan = understand(headers, [...body, ...beyond], source.name, choices, delimiter === ';' ? ',' : '.');
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
    `Rows have ${cells} cells for ${headers.length} columns: decimal commas clash with the commas between cells ` +
      `("${rows[0]!.join(',')}"); export the file with semicolons between cells, or with decimal points.`,
  );
}

/** @throws ReadError where quotation marks within cells are written with a backslash, which cuts cells at the wrong places. */
function refuseEscapedQuotes(text: string): void {
  const escaped = text.match(/[^\n"\\]{0,30}\\"[^,;|\t\n]{0,30}/g) ?? [];
  if (escaped.length < 5 || escaped.length < 0.05 * text.split('\n').length) return;
  throw new ReadError(
    `Quotation marks within cells are written as \\" (${escaped[0]!.trim()}), which ends the cell there; write two quotation marks instead, or leave them out.`,
  );
}

/** @throws ReadError for text that is no table: JSON, XML, a web page. */
function refuseOtherText(text: string, fileName: string): void {
  const beginning = text.slice(0, 2000).replace(/^[\ufeff\s]+/, '');
  if (/^[[{]\s*(?:[[{"]|$)/.test(beginning) && /"\s*:/.test(beginning))
    throw new ReadError(`"${fileName}" is JSON, not CSV; export it as CSV, one row per product and day.`);
  if (
    /^(?:--|\/\*|create\s+table|insert\s+into|drop\s+table)/i.test(beginning) &&
    /\binsert\s+into\b/i.test(text)
  )
    throw new ReadError(
      `"${fileName}" is a dump of an SQL database (INSERT statements), not a table; export the table itself as CSV.`,
    );
  if (/^<(?:\?xml|!doctype|html|table)/i.test(beginning))
    throw new ReadError(
      `"${fileName}" is a web page or XML, not CSV; open it in a spreadsheet and save it as CSV.`,
    );
}

/** The refusal of bytes that are none of this encoding. */
export function notInEncoding(fileName: string, encoding: Encoding): ReadError {
  return new ReadError(`"${fileName}" is not valid ${encoding.toUpperCase()}; choose another encoding.`);
}

export interface Separators {
  readonly columns: readonly DecimalSeparator[];
  readonly file: DecimalSeparator;
  /** Per column, where more is known than its signs tell. */
  readonly fixed: readonly (DecimalSeparator | null)[];
}

/** Decimal separators by what the head's cells prove, or as the person chose. */
export function separatorsOf(head: Head, chosen?: DecimalSeparator): Separators {
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

/** Units that are whole but for some such as "1.234": nobody sells 1.234 pieces, so the sign parts thousands. */
export function thousandsOf(
  head: Head,
  column: number,
  evidence: SeparatorEvidence,
): DecimalSeparator | null {
  if (evidence.points + evidence.commas > 0 || evidence.undecided === 0) return null;
  const cells = head.rows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
  const whole = cells.filter((cell) => /^\d+$/.test(cell)).length;
  if (whole < 0.5 * cells.length) return null;
  return evidence.undecidedExample.includes('.') ? ',' : '.';
}
