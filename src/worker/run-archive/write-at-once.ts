// A change of what is kept as one transaction, whole or not at all.

import type { IDBPTransaction, StoreNames } from 'idb';

import { abortTransaction, isStorageFull } from '../open-database.ts';
import type { RunsDatabase, RunsSchema } from './run-database.ts';

export type StoreName = StoreNames<RunsSchema>;

export const allStores: StoreName[] = [
  'runs',
  'plans',
  'curves',
  'checkpoints',
  'replay',
  'products',
  'models',
  'modelContents',
];

export type Writing<Names extends StoreName[] = StoreName[]> = IDBPTransaction<
  RunsSchema,
  Names,
  'readwrite'
>;

/**
 * What `work` makes of the stores `names`, in one strict transaction: what was confirmed outlives a power cut.
 *
 * @throws whatever the browser refuses with, or `work` throws; nothing has changed then.
 */
export async function writeAtOnce<Names extends StoreName[], T>(
  database: RunsDatabase,
  names: Names,
  work: (transaction: Writing<Names>) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction(names, 'readwrite', { durability: 'strict' });
  const done = transaction.done.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  try {
    const result = await work(transaction);
    const failed = await done;
    if (failed) throw failed.error;
    return result;
  } catch (error) {
    // A refused request takes the whole transaction with it; one that could not even be made does not.
    if (transaction.error === null) abortTransaction(transaction);
    await done;
    throw isStorageFull(transaction.error) ? transaction.error : error;
  }
}
