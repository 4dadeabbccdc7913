// The name of a piece: a hash of its kind, of all that is in it and of the program that computes it. The same work has
// the same name on every machine, and another version of the lab never takes over what this one began. The name of a batch,
// under which results lie on a server, knows the build as well.

import { canonicalJson } from '../../core/decisions/audit-log.ts';
import { checkpointVersion } from '../../core/run/checkpoint.ts';
import { program } from '../../core/run/program-version.ts';
import { ownBuild } from './build.ts';
import { sha256Of } from '../sha256.ts';

export function pieceName(kind: string, piece: unknown): string {
  const text = canonicalJson({ program, checkpointVersion, kind, piece });
  return `${kind}-${sha256Of(text).slice(0, 32)}`;
}

/** The name of a whole: the same pieces, or whatever decides them, have the same one. */
export function batchName(kind: string, whole: unknown): string {
  return pieceName(kind, { build: ownBuild(), whole }).slice(0, kind.length + 17);
}
