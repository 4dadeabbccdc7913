// Where the bytes of a file come from. The worker adapts a browser File to this, the headless commands a file on
// disk, pasted text and tests a piece of memory.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export interface ByteSource {
  /** File name with its ending. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  /**
   * The bytes from the start, in order, in pieces of any size; callable more than once. Each piece should come
   * from a real wait for input, so that a message to cancel can arrive between two pieces.
   */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes from `start` up to `end`, without those before; absent where a source can only be read from its start. */
  slice?(start: number, end: number): Promise<Uint8Array>;
}

/** A running SHA-256, given each piece in turn. */
export interface Digest {
  update(bytes: Uint8Array): void;
  hex(): string;
}

/** A SHA-256 in plain JavaScript; SubtleCrypto cannot hash a stream. */
export function portableDigest(): Digest {
  const hash = sha256.create();
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => bytesToHex(hash.digest()),
  };
}

/** A source over bytes in memory, cut into pieces of `pieceBytes`. */
export function memorySource(name: string, bytes: Uint8Array, pieceBytes = 1 << 18): ByteSource {
  return {
    name,
    size: bytes.length,
    async *chunks() {
      for (let start = 0; start < bytes.length; start += pieceBytes) {
        await Promise.resolve();
        yield bytes.subarray(start, start + pieceBytes);
      }
    },
    slice: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  };
}

/**
 * The source's bytes in pieces no longer than `largest`. Short ones, since the cells of a piece are all alive at once:
 * with pieces of 512 KB the heap of young objects grew by 30 MB over a million rows, with these by 15.
 */
export async function* pieces(source: ByteSource, largest = 1 << 12): AsyncGenerator<Uint8Array> {
  for await (const chunk of source.chunks()) {
    for (let start = 0; start < chunk.length; start += largest) {
      yield chunk.subarray(start, start + largest);
    }
  }
}

/** The first bytes of a source, about `wanted` of them, and whether that is all of it. */
export async function headOf(
  source: ByteSource,
  wanted: number,
): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let isWhole = true;
  for await (const piece of pieces(source, wanted)) {
    if (length >= wanted) {
      isWhole = false;
      break;
    }
    parts.push(piece);
    length += piece.length;
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return { bytes, isWhole };
}
