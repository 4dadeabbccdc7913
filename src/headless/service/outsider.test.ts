// The service as somebody meets it who knows nothing but /openapi.json: answers are those of the document, refusals say what
// would be right, and what is sent twice, late or by a wrong clock does no harm.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { emptyBook, type DecisionBook } from '../../core/decisions/decision.ts';
import { bundleFixture } from '../../core/export/model/bundle-fixture.ts';
import { writeModelBundle } from '../../core/export/model/model-bundle.ts';
import { Client, salesCsv, serviceOptions, type Answer } from './service-fixture.ts';
import { startService, type RunningService } from './server.ts';
import { CountedChanges } from './shop/standing.ts';

const root = mkdtempSync(join(tmpdir(), 'outsider-test-'));
const day0 = '2025-03-22T12:00:00Z';
let now = Date.parse(day0);
let service: RunningService;
let client: Client;
beforeAll(async () => {
  const file = { name: 'sales.csv', bytes: salesCsv(0, 80) };
  service = await startService(serviceOptions(join(root, 'shop'), file, { now: () => now }));
  await service.ready;
  client = new Client(service.origin);
});
beforeEach(() => {
  now = Date.parse(day0);
});
afterAll(async () => {
  await service.stop();
  rmSync(root, { recursive: true });
});

interface Operation {
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

let key = 0;
const keyed = (method: string, path: string, body: unknown) =>
  client.request(method, path, body, `outsider-${++key}`);
const decide = (body: object) => keyed('POST', '/v1/decisions', body);
const model = writeModelBundle(bundleFixture('demand'));
const none = '0'.repeat(64);

/** Each path of the document with good and bad requests. */
const tried: readonly (readonly [string, string, () => Promise<Answer>])[] = [
  ['post', '/v1/suggest_price', () => client.request('POST', '/v1/suggest_price', { product: 'tea' })],
  ['post', '/v1/suggest_price', () => client.request('POST', '/v1/suggest_price', { product: 'no' })],
  ['post', '/v1/suggest_price', () => client.request('POST', '/v1/suggest_price', {})],
  ['post', '/v1/suggest_price', () => client.send('POST', '/v1/suggest_price', { body: 'x' })],
  ['post', '/v1/batch_update', () => client.request('POST', '/v1/batch_update', {})],
  ['post', '/v1/batch_update', () => client.request('POST', '/v1/batch_update', { accept: true })],
  ['post', '/v1/batch_update', () => keyed('POST', '/v1/batch_update', { from: '2025-04-01' })],
  ['get', '/v1/price_history/{product}', () => client.request('GET', '/v1/price_history/mug')],
  ['get', '/v1/price_history/{product}', () => client.request('GET', '/v1/price_history/no')],
  ['post', '/v1/decisions', () => decide({ action: 'reject', productIds: ['tea'] })],
  ['post', '/v1/decisions', () => decide({ action: 'burn', productIds: ['tea'] })],
  ['post', '/v1/decisions', () => decide({ action: 'accept', productIds: ['mug'], from: '1999-01-01' })],
  [
    'post',
    '/v1/decisions',
    () => decide({ action: 'override', prices: [{ productId: 'tea', price: 99 }], reason: 'far' }),
  ],
  ['post', '/v1/sales', () => client.upload('/v1/sales', salesCsv(0, 80), 'text/csv')],
  ['post', '/v1/sales', () => client.upload('/v1/sales', new Uint8Array(), 'text/csv')],
  ['post', '/v1/sales', () => client.upload('/v1/sales?mod=replace', salesCsv(0, 80), 'text/csv')],
  ['post', '/v1/sales', () => client.upload('/v1/sales', salesCsv(0, 80), 'text/html')],
  ['post', '/v1/sales', () => client.upload('/v1/sales', Uint8Array.of(1, 2, 3), 'text/csv')],
  ['get', '/v1/guardrails', () => client.request('GET', '/v1/guardrails')],
  ['put', '/v1/guardrails', () => keyed('PUT', '/v1/guardrails', { all: { largestChangePercent: 14 } })],
  ['put', '/v1/guardrails', () => keyed('PUT', '/v1/guardrails', { all: { largestChangePercent: -1 } })],
  [
    'put',
    '/v1/guardrails',
    () =>
      keyed('PUT', '/v1/guardrails', {
        relations: { brandGaps: [{ below: 'x', above: 'tea', percent: 5 }] },
      }),
  ],
  ['get', '/v1/models', () => client.request('GET', '/v1/models')],
  ['post', '/v1/models', () => client.upload('/v1/models', model, 'application/zip')],
  ['post', '/v1/models', () => client.upload('/v1/models', Uint8Array.of(1), 'application/zip')],
  ['post', '/v1/models', () => client.upload('/v1/models', model, 'text/plain')],
  ['post', '/v1/models/{id}/promote', () => keyed('POST', `/v1/models/${none}/promote`, {})],
  ['post', '/v1/models/{id}/promote', () => keyed('POST', '/v1/models/x/promote', {})],
  ['post', '/v1/models/{id}/decline', () => keyed('POST', `/v1/models/${none}/decline`, {})],
  ['post', '/v1/models/rollback', () => keyed('POST', '/v1/models/rollback', {})],
  ['get', '/v1/shop', () => client.request('GET', '/v1/shop')],
  ['get', '/v1/prices', () => client.request('GET', '/v1/prices')],
  ['get', '/v1/prices', () => client.request('GET', '/v1/prices?day=2025-02-30')],
  [
    'get',
    '/v1/prices',
    () => client.send('GET', '/v1/prices', { headers: { origin: 'https://other.example' } }),
  ],
  ['get', '/v1/log', () => client.request('GET', '/v1/log')],
  ['get', '/v1/project', () => client.request('GET', '/v1/project')],
  ['get', '/v1/schedules', () => client.request('GET', '/v1/schedules')],
  ['post', '/v1/schedules/{name}/run', () => keyed('POST', '/v1/schedules/drift/run', {})],
  ['post', '/v1/schedules/{name}/run', () => keyed('POST', '/v1/schedules/no/run', {})],
  ['get', '/healthz/live', () => client.request('GET', '/healthz/live')],
  ['get', '/healthz/ready', () => client.request('GET', '/healthz/ready')],
  ['get', '/metrics', () => client.request('GET', '/metrics')],
];

test('openapi.json: it names every path, what each answers and what every reference means', async () => {
  const document = await client.get<Document>('/openapi.json');
  const text = JSON.stringify(document);
  for (const [, part, name] of text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g))
    expect(document.components[part!], `${part} ${name}`).toHaveProperty(name!);
  expect(document.components['securitySchemes']).toMatchObject({
    bearer: { type: 'http', scheme: 'bearer' },
  });
  const wrong: string[] = [];
  for (const [method, path, send] of tried) {
    const { status, type, text: said } = await send();
    const told = document.paths[path]?.[method]?.responses[String(status)];
    const plain = type.split(';')[0]!;
    if (!told) wrong.push(`${method} ${path}: ${status} is not in the document: ${said.slice(0, 200)}`);
    else if (!Object.keys(told.content ?? {}).includes(plain))
      wrong.push(`${method} ${path}: ${status} comes as ${plain}`);
  }
  expect(wrong).toEqual([]);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(operations.sort()).toEqual([...new Set(tried.map(([method, path]) => `${method} ${path}`))].sort());
});

const refusals: readonly (readonly [string, string, unknown, number, string])[] = [
  [
    'POST',
    '/v1/suggest_price',
    {},
    400,
    'The request cannot be used: product: expected a text, which is missing.',
  ],
  [
    'POST',
    '/v1/suggest_price',
    { product: 'tea', typedPrice: 1e308 },
    400,
    'The request cannot be used: typedPrice: expected at most 1,000,000,000,000.',
  ],
  [
    'POST',
    '/v1/suggest_price',
    { product: 'tea', typedPrice: Number.NaN }, // null in JSON
    400,
    'The request cannot be used: typedPrice: expected a number, got null.',
  ],
  [
    'POST',
    '/v1/suggest_price',
    { product: 'tea', price: 3 },
    400,
    'The request cannot be used: there is no such entry as "price".',
  ],
  ['POST', '/v1/suggest_price', { product: '☕ ünï\u202e' }, 404, 'The shop has no product "☕ ünï\u202e".'],
  [
    'GET',
    '/v1/prices?dya=2027-01-04',
    undefined,
    400,
    'The request cannot be used: there is no such entry as "dya".',
  ],
  [
    'GET',
    '/v1/prices?day=2027-02-30',
    undefined,
    400,
    'The request cannot be used: day: expected a day such as 2026-11-30.',
  ],
  ['GET', '/v1/decisions', undefined, 405, '/v1/decisions takes POST only, not GET.'],
  ['DELETE', '/v1/guardrails', undefined, 405, '/v1/guardrails takes GET and PUT only, not DELETE.'],
  ['PATCH', '/v1/price_history/tea', undefined, 405, '/v1/price_history/tea takes GET only, not PATCH.'],
  [
    'GET',
    '/v1/nothing',
    undefined,
    404,
    'There is nothing at /v1/nothing; /openapi.json lists what there is.',
  ],
  [
    'POST',
    '/v1/batch_update',
    { products: ['tea'], from: '2025-04-01' },
    400,
    '"from" and "confirmed" are about accepting prices: send "accept": true with them, or leave them out.',
  ],
  [
    'POST',
    '/v1/decisions',
    {
      action: 'override',
      prices: [
        { productId: 'tea', price: 12 },
        { productId: 'tea', price: 13 },
      ],
      reason: 'twice',
    },
    400,
    'The request gives two prices for "tea": send one.',
  ],
  [
    'POST',
    '/v1/decisions',
    { action: 'override', prices: [{ productId: 'tea', price: 12 }], reason: ' \u200b ' },
    400,
    'The request cannot be used: reason: expected a reason in words.',
  ],
  [
    'POST',
    '/v1/decisions',
    { action: 'accept', productIds: ['tea'], from: '2025-03-20' },
    422,
    '"from" is 2025-03-20, which is over: give 2025-03-22 (today, in UTC) or a later day.',
  ],
  [
    'POST',
    '/v1/decisions',
    { action: 'accept', productIds: ['tea'], from: '9999-12-31' },
    422,
    '"from" is 9999-12-31, more than two years away: give a day up to 2027-03-23.',
  ],
];

test.each(refusals)('%s %s with %j: %i', async (method, path, body, status, detail) => {
  const { head } = await service.shop.state();
  const answered = await keyed(method, path, body);
  expect({ status: answered.status, detail: (answered.json as { detail: string }).detail }).toEqual({
    status,
    detail,
  });
  if (status === 405) expect(answered.headers.get('allow')).toMatch(/^[A-Z, ]+$/);
  expect((await service.shop.state()).head).toEqual(head);
});

test('a request without its key is told what a key is', async () => {
  const { status, json } = await client.request('PUT', '/v1/guardrails', {});
  expect({ status, ...(json as object) }).toMatchObject({
    status: 400,
    detail:
      'The request cannot be used: idempotency-key: a request that changes something needs it: expected any new text of up to 200 characters, and the same one when you repeat the request.',
  });
});

test('one key sent many times at once: one change, the same answer or a word to wait, another body refused', async () => {
  const before = (await service.shop.state()).head.entries;
  const rules = (percent: number) => ({ all: { largestChangePercent: percent } });
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      client.request('PUT', '/v1/guardrails', rules(i === 11 ? 9 : 8), 'at-once'),
    ),
  );
  expect((await service.shop.state()).head.entries).toBe(before + 1);
  const done = answers.filter(({ status }) => status === 200);
  expect(done.length).toBeGreaterThan(0);
  expect([...new Set(done.map(({ text }) => text))]).toHaveLength(1);
  for (const { status } of answers) expect([200, 409, 422]).toContain(status);
  const percent = (await client.get<{ all: { largestChangePercent: number } }>('/v1/guardrails')).all
    .largestChangePercent;
  // Whichever came first; the other one is refused from then on, the first is answered again.
  const [first, other] = percent === 8 ? [8, 9] : [9, 8];
  const again = await client.request('PUT', '/v1/guardrails', rules(first), 'at-once');
  expect(again).toMatchObject({ status: 200, text: done[0]!.text });
  expect((await client.request('PUT', '/v1/guardrails', rules(other), 'at-once')).status).toBe(422);
  expect(
    (await client.request('POST', '/v1/decisions', { action: 'clear', productIds: ['tea'] }, 'at-once'))
      .status,
  ).toBe(422);
});

test('a key is answered again though its request could not be made any more: its day is over, its rules would not fit', async () => {
  const late = {
    ...{ action: 'override', prices: [{ productId: 'mug', price: 15 }], reason: 'yesterday, elsewhere' },
    from: '2025-03-21',
  };
  const first = await client.request('POST', '/v1/decisions', late, 'day');
  expect(first.status).toBe(200);
  const gap = { relations: { brandGaps: [{ below: 'tea', above: 'mug', percent: 5 }] } };
  const rules = await client.request('PUT', '/v1/guardrails', gap, 'gap');
  expect(rules.status).toBe(200);
  now += 12.5 * 3_600_000;
  expect((await decide(late)).status).toBe(422);
  expect(await client.request('POST', '/v1/decisions', late, 'day')).toMatchObject({
    status: 200,
    text: first.text,
  });
  await keyed('PUT', '/v1/guardrails', {});
  const onlyTea = new TextDecoder()
    .decode(salesCsv(0, 80))
    .split('\n')
    .filter((line) => !line.includes(',mug,'))
    .join('\n');
  const replaced = await client.upload(
    '/v1/sales?mode=replace',
    new TextEncoder().encode(onlyTea),
    'text/csv',
  );
  expect(replaced.json).toMatchObject({ products: 1 });
  expect((await keyed('PUT', '/v1/guardrails', gap)).status).toBe(422);
  expect(await client.request('PUT', '/v1/guardrails', gap, 'gap')).toMatchObject({
    status: 200,
    text: rules.text,
  });
});

test('a clock that is put back: changes of the last week count again', () => {
  const decision = { productId: 'tea', action: 'override', price: 13, currentPrice: 10, reason: 'moved' };
  const changes = [{ productId: 'tea', before: null, after: decision }];
  const book = { ...emptyBook, done: [{ entry: 1, at: day0, changes }] } as unknown as DecisionBook;
  const counted = new CountedChanges();
  const then = Date.parse(day0) + 3_600_000;
  const soon = { tea: { changesLastWeek: 1, daysSinceChange: 0 } };
  expect(counted.at(book, then)).toEqual(soon);
  const ahead = then + 60 * 86_400_000;
  expect(counted.at(book, ahead)).toEqual({ tea: { changesLastWeek: 0, daysSinceChange: 60 } });
  expect(counted.at(book, then)).toEqual(soon);
});

test('rules of a product that is called __proto__ are kept; what is no UTF-8 is refused, and nothing changes', async () => {
  const before = (await client.request('GET', '/v1/guardrails')).json as { readonly products: object };
  const rules = '{"products":{"__proto__":{"largestChangePercent":2}}}';
  const put = (body: BodyInit) =>
    client.send('PUT', '/v1/guardrails', {
      body,
      headers: { 'content-type': 'application/json', 'idempotency-key': `outsider-${++key}` },
    });
  expect((await put(rules)).status).toBe(200);
  const kept = await client.request('GET', '/v1/guardrails');
  expect(kept.text).toContain('"products":{"__proto__":{"largestChangePercent":2}}');
  const torn = new Uint8Array([
    ...new TextEncoder().encode('{"products":{"t'),
    0xff,
    0x22,
    ...new TextEncoder().encode(':{}}}'),
  ]);
  const refused = await put(torn);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('The request is not valid UTF-8: send JSON in UTF-8.');
  expect((await client.request('GET', '/v1/guardrails')).text).toBe(kept.text);
  expect((await put(JSON.stringify(before))).status).toBe(200);
});
