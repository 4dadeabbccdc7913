// A catalogue file, a piece at a time: rows of any number of products in bounded memory.
//
// The head of the file decides encoding, delimiter, header and decimal separators; the rest is read under them. Rows
// already priced are out of the door, so what the head got wrong is not mended: a row that cannot be read is
// reported by its number, and text in another encoding ends the reading.

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
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  readonly headerRow: number;
  readonly mapping: CatalogueMapping;
  readonly rows: readonly (readonly string[])[];
}

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
/** Elasticities are negative; every other number of a catalogue is not. */
const mayBeNegative: ReadonlySet<NumberRole> = new Set<NumberRole>(['elasticity']);

/**
 * The products of `source`, in the order of the file. Stopping to ask ends the reading.
 *
 * @throws ReadError in a sentence where the file is empty, has no id or price column, or changes its encoding.
 */
export async function* readCatalogue(source: ByteSource): AsyncGenerator<CataloguePiece, void> {
  const head = await readHead(source);
  const reader = new RowReader(head);
  const text = new TextStream(head.encoding);
  const stream = new RowStream(head.delimiter);
  let bytesRead = 0;
  const take = (rows: string[][]): CataloguePiece => {
    const firstRow = stream.rowsDone - rows.length + 1;
    return reader.read(rows, firstRow, bytesRead);
  };
  try {
    for await (const piece of pieces(source, 1 << 17)) {
      bytesRead += piece.length;
      yield take(stream.push(text.push(piece)));
    }
    yield take(stream.end(text.end()));
  } catch (error) {
    if (!(error instanceof WrongEncoding)) throw error;
    throw new ReadError(
      `"${source.name}" is not valid UTF-8 after row ${stream.rowsDone}; save it as UTF-8 and try again.`,
    );
  }
}

async function readHead(source: ByteSource): Promise<Head> {
  const { bytes, isWhole } = await headOf(source, 1 << 18);
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
  const headerAt = rows.findIndex((row) => row.some((cell) => cell.trim() !== ''));
  const headers = (rows[headerAt] ?? []).map((cell) => cell.trim());
  const mapping = matchCatalogue(headers);
  const missing = (['productId', 'price'] as const).filter((role) => mapping[role] === undefined);
  if (missing.length > 0)
    throw new ReadError(
      `"${source.name}" has the columns ${headers
        .slice(0, 20)
        .map((header) => `"${header}"`)
        .join(', ')}, but none ` +
        `that names ${missing.map((role) => `"${catalogueColumns[role].header}"`).join(' and ')}.`,
    );
  return { encoding, delimiter, headers, headerRow: headerAt + 1, mapping, rows: rows.slice(headerAt + 1) };
}

/** Cells to products. */
class RowReader {
  private readonly head: Head;
  private readonly numbers: readonly { role: NumberRole; column: number; reader: NumberReader }[];

  constructor(head: Head) {
    this.head = head;
    const mapped = numberRoles.flatMap((role) => {
      const column = head.mapping[role];
      return column === undefined ? [] : [{ role, column }];
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
    const { mapping, headers } = this.head;
    const text = (role: CatalogueRole) => cells[mapping[role] ?? -1]?.trim() ?? '';
    const productId = text('productId');
    if (productId === '')
      return `column "${headers[mapping.productId!]}": expected a product's id, got nothing`;
    const values: Partial<Record<NumberRole, number>> = {};
    for (const { role, column, reader } of this.numbers) {
      const cell = cells[column] ?? '';
      const value = reader.read(cell);
      const isAbsent = Number.isNaN(value) && reader.problem !== 'unreadable' && role !== 'price';
      if (isAbsent) continue;
      const isPositive = role === 'price' ? value > 0 : value >= 0;
      if (!Number.isFinite(value) || (!isPositive && !mayBeNegative.has(role)))
        return (
          `column "${headers[column]}": expected ${role === 'price' ? 'a positive number' : mayBeNegative.has(role) ? 'a number' : 'a number of at least 0'}, ` +
          `got ${cell.trim() === '' ? 'nothing' : `"${shortText(cell.trim(), 40)}"`}`
        );
      values[role] = value;
    }
    return {
      productId,
      productName: text('productName') || productId,
      category: text('category') || null,
      price: values.price!,
      cost: values.cost ?? null,
      elasticity: values.elasticity ?? null,
      elasticityError: values.elasticityError ?? null,
      dailyUnits: values.dailyUnits ?? null,
      inventory: values.inventory ?? null,
      competitorPrice: values.competitorPrice && values.competitorPrice > 0 ? values.competitorPrice : null,
      moves: {
        changesLastWeek: values.changesLastWeek ?? 0,
        daysSinceChange: values.daysSinceChange ?? null,
      },
    };
  }
}
