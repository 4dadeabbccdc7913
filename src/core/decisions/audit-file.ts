// The audit log as a file: JSON lines, an entry a line in canonical JSON, and a last line with the log's head, against
// which a cut end is missed.

import { z } from 'zod';

import { jsonFrom } from '../incoming/json.ts';
import { sentenceOf } from '../text/sentence-of.ts';
import {
  auditEntrySchema,
  auditHeadSchema,
  canonicalJson,
  type AuditEntry,
  type AuditHead,
} from './audit-log.ts';

export interface AuditFile {
  readonly entries: readonly AuditEntry[];
  /** null where the last line is missing. */
  readonly head: AuditHead | null;
}

const headLine = z.strictObject({ head: auditHeadSchema });

/** The lines of some entries, each with its line break. */
export function encodeAuditEntries(entries: readonly AuditEntry[]): string {
  return entries.map((entry) => `${canonicalJson(entry)}\n`).join('');
}

/** The last line of the file. */
export function encodeAuditHead(head: AuditHead): string {
  return `${canonicalJson({ head })}\n`;
}

/** @throws Error in a sentence where a line is neither an entry nor, at the end, the head. */
export function decodeAuditFile(text: string): AuditFile {
  const entries: AuditEntry[] = [];
  let head: AuditHead | null = null;
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    if (head !== null)
      throw new Error(`Line ${i + 1}: the log ended on the line before; nothing may follow.`);
    const value = jsonOf(line, i + 1);
    const end = headLine.safeParse(value);
    if (end.success) {
      head = end.data.head;
      continue;
    }
    const entry = auditEntrySchema.safeParse(value);
    if (!entry.success)
      throw new Error(
        `Line ${i + 1}: expected an entry of the audit log with index, at, kind, body, previousHash and hash.`,
      );
    entries.push(entry.data);
  }
  if (entries.length === 0 && head === null)
    throw new Error('The file is empty; an audit log has one entry per line.');
  return { entries, head };
}

function jsonOf(line: string, number: number): unknown {
  try {
    return jsonFrom(line, 'it');
  } catch (error) {
    throw new Error(
      `Line ${number}: expected a line of JSON, as the lab exports its audit log; ${sentenceOf(error)}.`,
      {
        cause: error,
      },
    );
  }
}
