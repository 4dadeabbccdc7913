// The database in which this browser keeps what was suggested and decided, by the fingerprint of the data.
//
// The schema grows by one function a version; each is given the database as the version before left it. An older tab
// gives way to a newer one: it closes its connection and goes on in memory.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { AuditEntry, AuditHead } from '../../core/decisions/audit-log.ts';
import type { SuggestionColumns } from './suggestion-columns.ts';

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

/** Longer than this and the browser will not open it at all. */
const patienceMs = 10_000;

/**
 * Opens the database, upgrading it where it is older; `onClosed` is told when the browser or a newer tab closes it.
 *
 * @throws Error in a sentence where it cannot be opened.
 */
export async function openArchiveDatabase(
  onClosed: () => void,
  { name = archiveName, version = archiveVersion } = {},
): Promise<ArchiveDatabase> {
  if (typeof indexedDB === 'undefined') throw new Error('this browser has no IndexedDB');
  let giveUp: (reason: Error) => void = () => {};
  const refused = new Promise<never>((_, reject) => (giveUp = reject));
  const opening = openDB<ArchiveSchema>(name, version, {
    upgrade: (database, oldVersion) => {
      for (const upgrade of upgrades.slice(oldVersion, version)) upgrade(database);
    },
    blocked: () => giveUp(new Error('another tab holds an older version of it: close the other tabs')),
    blocking: (_old, _new, event) => {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
  const timer = setTimeout(
    () => giveUp(new Error(`it did not open within ${patienceMs / 1000} seconds`)),
    patienceMs,
  );
  try {
    return await Promise.race([opening, refused]);
  } catch (error) {
    // Opened after all, too late to be used.
    opening.then(
      (database) => database.close(),
      () => {},
    );
    throw isNewer(error) ? new Error('a newer version of the lab wrote it: reload the page') : error;
  } finally {
    clearTimeout(timer);
  }
}

function isNewer(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'VersionError';
}
