// Text tables of one zip that are one file: a CSV a month, a CSV a store, under the same header.
//
// Whether they belong together is told by their beginnings, as sheets of a workbook are; they are then read one after the
// other, a piece at a time, in cells of the first one's delimiter.

import type { ByteSource } from '../table/byte-source.ts';
import { type Delimiter, detectDelimiter, RowStream, separatorLine } from '../table/csv-rows.ts';
import type { Encoding } from '../table/code-pages.ts';
import { encodingOfLetters } from '../table/encoding-of-letters.ts';
import { detectEncoding, TextStream, WrongEncoding } from '../table/encoding.ts';
import { ReadError } from '../table/read-error.ts';
import { type JoinedSheets, joinedSheets, type TextSheet } from './joined-sheets.ts';
import { quotedCell } from './formats/whole-bytes.ts';

/** Bytes by which a text is told: some thousand rows. */
const beginning = 1 << 18;
const pieceBytes = 1 << 18;

interface ZippedText extends TextSheet {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
}

/**
 * The texts of `names` that belong to the first one, as one text of rows; null where it is alone. `isChosen`: the person
 * named them.
 */
export function joinedTexts(
  archive: string,
  names: readonly string[],
  bytesOf: (name: string) => Uint8Array,
  isChosen: boolean,
): { readonly source: ByteSource; readonly joined: JoinedSheets } | null {
  const labels = labelsOf(names);
  const texts = names.flatMap((name, i) => {
    const text = begun(name, labels[i]!, bytesOf(name));
    return text ? [text] : [];
  });
  if (texts.length < 2) return null;
  const joined = joinedSheets(texts, [...names].sort(inOrder), isChosen);
  if (!joined) return null;
  const { delimiter } = texts[0]!;
  const size = texts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const source: ByteSource = {
    name: archive,
    size,
    chunks: () => rowsOf(joined, texts, delimiter),
  };
  return { source, joined };
}

const inOrder = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** What tells the files apart by their names: without folder, ending and the words that all begin with. */
function labelsOf(names: readonly string[]): string[] {
  const last = (name: string) => name.split('/').at(-1)!;
  // Files of one name in folders of their own are told apart by the folder.
  const isByFolder = new Set(names.map(last)).size < names.length;
  const bare = names.map((name) => (isByFolder ? name : last(name)).replace(/\.\w+$/, ''));
  const word = /^[\p{L}\s_-]+(?=\d)/u.exec(bare[0] ?? '')?.[0];
  const isShared = word !== undefined && bare.every((name) => name.startsWith(word));
  return isShared ? bare.map((name) => name.slice(word.length)) : bare;
}

/** The first rows of a text; null where it is no text or holds no table. */
function begun(sheet: string, label: string, bytes: Uint8Array): ZippedText | null {
  const head = bytes.subarray(0, beginning);
  try {
    let encoding = detectEncoding(head, sheet);
    let text: string;
    try {
      text = new TextStream(encoding).push(head);
    } catch (error) {
      if (!(error instanceof WrongEncoding)) throw error;
      encoding = encodingOfLetters(head);
      text = new TextStream(encoding).push(head);
    }
    const delimiter = separatorLine(text)?.delimiter ?? detectDelimiter(text);
    const stream = new RowStream(delimiter);
    const rows = head.length === bytes.length ? stream.end(text) : stream.push(text);
    return { sheet, label, bytes, encoding, delimiter, rowCount: rows.length, rowAt: (row) => rows[row]! };
  } catch (error) {
    if (error instanceof ReadError) return null;
    throw error;
  }
}

async function* rowsOf(
  { parts, headers }: JoinedSheets,
  texts: readonly ZippedText[],
  delimiter: Delimiter,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => quotedCell(cell, delimiter)).join(delimiter)}\n`;
  yield encoder.encode(line(headers));
  for (const { sheet, headerAt, columns, value } of parts) {
    const { bytes, encoding, delimiter: own } = texts.find((text) => text.sheet === sheet)!;
    const text = new TextStream(encoding);
    const stream = new RowStream(own);
    let skipped = 0;
    const lines = (rows: readonly string[][]) => {
      let out = '';
      for (const row of rows) {
        if (skipped++ <= headerAt) continue;
        const cells = columns ? columns.map((column) => row[column] ?? '') : row;
        const isBlank = row.every((cell) => cell === '');
        out += line(value === null || isBlank ? cells : [...padded(cells, headers.length - 1), value]);
      }
      return encoder.encode(out);
    };
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      await Promise.resolve();
      yield lines(stream.push(text.push(bytes.subarray(from, from + pieceBytes))));
    }
    yield lines(stream.end(text.end()));
  }
}

/** The cells of the columns, blank where the row ends before. */
const padded = (cells: readonly string[], width: number) =>
  Array.from({ length: width }, (_, column) => cells[column] ?? '');
