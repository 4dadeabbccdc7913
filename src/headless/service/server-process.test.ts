// `lab serve` killed at any moment loses nothing that it acknowledged; told to stop it answers what is under way.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { decodeAuditFile } from '../../core/decisions/audit-file.ts';
import { verifyLog } from '../../core/decisions/audit-log.ts';
import { bundleFixture } from '../../core/export/model/bundle-fixture.ts';
import { writeModelBundle } from '../../core/export/model/model-bundle.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { Client, salesCsv } from './service-fixture.ts';
import { hasRedis, startRedis, type RedisFixture } from './store/redis-fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'server-process-'));
const sales = join(root, 'sales.csv');
writeFileSync(sales, salesCsv(0, 80));
let redis: RedisFixture | null = null;
const withRedis = hasRedis();
beforeAll(async () => {
  if (withRedis) redis = await startRedis();
});
afterAll(async () => {
  await redis?.stop();
  rmSync(root, { recursive: true });
});

const quiet = ['--port', '0', '--drift', 'off', '--retrain', 'off', '--reread', 'off'];

interface Acknowledged {
  readonly entry: number;
  readonly price: number;
}

/** Sends overrides one after another until the server is gone; what it acknowledged, and the request it did not. */
async function decideUntilGone(client: Client, acknowledged: Acknowledged[], killAfter: () => void) {
  for (let i = 0; ; i++) {
    const price = 12 + acknowledged.length / 100;
    const body = { action: 'override', prices: [{ productId: 'tea', price }], reason: `number ${i}` };
    const key = randomUUID();
    try {
      if (i === 5) killAfter();
      const { status, json } = await client.request('POST', '/v1/decisions', body, key);
      if (status === 200) acknowledged.push({ entry: (json as { entry: number }).entry, price });
    } catch {
      return { body, key };
    }
  }
}

test.each(['folder', ...(withRedis ? ['Redis'] : [])])(
  'killed at random moments, on a %s: what was acknowledged stands, the chain verifies, a repeated request counts once',
  async (kind) => {
    const store = kind === 'folder' ? join(root, 'killed') : `${redis!.url}?shop=killed`;
    const acknowledged: Acknowledged[] = [];
    let server = await startServer([sales, '--store', store, ...quiet]);
    for (let round = 0; round < 2; round++) {
      const open = await decideUntilGone(new Client(server.origin), acknowledged, () => {
        setTimeout(() => void server.kill('SIGKILL'), 3 + 11 * round);
      });
      await server.kill('SIGKILL');
      server = await startServer([sales, '--store', store, ...quiet]);
      const client = new Client(server.origin);
      // Sent again it is done once, whether the server had written it before it died or not.
      const once = await client.request('POST', '/v1/decisions', open.body, open.key);
      const twice = await client.request('POST', '/v1/decisions', open.body, open.key);
      expect(once.status).toBe(200);
      expect(twice.json).toEqual(once.json);
      const { entry } = once.json as { entry: number };
      acknowledged.push({ entry, price: open.body.prices[0]!.price });

      const { entries, head } = decodeAuditFile((await client.request('GET', '/v1/log')).text);
      expect(verifyLog(entries, { head: head! })).toEqual({ ok: true, entries: entries.length });
      for (const { entry: index, price } of acknowledged)
        expect(entries[index - 1]?.body).toMatchObject({ productId: ['tea'], price: [price] });
      expect(entries.filter(({ kind: what }) => what === 'decision')).toHaveLength(acknowledged.length);
    }
    await server.kill('SIGTERM');
  },
);

test('killed while a model is promoted and rolled back: what was acknowledged stands, the rest wholly or not at all', async () => {
  const store = join(root, 'promoted');
  const model = writeModelBundle(bundleFixture('demand'));
  let server = await startServer([sales, '--store', store, ...quiet]);
  expect((await new Client(server.origin).upload('/v1/models', model, 'application/zip')).status).toBe(200);
  type Models = { readonly inUse: string | null; readonly models: readonly { readonly id: string }[] };
  const { id } = (await new Client(server.origin).get<Models>('/v1/models')).models[0]!;
  let inUse: string | null = null;
  for (let round = 0; round < 3; round++) {
    const client = new Client(server.origin);
    const path = inUse === null ? `/v1/models/${id}/promote` : '/v1/models/rollback';
    const after = inUse === null ? id : null;
    const key = randomUUID();
    const send = (to: Client) => to.request('POST', path, { confirmed: true }, key);
    const asked = send(client).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, [0, 8, 40][round]));
    await server.kill('SIGKILL');
    const answered = await asked;
    server = await startServer([sales, '--store', store, ...quiet]);
    const again = new Client(server.origin);
    const found = (await again.get<Models>('/v1/models')).inUse;
    if (answered) expect(found).toBe(after);
    else expect([inUse, after]).toContain(found);
    // Sent again it is done once, and a third time nothing more.
    const once = await send(again);
    expect(once.status).toBe(200);
    expect((await send(again)).json).toEqual(once.json);
    inUse = (await again.get<Models>('/v1/models')).inUse;
    expect(inUse).toBe(after);
    const { entries, head } = decodeAuditFile((await again.request('GET', '/v1/log')).text);
    expect(verifyLog(entries, { head: head! })).toEqual({ ok: true, entries: entries.length });
    // The model's proposal, and a step for each round.
    expect(entries.filter(({ kind }) => kind === 'model')).toHaveLength(2 + round);
  }
  await server.kill('SIGTERM');
});

/** An upload that the server has taken up, and whose rows are still to come. */
async function begunUpload(address: string, rows: Uint8Array): Promise<{ finish(): Promise<unknown> }> {
  const headers = {
    'content-type': 'text/csv',
    'content-length': rows.length,
    'idempotency-key': randomUUID(),
    expect: '100-continue',
  };
  const asked = request(address, { method: 'POST', headers });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  asked.flushHeaders();
  await once(asked, 'continue');
  return {
    finish: async () => {
      asked.end(rows);
      return json((await answered)[0]);
    },
  };
}

test('SIGTERM: a request under way is answered, then the server ends with code 0 and gives its folder back', async () => {
  const folder = join(root, 'stopped');
  const server: ServerProcess = await startServer([sales, '--store', folder, ...quiet]);
  const upload = await begunUpload(`${server.origin}/v1/sales?name=newer.csv`, salesCsv(80, 20));
  const end = server.kill('SIGTERM');
  await expect.poll(() => server.said()).toContain('SIGTERM: no new requests are accepted');
  expect(await upload.finish()).toMatchObject({ lastDay: '2025-04-10' });
  await end;
  expect(server.exitCode()).toBe(0);
  await expect(fetch(`${server.origin}/healthz/live`)).rejects.toThrow();
  const again = await startServer([sales, '--store', folder, ...quiet]);
  expect(await new Client(again.origin).get('/v1/shop')).toMatchObject({
    standsOn: { sales: { lastDay: '2025-04-10' } },
  });
  await again.kill('SIGTERM');
});

test.runIf(withRedis)(
  'two servers of one shop in Redis: what one acknowledged the other knows at once',
  async () => {
    const store = `${redis!.url}?shop=shared`;
    const a = await startServer([sales, '--store', store, ...quiet]);
    const b = await startServer([sales, '--store', store, ...quiet]);
    const [one, other] = [new Client(a.origin), new Client(b.origin)];
    for (let i = 0; i < 10; i++) {
      const price = 15 + i / 100;
      const [from, to] = i % 2 === 0 ? [one, other] : [other, one];
      await from.keyed('POST', '/v1/decisions', {
        action: 'override',
        prices: [{ productId: 'mug', price }],
        reason: 'in turn',
      });
      expect(await to.post('/v1/suggest_price', { product: 'mug' })).toMatchObject({ inForce: { price } });
    }
    await one.request('PUT', '/v1/guardrails', { all: { largestChangePercent: 2 } }, 'rules');
    const { suggestion } = await other.post<{ suggestion: { price: number; currentPrice: number } }>(
      '/v1/suggest_price',
      {
        product: 'tea',
      },
    );
    expect(Math.abs(suggestion.price / suggestion.currentPrice - 1)).toBeLessThanOrEqual(0.0201);
    await Promise.all([a.kill('SIGTERM'), b.kill('SIGTERM')]);
  },
  120_000,
);

test.runIf(withRedis)(
  'two servers that begin the same shop at once: one begins it, the other goes on with it',
  async () => {
    const store = `${redis!.url}?shop=at-once`;
    const begun = await Promise.all([1, 2].map(() => startServer([sales, '--store', store, ...quiet])));
    const logs = await Promise.all(
      begun.map(({ origin }) => new Client(origin).request('GET', '/v1/log').then(({ text }) => text)),
    );
    expect(logs[1]).toBe(logs[0]);
    const { entries } = decodeAuditFile(logs[0]!);
    expect(entries.map(({ kind }) => kind)).toEqual(['opened', 'sales']);
    await Promise.all(begun.map((server) => server.kill('SIGTERM')));
  },
);
