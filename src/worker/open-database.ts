// Opens an IndexedDB database whose schema grows by one function a version; each is given the database as the version
// before left it. An older tab gives way to a newer one: it closes its connection and is told so.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** Longer than this and the browser will not open it at all. */
const patienceMs = 10_000;

/** Why a database that was open is not any more. */
export type DatabaseClosing = 'newer' | 'deleted' | 'closed';

/** As the end of a sentence. */
export const closingWords: Readonly<Record<DatabaseClosing, string>> = {
  newer: 'a newer version of the lab in another tab has taken over its storage',
  deleted: 'its stored data was deleted, as when site data is cleared',
  closed: 'the browser has closed its storage, as when site data is cleared',
};

/**
 * Opens the database, upgrading it where it is older; `onClosed` is told when a newer tab closes it, or somebody deletes it, or
 * the browser closes it.
 *
 * @throws Error in a sentence where it cannot be opened.
 */
export async function openDatabase<Schema extends DBSchema>({
  name,
  version,
  upgrades,
  onClosed,
}: {
  readonly name: string;
  readonly version: number;
  readonly upgrades: readonly ((database: IDBPDatabase<Schema>) => void)[];
  readonly onClosed: (why: DatabaseClosing) => void;
}): Promise<IDBPDatabase<Schema>> {
  if (typeof indexedDB === 'undefined') throw new Error('this browser has no IndexedDB');
  let giveUp: (reason: Error) => void = () => {};
  const refused = new Promise<never>((_, reject) => (giveUp = reject));
  const opening = openDB<Schema>(name, version, {
    upgrade: (database, oldVersion) => {
      for (const upgrade of upgrades.slice(oldVersion, version)) upgrade(database);
    },
    blocked: () => giveUp(new Error('another tab holds an older version of it: close the other tabs')),
    blocking: (_old, next, event) => {
      (event.target as IDBDatabase).close();
      onClosed(next === null ? 'deleted' : 'newer');
    },
    terminated: () => onClosed('closed'),
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

/** Whether the browser has no room left for what was to be kept. */
export function isStorageFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** Takes back a transaction that may have ended already. */
export function abortTransaction(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
