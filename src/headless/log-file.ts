// An audit log on disk: a file of its own, or the one inside a project.

import { basename } from 'node:path';

import { decodeAuditFile, type AuditFile } from '../core/decisions/audit-file.ts';
import { verifyLog, type AuditEntry } from '../core/decisions/audit-log.ts';
import { emptyBook, type DecisionBook, type Decisions } from '../core/decisions/decision.ts';
import { bookWithEntry } from '../core/decisions/decision-record.ts';
import { readProject } from '../core/export/project-file.ts';
import { startsAsZip } from '../core/incoming/bounded-zip.ts';
import { within } from '../core/incoming/json.ts';
import { bytesOf } from './file-source.ts';

/** @throws Error in one sentence for a file that holds no audit log; a broken chain is left to whoever asks. */
export async function logFile(path: string, command: string): Promise<AuditFile> {
  const bytes = await bytesOf(path, command);
  if (!startsAsZip(bytes))
    return within(basename(path), () => decodeAuditFile(new TextDecoder().decode(bytes)));
  const { log } = readProject(bytes).content;
  if (!log) throw new Error(`${basename(path)}: the project holds no audit log`);
  return { entries: log.entries, head: log.head };
}

/** The entries and head of a log whose chain holds. @throws Error in one sentence, also where it is broken. */
export async function wholeLog(path: string, command: string): Promise<AuditFile> {
  const log = await logFile(path, command);
  const verdict = verifyLog(log.entries, log.head ? { head: log.head } : {});
  if (!verdict.ok) throw new Error(`${basename(path)}: ${verdict.sentence}`);
  return log;
}

/** What the entries of a log come to. */
export function bookOf(entries: readonly AuditEntry[]): DecisionBook {
  return entries.reduce(bookWithEntry, emptyBook);
}

/** What stands decided at the end of a log. @throws Error as `wholeLog`. */
export async function decisionsIn(path: string, command: string): Promise<Decisions> {
  return bookOf((await wholeLog(path, command)).entries).decisions;
}
