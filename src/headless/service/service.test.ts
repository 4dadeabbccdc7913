// The service from the outside: what a shop's program sees of it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { decodeAuditFile } from '../../core/decisions/audit-file.ts';
import { verifyLog } from '../../core/decisions/audit-log.ts';
import { readProject } from '../../core/export/project-file.ts';
import { adviseCommand } from '../commands/advise-command.ts';
import { decideCommand } from '../commands/decide-command.ts';
import { projectWriteCommand } from '../commands/project-write-command.ts';
import { catalogueFile, Client, salesCsv, serviceOptions } from './service-fixture.ts';
import { startService, type RunningService } from './server.ts';

const root = mkdtempSync(join(tmpdir(), 'service-test-'));
afterAll(() => rmSync(root, { recursive: true }));

interface Suggested {
  readonly suggestion: {
    readonly productId: string;
    readonly currentPrice: number;
    readonly price: number | null;
    readonly recommendation: { readonly action: string };
  };
  readonly inForce: { readonly price: number; readonly since: string } | null;
  readonly cached: boolean;
  readonly standsOn: {
    readonly sales: { readonly fingerprint: string; readonly lastDay: string; readonly entry: number };
    readonly rules: { readonly entry: number };
    readonly decisions: { readonly entry: number };
    readonly model: { readonly id: string } | null;
  };
}

describe('on the demo catalogue', () => {
  let service: RunningService;
  let client: Client;
  beforeAll(async () => {
    const { runTask, ...inThreads } = serviceOptions(join(root, 'catalogue'), catalogueFile());
    expect(runTask).toBeDefined();
    service = await startService(inThreads);
    await service.ready;
    client = new Client(service.origin);
  });
  afterAll(() => service.stop());
  afterEach(() => vi.restoreAllMocks());

  test('prices are those of advise, to the cent: one by one and as a batch', async () => {
    const printed: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await adviseCommand(['public/demo/catalogue.csv', '--agent', 'none']);
    const { products } = JSON.parse(printed.join('\n')) as {
      products: { product: string; recommendedPrice: number; action: string; probability: number }[];
    };
    const batch = await client.lines('/v1/batch_update', {});
    expect(batch).toHaveLength(products.length + 1);
    for (const [i, advised] of products.entries()) {
      const one = await client.post<Suggested>('/v1/suggest_price', { product: advised.product });
      expect(one.suggestion.price).toBe(advised.recommendedPrice);
      expect(one.suggestion.recommendation).toMatchObject({
        action: advised.action,
        probability: advised.probability,
      });
      expect(batch[i]).toEqual({ suggestion: one.suggestion, inForce: null });
    }
    expect(batch.at(-1)).toMatchObject({ done: true, priced: products.length, decision: null });
    // Named twice, answered once: a short request cannot ask for an answer without end.
    const [first] = products;
    const twice = await client.lines('/v1/batch_update', { products: [first!.product, first!.product] });
    expect(twice).toHaveLength(2);
  });

  test('the document describes every route and its schemas', async () => {
    const document = await client.get<{
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
      components: { schemas: Record<string, unknown> };
    }>('/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/suggest_price',
        '/v1/batch_update',
        '/v1/price_history/{product}',
        '/v1/decisions',
        '/v1/sales',
        '/v1/models',
        '/v1/guardrails',
        '/v1/project',
      ]),
    );
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Problem', 'Suggestion', 'StandsOn', 'DecisionRequest']),
    );
    expect(Object.keys(document.paths['/v1/decisions']!['post']!.responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '409', '413', '503']),
    );
  });

  test('the history is what was charged, with the decisions about it', async () => {
    const product = 'COF-ESP-250';
    const shop = await client.get<{ products: { product: string; name: string }[] }>('/v1/shop');
    const first = shop.products[0]!.product;
    const history = await client.get<{
      days: string[];
      price: number[];
      units: number[];
      revenue: number[];
      decisions: unknown[];
    }>(`/v1/price_history/${encodeURIComponent(first)}`);
    expect(history.days.length).toBe(history.price.length);
    expect(history.revenue[5]).toBeCloseTo(history.price[5]! * history.units[5]!, 9);
    expect(history.decisions).toEqual([]);
    const missing = await client.request('GET', `/v1/price_history/${product}-nowhere`);
    expect(missing.status).toBe(404);
    expect(missing.type).toBe('application/problem+json');
    expect(missing.json).toMatchObject({ detail: `The shop has no product "${product}-nowhere".` });
  });

  test('metrics: the conventions hold, no product is a label', async () => {
    const { text, type } = await client.request('GET', '/metrics');
    expect(type).toContain('text/plain');
    expect(text).toContain('pricing_suggestions_total{source="cache"}');
    expect(text).toContain(
      'pricing_http_request_duration_seconds_bucket{le="0.02",method="POST",route="/v1/suggest_price",status="200"}',
    );
    expect(text).toMatch(/^pricing_products 60$/m);
    expect(text).toMatch(/^pricing_ready 1$/m);
    const shop = await client.get<{ products: { product: string }[] }>('/v1/shop');
    for (const { product } of shop.products) expect(text).not.toContain(`"${product}"`);
  });
});

describe('on a small shop', () => {
  let service: RunningService;
  let client: Client;
  let folder = 0;
  const start = async (changes: Parameters<typeof serviceOptions>[2] = {}) => {
    service = await startService(
      serviceOptions(join(root, `small ${folder}`), { name: 'sales.csv', bytes: salesCsv(0, 80) }, changes),
    );
    await service.ready;
    client = new Client(service.origin);
  };
  afterEach(async () => {
    await service.stop();
    folder++;
  });

  test('a decision: written once however often it is sent, seen in the suggestion, kept over a restart', async () => {
    await start();
    const before = await client.post<Suggested>('/v1/suggest_price', { product: 'tea' });
    const decision = { action: 'accept', productIds: ['tea', 'nothing'] };
    const first = await client.request('POST', '/v1/decisions', decision, 'key-1');
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({
      from: null,
      changed: [{ productId: 'tea', action: 'accept', price: before.suggestion.price }],
      left: [{ productId: 'nothing', why: 'the shop has no such product' }],
    });
    const again = await client.request('POST', '/v1/decisions', decision, 'key-1');
    expect(again.json).toEqual(first.json);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await client.request(
      'POST',
      '/v1/decisions',
      { ...decision, productIds: ['mug'] },
      'key-1',
    );
    expect(other).toMatchObject({ status: 422, type: 'application/problem+json' });
    const without = await client.request('POST', '/v1/decisions', decision);
    expect(without.status).toBe(400);
    expect(without.json).toMatchObject({ detail: expect.stringContaining('dempotency-') as string });

    await service.stop();
    await start();
    const after = await client.post<Suggested>('/v1/suggest_price', { product: 'tea' });
    expect(after.inForce?.price).toBe(before.suggestion.price);
    expect(after.standsOn.decisions.entry).toBe((first.json as { entry: number }).entry);
    const replayed = await client.request('POST', '/v1/decisions', decision, 'key-1');
    expect(replayed.json).toEqual(first.json);
    const log = decodeAuditFile((await client.request('GET', '/v1/log')).text);
    expect(verifyLog(log.entries, { head: log.head! })).toEqual({ ok: true, entries: log.entries.length });
    expect(log.entries.filter(({ kind }) => kind === 'decision')).toHaveLength(1);
  });

  test('the cache: dropped by rules, decisions and sales, and the answer says what it stands on', async () => {
    await start();
    const suggest = () => client.post<Suggested>('/v1/suggest_price', { product: 'tea' });
    const first = await suggest();
    expect((await suggest()).cached).toBe(true);

    const rules = { all: { largestChangePercent: 1 } };
    await client.request('PUT', '/v1/guardrails', rules, 'rules-1');
    const ruled = await suggest();
    expect(ruled.cached).toBe(false);
    expect(ruled.standsOn.rules.entry).toBeGreaterThan(first.standsOn.rules.entry);
    expect(Math.abs(ruled.suggestion.price! / ruled.suggestion.currentPrice - 1)).toBeLessThanOrEqual(0.0101);

    await client.request('PUT', '/v1/guardrails', { all: { maxChangesPerWeek: 1 } }, 'rules-2');
    const free = await suggest();
    const { changed } = await client.keyed<{ changed: unknown[] }>('POST', '/v1/decisions', {
      action: 'override',
      prices: [{ productId: 'tea', price: free.suggestion.currentPrice + 1 }],
      reason: 'shelf label',
    });
    expect(changed).toHaveLength(1);
    const counted = await suggest();
    expect(counted.cached).toBe(false);
    expect(counted.suggestion.price).toBe(free.suggestion.currentPrice); // the week's one change is made

    const answer = await client.upload('/v1/sales?name=newer.csv', salesCsv(80, 20), 'text/csv');
    expect(answer.json).toMatchObject({ products: 2, lastDay: '2025-04-10', replacedRows: 0 });
    const newer = await suggest();
    expect(newer.standsOn.sales.lastDay).toBe('2025-04-10');
    expect(newer.standsOn.sales.fingerprint).not.toBe(first.standsOn.sales.fingerprint);
  });

  test('a price may hold from a later day; taken back it is gone', async () => {
    let now = Date.parse('2025-03-22T12:00:00Z');
    await start({ now: () => now });
    const decide = (body: object) => client.keyed<{ entry: number }>('POST', '/v1/decisions', body);
    const prices = async (day?: string) =>
      (
        await client.get<{ prices: { productId: string; price: number }[] }>(
          `/v1/prices${day ? `?day=${day}` : ''}`,
        )
      ).prices;
    await decide({ action: 'override', prices: [{ productId: 'mug', price: 15 }], reason: 'now' });
    await decide({
      action: 'override',
      prices: [{ productId: 'mug', price: 14 }],
      reason: 'spring',
      from: '2025-04-01',
    });
    expect(await prices()).toMatchObject([{ productId: 'mug', price: 15, since: '2025-03-22' }]);
    expect(await prices('2025-04-01')).toMatchObject([{ productId: 'mug', price: 14, since: '2025-04-01' }]);
    now = Date.parse('2025-04-02T00:00:00Z');
    expect((await client.post<Suggested>('/v1/suggest_price', { product: 'mug' })).inForce?.price).toBe(14);
    await decide({ action: 'clear', productIds: ['mug'] });
    expect(await prices('2025-05-01')).toEqual([]);
  });

  test('the circuit breaker stops a price that goes too far, and a person may confirm it', async () => {
    await start();
    const far = { action: 'override', prices: [{ productId: 'tea', price: 160 }], reason: 'a slip' };
    const stopped = await client.request('POST', '/v1/decisions', far, 'far');
    expect(stopped).toMatchObject({ status: 409, type: 'application/problem+json' });
    expect((stopped.json as { detail: string }).detail).toMatch(
      /^The list moves "tea" by \+\d+ % to 160\.00, further than 30 %\./,
    );
    expect(await client.get('/v1/prices')).toMatchObject({ prices: [] });
    expect((await client.request('POST', '/v1/decisions', far, 'far')).status).toBe(409);
    expect((await client.request('POST', '/v1/decisions', { ...far, confirmed: true }, 'far-2')).status).toBe(
      200,
    );
    const { text } = await client.request('GET', '/v1/log');
    expect(text.match(/"kind":"breaker"/g)).toHaveLength(1);
  });

  test('what was seen is what is accepted: another price by now leaves the product as it is', async () => {
    await start();
    const { suggestion } = await client.post<Suggested>('/v1/suggest_price', { product: 'tea' });
    const accept = (price: number) =>
      client.keyed<{ changed: unknown[]; left: { why: string }[] }>('POST', '/v1/decisions', {
        action: 'accept',
        productIds: ['tea'],
        seen: [{ productId: 'tea', price }],
      });
    expect((await accept(suggestion.price! + 0.01)).left[0]?.why).toBe(
      'another price is recommended now: review it',
    );
    expect((await accept(suggestion.price!)).changed).toHaveLength(1);
  });

  test('the project of a server opens, with its sales, rules and log', async () => {
    await start();
    await client.keyed('POST', '/v1/decisions', { action: 'reject', productIds: ['tea'] });
    const { bytes } = await client.request('GET', '/v1/project');
    const { content } = readProject(bytes);
    expect(content.source?.fingerprint).toBe(
      service.shop.options.store ? (await service.shop.state()).sales?.fingerprint : '',
    );
    expect(content.log?.head).toEqual((await service.shop.state()).head);
    // And begins another server's shop, whose log goes on.
    const other = await startService(
      serviceOptions(join(root, `copy ${folder}`), { name: 'shop.pricinglab', bytes }),
    );
    await other.ready;
    const copy = await new Client(other.origin).post<Suggested>('/v1/suggest_price', { product: 'tea' });
    expect(copy.inForce?.price).toBe(copy.suggestion.currentPrice);
    expect((await other.shop.state()).head.entries).toBeGreaterThan(content.log!.head.entries);
    await other.stop();
  });

  test('the prices that a log names come along with its project, stay over a restart, and go on with the next project', async () => {
    const at = (name: string) => join(root, name);
    writeFileSync(at('sales.csv'), salesCsv(0, 80));
    vi.spyOn(console, 'log').mockReturnValue();
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await decideCommand([at('sales.csv'), '--log', at('page.jsonl'), '--agent', 'none', '--reject', 'tea']);
    await projectWriteCommand([at('sales.csv'), '--out', at('page.pricinglab'), '--log', at('page.jsonl')]);
    const page = readProject(readFileSync(at('page.pricinglab'))).content.log!;
    expect(page.suggestions).toMatchObject([{ entry: 2, productIds: ['tea', 'mug'] }]);
    const beginAt = async (store: string, bytes: Uint8Array) => {
      service = await startService(serviceOptions(at(store), { name: 'page.pricinglab', bytes }));
      await service.ready;
      client = new Client(service.origin);
    };
    const projectBytes = async () => (await client.request('GET', '/v1/project')).bytes;
    await beginAt('with prices', readFileSync(at('page.pricinglab')));
    expect(await client.get('/v1/prices')).toMatchObject({
      prices: [{ productId: 'tea', action: 'reject' }],
    });
    await client.keyed('POST', '/v1/decisions', { action: 'reject', productIds: ['mug'] });
    await service.stop();
    await beginAt('with prices', new Uint8Array());
    const served = await projectBytes();
    await service.stop();
    await beginAt('with prices, copied', served);
    for (const bytes of [served, await projectBytes()]) {
      const log = readProject(bytes).content.log!;
      expect(log.suggestions).toEqual(page.suggestions);
      expect(log.entries.slice(0, page.entries.length)).toEqual(page.entries);
      expect(log.entries.length).toBeGreaterThan(page.entries.length);
    }
  });

  test('a token: asked for everywhere but health and the document; without one only this machine may ask', async () => {
    await start({ token: 'a token of some length' });
    for (const path of ['/v1/shop', '/metrics', '/v1/log'])
      expect((await client.request('GET', path)).status).toBe(401);
    expect((await client.request('GET', '/healthz/ready')).status).toBe(200);
    expect((await client.request('GET', '/openapi.json')).status).toBe(200);
    const known = new Client(service.origin, 'a token of some length');
    expect((await known.request('GET', '/v1/shop')).status).toBe(401); // a token has no spaces
    await service.stop();
    await start({ token: 'a-token-of-some-length' });
    expect(
      (await new Client(service.origin, 'a-token-of-some-length').request('GET', '/v1/shop')).status,
    ).toBe(200);
    expect(
      (await new Client(service.origin, 'a-token-of-other-length').request('GET', '/v1/shop')).status,
    ).toBe(401);
    await expect(
      startService(
        serviceOptions(
          join(root, 'open'),
          { name: 'sales.csv', bytes: salesCsv(0, 80) },
          { host: '0.0.0.0' },
        ),
      ),
    ).rejects.toThrow('Without a token the server listens on this machine only');
  });

  test('a page of another site: one that is allowed may read, with its token; it changes nothing, and others may not ask', async () => {
    const token = 'a-token-of-sixteen-or-more';
    const page = 'http://localhost:4173';
    const shop = await startService({
      ...serviceOptions(join(root, 'pages'), { name: 'sales.csv', bytes: salesCsv(0, 60) }),
      token,
      allowOrigins: [page],
    });
    try {
      await shop.ready;
      const asked = (method: string, headers: Record<string, string>, path = '/v1/project') =>
        new Client(shop.origin).send(method, path, { headers });
      const bearer = { authorization: `Bearer ${token}` };
      const told = (answer: Awaited<ReturnType<typeof asked>>) =>
        answer.headers.get('access-control-allow-origin');
      const preflight = await asked('OPTIONS', {
        origin: page,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      });
      expect(preflight.status).toBe(204);
      expect(told(preflight)).toBe(page);
      expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
      expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
      const project = await asked('GET', { origin: page, ...bearer });
      expect([project.status, told(project)]).toEqual([200, page]);
      expect(readProject(project.bytes).content.source!.name).toBe('sales.csv');
      // A problem can be read by the page as well, or it could not say what is wrong.
      const refused = await asked('GET', { origin: page });
      expect([refused.status, told(refused)]).toEqual([401, page]);
      const change = await asked('PUT', { origin: page, ...bearer }, '/v1/guardrails');
      expect(change.status).toBe(403);
      for (const origin of ['http://localhost:4174', 'null', 'http://localhost:4173.example']) {
        const other = await asked('GET', { origin, ...bearer });
        expect([other.status, told(other)]).toEqual([403, null]);
        const no = await asked('OPTIONS', { origin, 'access-control-request-method': 'GET' });
        expect([no.status, told(no)]).toEqual([403, null]);
      }
      expect(told(await asked('GET', bearer))).toBeNull();
    } finally {
      await shop.stop();
    }
  });

  test('sales that cannot be used change nothing', async () => {
    await start();
    const { head } = await service.shop.state();
    const refused = await client.upload(
      '/v1/sales?name=other.csv',
      new TextEncoder().encode('a,b\n1,2\n'),
      'text/csv',
    );
    expect(refused).toMatchObject({ status: 422, type: 'application/problem+json' });
    expect(
      (await client.upload('/v1/sales', readFileSync('public/demo/catalogue.csv'), 'text/csv')).status,
    ).toBe(422);
    expect((await service.shop.state()).head).toEqual(head);
  });
});
