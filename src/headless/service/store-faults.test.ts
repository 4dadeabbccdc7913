// What a server does where its ground gives way while it runs: the disk is full, Redis has been put back to an older copy, the
// clock is set. Nothing acknowledged may be lost, each request has its answer, and what is mended goes on.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import { decodeAuditFile } from '../../core/decisions/audit-file.ts';
import { verifyLog } from '../../core/decisions/audit-log.ts';
import { startService, type RunningService } from './server.ts';
import { Client, salesCsv, serviceOptions, type Answer } from './service-fixture.ts';
import { usualHeadFile } from './store/head-file.ts';
import { hasRedis, startRedis } from './store/redis-fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'store-faults-'));
afterAll(() => rmSync(root, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function started(
  store: string,
  now: () => number = Date.now,
  headFile: string | null = null,
): Promise<[RunningService, Client]> {
  const sales = { name: 'sales.csv', bytes: salesCsv(0, 80) };
  const service = await startService(serviceOptions(store, sales, { now, headFile }));
  await service.ready;
  return [service, new Client(service.origin)];
}

const decide = (client: Client, price: number, key = `price-${price}`): Promise<Answer> =>
  client.request(
    'POST',
    '/v1/decisions',
    { action: 'override', prices: [{ productId: 'mug', price }], reason: 'under faults' },
    key,
  );
const priced = (client: Client) => client.request('POST', '/v1/suggest_price', { product: 'mug' });
const problemOf = ({ status, type, json }: Answer) => ({
  status,
  type,
  detail: (json as { readonly detail: string }).detail,
});

/** Prices decided, in the log's order; the log has to be whole. */
async function decided(client: Client): Promise<readonly (number | undefined)[]> {
  const { entries, head } = decodeAuditFile((await client.request('GET', '/v1/log')).text);
  expect(verifyLog(entries, head ? { head } : {})).toMatchObject({ ok: true });
  return entries
    .filter(({ kind }) => kind === 'decision')
    .map(({ body }) => (body as { readonly price: readonly number[] }).price[0]);
}

/** From now on every write to a file ends half way, as on a full disk; what comes back makes room. */
async function fillDisk(): Promise<() => void> {
  const handle = await open(join(root, 'any'), 'w');
  const methods = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const full = async function full(this: FileHandle, data: unknown): Promise<never> {
    const bytes = data as Uint8Array;
    await this.write(bytes.subarray(0, bytes.length / 2));
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  const spies = (['appendFile', 'writeFile'] as const).map((name) =>
    vi.spyOn(methods, name).mockImplementation(full),
  );
  return () => spies.forEach((spy) => spy.mockRestore());
}

test('a disk that fills up, and again: changes are refused in a sentence, prices go on, and so does all once there is room', async () => {
  const folder = join(root, 'full');
  const [service, client] = await started(folder);
  expect((await decide(client, 15)).status).toBe(200);
  for (const price of [16, 17]) {
    const makeRoom = await fillDisk();
    for (let round = 0; round < 3; round++) {
      expect(problemOf(await decide(client, price))).toEqual({
        status: 503,
        type: 'application/problem+json',
        detail: expect.stringMatching(/could not be written to \(the disk is full\); make room/) as string,
      });
      expect(await priced(client)).toMatchObject({ status: 200, json: { inForce: { price: price - 1 } } });
    }
    expect(problemOf(await client.upload('/v1/sales', salesCsv(80, 10), 'text/csv'))).toMatchObject({
      status: 503,
      detail: expect.stringContaining('(the disk is full); make room, then send it again.') as string,
    });
    expect((await client.request('GET', '/healthz/ready')).status).toBe(503);
    expect((await client.request('GET', '/metrics')).text).toContain('pricing_store_up 0');
    expect((await decided(client)).at(-1)).toBe(price - 1);
    makeRoom();
    expect((await client.request('GET', '/healthz/ready')).status).toBe(200);
    expect((await decide(client, price)).status).toBe(200);
  }
  expect((await client.upload('/v1/sales', salesCsv(80, 10), 'text/csv')).status).toBe(200);
  await service.stop();
  const [again, reader] = await started(folder);
  expect(await decided(reader)).toEqual([15, 16, 17]);
  await again.stop();
});

test('a disk that was full: the next change goes on where the last whole one ended, without being asked for its health', async () => {
  const folder = join(root, 'full again');
  const [service, client] = await started(folder);
  const makeRoom = await fillDisk();
  expect((await decide(client, 15)).status).toBe(503);
  makeRoom();
  expect((await decide(client, 16)).status).toBe(200);
  await service.stop();
  const [again, reader] = await started(folder);
  expect(await decided(reader)).toEqual([16]);
  await again.stop();
});

test.runIf(hasRedis())(
  'Redis put back to an older copy: servers that know more refuse, and write nothing to it, until it is the newest again',
  async () => {
    const redis = await startRedis();
    const hand = createClient({ url: redis.url });
    await hand.connect();
    const [log, head] = ['pricing-lab:{shop}:log', 'pricing-lab:{shop}:head'];
    const copied = async () => ({ log: await hand.lRange(log, 0, -1), head: (await hand.get(head))! });
    const putBack = async (copy: Awaited<ReturnType<typeof copied>>) => {
      await hand.flushAll();
      await hand.multi().rPush(log, copy.log).set(head, copy.head).exec();
    };
    const [service, client] = await started(redis.url);
    const files = await hand.keys('pricing-lab:{shop}:blob:*');
    expect(files.length).toBeGreaterThan(0);
    const sales = await hand.get(files[0]!);
    const older = await copied();
    expect((await decide(client, 15)).status).toBe(200);
    expect((await decide(client, 16)).status).toBe(200);
    const newest = await copied();

    await putBack(older);
    await hand.set(files[0]!, sales!);
    const end = Number(newest.head.split(' ')[0]);
    const refusal = {
      status: 503,
      type: 'application/problem+json',
      detail: expect.stringMatching(
        `does not go on from entry ${end}, which this server has read\\. It ends with entry ${end - 2}\\. Restore the newest copy`,
      ) as string,
    };
    expect(problemOf(await decide(client, 17))).toEqual(refusal);
    expect(problemOf(await priced(client))).toEqual(refusal);
    expect((await client.request('GET', '/healthz/ready')).status).toBe(503);
    expect((await client.request('GET', '/metrics')).text).toContain('pricing_store_up 0');
    expect(await copied()).toEqual(older);

    // A server that is started on it goes on with what is there; the one that knows more does not follow it, however long it grows.
    const [late, other] = await started(redis.url);
    for (const price of [18, 19, 20]) expect((await decide(other, price)).status).toBe(200);
    expect(problemOf(await priced(client))).toMatchObject({
      status: 503,
      detail: expect.stringContaining('Restore the newest copy') as string,
    });
    expect(await decided(other)).toEqual([18, 19, 20]);
    await late.stop();

    await putBack(newest);
    expect(await priced(client)).toMatchObject({ status: 200, json: { inForce: { price: 16 } } });
    expect((await decide(client, 17)).status).toBe(200);
    expect(await decided(client)).toEqual([15, 16, 17]);
    await service.stop();
    await hand.close();
    await redis.stop();
  },
);

test.runIf(hasRedis())(
  'a server started again on an older copy of Redis, on an empty one or on another log refuses, until its head file is deleted',
  async () => {
    const redis = await startRedis();
    const hand = createClient({ url: redis.url });
    await hand.connect();
    const [log, head] = ['pricing-lab:{shop}:log', 'pricing-lab:{shop}:head'];
    const headFile = join(root, 'redis.head');
    const begin = () => started(redis.url, Date.now, headFile);
    const copied = async () => ({ log: await hand.lRange(log, 0, -1), head: (await hand.get(head))! });
    const putBack = async (copy: Awaited<ReturnType<typeof copied>>) => {
      await hand.del([log, head]);
      await hand.multi().rPush(log, copy.log).set(head, copy.head).exec();
    };
    const [first, client] = await begin();
    const older = await copied();
    expect((await decide(client, 15)).status).toBe(200);
    expect((await decide(client, 16)).status).toBe(200);
    await first.stop();
    const newest = await copied();
    const end = Number(newest.head.split(' ')[0]);
    expect(JSON.parse(readFileSync(headFile, 'utf8'))).toMatchObject({ entries: end });

    await putBack(older);
    await expect(begin()).rejects.toThrow(
      `does not go on from entry ${end}, which this server has read before (${headFile}): it ends with entry ${end - 2}. ` +
        `Restore the newest copy of it, or delete ${headFile} and start the server again to go on with the log that is there.`,
    );
    await hand.del([log, head]);
    await expect(begin()).rejects.toThrow('it ends with entry 0');
    expect(await hand.exists(head)).toBe(0); // no new shop was begun in its place

    // The older one has grown meanwhile under a server of another machine.
    await putBack(older);
    const [elsewhere, other] = await started(redis.url, Date.now, join(root, 'elsewhere.head'));
    for (const price of [18, 19, 20]) expect((await decide(other, price)).status).toBe(200);
    await elsewhere.stop();
    await expect(begin()).rejects.toThrow('another entry is in its place');

    await putBack(newest);
    const [second, again] = await begin();
    expect(await priced(again)).toMatchObject({ status: 200, json: { inForce: { price: 16 } } });
    await second.stop();

    await putBack(older);
    rmSync(headFile);
    const [third, accepted] = await begin();
    expect((await decide(accepted, 17)).status).toBe(200);
    expect(await decided(accepted)).toEqual([17]);
    await third.stop();

    writeFileSync(headFile, 'nothing of ours');
    await expect(begin()).rejects.toThrow(`${headFile} does not say how far a server has read: delete it`);
    await hand.close();
    await redis.stop();
  },
);

test('a head file: one that cannot be written is refused at the start, a name of its own for each shop', async () => {
  await expect(started(join(root, 'headless'), Date.now, join(root, 'no', 'folder.head'))).rejects.toThrow(
    /cannot note in .*folder\.head how far it has read \(there is no such file or folder\): name another file with --head-file/,
  );
  expect(usualHeadFile('redis://:secret@shop-redis/2?shop=north west')).toBe(
    'shop-redis-6379-2-north_west.head',
  );
  expect(usualHeadFile('rediss://127.0.0.1:6380')).toBe('127.0.0.1-6380-shop.head');
  expect(usualHeadFile('shop')).toBeNull();
});

test('a clock that jumps under load: a year ahead, back, an hour back: no change twice, none lost, every answer as it was', async () => {
  const hour = 3_600_000;
  let set = 0;
  const [service, client] = await started(join(root, 'clock'), () => Date.now() + set);
  const prices: number[] = [];
  const answers: Answer[] = [];
  for (const jump of [0, 8_760 * hour, 0, -hour, 8_760 * hour, 0]) {
    set = jump;
    const next = [1, 2, 3].map((i) => 15 + (prices.length + i) / 100);
    prices.push(...next);
    const [suggested, ...done] = await Promise.all([
      priced(client),
      ...next.map((price) => decide(client, price)),
    ]);
    expect(suggested.status).toBe(200);
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200]);
    answers.push(...done);
    // Whoever did not hear the answer sends the same again, also after the clock was set.
    const repeated = await Promise.all(prices.map((price) => decide(client, price)));
    expect(repeated.map(({ text }) => text)).toEqual(answers.map(({ text }) => text));
    for (const { headers } of repeated) expect(headers.get('idempotent-replayed')).toBe('true');
  }
  expect([...(await decided(client))].sort()).toEqual(prices);
  await service.stop();
});
