// Which encoding a file is written in, told from its first bytes, and what is not text at all.
//
// A byte order mark decides; NULs on every other byte mean UTF-16; bytes that are valid UTF-8 are UTF-8; all else is told by its
// letters (`encoding-of-letters.ts`). A file may be valid UTF-8 in its head and not further on, so the reader starts again
// when the decoder of the whole file refuses.

import { decoderOf, type Encoding, type PieceDecoder } from './code-pages.ts';
import { encodingOfLetters } from './encoding-of-letters.ts';
import { ReadError } from './read-error.ts';

interface Signature {
  readonly bytes: readonly number[];
  readonly what: string;
  readonly advice: string;
}

const signatures: readonly Signature[] = [
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    what: 'an old Excel workbook (.xls)',
    advice: 'open it in Excel and save it as CSV',
  },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF', advice: 'export the table behind it as CSV' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture', advice: 'choose the CSV it was made from' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture', advice: 'choose the CSV it was made from' },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: 'a GIF picture', advice: 'choose the CSV it was made from' },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive', advice: 'unpack it and choose the CSV inside' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7-Zip archive', advice: 'unpack it and choose the CSV inside' },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: 'a RAR archive', advice: 'unpack it and choose the CSV inside' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', advice: 'export it as CSV' },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
    what: 'an SQLite database',
    advice: 'export its table as CSV',
  },
];

/**
 * The encoding of a file that begins with `head`.
 *
 * @throws ReadError where the bytes are no text, naming what they look like and what would be right.
 */
export function detectEncoding(head: Uint8Array, fileName: string): Encoding {
  refuseKnownBinary(head, fileName);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const byNuls = encodingByNuls(head, fileName);
  if (byNuls) return byNuls;
  return isUtf8(head) ? 'utf-8' : encodingOfLetters(head);
}

function refuseKnownBinary(head: Uint8Array, fileName: string): void {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) {
    const names = new TextDecoder('windows-1252').decode(head.subarray(0, 4096));
    if (/opendocument|\.od[st]$/i.test(names) || /\.od[st]$/i.test(fileName))
      throw new ReadError(
        `"${fileName}" is an OpenDocument spreadsheet (LibreOffice); open it there and save it as CSV or as an Excel workbook (.xlsx).`,
      );
    throw names.includes('xl/') || names.includes('[Content_Types].xml') || /\.xlsx?$/i.test(fileName)
      ? new ReadError(`"${fileName}" looks like an Excel workbook; open it in Excel and save it as CSV.`)
      : new ReadError(`"${fileName}" looks like a zip archive; unpack it and choose the CSV inside.`);
  }
  const known = signatures.find((signature) => startsWith(head, signature.bytes));
  if (known) throw new ReadError(`"${fileName}" looks like ${known.what}; ${known.advice}.`);
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** UTF-16 by its NULs, null where there are none. */
function encodingByNuls(head: Uint8Array, fileName: string): Encoding | null {
  const sample = head.subarray(0, 4096);
  let atEven = 0;
  let atOdd = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] === 0) {
      if (i % 2 === 0) atEven++;
      else atOdd++;
    }
  }
  const pairs = sample.length / 2;
  if (atOdd > 0.4 * pairs && atEven < 0.05 * pairs) return 'utf-16le';
  if (atEven > 0.4 * pairs && atOdd < 0.05 * pairs) return 'utf-16be';
  // A lone NUL or two is damage in a text file; the row that holds it is named.
  let nuls = 0;
  for (const byte of head) if (byte === 0) nuls++;
  if (nuls > 3 || nuls > 0.001 * head.length) {
    throw new ReadError(`"${fileName}" is a binary file, not text; choose a file saved as CSV.`);
  }
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }); // a cut last character is no fault
    return true;
  } catch {
    return false;
  }
}

/** Thrown by `TextStream` where bytes do not fit the encoding that was assumed. */
export class WrongEncoding extends Error {
  /** The piece of the file that does not fit. */
  readonly bytes: Uint8Array;

  constructor(message: string, bytes: Uint8Array, options?: ErrorOptions) {
    super(message, options);
    this.bytes = bytes;
  }
}

/**
 * Bytes in, text out, with every line end turned into `\n`. Characters and CRLF pairs may lie across two pieces.
 * A byte order mark is dropped.
 */
export class TextStream {
  readonly #decoder: PieceDecoder;
  #endedInCr = false;

  constructor(encoding: Encoding) {
    this.#decoder = decoderOf(encoding, encoding === 'utf-8');
  }

  push(bytes: Uint8Array): string {
    return this.#unify(this.#decode(bytes), false);
  }

  end(): string {
    return this.#unify(this.#decode(), true);
  }

  #decode(bytes?: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes);
    } catch (cause) {
      throw new WrongEncoding('The bytes do not fit the encoding.', bytes ?? new Uint8Array(0), { cause });
    }
  }

  #unify(decoded: string, isLast: boolean): string {
    let text = this.#endedInCr ? `\r${decoded}` : decoded;
    this.#endedInCr = !isLast && text.endsWith('\r');
    if (this.#endedInCr) text = text.slice(0, -1);
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }
}
