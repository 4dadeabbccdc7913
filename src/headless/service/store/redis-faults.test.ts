// A Redis that answers and does not do what a shop needs: a replica, one without memory, one that would drop keys, one that takes
// its time. Changes are refused in a sentence that says what to mend, nothing acknowledged is lost, and what is mended goes on.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { decodeAuditFile } from '../../../core/decisions/audit-file.ts';
import { verifyLog } from '../../../core/decisions/audit-log.ts';
import { startService, type RunningService } from '../server.ts';
import { Client, salesCsv, serviceOptions } from '../service-fixture.ts';
import { hasRedis, startRedis, type RedisFixture } from './redis-fixture.ts';

describe.runIf(hasRedis())('a Redis that answers', () => {
  const root = mkdtempSync(join(tmpdir(), 'redis-faults-'));
  let redis: RedisFixture;
  let hand: ReturnType<typeof createClient>;
  let shops = 0;
  let store = '';
  let service: RunningService;
  let client: Client;

  const begin = () =>
    startService(
      serviceOptions(
        store,
        { name: 'sales.csv', bytes: salesCsv(0, 80) },
        { headFile: join(root, `${shops}.head`) },
      ),
    );
  beforeAll(async () => {
    redis = await startRedis();
    hand = createClient({ url: redis.url });
    await hand.connect();
  });
  afterAll(async () => {
    hand.destroy();
    await redis.stop();
    rmSync(root, { recursive: true });
  });
  beforeEach(async () => {
    store = `${redis.url}?shop=${++shops}`;
    service = await begin();
    await service.ready;
    client = new Client(service.origin);
    expect(await decide(15)).toMatchObject({ status: 200 });
  });
  afterEach(() => service.stop());

  const decide = (price: number) =>
    client.request(
      'POST',
      '/v1/decisions',
      { action: 'override', prices: [{ productId: 'mug', price }], reason: 'under faults' },
      `price-${price}`,
    );
  const config = (name: string, value: string) => hand.configSet(name, value);

  async function decided(): Promise<readonly (number | undefined)[]> {
    const { entries, head } = decodeAuditFile((await client.request('GET', '/v1/log')).text);
    expect(verifyLog(entries, head ? { head } : {})).toMatchObject({ ok: true });
    return entries
      .filter(({ kind }) => kind === 'decision')
      .map(({ body }) => (body as { readonly price: readonly number[] }).price[0]);
  }

  /** Prices go on, changes and readiness are refused with `words`, and a server is not started on it. */
  async function refuses(words: string): Promise<void> {
    const detail = expect.stringContaining(words) as string;
    expect(await decide(16)).toMatchObject({
      status: 503,
      type: 'application/problem+json',
      json: { detail },
    });
    expect(await client.request('POST', '/v1/suggest_price', { product: 'mug' })).toMatchObject({
      status: 200,
      json: { inForce: { price: 15 } },
    });
    expect(await client.request('GET', '/healthz/ready')).toMatchObject({ status: 503, json: { detail } });
    expect((await client.request('GET', '/metrics')).text).toContain('pricing_store_up 0');
    await expect(begin()).rejects.toThrow(words);
  }

  async function goesOn(): Promise<void> {
    expect(await client.request('GET', '/healthz/ready')).toMatchObject({ status: 200 });
    expect(await decide(16)).toMatchObject({ status: 200 });
    expect(await decided()).toEqual([15, 16]);
  }

  test('and has become a replica, as after a failover: it says so, and goes on once it is the primary again', async () => {
    await hand.sendCommand(['REPLICAOF', '127.0.0.1', '1']);
    await refuses('is a replica, which takes no changes: name the primary with --store');
    await hand.sendCommand(['REPLICAOF', 'NO', 'ONE']);
    await goesOn();
  });

  test('and has no memory left: it says so, and goes on once it has', async () => {
    await config('maxmemory', '1');
    await config('maxmemory-policy', 'noeviction');
    await refuses('has no memory left for changes: give it more');
    await config('maxmemory', '0');
    await goesOn();
  });

  test('and would drop keys to make room, those of answers alone or all: no server is started on it', async () => {
    for (const policy of ['allkeys-lru', 'volatile-ttl']) {
      await config('maxmemory', '100mb');
      await config('maxmemory-policy', policy);
      await expect(begin()).rejects.toThrow('set "maxmemory-policy noeviction"');
    }
    await config('maxmemory', '0');
    await (await begin()).stop();
  });

  test('and has dropped a sales file: the server that has read it goes on, a new one says which is missing', async () => {
    const files = await hand.keys(`pricing-lab:{${shops}}:blob:*`);
    await hand.del(files);
    expect(await client.request('POST', '/v1/suggest_price', { product: 'mug' })).toMatchObject({
      status: 200,
    });
    const late = await begin();
    await late.ready;
    const answer = await new Client(late.origin).request('POST', '/v1/suggest_price', { product: 'mug' });
    expect(answer).toMatchObject({
      status: 503,
      json: {
        detail: expect.stringContaining('has lost the file sales.csv: restore it from a copy') as string,
      },
    });
    await late.stop();
  });

  test('and takes longer than is waited: what was done after all is done once, when it is sent again', async () => {
    await hand.sendCommand(['CLIENT', 'PAUSE', '600000', 'WRITE']);
    expect(await decide(16)).toMatchObject({
      status: 503,
      json: { detail: expect.stringContaining('It is not known whether a change was kept') as string },
    });
    await hand.sendCommand(['CLIENT', 'UNPAUSE']);
    await goesOn();
  });
});
