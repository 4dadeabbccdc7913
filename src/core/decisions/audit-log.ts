// The audit log: what was suggested and decided, entry by entry, each chained to the one before by SHA-256.
//
// An entry's hash covers its index, time, kind, body and the hash of the entry before it, written as canonical JSON
// (RFC 8785: keys sorted, no spaces, numbers as ECMAScript writes them). So a changed, dropped, inserted or swapped
// entry no longer fits its neighbours; one dropped at the end is missed against the head, which says how many entries
// there are. The chain is not signed: who rewrites all of it and its head leaves a sound log behind, which only a head
// noted elsewhere (the report carries it) or the log kept in a browser can tell from the true one.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

/** What an entry can be about, with the words a person reads. */
export const auditKinds = {
  opened: 'Log begun',
  suggestions: 'Prices suggested',
  decision: 'Decided',
  undo: 'Undone',
  redo: 'Redone',
  guardrails: 'Guardrails changed',
  experiment: 'Experiment',
  monitor: 'Monitoring',
  import: 'Taken over',
  sales: 'Sales read',
  model: 'Model',
  breaker: 'List stopped',
} as const;
export type AuditKind = keyof typeof auditKinds;

export const auditEntrySchema = z.strictObject({
  /** 1 for the first. */
  index: z.int().min(1),
  /** When, as an ISO time. */
  at: z.string(),
  /** One of `auditKinds`; a log written by a later version may know more. */
  kind: z.string(),
  /** Any JSON. */
  body: z.unknown(),
  /** `noHash` for the first. */
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditEntry = Readonly<z.infer<typeof auditEntrySchema>>;

/** How many entries a log has and the hash of its last: stored beside it, so that a cut end is missed. */
export const auditHeadSchema = z.strictObject({ entries: z.int().min(0), hash: z.string() });
export type AuditHead = Readonly<z.infer<typeof auditHeadSchema>>;

export type LogVerdict =
  | { readonly ok: true; readonly entries: number }
  /** `index` is the entry it was found at. */
  | { readonly ok: false; readonly index: number; readonly sentence: string };

/** What the first entry names as the hash before it. */
export const noHash = '0'.repeat(64);
export const emptyHead: AuditHead = { entries: 0, hash: noHash };

/**
 * The entry that follows `previous` (null: the first one).
 *
 * @param at ISO time; the core knows no clock.
 * @throws Error where the body is no JSON (a function, a number that is not finite).
 */
export function appendEntry(
  previous: Pick<AuditEntry, 'index' | 'hash'> | null,
  at: string,
  kind: AuditKind,
  body: unknown,
): AuditEntry {
  const fields = {
    index: (previous?.index ?? 0) + 1,
    at,
    kind,
    body,
    previousHash: previous?.hash ?? noHash,
  };
  return { ...fields, hash: hashOf(fields) };
}

/** The head of a log that ends with `entry`. */
export function headOf(entry: Pick<AuditEntry, 'index' | 'hash'> | null): AuditHead {
  return entry === null ? emptyHead : { entries: entry.index, hash: entry.hash };
}

/**
 * Whether every entry is as it was written, in its place, with none missing.
 *
 * @param options.head What was stored beside the log; without it a cut end cannot be seen.
 * @param options.after The entry before the first of `entries`, where a long log is verified in parts; give `head`
 *   with the last part only.
 */
export function verifyLog(
  entries: Iterable<AuditEntry>,
  options: { readonly head?: AuditHead; readonly after?: AuditEntry | null } = {},
): LogVerdict {
  let previous = options.after ?? null;
  for (const entry of entries) {
    const problem = linkProblem(previous, entry);
    if (problem !== null) return { ok: false, ...problem };
    previous = entry;
  }
  const count = previous?.index ?? 0;
  if (options.head) {
    const sentence = headProblem(headOf(previous), options.head);
    if (sentence !== null) {
      const missing = count < options.head.entries;
      return { ok: false, index: missing ? count + 1 : Math.min(count, options.head.entries + 1), sentence };
    }
  }
  return { ok: true, entries: count };
}

interface LinkProblem {
  readonly index: number;
  readonly sentence: string;
}

function linkProblem(previous: AuditEntry | null, entry: AuditEntry): LinkProblem | null {
  const last = previous?.index ?? 0;
  const { index } = entry;
  if (index > last + 1) {
    const where = last === 0 ? 'the log begins with' : `entry ${last} is followed by`;
    const sentence = `Entry ${last + 1} is not in its place: ${where} entry ${index}. One was dropped or moved.`;
    return { index: last + 1, sentence };
  }
  if (index <= last)
    return {
      index,
      sentence: `Entry ${index} stands after entry ${last}: entries were moved, or one was inserted twice.`,
    };
  if (entry.hash !== hashOf(entry))
    return {
      index,
      sentence: `Entry ${index} (${wordFor(entry)}, ${entry.at}) was changed: its content does not match its hash.`,
    };
  if (entry.previousHash === (previous?.hash ?? noHash)) return null;
  return {
    index,
    sentence:
      previous === null
        ? 'Entry 1 is not the first of a log: it names one before it.'
        : `Entry ${index} does not follow entry ${last}: one of the two was replaced.`,
  };
}

function headProblem(found: AuditHead, stored: AuditHead): string | null {
  if (found.entries < stored.entries)
    return (
      `The log ends with entry ${found.entries}, but it was stored with ${stored.entries} entries: ` +
      'its end was cut off.'
    );
  if (found.entries > stored.entries)
    return `The log has ${found.entries} entries, but it was stored with ${stored.entries}: entry ${stored.entries + 1} was added later.`;
  return found.hash === stored.hash
    ? null
    : `Entry ${found.entries} is not the one the log was stored with: it was replaced.`;
}

function wordFor({ kind }: AuditEntry): string {
  return Object.hasOwn(auditKinds, kind) ? auditKinds[kind as AuditKind].toLowerCase() : kind;
}

function hashOf({ index, at, kind, body, previousHash }: Omit<AuditEntry, 'hash'>): string {
  return digestOf({ index, at, kind, body, previousHash });
}

/** SHA-256 of the canonical JSON of `value`, in hex. */
export function digestOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/**
 * JSON with sorted keys and no spaces (RFC 8785), so that the same content always has the same bytes. Absent values
 * (undefined) of an object are left out, as `JSON.stringify` does.
 *
 * @throws Error where a value has no JSON.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    // Columns of plain values are the bulk of a log: the built-in writer makes the same text of them, faster.
    if (value.every(isPlain)) return JSON.stringify(value);
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const object = value as Readonly<Record<string, unknown>>;
    const parts = Object.keys(object)
      .filter((key) => object[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
    return `{${parts.join(',')}}`;
  }
  if (!isPlain(value))
    throw new Error(`canonicalJson: expected a value that JSON can hold, got ${String(value)}`);
  return JSON.stringify(value);
}

function isPlain(value: unknown): boolean {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}
