// The database in which this browser keeps what was suggested and decided, by the fingerprint of the data.
//
// The schema grows by one function a version (worker/open-database.ts). An older tab gives way to a newer one: it
// closes its connection and goes on in memory.

import type { DBSchema, IDBPDatabase } from 'idb';

import type { AuditEntry, AuditHead } from '../../core/decisions/audit-log.ts';
import { openDatabase, type DatabaseClosing } from '../../worker/open-database.ts';
import type { SuggestionColumns } from '../../core/decisions/suggestion-columns.ts';

interface ArchiveSchema extends DBSchema {
  /** Of each log, by the data it is about. */
  heads: { key: string; value: AuditHead };
  /** By data and index. */
  entries: { key: [string, number]; value: AuditEntry };
  /** What was suggested, by data and the index of its entry. */
  suggestions: { key: [string, number]; value: SuggestionColumns };
  /** Product ids in order, by their digest: many recalculations share one list. */
  productLists: { key: string; value: readonly string[] };
  /** What the browser was asked already, by name. */
  asked: { key: string; value: string };
}
export type ArchiveDatabase = IDBPDatabase<ArchiveSchema>;

const archiveName = 'pricing-lab';

const upgrades: readonly ((database: ArchiveDatabase) => void)[] = [
  (database) => {
    database.createObjectStore('heads');
    database.createObjectStore('entries');
  },
  (database) => {
    database.createObjectStore('suggestions');
    database.createObjectStore('productLists');
    database.createObjectStore('asked');
  },
];
export const archiveVersion = upgrades.length;

/**
 * Opens the database, upgrading it where it is older; `onClosed` is told why it is closed.
 *
 * @throws Error in a sentence where it cannot be opened.
 */
export function openArchiveDatabase(
  onClosed: (why: DatabaseClosing) => void,
  { name = archiveName, version = archiveVersion } = {},
): Promise<ArchiveDatabase> {
  return openDatabase<ArchiveSchema>({ name, version, upgrades, onClosed });
}
