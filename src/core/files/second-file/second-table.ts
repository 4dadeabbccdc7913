// A second file as text: opened, decoded and cut by the parts of the one reader, so that costs may come in whatever sales
// may come in. Its rows are kept as they stand; what they mean is decided against the sales (`join-second-files.ts`).

import { type ByteSource, headOf, pieces, portableDigest } from '../../table/byte-source.ts';
import { type Delimiter, detectDelimiter, RowStream, separatorLine } from '../../table/csv-rows.ts';
import { ownCopy } from '../../table/dates.ts';
import { detectEncoding, type Encoding, TextStream, WrongEncoding } from '../../table/encoding.ts';
import { checkHeader } from '../../table/header.ts';
import type { DecimalSeparator } from '../../table/numbers.ts';
import { ReadCancelled, ReadError } from '../../table/read-error.ts';
import type { ReadHooks } from '../../table/read-table.ts';
import { openFile } from '../file-kinds.ts';
import { findLayout, type Layout } from '../layout.ts';

/** The cells of a second file below its header. */
export interface SecondTable {
  readonly fileName: string;
  readonly fileBytes: number;
  /** SHA-256 of the file's bytes, hex. */
  readonly fingerprint: string;
  readonly headers: readonly string[];
  /** [rows][columns] */
  readonly rows: readonly (readonly string[])[];
  /** Where each row stands in the file, the header's line counted. [rows] */
  readonly fileRows: readonly number[];
  /** The decimal separator where no cell tells. */
  readonly decimal: DecimalSeparator;
}

const headBytes = 1 << 17;
/** Lists of costs and stocks are far below; a file above is one of sales. */
const mostCells = 20_000_000;

/**
 * The rows of a second file, in any format and encoding of the reader.
 *
 * @throws ReadError in one sentence where it is no table, ReadCancelled where `isCancelled` said so.
 */
export async function readSecondTable(file: ByteSource, hooks: ReadHooks = {}): Promise<SecondTable> {
  const packed = await headOf(file, 4096);
  const opened = await openFile(file, packed.bytes, undefined);
  const source = opened?.source ?? file;
  const { bytes } = await headOf(source, headBytes);
  let encoding = detectEncoding(bytes, source.name);
  const fallback = (delimiter: Delimiter): DecimalSeparator =>
    opened?.isTyped !== true && delimiter === ';' ? ',' : '.';
  for (;;) {
    try {
      const { layout, delimiter, rows, fileRows, digest } = await readRows(source, encoding, hooks);
      return {
        fileName: file.name,
        fileBytes: file.size,
        fingerprint: opened ? await fingerprintOf(file, hooks) : digest,
        headers: layout.headers.map(ownCopy),
        rows,
        fileRows,
        decimal: fallback(delimiter),
      };
    } catch (error) {
      if (!(error instanceof WrongEncoding) || encoding !== 'utf-8') throw error;
      encoding = 'windows-1252';
    }
  }
}

async function fingerprintOf(file: ByteSource, hooks: ReadHooks): Promise<string> {
  const digest = (hooks.createDigest ?? portableDigest)();
  for await (const piece of pieces(file)) digest.update(piece);
  return digest.hex();
}

const isFilled = (row: readonly string[]) => row.some((cell) => cell.trim() !== '');

interface Rows {
  readonly layout: Layout;
  readonly delimiter: Delimiter;
  readonly rows: string[][];
  readonly fileRows: number[];
  readonly digest: string;
}

async function readRows(source: ByteSource, encoding: Encoding, hooks: ReadHooks): Promise<Rows> {
  const text = new TextStream(encoding);
  const digest = (hooks.createDigest ?? portableDigest)();
  let cutter: { readonly delimiter: Delimiter; readonly stream: RowStream } | null = null;
  let beginning = '';
  const all: string[][] = [];
  let cells = 0;
  const keep = (rows: string[][]) => {
    for (const row of rows) {
      cells += row.length;
      all.push(row.map((cell) => ownCopy(cell.trim())));
    }
    if (cells > mostCells)
      throw new ReadError(
        `"${source.name}" holds over ${mostCells / 1_000_000} million cells; keep the columns that name product, day and value.`,
      );
  };
  const begin = () => {
    if (beginning.trim() === '')
      throw new ReadError(`"${source.name}" is empty; choose a file with a header and a row per product.`);
    const delimiter = separatorLine(beginning)?.delimiter ?? detectDelimiter(beginning);
    return { delimiter, stream: new RowStream(delimiter) };
  };
  let bytesRead = 0;
  let reported = 0;
  for await (const piece of pieces(source, 1 << 16)) {
    if (hooks.isCancelled?.()) throw new ReadCancelled();
    digest.update(piece);
    bytesRead += piece.length;
    const more = text.push(piece);
    if (cutter) keep(cutter.stream.push(more));
    else {
      beginning += more;
      if (bytesRead >= headBytes) {
        cutter = begin();
        keep(cutter.stream.push(beginning));
      }
    }
    if (bytesRead - reported < 1 << 20) continue;
    reported = bytesRead;
    hooks.onProgress?.({ rows: all.length, bytesRead, bytesTotal: source.size });
  }
  if (hooks.isCancelled?.()) throw new ReadCancelled();
  const rest = text.end();
  if (!cutter) {
    beginning += rest;
    cutter = begin();
    keep(cutter.stream.end(beginning));
  } else keep(cutter.stream.end(rest));
  hooks.onProgress?.({ rows: all.length, bytesRead, bytesTotal: source.size });

  const layout = findLayout(all.slice(0, 2000), null);
  checkHeader(layout.headers, source.name);
  const rows: string[][] = [];
  const fileRows: number[] = [];
  for (let r = layout.headerAt + 1; r < all.length; r++) {
    if (!isFilled(all[r]!)) continue;
    for (const row of layout.shape ? layout.shape(all[r]!) : [all[r]!]) {
      rows.push(row);
      fileRows.push(r + 1);
    }
  }
  for (const row of layout.rest?.() ?? []) {
    rows.push(row);
    fileRows.push(all.length);
  }
  if (rows.length === 0)
    throw new ReadError(
      `"${source.name}" has a header but no rows below it; choose a file with a row per product.`,
    );
  return { layout, delimiter: cutter.delimiter, rows, fileRows, digest: digest.hex() };
}
