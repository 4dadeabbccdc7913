import 'fake-indexeddb/auto';

import { deleteDB } from 'idb';
import { expect, test } from 'vitest';

import { appendEntry, headOf } from '../../core/decisions/audit-log.ts';
import { archiveVersion, openArchiveDatabase } from './database.ts';

test('an older database is upgraded, and what it kept is still there', async () => {
  const entry = appendEntry(null, '', 'opened', { data: 'f', fileName: null });
  const old = await openArchiveDatabase(() => {}, { name: 'upgraded', version: 1 });
  await old.put('entries', entry, ['f', 1]);
  await old.put('heads', headOf(entry), 'f');
  expect([...old.objectStoreNames]).toEqual(['entries', 'heads']);
  old.close();

  const now = await openArchiveDatabase(() => {}, { name: 'upgraded' });
  expect(now.version).toBe(archiveVersion);
  expect([...now.objectStoreNames]).toEqual(['asked', 'entries', 'heads', 'productLists', 'suggestions']);
  expect(await now.get('entries', ['f', 1])).toEqual(entry);
  expect(await now.get('heads', 'f')).toEqual(headOf(entry));
});

test('an older tab gives way to a newer one, and is told', async () => {
  const closed: string[] = [];
  const old = await openArchiveDatabase((why) => closed.push(why), { name: 'two-tabs', version: 1 });
  const now = await openArchiveDatabase(() => {}, { name: 'two-tabs' });
  expect(closed).toEqual(['newer']);
  expect(now.version).toBe(archiveVersion);
  expect(() => old.transaction('heads')).toThrow();
});

test('a database of a newer version is left alone, with a sentence', async () => {
  const future = await openArchiveDatabase(() => {}, { name: 'future', version: archiveVersion + 5 });
  await future.put('asked', 'granted', 'persist');
  future.close();
  await expect(openArchiveDatabase(() => {}, { name: 'future' })).rejects.toThrow(
    'a newer version of the lab wrote it: reload the page',
  );
});

test('a database that is deleted underneath says that', async () => {
  const closed: string[] = [];
  await openArchiveDatabase((why) => closed.push(why), { name: 'cleared' });
  await deleteDB('cleared');
  expect(closed).toEqual(['deleted']);
});
