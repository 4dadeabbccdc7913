// An audit log on disk: a file of its own, with the prices that its entries name in a file beside it, or the one inside a
// project.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import {
  decodeAuditFile,
  encodeAuditEntries,
  encodeAuditHead,
  type AuditFile,
} from '../core/decisions/audit-file.ts';
import { headOf, verifyLog, type AuditEntry } from '../core/decisions/audit-log.ts';
import { emptyBook, type DecisionBook, type Decisions } from '../core/decisions/decision.ts';
import { bookWithEntry } from '../core/decisions/decision-record.ts';
import {
  byEntry,
  decodeLoggedSuggestions,
  encodeLoggedSuggestions,
  keptBeside,
  type LoggedSuggestions,
} from '../core/decisions/logged-suggestions.ts';
import { readProject } from '../core/export/project-file.ts';
import { startsAsZip } from '../core/incoming/bounded-zip.ts';
import { within } from '../core/incoming/json.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { bytesOf } from './file-source.ts';
import { writeOut } from './write-file.ts';

export interface LogOnDisk extends AuditFile {
  /** null where there is no such file beside the log; a page exports its log without it. */
  readonly suggestions: readonly LoggedSuggestions[] | null;
}

/** `audit-log.suggestions.jsonl` beside `audit-log.jsonl`. */
export function suggestionsBeside(logPath: string): string {
  return `${logPath.replace(/\.jsonl$/i, '')}.suggestions.jsonl`;
}

/** @throws Error in one sentence for a file that holds no audit log; a broken chain is left to whoever asks. */
export async function logFile(path: string, command: string): Promise<LogOnDisk> {
  const bytes = await bytesOf(path, command);
  if (startsAsZip(bytes)) {
    const { log } = within(basename(path), () => readProject(bytes)).content;
    if (!log) throw new Error(`${basename(path)}: the project holds no audit log`);
    return { entries: log.entries, head: log.head, suggestions: log.suggestions };
  }
  const log = within(basename(path), () => decodeAuditFile(new TextDecoder().decode(bytes)));
  const besidePath = suggestionsBeside(path);
  const beside = await readFile(besidePath, 'utf8').catch(() => null);
  if (beside === null) return { ...log, suggestions: null };
  const suggestions = within(basename(besidePath), () => decodeLoggedSuggestions(beside));
  // A line of an entry that was never written: whoever wrote both was stopped in between.
  return { ...log, suggestions: suggestions.filter(({ entry }) => entry <= log.entries.length) };
}

/** Why the prices beside a log are not those its entries name, as a sentence; null where they are. */
export function besideProblem(
  path: string,
  { entries, suggestions }: Pick<LogOnDisk, 'entries' | 'suggestions'>,
): string | null {
  if (suggestions === null) {
    const naming = entries.find(({ kind }) => kind === 'suggestions');
    return naming
      ? `${basename(path)}: entry ${naming.index} names suggested prices, which ${basename(suggestionsBeside(path))} should hold beside it: "decide" and "project read" write both files, and so does a project saved by the page hold them`
      : null;
  }
  const beside = byEntry(suggestions);
  try {
    for (const entry of entries) keptBeside(entry, beside);
    return null;
  } catch (error) {
    return `${basename(path)}: ${sentenceOf(error)}`;
  }
}

/**
 * Writes a log and the prices beside it, each whole or not at all: a log that is cut would not verify. The prices come
 * first, so that no entry ever names some that are not there.
 *
 * @throws Error in one sentence where a file cannot be written.
 */
export async function writeLogFile(
  path: string,
  entries: readonly AuditEntry[],
  suggestions: readonly LoggedSuggestions[],
  command: string,
): Promise<void> {
  const log = encodeAuditEntries(entries) + encodeAuditHead(headOf(entries.at(-1) ?? null));
  if (suggestions.length > 0)
    await writeOut(command, suggestionsBeside(path), encodeLoggedSuggestions(suggestions));
  await writeOut(command, path, log);
}

/** The entries and head of a log whose chain holds. @throws Error in one sentence, also where it is broken. */
export async function wholeLog(path: string, command: string): Promise<LogOnDisk> {
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
