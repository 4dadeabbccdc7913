// Files and checkpoints in Redis: bytes by name, checked when they come back.

import type { Redis } from 'ioredis';

import type { FileRef } from '../job-kind.ts';
import { sha256Of } from '../../sha256.ts';
import { blobKey, keptSeconds } from './connection.ts';

/** Redis itself takes 512 MB in one value. */
const mostBytes = 256 * 1024 * 1024;

/** @throws Error in a sentence for a file that is too large to be sent. */
export async function putBlob(redis: Redis, name: string, bytes: Uint8Array): Promise<FileRef> {
  if (bytes.length > mostBytes)
    throw new Error(
      `${name} has ${Math.round(bytes.length / 1e6)} MB; workers are sent at most ${mostBytes / 1024 / 1024} MB`,
    );
  const ref = { name, sha256: sha256Of(bytes), bytes: bytes.length };
  await redis.set(blobKey(ref), asBuffer(bytes), 'EX', keptSeconds);
  return ref;
}

/** @throws Error in a sentence where the bytes are gone or others. */
export async function getBlob(redis: Redis, ref: FileRef): Promise<Uint8Array> {
  const bytes = await redis.getBuffer(blobKey(ref));
  if (!bytes) throw new Error(`${ref.name} is no longer on the Redis server: start the work again`);
  if (sha256Of(bytes) !== ref.sha256) throw new Error(`${ref.name} was damaged on the Redis server`);
  return bytes;
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
