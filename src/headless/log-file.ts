// An audit log on disk: a file of its own, or the one inside a project.

import { basename } from 'node:path';

import { decodeAuditFile, type AuditFile } from '../core/decisions/audit-file.ts';
import { verifyLog } from '../core/decisions/audit-log.ts';
import { emptyBook, type Decisions } from '../core/decisions/decision.ts';
import { bookWithEntry } from '../core/decisions/decision-record.ts';
import { readProject } from '../core/export/project-file.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { bytesOf } from './file-source.ts';

/** @throws Error in one sentence for a file that holds no audit log; a broken chain is left to whoever asks. */
export async function logFile(path: string, command: string): Promise<AuditFile> {
  const bytes = await bytesOf(path, command);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) {
    try {
      return decodeAuditFile(new TextDecoder().decode(bytes));
    } catch (error) {
      throw new Error(`${basename(path)}: ${sentenceOf(error)}`, { cause: error });
    }
  }
  const { log } = readProject(bytes).content;
  if (!log) throw new Error(`${basename(path)}: the project holds no audit log`);
  return { entries: log.entries, head: log.head };
}

/** What stands decided at the end of a log. @throws Error in one sentence, also where its chain is broken. */
export async function decisionsIn(path: string, command: string): Promise<Decisions> {
  const { entries, head } = await logFile(path, command);
  const verdict = verifyLog(entries, head ? { head } : {});
  if (!verdict.ok) throw new Error(`${basename(path)}: ${verdict.sentence}`);
  return entries.reduce(bookWithEntry, emptyBook).decisions;
}
