// All bytes of a source that has to be in memory at once, within a bound.

import type { ByteSource } from '../../table/byte-source.ts';
import { decoded } from '../../table/code-pages.ts';
import { encodingOfLetters } from '../../table/encoding-of-letters.ts';
import { ReadError } from '../../table/read-error.ts';

/** Largest packed file that is taken into memory. */
const largestPacked = 1 << 28;

/** @throws ReadError where there are more than 256 MB of them. */
export async function wholeBytes(source: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  if (source.size > largestPacked)
    throw new ReadError(`"${source.name}" is larger than ${largestPacked >> 20} MB; save its table as CSV.`);
  const bytes = new Uint8Array(source.size);
  let at = 0;
  for await (const piece of source.chunks()) {
    if (at + piece.length > bytes.length)
      throw new ReadError(`"${source.name}" grew while it was read; choose it again.`);
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.subarray(0, at);
}

/** All bytes of a source whose size is not known for sure. @throws ReadError where there are more than 256 MB of them. */
export async function gatheredBytes(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source.chunks()) {
    parts.push(piece);
    length += piece.length;
    if (length > largestPacked)
      throw new ReadError(
        `"${source.name}" is larger than ${largestPacked >> 20} MB; save its table as CSV.`,
      );
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Bytes as text: UTF-16 where a mark or the NUL of its first letter says so, else the encoding that is `said`, and where that is none
 * or they do not fit it the one that their letters look like.
 */
export function wholeText(bytes: Uint8Array, said: string): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0))
    return new TextDecoder('utf-16le').decode(bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0))
    return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder(said, { fatal: true }).decode(bytes);
  } catch {
    return decoded(bytes, encodingOfLetters(bytes));
  }
}

/** Largest text that a packed file may unpack to. */
export const largestUnpacked = 2 ** 30;

/** The refusal of a file that unpacks to more than `largestUnpacked` bytes. */
export function unpacksTooFar(fileName: string): ReadError {
  return new ReadError(
    `"${fileName}" unpacks to more than ${(largestUnpacked / 2 ** 30).toString()} GB; save the table alone as CSV.`,
  );
}

const encoder = new TextEncoder();

/** Rows of cells as the bytes of a CSV, a piece at a time. */
export function csvSource(
  name: string,
  rowCount: number,
  rowAt: (row: number) => readonly string[],
  bytesExpected: number,
): ByteSource {
  return {
    name,
    size: bytesExpected,
    async *chunks() {
      for (let from = 0; from < rowCount; from += 200) {
        await Promise.resolve();
        let text = '';
        for (let row = from; row < Math.min(rowCount, from + 200); row++)
          text += `${rowAt(row)
            .map((cell) => quotedCell(cell))
            .join(',')}\n`;
        yield encoder.encode(text);
      }
    },
  };
}

/** A cell as a delimited text holds it. */
export function quotedCell(cell: string, delimiter = ','): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
