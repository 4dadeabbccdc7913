// The log of one set of data on its way out with a project and in again: the entries, and the prices beside them.
//
// A log comes in only where it continues what this browser keeps of the same data, or is the beginning of it: two
// chains that part cannot be joined into one, and nothing that is kept is thrown away for another.

import { headOf, type AuditKind } from '../../core/decisions/audit-log.ts';
import { suggestedSchema } from '../../core/decisions/audit-words.ts';
import type { LoggedSuggestions, ProjectLog } from '../../core/export/project-file.ts';
import type { Draft, StoredLog } from './stored-log.ts';
import { columnsDigest, suggestionColumns } from './suggestion-columns.ts';

/** All of a log; null where nothing was logged. */
export async function copyOfLog(log: StoredLog): Promise<ProjectLog | null> {
  const entries = [];
  const suggestions: LoggedSuggestions[] = [];
  for await (const part of log.entries())
    for (const entry of part) {
      entries.push(entry);
      const kept = await log.suggestions(entry.index);
      if (kept === null) continue;
      const { columns, productIds } = kept;
      suggestions.push({
        entry: entry.index,
        productIds,
        currentPrice: [...columns.currentPrice],
        policyPrice: [...columns.policyPrice],
        price: Array.from(columns.price, numberOrNull),
        confidence: Array.from(columns.confidence, numberOrNull),
      });
    }
  const last = entries.at(-1);
  return last ? { dataKey: log.dataKey, entries, head: headOf(last), suggestions } : null;
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
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
  const beside = new Map(copy.suggestions.map((each) => [each.entry, each]));
  return copy.entries.slice(log.head.entries).map(({ index, at, kind, body }) => {
    const draft = { at, kind: kind as AuditKind, body };
    const suggested = suggestedSchema.safeParse(body);
    if (kind !== 'suggestions' || !suggested.success) return draft;
    const columns = columnsOf(beside.get(index));
    if (!columns || columnsDigest(columns.columns) !== suggested.data.digest)
      throw new Error(`the prices beside entry ${index} of its audit log are not those the entry names`);
    return { ...draft, suggestions: columns };
  });
}

function columnsOf(logged: LoggedSuggestions | undefined) {
  if (!logged) return null;
  return suggestionColumns(
    logged.productIds.map((productId, i) => ({
      productId,
      currentPrice: logged.currentPrice[i]!,
      policyPrice: logged.policyPrice[i]!,
      price: logged.price[i]!,
      confidence: logged.confidence[i]!,
    })),
  );
}
