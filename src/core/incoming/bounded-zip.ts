// Zip files: written so that the same content gives the same bytes, read without trusting what they claim.
//
// The sizes that a zip states decide whether it is unpacked at all, and unpacking counts what really comes out: a file
// that unpacks to more than it states ends there, after at most one piece too many. So 4 GB of zeros stated as 100 bytes cost
// milliseconds.
//
// Format: PKWARE, APPNOTE.TXT, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12, 4.3.16.

import { Inflate, strFromU8, zipSync, type Zippable } from 'fflate';

import { shortText } from '../text/short-text.ts';

export interface ZipBounds {
  readonly maxFiles: number;
  /** Of all files together, unpacked. */
  readonly maxBytes: number;
}

/** Zip times are local and begin in 1980; one fixed moment makes the bytes repeatable. */
const fixedTime = new Date(1980, 0, 1);

/** Weights hardly shrink, and what is a zip already does not. */
const unpackable = /\.(bin|onnx|safetensors|zip)$/;

/** Packed bytes unpacked at a time; they can become a thousand times as many. */
const pieceBytes = 16 * 2 ** 10;

const fileHeader = { signature: 0x04034b50, bytes: 30 };
const entryHeader = { signature: 0x02014b50, bytes: 46 };
const endHeader = { signature: 0x06054b50, bytes: 22 };
const stored = 0;
const deflated = 8;
/** The bit of an entry's flags that says it is encrypted. */
const encrypted = 1;
/** The bit that says its name is UTF-8. */
const utf8 = 1 << 11;

/** Text is packed, binary numbers are not. */
export function packZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, bytes] of Object.entries(files))
    entries[name] = [bytes, { level: unpackable.test(name) ? 0 : 6, mtime: fixedTime }];
  return zipSync(entries);
}

/**
 * The files of a zip by name. The record has no prototype: a file may be called `constructor`.
 *
 * @throws Error that reads on after "The model cannot be imported: " and its like, where the bytes are no whole zip or unpack to
 * more than the bounds allow or than the zip says.
 */
export function unpackZip(bytes: Uint8Array, bounds: ZipBounds): Record<string, Uint8Array> {
  if (!startsAsZip(bytes)) throw new Error('it is not a zip file');
  let entries: readonly Entry[];
  try {
    entries = directoryOf(bytes, bounds.maxFiles);
  } catch (error) {
    throw error instanceof Refusal ? error : damaged(error);
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > bounds.maxBytes)
    throw new Error(`unpacked it is larger than ${Math.round(bounds.maxBytes / 2 ** 20)} MB`);
  const files = Object.create(null) as Record<string, Uint8Array>;
  for (const entry of entries) {
    if (entry.name in files) throw new Error(`it holds two files named ${quoted(entry.name)}`);
    files[entry.name] = unpacked(entry);
  }
  return files;
}

/** A sentence of ours, which is told as it is. */
class Refusal extends Error {}

function damaged(cause: unknown): Error {
  return new Error('the zip is cut off or damaged', { cause });
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: Uint8Array;
  /** Bytes it says it unpacks to. */
  readonly size: number;
}

/** The list at the zip's end. @throws whatever reading past the end throws. */
function directoryOf(bytes: Uint8Array, maxFiles: number): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxFiles) throw new Refusal(`it holds more than ${maxFiles} files`);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== entryHeader.signature) throw new Error('no entry where one should be');
    const flags = view.getUint16(at + 8, true);
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const commentBytes = view.getUint16(at + 32, true);
    const nameAt = at + entryHeader.bytes;
    const name = strFromU8(sliceOf(bytes, nameAt, nameBytes), (flags & utf8) === 0);
    if ((flags & encrypted) !== 0) throw new Refusal(`its ${quoted(name)} is encrypted`);
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      packed: packedBytes(bytes, view, view.getUint32(at + 42, true), view.getUint32(at + 20, true)),
      size: view.getUint32(at + 24, true),
    });
    at = nameAt + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

/** Where the end of the directory stands: the last 22 bytes, or earlier where a comment follows it. */
function endOf(view: DataView): number {
  const last = view.byteLength - endHeader.bytes;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--)
    if (view.getUint32(at, true) === endHeader.signature) return at;
  throw new Error('no end of the directory');
}

function packedBytes(bytes: Uint8Array, view: DataView, headerAt: number, length: number): Uint8Array {
  if (view.getUint32(headerAt, true) !== fileHeader.signature) throw new Error('no file where one should be');
  const before = fileHeader.bytes + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  return sliceOf(bytes, headerAt + before, length);
}

function sliceOf(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (start + length > bytes.length) throw new Error('the bytes end before');
  return bytes.subarray(start, start + length);
}

/** One file, which must be as large as it says. */
function unpacked({ name, method, packed, size }: Entry): Uint8Array {
  if (method === stored) {
    if (packed.length !== size) throw lied(name);
    return packed.slice();
  }
  if (method !== deflated) throw new Error(`its ${quoted(name)} is packed in a way the lab does not read`);
  const pieces: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((piece) => {
    length += piece.length;
    pieces.push(piece);
  });
  for (let at = 0; at < packed.length && length <= size; at += pieceBytes) {
    try {
      inflate.push(packed.subarray(at, at + pieceBytes), at + pieceBytes >= packed.length);
    } catch (error) {
      throw damaged(error);
    }
  }
  if (length !== size) throw lied(name);
  return joined(pieces, length);
}

function lied(name: string): Error {
  return new Error(`its ${quoted(name)} does not unpack to the size the zip states`);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Names come from the file. */
function quoted(name: string): string {
  return `"${shortText(name, 60)}"`;
}

/** A zip begins with the header of its first file, or of its directory where it is empty. */
export function startsAsZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}
