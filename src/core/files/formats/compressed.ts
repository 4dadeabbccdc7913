// One file packed with gzip (.gz): unpacked as it is read, and counted.

import { Gunzip } from 'fflate';

import { ReadError } from '../../table/read-error.ts';
import { type ByteSource, headOf } from '../../table/byte-source.ts';
import type { FileKind } from '../file-kind.ts';
import { largestUnpacked, unpacksTooFar } from './whole-bytes.ts';

/** How many times larger text is than its gzip, for progress and memory. */
const usualRatio = 5;

export const compressed: FileKind = {
  name: 'gzip',
  matches: (head) => head[0] === 0x1f && head[1] === 0x8b,
  open: async (source, _head, part, openInner, hooks) => {
    const name = source.name.replace(/\.gz$/i, '');
    const inner: ByteSource = { name, size: usualRatio * source.size, chunks: () => unpacked(source) };
    const { bytes } = await headOf(inner, 4096);
    // Of what may be packed once more only text of another kind: a workbook is packed itself.
    const isText = bytes[0] === 0x3c || bytes[0] === 0x5b || bytes[0] === 0x7b || bytes[0]! >= 0xef;
    const nested = isText ? await openInner(inner, bytes, part, hooks) : null;
    if (nested) return { ...nested, format: `${nested.format} in gzip` };
    return { source: inner, format: 'gzip', isTyped: false, parts: [], part: null };
  },
};

async function* unpacked(source: ByteSource): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = [];
  let total = 0;
  const gunzip = new Gunzip((chunk) => {
    total += chunk.length;
    out.push(chunk);
  });
  const push = (piece: Uint8Array, isLast: boolean) => {
    try {
      gunzip.push(piece, isLast);
    } catch (cause) {
      throw new ReadError(
        `"${source.name}" is a damaged gzip file; pack it again, or choose the CSV itself.`,
        { cause },
      );
    }
    if (total > largestUnpacked) throw unpacksTooFar(source.name);
  };
  for await (const chunk of source.chunks()) {
    // Small pieces, since a packed byte may stand for a thousand.
    for (let from = 0; from < chunk.length; from += 1 << 16) {
      push(chunk.slice(from, from + (1 << 16)), false);
      yield* out;
      out = [];
    }
  }
  push(new Uint8Array(0), true);
  yield* out;
}
