// The log of one set of data on its way out with a project and in again: the entries, and the prices beside them.
//
// A log comes in only where it continues what this browser keeps of the same data, or is the beginning of it: two
// chains that part cannot be joined into one, and nothing that is kept is thrown away for another.

import { headOf, type AuditKind } from '../../core/decisions/audit-log.ts';
import {
  byEntry,
  keptBeside,
  loggedSuggestions,
  type LoggedSuggestions,
} from '../../core/decisions/logged-suggestions.ts';
import type { ProjectLog } from '../../core/export/project-file.ts';
import type { Draft, StoredLog } from './stored-log.ts';

/** All of a log; null where nothing was logged. */
export async function copyOfLog(log: StoredLog): Promise<ProjectLog | null> {
  const entries = [];
  const suggestions: LoggedSuggestions[] = [];
  for await (const part of log.entries())
    for (const entry of part) {
      entries.push(entry);
      const kept = await log.suggestions(entry.index);
      if (kept !== null) suggestions.push(loggedSuggestions(entry.index, kept));
    }
  const last = entries.at(-1);
  return last ? { dataKey: log.dataKey, entries, head: headOf(last), suggestions } : null;
}

/**
 * The entries of `copy` that `log` does not have yet, ready to be appended; none where it has them all.
 *
 * @throws Error in a sentence where the two part, or the prices beside an entry are not those it names.
 */
export async function missingEntries(log: StoredLog, copy: ProjectLog): Promise<readonly Draft[]> {
  for await (const part of log.entries())
    for (const { index, hash } of part) {
      const theirs = copy.entries[index - 1];
      if (theirs && theirs.hash !== hash)
        throw new Error(
          `this browser keeps another audit log about the same data (${log.head.entries} entries, which part from the project's at entry ${index}), and two logs cannot be joined; open the project in another browser or profile`,
        );
    }
  const beside = byEntry(copy.suggestions);
  return copy.entries.slice(log.head.entries).map((entry) => {
    const { at, kind, body } = entry;
    const suggestions = keptBeside(entry, beside);
    return { at, kind: kind as AuditKind, body, ...(suggestions ? { suggestions } : {}) };
  });
}
