// Any file as rows of cells under a header: what second files and test results are read from. Formats, encoding, delimiter
// and the place of the header are found as for sales; what the columns mean is up to the caller.

import { type ByteSource, headOf, pieces } from '../table/byte-source.ts';
import { type Delimiter, detectDelimiter, RowStream, separatorLine } from '../table/csv-rows.ts';
import {
  detectEncoding,
  type Encoding,
  encodingOfLetters,
  TextStream,
  WrongEncoding,
} from '../table/encoding.ts';
import { ReadError } from '../table/read-error.ts';
import { openFile } from './file-kinds.ts';
import { findLayout } from './layout.ts';

export interface CellTable {
  readonly fileName: string;
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly fileRow: number }[];
}

/** No file that is read whole has more rows. */
const mostRows = 1_000_000;
const headBytes = 1 << 18;

/** @throws ReadError in a sentence where the file is empty, in no encoding that is known, or too long. */
export async function readCells(file: ByteSource, part?: string): Promise<CellTable> {
  const { bytes } = await headOf(file, headBytes);
  const opened = await openFile(file, bytes, part);
  const source = opened?.source ?? file;
  const head = opened ? (await headOf(source, headBytes)).bytes : bytes;
  const encoding = detectEncoding(head, source.name);
  try {
    return await cellsIn(source, encoding);
  } catch (error) {
    if (!(error instanceof WrongEncoding)) throw error;
    return cellsIn(source, encodingOfLetters(head));
  }
}

async function cellsIn(source: ByteSource, encoding: Encoding): Promise<CellTable> {
  const text = new TextStream(encoding);
  const rows: string[][] = [];
  let beginning = '';
  let cut: { readonly delimiter: Delimiter; readonly stream: RowStream } | null = null;
  const begun = () => {
    if (cut) return cut;
    const delimiter = separatorLine(beginning)?.delimiter ?? detectDelimiter(beginning);
    return (cut = { delimiter, stream: new RowStream(delimiter) });
  };
  for await (const piece of pieces(source)) {
    beginning += text.push(piece);
    if (cut === null && beginning.length < headBytes) continue;
    for (const row of begun().stream.push(beginning)) rows.push(row);
    beginning = '';
    if (rows.length > mostRows)
      throw new ReadError(`"${source.name}" has more than ${mostRows.toLocaleString('en')} rows; split it.`);
  }
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
  return {
    fileName: source.name,
    delimiter,
    headers: layout.headers,
    rows: shape
      ? body.flatMap(({ cells, fileRow }) => shape(cells).map((each) => ({ cells: each, fileRow })))
      : body,
  };
}
