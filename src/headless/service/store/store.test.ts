// What a shop's store promises, the same on a folder and on a real Redis.

import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  appendEntry,
  emptyHead,
  headOf,
  verifyLog,
  type AuditEntry,
  type AuditHead,
} from '../../../core/decisions/audit-log.ts';
import { openFolderStore } from './folder-store.ts';
import { hasRedis, startRedis, type RedisFixture } from './redis-fixture.ts';
import { openRedisStore } from './redis-store.ts';
import type { KeptAnswer, ShopStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'shop-store-'));
let redis: RedisFixture | null = null;
const withRedis = hasRedis();
beforeAll(async () => {
  if (withRedis) redis = await startRedis();
});
afterAll(async () => {
  await redis?.stop();
  rmSync(root, { recursive: true });
});

const at = '2026-03-01T10:00:00.000Z';
const noWarning = (sentence: string) => {
  throw new Error(sentence);
};

function chain(after: AuditEntry | null, count: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let i = 0; i < count; i++)
    entries.push(appendEntry(entries.at(-1) ?? after, at, 'import', { sentence: `entry ${i}` }));
  return entries;
}
const answerTo = (key: string): KeptAnswer => ({
  key,
  request: 'digest',
  status: 200,
  body: '{"ok":true}',
  at: new Date().toISOString(),
});

interface Kind {
  readonly name: string;
  readonly open: (shop: string) => Promise<ShopStore>;
}
const kinds: readonly Kind[] = [
  { name: 'folder', open: (shop) => openFolderStore(join(root, shop)) },
  ...(withRedis
    ? [{ name: 'Redis', open: (shop: string) => openRedisStore(`${redis!.url}?shop=${shop}`, noWarning) }]
    : []),
];

describe.each(kinds)('a store in a $name', ({ open }) => {
  test('begins empty, keeps what is written over a restart, in order', async () => {
    const store = await open('order');
    expect(await store.head()).toEqual(emptyHead);
    expect(await store.entries(1)).toEqual([]);
    const first = chain(null, 3);
    expect(await store.write({ after: emptyHead, entries: first, answer: null })).toBe('written');
    const more = chain(first[2]!, 2);
    expect(await store.write({ after: headOf(first[2]!), entries: more, answer: null })).toBe('written');
    await store.close();

    const again = await open('order');
    const entries = await again.entries(1);
    expect(entries).toEqual([...first, ...more]);
    expect(verifyLog(entries, { head: await again.head() })).toEqual({ ok: true, entries: 5 });
    expect(await again.entries(4)).toEqual(more);
    expect(await again.problem()).toBeNull();
    await again.close();
  });

  test('refuses to write after another end than there is, and writes nothing then', async () => {
    const store = await open('moved');
    const entries = chain(null, 1);
    await store.write({ after: emptyHead, entries, answer: null });
    const late = { after: emptyHead, entries: chain(null, 2), answer: answerTo('late') };
    expect(await store.write(late)).toBe('moved');
    const forked: AuditHead = { entries: 1, hash: 'f'.repeat(64) };
    expect(await store.write({ after: forked, entries: chain(entries[0]!, 1), answer: null })).toBe('moved');
    expect(await store.entries(1)).toEqual(entries);
    expect(await store.answer('late')).toBeNull();
    await store.close();
  });

  test('keeps an answer with its entries, one a key, also where nothing else changed', async () => {
    const store = await open('answers');
    const entries = chain(null, 1);
    const answer = answerTo('key "1"\n');
    expect(await store.write({ after: emptyHead, entries, answer })).toBe('written');
    const head = headOf(entries[0]!);
    const twice = { after: head, entries: chain(entries[0]!, 1), answer };
    expect(await store.write(twice)).toBe('moved');
    expect(await store.head()).toEqual(head);
    expect(await store.write({ after: head, entries: [], answer: answerTo('2') })).toBe('written');
    await store.close();
    const again = await open('answers');
    expect(await again.answer('key "1"\n')).toEqual(answer);
    expect((await again.answer('2'))?.body).toBe('{"ok":true}');
    expect(await again.answer('3')).toBeNull();
    await again.close();
  });

  test('many writers at once: one of them wins each time, the chain holds', async () => {
    const store = await open('race');
    const write = async (name: string) => {
      for (;;) {
        const head = await store.head();
        const last = (await store.entries(Math.max(1, head.entries))).at(-1) ?? null;
        const entry = appendEntry(last, at, 'import', { sentence: name });
        if ((await store.write({ after: headOf(last), entries: [entry], answer: null })) === 'written')
          return;
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, i) => write(`writer ${i}`)));
    const entries = await store.entries(1);
    expect(verifyLog(entries, { head: await store.head() })).toEqual({ ok: true, entries: 20 });
    expect(new Set(entries.map(({ body }) => (body as { sentence: string }).sentence)).size).toBe(20);
    await store.close();
  });

  test('files are found by their SHA-256, byte for byte', async () => {
    const store = await open('blobs');
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 256);
    const hash = await store.putBlob(bytes);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await store.putBlob(bytes)).toBe(hash);
    await store.close();
    const again = await open('blobs');
    expect(Buffer.compare(Buffer.from((await again.getBlob(hash))!), Buffer.from(bytes))).toBe(0);
    expect(await again.getBlob('0'.repeat(64))).toBeNull();
    expect(await again.getBlob('../log.jsonl')).toBeNull();
    await again.close();
  });
});

test('a folder: a torn last line was never acknowledged and goes; damage further up is refused', async () => {
  const folder = join(root, 'torn');
  const store = await openFolderStore(folder);
  const entries = chain(null, 2);
  await store.write({ after: emptyHead, entries: [entries[0]!], answer: null });
  await store.write({ after: headOf(entries[0]!), entries: [entries[1]!], answer: null });
  await store.close();
  const path = join(folder, 'log.jsonl');
  const whole = readFileSync(path);
  const first = whole.indexOf(10) + 1;
  for (let length = first; length < whole.length; length += 7) {
    writeFileSync(path, whole);
    truncateSync(path, length);
    const again = await openFolderStore(folder);
    expect(await again.entries(1)).toEqual([entries[0]]);
    // What comes next stands where the torn line was.
    expect(await again.write({ after: headOf(entries[0]!), entries: [entries[1]!], answer: null })).toBe(
      'written',
    );
    await again.close();
    expect(readFileSync(path)).toEqual(whole);
  }
  const damaged = Buffer.from(whole);
  damaged[40] = damaged[40]! ^ 1;
  writeFileSync(path, damaged);
  await expect(openFolderStore(folder)).rejects.toThrow(
    /Line 1 of .*log\.jsonl is damaged and others follow it/,
  );
  writeFileSync(path, whole);
  await (await openFolderStore(folder)).close(); // the refusal gave the folder back
});

test('a folder: one that cannot be written is said with its reason, before anything else and later', async () => {
  const file = join(root, 'no-folder');
  writeFileSync(file, '');
  await expect(openFolderStore(join(file, 'shop'))).rejects.toThrow(
    `The folder ${join(file, 'shop')} cannot hold a shop: a part of its path is no folder; name another one with --store`,
  );
  const folder = join(root, 'full');
  const store = await openFolderStore(folder);
  rmSync(join(folder, 'blobs'), { recursive: true });
  await expect(store.putBlob(Buffer.from('sales'))).rejects.toThrow(
    `the folder ${folder} could not take the file (there is no such file or folder); make room, then send it again.`,
  );
  expect(await store.problem()).toBeNull();
  await store.close();
});

test('a folder: open once; the lock of a process that is gone is taken over', async () => {
  const folder = join(root, 'locked');
  const store = await openFolderStore(folder);
  await expect(openFolderStore(folder)).rejects.toThrow(`is open in process ${process.pid}`);
  await store.close();
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, began: '1' })); // the number was used again
  await (await openFolderStore(folder)).close();
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, began: null }));
  await (await openFolderStore(folder)).close();
});

test('a folder: answers older than a day are forgotten, and many of them leave the file', async () => {
  const folder = join(root, 'outlived');
  let now = Date.now();
  const clocks = { now: () => now, elapsed: () => now };
  const store = await openFolderStore(folder, clocks);
  const entry = chain(null, 1)[0]!;
  await store.write({ after: emptyHead, entries: [entry], answer: answerTo('with an entry') });
  for (let i = 0; i < 1_001; i++)
    await store.write({ after: headOf(entry), entries: [], answer: answerTo(String(i)) });
  now += 25 * 3_600_000;
  expect(await store.answer('7')).toBeNull();
  await store.close();
  const before = readFileSync(join(folder, 'log.jsonl')).length;
  const again = await openFolderStore(folder, clocks);
  expect(await again.entries(1)).toEqual([entry]);
  await again.close();
  expect(readFileSync(join(folder, 'log.jsonl')).length).toBeLessThan(before / 100);
});

test.runIf(withRedis)('Redis: one that forgets is refused, one that is not there is a sentence', async () => {
  const forgetful = await startRedis(false);
  await expect(openRedisStore(forgetful.url, noWarning)).rejects.toThrow(
    'would lose acknowledged decisions in a crash: start it with "appendonly yes" and "appendfsync always".',
  );
  await forgetful.stop();
  await expect(openRedisStore(forgetful.url, noWarning)).rejects.toThrow(
    /^No Redis answers at 127\.0\.0\.1:/,
  );
});

test.runIf(withRedis)(
  'Redis: killed and started again it has what it acknowledged, and is reached again',
  async () => {
    const store = await openRedisStore(`${redis!.url}?shop=killed`, noWarning);
    const entries = chain(null, 2);
    await store.write({ after: emptyHead, entries, answer: answerTo('k') });
    await redis!.restart();
    await expect.poll(() => store.problem()).toBeNull();
    expect(await store.entries(1)).toEqual(entries);
    expect((await store.answer('k'))?.key).toBe('k');
    expect(await store.lease('drift', 'server 1', 60_000)).toBe(true);
    expect(await store.lease('drift', 'server 2', 60_000)).toBe(false);
    expect(await store.lease('drift', 'server 1', 60_000)).toBe(true);
    await store.close();
  },
);
