// Any file as rows of cells under a header: what second files and test results are read from. Formats, encoding, delimiter
// and the place of the header are found as for sales; what the columns mean is up to the caller.

import { type ByteSource, type Digest, headOf, pieces, portableDigest } from '../table/byte-source.ts';
import { type Delimiter, detectDelimiter, RowStream, separatorLine } from '../table/csv-rows.ts';
import type { Encoding } from '../table/code-pages.ts';
import { encodingOfLetters } from '../table/encoding-of-letters.ts';
import { detectEncoding, TextStream, WrongEncoding } from '../table/encoding.ts';
import { ReadCancelled, ReadError } from '../table/read-error.ts';
import type { ReadHooks } from '../table/read-hooks.ts';
import { openFile } from './file-kinds.ts';
import { findLayout } from './layout.ts';

export interface CellTable {
  readonly fileName: string;
  readonly fileBytes: number;
  /** SHA-256 of the file's bytes, hex. */
  readonly fingerprint: string;
  readonly delimiter: Delimiter;
  /** Sheets or files that could be read instead, and the one that was; empty and null where there is one table. */
  readonly parts: readonly string[];
  readonly part: string | null;
  readonly headers: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly fileRow: number }[];
}

/** No file that is read whole has more rows. */
const mostRows = 1_000_000;
const headBytes = 1 << 18;

/**
 * The file whole; `hooks` as for sales.
 *
 * @throws ReadError in a sentence where the file is empty, in no encoding that is known, or too long; ReadCancelled.
 */
export async function readCells(file: ByteSource, part?: string, hooks: ReadHooks = {}): Promise<CellTable> {
  const { bytes } = await headOf(file, headBytes);
  const opened = await openFile(file, bytes, part, hooks);
  const source = opened?.source ?? file;
  const head = opened ? (await headOf(source, headBytes)).bytes : bytes;
  const encoding = detectEncoding(head, source.name);
  const of = { parts: opened?.parts ?? [], part: opened?.part ?? null };
  try {
    return { ...(await cellsOf(file, source, encoding, hooks)), ...of };
  } catch (error) {
    if (!(error instanceof WrongEncoding)) throw error;
    return { ...(await cellsOf(file, source, encodingOfLetters(head), hooks)), ...of };
  }
}

/** The cells of `source`, under the name and fingerprint of the file it was unpacked from. */
async function cellsOf(
  file: ByteSource,
  source: ByteSource,
  encoding: Encoding,
  hooks: ReadHooks,
): Promise<Omit<CellTable, 'parts' | 'part'>> {
  const digest = (hooks.createDigest ?? portableDigest)();
  const cells = await cellsIn(source, encoding, hooks, source === file ? digest : null);
  if (source !== file) for await (const piece of pieces(file)) digest.update(piece);
  return { ...cells, fileName: file.name, fileBytes: file.size, fingerprint: digest.hex() };
}

async function cellsIn(
  source: ByteSource,
  encoding: Encoding,
  hooks: ReadHooks,
  digest: Digest | null,
): Promise<Omit<CellTable, 'fingerprint' | 'fileBytes' | 'parts' | 'part'>> {
  const text = new TextStream(encoding);
  const rows: string[][] = [];
  let beginning = '';
  let cut: { readonly delimiter: Delimiter; readonly stream: RowStream } | null = null;
  const begun = () => {
    if (cut) return cut;
    const delimiter = separatorLine(beginning)?.delimiter ?? detectDelimiter(beginning);
    return (cut = { delimiter, stream: new RowStream(delimiter) });
  };
  const reportEvery = Math.max(1 << 20, source.size / 50);
  let bytesRead = 0;
  let reported = 0;
  const report = () => hooks.onProgress?.({ rows: rows.length, bytesRead, bytesTotal: source.size });
  for await (const piece of pieces(source)) {
    if (hooks.isCancelled?.()) throw new ReadCancelled();
    digest?.update(piece);
    bytesRead += piece.length;
    if (bytesRead - reported >= reportEvery) {
      reported = bytesRead;
      report();
    }
    beginning += text.push(piece);
    if (cut === null && beginning.length < headBytes) continue;
    for (const row of begun().stream.push(beginning)) rows.push(row);
    beginning = '';
    if (rows.length > mostRows)
      throw new ReadError(`"${source.name}" has more than ${mostRows.toLocaleString('en')} rows; split it.`);
  }
  if (hooks.isCancelled?.()) throw new ReadCancelled();
  report();
  beginning += text.end();
  const { delimiter, stream } = begun();
  for (const row of stream.end(beginning)) rows.push(row);
  const isFilled = (row: readonly string[]) => row.some((cell) => cell.trim() !== '');
  if (!rows.some(isFilled))
    throw new ReadError(`"${source.name}" is empty; choose a file with a header and rows.`);
  const layout = findLayout(rows.slice(0, 100), null);
  const body = rows
    .map((cells, i) => ({ cells, fileRow: i + 1 }))
    .slice(layout.headerAt + 1)
    .filter(({ cells }) => isFilled(cells));
  const { shape } = layout;
  const rest = layout.rest?.bind(layout);
  const shaped = shape
    ? body.flatMap(({ cells, fileRow }) => shape(cells).map((each) => ({ cells: each, fileRow })))
    : body;
  return {
    fileName: source.name,
    delimiter,
    headers: layout.headers,
    rows: rest ? [...shaped, ...rest().map((cells) => ({ cells, fileRow: rows.length }))] : shaped,
  };
}
