// A catalogue file, a piece at a time: rows of any number of products in bounded memory. A workbook or a packed file is
// opened as the sales reader opens it.
//
// The head of the file decides encoding, delimiter, header and decimal separators; the rest is read under them. Rows
// already priced are out of the door, so what the head got wrong is not mended: a row that cannot be read is
// reported by its number, and text in another encoding ends the reading.

import { openFile } from '../files/file-kinds.ts';
import { findLayout } from '../files/layout.ts';
import { headOf, pieces, type ByteSource } from '../table/byte-source.ts';
import { detectDelimiter, RowStream, separatorLine, type Delimiter } from '../table/csv-rows.ts';
import { detectEncoding, TextStream, WrongEncoding, type Encoding } from '../table/encoding.ts';
import { decideSeparators, NumberReader, SeparatorEvidence } from '../table/numbers.ts';
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

interface Head {
  /** The text of the file, unpacked. */
  readonly text: ByteSource;
  /** Whether that text is another than the file's bytes. */
  readonly isPacked: boolean;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  readonly headerRow: number;
  readonly mapping: CatalogueMapping;
  readonly rows: readonly (readonly string[])[];
}

const headBytes = 1 << 18;

type NumberRole = Exclude<CatalogueRole, 'productId' | 'productName' | 'category'>;
const numberRoles: readonly NumberRole[] = [
  'price',
  'cost',
  'elasticity',
  'elasticityError',
  'dailyUnits',
  'inventory',
  'competitorPrice',
  'changesLastWeek',
  'daysSinceChange',
];
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
  const reader = new RowReader(head);
  const text = new TextStream(head.encoding);
  const stream = new RowStream(head.delimiter);
  let unpacked = 0;
  let bytesRead = 0;
  const take = (rows: string[][]): CataloguePiece => {
    const firstRow = stream.rowsDone - rows.length + 1;
    return reader.read(rows, firstRow, bytesRead);
  };
  try {
    for await (const piece of pieces(head.text, 1 << 17)) {
      unpacked += piece.length;
      // How long a packed file's text is nobody knows before its end.
      const share = head.isPacked ? source.size / Math.max(head.text.size, unpacked) : 1;
      bytesRead = Math.min(source.size, Math.round(unpacked * share));
      yield take(stream.push(text.push(piece)));
    }
    bytesRead = source.size;
    yield take(stream.end(text.end()));
  } catch (error) {
    if (!(error instanceof WrongEncoding)) throw error;
    throw new ReadError(
      `"${source.name}" is not valid UTF-8 after row ${stream.rowsDone}; save it as UTF-8 and try again.`,
    );
  }
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
    encoding = 'windows-1252';
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
    delimiter,
    headers,
    headerRow: headerAt + 1,
    mapping,
    rows: rows.slice(headerAt + 1),
  };
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
  private readonly head: Head;
  private readonly numbers: readonly {
    readonly role: NumberRole;
    /** In `numberRoles`. */
    readonly place: number;
    readonly column: number;
    readonly reader: NumberReader;
  }[];
  /** Of the row that is being read. */
  private readonly values = new Float64Array(numberRoles.length).fill(NaN);

  constructor(head: Head) {
    this.head = head;
    const mapped = numberRoles.flatMap((role, place) => {
      const column = head.mapping[role];
      return column === undefined ? [] : [{ role, place, column }];
    });
    const evidence = mapped.map(({ column }) => {
      const one = new SeparatorEvidence();
      for (const row of head.rows) one.add(row[column] ?? '');
      return one;
    });
    const { columns } = decideSeparators(evidence, head.delimiter);
    this.numbers = mapped.map((each, i) => ({ ...each, reader: new NumberReader(columns[i]!) }));
  }

  read(cells: readonly (readonly string[])[], firstRow: number, bytesRead: number): CataloguePiece {
    const rows: CatalogueRow[] = [];
    const problems: RowProblem[] = [];
    cells.forEach((row, i) => {
      const number = firstRow + i;
      if (number <= this.head.headerRow || row.every((cell) => cell.trim() === '')) return;
      const read = this.rowOf(row);
      if (typeof read === 'string') problems.push({ row: number, message: `Row ${number}, ${read}` });
      else rows.push(read);
    });
    return { rows, problems, bytesRead };
  }

  /** The product of a row, or what is wrong with it: `column "Price": expected a positive number, got "n/a"`. */
  private rowOf(cells: readonly string[]): CatalogueRow | string {
    const { mapping } = this.head;
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
    return `column "${this.head.headers[column]}"`;
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
    cost: known(values[places.cost]!),
    elasticity: known(values[places.elasticity]!),
    elasticityError: known(values[places.elasticityError]!),
    dailyUnits: known(values[places.dailyUnits]!),
    inventory: known(values[places.inventory]!),
    competitorPrice: competitorPrice > 0 ? competitorPrice : null,
    moves: {
      changesLastWeek: known(values[places.changesLastWeek]!) ?? 0,
      daysSinceChange: known(values[places.daysSinceChange]!),
    },
  };
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
