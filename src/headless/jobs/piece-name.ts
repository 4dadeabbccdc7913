// The name of a piece: a hash of its kind, of all that is in it and of the program that computes it. The same work has
// the same name on every machine, and another version of the lab never takes over what this one began.

import { createHash } from 'node:crypto';

import { canonicalJson } from '../../core/decisions/audit-log.ts';
import { checkpointVersion } from '../../core/run/checkpoint.ts';
import { program } from '../../core/run/program-version.ts';

export function pieceName(kind: string, piece: unknown): string {
  const text = canonicalJson({ program, checkpointVersion, kind, piece });
  return `${kind}-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** The name of a whole: the same pieces, or whatever decides them, have the same one. */
export function batchName(kind: string, whole: unknown): string {
  return pieceName(kind, whole).slice(0, kind.length + 17);
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
