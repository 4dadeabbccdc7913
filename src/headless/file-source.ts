// A file on disk as the core's source of bytes.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';

import type { ByteSource, Digest } from '../core/table/byte-source.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { fileProblem } from './write-file.ts';

/** @throws Error with one sentence where there is no such file. */
export async function fileSource(path: string): Promise<ByteSource> {
  const info = await stat(path).catch(() => null);
  if (!info) throw new Error(`There is no file "${path}".`);
  if (!info.isFile()) throw new Error(`"${path}" is not a file; name a CSV file.`);
  return {
    name: basename(path),
    size: info.size,
    chunks: () => createReadStream(path, { highWaterMark: 1 << 19 }) as AsyncIterable<Uint8Array>,
    slice: (start, end) => buffer(createReadStream(path, { start, end: end - 1 })),
  };
}

/** SHA-256 by Node, several times faster than the portable one. */
export function nodeDigest(): Digest {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
}

/** Does `read`, and says which file was read where the complaint does not. */
export async function namingFile<T>(path: string, read: () => Promise<T>): Promise<T> {
  const name = basename(path);
  return read().catch((error: unknown) => {
    const sentence = sentenceOf(error);
    throw sentence.includes(name) ? error : new Error(`${name}: ${sentence}`, { cause: error });
  });
}

/** All of a small file. @throws Error with one sentence that begins with the command's name. */
export async function bytesOf(path: string, command: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    throw new Error(`${command}: cannot read the file ${path}: ${fileProblem(error)}`, { cause: error });
  });
}
