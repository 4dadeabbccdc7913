// A checkpoint as bytes, with what says whose it is: arrays stay arrays of their kind, and bytes that were damaged on
// the way, or that another version of the lab wrote, count as none: the piece then begins anew, with the same result.

import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';

import { checkpointVersion } from '../../core/run/checkpoint.ts';
import { program } from '../../core/run/program-version.ts';
import { sha256Of } from '../sha256.ts';

const hashBytes = 32;
/** Replay buffers are floats: the quickest level finds what there is to find. */
const level = 1;

export function checkpointBytes(piece: string, state: unknown): Uint8Array {
  const packed = gzipSync(serialize({ program, checkpointVersion, piece, state }), { level });
  return Buffer.concat([Buffer.from(sha256Of(packed), 'hex'), packed]);
}

/** The state that was kept for `piece`; null where these bytes are something else. */
export function checkpointFrom(piece: string, bytes: Uint8Array): unknown {
  const packed = Buffer.from(bytes.subarray(hashBytes));
  if (sha256Of(packed) !== Buffer.from(bytes.subarray(0, hashBytes)).toString('hex')) return null;
  const kept = deserialize(gunzipSync(packed)) as Readonly<Record<string, unknown>>;
  const isOurs =
    kept['program'] === program && kept['checkpointVersion'] === checkpointVersion && kept['piece'] === piece;
  return isOurs ? (kept['state'] ?? null) : null;
}
