// Rows of a long file from behind its head: of its middle and its end. An export sorted by product or by status has in its head
// one of them alone.

import { isFilled } from '../files/layout-parts.ts';
import type { ByteSource } from './byte-source.ts';
import { decoded, type Encoding } from './code-pages.ts';
import { type Delimiter, RowStream } from './csv-rows.ts';

/** Bytes of each place: some hundred rows. */
const pieceBytes = 1 << 15;

/** Where pieces are taken, as shares of what lies behind the head. */
const places = [1 / 3, 2 / 3, 1] as const;

/**
 * Rows of `width` cells from three places behind the first `headBytes`; none where the source cannot be read from the middle.
 * A piece that begins within a quoted cell gives rows of another width, which are left out.
 */
export async function rowsFurtherDown(
  source: ByteSource,
  encoding: Encoding,
  delimiter: Delimiter,
  width: number,
  headBytes: number,
): Promise<string[][]> {
  const rows: string[][] = [];
  if (!source.slice) return rows;
  let from = headBytes;
  for (const place of places) {
    const end = Math.floor(headBytes + place * (source.size - headBytes));
    let start = Math.max(from, end - pieceBytes);
    if (encoding.startsWith('utf-16')) start += start % 2;
    from = end;
    if (end - start < 2) continue;
    const text = decoded(await source.slice(start, end), encoding).replace(/\r\n?/g, '\n');
    // The first line began before the piece; the last one may go on behind it.
    const whole = text.slice(text.indexOf('\n') + 1, place === 1 ? undefined : text.lastIndexOf('\n') + 1);
    if (whole.split('"').length % 2 === 0) continue;
    rows.push(...new RowStream(delimiter).end(whole).filter((row) => row.length === width && isFilled(row)));
  }
  return rows;
}
