// A catalogue file, a piece at a time: rows of any number of products in bounded memory. A workbook or a packed file is
// opened as the sales reader opens it.
//
// The head of the file decides encoding, delimiter, header and decimal separators; the rest is read under them. Rows
// already priced are out of the door, so what the head got wrong is not mended: a row that cannot be read is
// reported by its number, and text in another encoding ends the reading.

import { openFile } from '../files/file-kinds.ts';
import { findLayout } from '../files/layout.ts';
import { knownOrNull } from '../statistics/or-null.ts';
import { headOf, pieces, type ByteSource } from '../table/byte-source.ts';
import { detectDelimiter, RowCutter, RowStream, separatorLine, type Delimiter } from '../table/csv-rows.ts';
import type { Encoding } from '../table/code-pages.ts';
import { encodingOfLetters } from '../table/encoding-of-letters.ts';
import { detectEncoding, TextStream, WrongEncoding } from '../table/encoding.ts';
import {
  decideSeparators,
  NumberReader,
  SeparatorEvidence,
  type DecimalSeparator,
} from '../table/numbers.ts';
import { ReadError } from '../table/read-error.ts';
import { shortText } from '../text/short-text.ts';
import type { PriceMoves } from './guardrails/guardrail.ts';
import {
  catalogueColumns,
  matchCatalogue,
  type CatalogueMapping,
  type CatalogueRole,
} from './catalogue-columns.ts';

/** One product as the file has it; null where it says nothing. Prices in currency. */
export interface CatalogueRow {
  readonly productId: string;
  readonly productName: string;
  readonly category: string | null;
  readonly price: number;
  readonly cost: number | null;
  readonly elasticity: number | null;
  readonly elasticityError: number | null;
  readonly dailyUnits: number | null;
  readonly inventory: number | null;
  readonly competitorPrice: number | null;
  readonly moves: PriceMoves;
}

/** A row that could not be used. */
export interface RowProblem {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly message: string;
}

export interface CataloguePiece {
  readonly rows: readonly CatalogueRow[];
  readonly problems: readonly RowProblem[];
  /** Bytes of the file behind these rows and all before. */
  readonly bytesRead: number;
}

/** How the rows of a file are read, as its head tells. Plain data: rows may be read elsewhere. */
interface CatalogueLayout {
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  readonly headerRow: number;
  readonly mapping: CatalogueMapping;
  /** Of the columns of numbers that the file has. */
  readonly decimals: Readonly<Partial<Record<NumberRole, DecimalSeparator>>>;
}

/** Some whole rows of a file, not read yet. */
export interface CatalogueSlice {
  readonly layout: CatalogueLayout;
  readonly text: string;
  /** Rows of the file before these. */
  readonly rowsBefore: number;
  /** Bytes of the file behind these rows and all before. */
  readonly bytesRead: number;
}

interface Head {
  /** The text of the file, unpacked. */
  readonly text: ByteSource;
  /** Whether that text is another than the file's bytes. */
  readonly isPacked: boolean;
  readonly encoding: Encoding;
  readonly layout: CatalogueLayout;
}

const headBytes = 1 << 18;

export type NumberRole = Exclude<CatalogueRole, 'productId' | 'productName' | 'category'>;
export const numberRoles = [
  'price',
  'cost',
  'elasticity',
  'elasticityError',
  'dailyUnits',
  'inventory',
  'competitorPrice',
  'changesLastWeek',
  'daysSinceChange',
] as const satisfies readonly NumberRole[];
const places = Object.fromEntries(numberRoles.map((role, place) => [role, place])) as Readonly<
  Record<NumberRole, number>
>;
/** Elasticities are negative; every other number of a catalogue is not. */
const mayBeNegative: ReadonlySet<NumberRole> = new Set<NumberRole>(['elasticity']);

/**
 * The products of `source`, in the order of the file. Stopping to ask ends the reading.
 *
 * @throws ReadError in a sentence where the file is empty or damaged, has no id or price column, or changes its encoding.
 */
export async function* readCatalogue(source: ByteSource): AsyncGenerator<CataloguePiece, void> {
  const head = await readHead(source);
  const reader = new RowReader(head.layout);
  const stream = new RowStream(head.layout.delimiter);
  const texts = textOf(source, head, () => stream.rowsDone);
  for (;;) {
    const next = await texts.next();
    const { text, bytesRead } = next.value;
    for (const piece of readText(reader, stream, text, next.done === true)) yield { ...piece, bytesRead };
    if (next.done) return;
  }
}

/**
 * The same rows unread, `least` characters or more at a time, to be read by `readSlice` wherever.
 *
 * @throws ReadError as `readCatalogue` does; what is wrong within a slice `readSlice` tells.
 */
export async function* catalogueSlices(
  source: ByteSource,
  least: number,
): AsyncGenerator<CatalogueSlice, void> {
  const head = await readHead(source);
  const { layout } = head;
  const cutter = new RowCutter(layout.delimiter);
  const texts = textOf(source, head, () => cutter.rowsDone);
  let gathered = '';
  let rowsBefore = 0;
  for (;;) {
    const next = await texts.next();
    const { text, bytesRead } = next.value;
    gathered += next.done ? cutter.end(text) : cutter.push(text);
    if (gathered !== '' && (next.done || gathered.length >= least)) {
      yield { layout, text: gathered, rowsBefore, bytesRead };
      gathered = '';
      rowsBefore = cutter.rowsDone;
    }
    if (next.done) return;
  }
}

/** Bytes that are decoded, and characters of them that are cut into rows, at a time: few, since what is alive at once is moved about. */
const decodedAtOnce = 1 << 15;
const readAtOnce = 1 << 13;

/** The products of a text that follows the one before, a piece at a time; `isLast` where none follows it. */
function* readText(
  reader: RowReader,
  stream: RowStream,
  text: string,
  isLast: boolean,
): Generator<Omit<CataloguePiece, 'bytesRead'>, void> {
  for (let from = 0; from === 0 || from < text.length; from += readAtOnce) {
    const part = text.slice(from, from + readAtOnce);
    const rows = isLast && from + readAtOnce >= text.length ? stream.end(part) : stream.push(part);
    yield reader.read(rows, stream.rowsDone - rows.length + 1);
  }
}

/** The products of a slice, a piece at a time. @throws ReadError in a sentence where a row swallows others or never ends. */
export function* readSlice({
  layout,
  text,
  rowsBefore,
}: Omit<CatalogueSlice, 'bytesRead'>): Generator<Omit<CataloguePiece, 'bytesRead'>, void> {
  const reader = new RowReader(layout);
  yield* readText(reader, new RowStream(layout.delimiter, rowsBefore), text, true);
}

interface TextPiece {
  readonly text: string;
  readonly bytesRead: number;
}

/** The text of a file in pieces; returns the last. `rowsDone` tells how many rows were read where its encoding changes. */
async function* textOf(
  source: ByteSource,
  { text: unpackedSource, isPacked, encoding }: Head,
  rowsDone: () => number,
): AsyncGenerator<TextPiece, TextPiece> {
  const stream = new TextStream(encoding);
  const decoded = (decode: () => string) => {
    try {
      return decode();
    } catch (error) {
      if (!(error instanceof WrongEncoding)) throw error;
      throw new ReadError(
        `"${source.name}" is not valid UTF-8 after row ${rowsDone()}; save it as UTF-8 and try again.`,
      );
    }
  };
  let unpacked = 0;
  for await (const piece of pieces(unpackedSource, decodedAtOnce)) {
    unpacked += piece.length;
    // How long a packed file's text is nobody knows before its end.
    const share = isPacked ? source.size / Math.max(unpackedSource.size, unpacked) : 1;
    const bytesRead = Math.min(source.size, Math.round(unpacked * share));
    yield { text: decoded(() => stream.push(piece)), bytesRead };
  }
  return { text: decoded(() => stream.end()), bytesRead: source.size };
}

async function readHead(file: ByteSource): Promise<Head> {
  const ofFile = await headOf(file, headBytes);
  const opened = await openFile(file, ofFile.bytes, undefined);
  const source = opened?.source ?? file;
  const { bytes, isWhole } = opened ? await headOf(source, headBytes) : ofFile;
  let encoding = detectEncoding(bytes, source.name);
  let text: string;
  try {
    text = new TextStream(encoding).push(bytes);
  } catch (error) {
    if (!(error instanceof WrongEncoding)) throw error;
    encoding = encodingOfLetters(bytes);
    text = new TextStream(encoding).push(bytes);
  }
  if (text.trim() === '')
    throw new ReadError(`"${source.name}" is empty; choose a CSV with a header and one row a product.`);
  const delimiter = separatorLine(text)?.delimiter ?? detectDelimiter(text);
  const stream = new RowStream(delimiter);
  const rows = isWhole ? stream.end(text) : stream.push(text);
  const { headerAt, headers, mapping } = headerOf(rows);
  const missing = (['productId', 'price'] as const).filter((role) => mapping[role] === undefined);
  if (missing.length > 0)
    throw new ReadError(
      `"${source.name}" has the columns ${headers
        .slice(0, 20)
        .map((header) => `"${header}"`)
        .join(', ')}, but none ` +
        `that names ${missing.map((role) => `"${catalogueColumns[role].header}"`).join(' and ')}.`,
    );
  return {
    text: source,
    isPacked: opened !== null,
    encoding,
    layout: {
      delimiter,
      headers,
      headerRow: headerAt + 1,
      mapping,
      decimals: decimalsOf(rows.slice(headerAt + 1), mapping, delimiter),
    },
  };
}

/** The decimal separator of each column of numbers, by all that the head's rows prove. */
function decimalsOf(
  rows: readonly (readonly string[])[],
  mapping: CatalogueMapping,
  delimiter: Delimiter,
): CatalogueLayout['decimals'] {
  const mapped = numberRoles.filter((role) => mapping[role] !== undefined);
  const evidence = mapped.map((role) => {
    const one = new SeparatorEvidence();
    for (const row of rows) one.add(row[mapping[role]!] ?? '');
    return one;
  });
  const { columns } = decideSeparators(evidence, delimiter);
  return Object.fromEntries(mapped.map((role, i) => [role, columns[i]!]));
}

/** The header: the first filled row where it names id and price, else the one that the sales reader finds below title lines. */
function headerOf(rows: readonly (readonly string[])[]) {
  const at = (headerAt: number) => {
    const headers = (rows[headerAt] ?? []).map((cell) => cell.trim());
    return { headerAt, headers, mapping: matchCatalogue(headers) };
  };
  const first = at(rows.findIndex((row) => row.some((cell) => cell.trim() !== '')));
  const names = ({ mapping }: typeof first) => mapping.productId !== undefined && mapping.price !== undefined;
  if (names(first)) return first;
  const below = at(findLayout(rows.slice(0, 100), null).headerAt);
  return names(below) ? below : first;
}

/** Cells to products. */
class RowReader {
  private readonly layout: CatalogueLayout;
  private readonly numbers: readonly {
    readonly role: NumberRole;
    /** In `numberRoles`. */
    readonly place: number;
    readonly column: number;
    readonly reader: NumberReader;
  }[];
  /** Of the row that is being read. */
  private readonly values = new Float64Array(numberRoles.length).fill(NaN);

  constructor(layout: CatalogueLayout) {
    this.layout = layout;
    this.numbers = numberRoles.flatMap((role, place) => {
      const column = layout.mapping[role];
      const decimal = layout.decimals[role];
      if (column === undefined || decimal === undefined) return [];
      return [{ role, place, column, reader: new NumberReader(decimal) }];
    });
  }

  read(cells: readonly (readonly string[])[], firstRow: number): Omit<CataloguePiece, 'bytesRead'> {
    const rows: CatalogueRow[] = [];
    const problems: RowProblem[] = [];
    cells.forEach((row, i) => {
      const number = firstRow + i;
      if (number <= this.layout.headerRow || row.every((cell) => cell.trim() === '')) return;
      const read = this.rowOf(row);
      if (typeof read === 'string') problems.push({ row: number, message: `Row ${number}, ${read}` });
      else rows.push(read);
    });
    return { rows, problems };
  }

  /** The product of a row, or what is wrong with it: `column "Price": expected a positive number, got "n/a"`. */
  private rowOf(cells: readonly string[]): CatalogueRow | string {
    const { mapping } = this.layout;
    const productId = textAt(cells, mapping.productId);
    if (productId === '')
      return `${this.columnWords(mapping.productId!)}: expected a product's id, got nothing`;
    const { values } = this;
    for (let n = 0; n < this.numbers.length; n++) {
      const { role, place, column, reader } = this.numbers[n]!;
      const cell = cells[column] ?? '';
      const value = reader.read(cell);
      values[place] = value;
      if (Number.isNaN(value) && reader.problem !== 'unreadable' && role !== 'price') continue;
      const isRight = role === 'price' ? value > 0 : value >= 0 || mayBeNegative.has(role);
      if (!isRight || !Number.isFinite(value))
        return `${this.columnWords(column)}: expected ${wantedWords(role)}, got ${gotWords(cell)}`;
    }
    return rowFrom(productId, textAt(cells, mapping.productName), textAt(cells, mapping.category), values);
  }

  private columnWords(column: number): string {
    return `column "${this.layout.headers[column]}"`;
  }
}

function textAt(cells: readonly string[], column: number | undefined): string {
  return (column === undefined ? undefined : cells[column])?.trim() ?? '';
}

function wantedWords(role: NumberRole): string {
  if (role === 'price') return 'a positive number';
  return mayBeNegative.has(role) ? 'a number' : 'a number of at least 0';
}

function gotWords(cell: string): string {
  const trimmed = cell.trim();
  return trimmed === '' ? 'nothing' : `"${shortText(trimmed, 40)}"`;
}

/** `values` in the order of `numberRoles`, NaN where the row says nothing. By hand: a million rows are read. */
function rowFrom(productId: string, name: string, category: string, values: Float64Array): CatalogueRow {
  const competitorPrice = values[places.competitorPrice]!;
  return {
    productId,
    productName: name || productId,
    category: category || null,
    price: values[places.price]!,
    cost: knownOrNull(values[places.cost]!),
    elasticity: knownOrNull(values[places.elasticity]!),
    elasticityError: knownOrNull(values[places.elasticityError]!),
    dailyUnits: knownOrNull(values[places.dailyUnits]!),
    inventory: knownOrNull(values[places.inventory]!),
    competitorPrice: competitorPrice > 0 ? competitorPrice : null,
    moves: {
      changesLastWeek: knownOrNull(values[places.changesLastWeek]!) ?? 0,
      daysSinceChange: knownOrNull(values[places.daysSinceChange]!),
    },
  };
}
