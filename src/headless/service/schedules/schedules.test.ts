// What a server does by itself: sales from a folder, drift, retraining, proposals, promotion by a rule, rollback.

import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { AuditEntry } from '../../../core/decisions/audit-log.ts';
import { entrySentence } from '../../../core/decisions/audit-words.ts';
import type { Comparison } from '../background/compare-models.ts';
import { startService, type RunningService } from '../server.ts';
import { Client, salesCsv, serviceOptions } from '../service-fixture.ts';
import { promote } from '../shop/served-models.ts';
import type { PriceDesk } from '../shop/price-desk.ts';
import type { Shop } from '../shop/served-shop.ts';
import { PriceCache } from '../shop/standing.ts';

const root = mkdtempSync(join(tmpdir(), 'schedules-test-'));
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
let folder = '';
let service: RunningService;
let client: Client;
beforeEach(() => {
  folder = join(root, `sales ${count++}`);
  mkdirSync(folder);
});
afterEach(() => service.stop());

async function start(
  changes: Parameters<typeof serviceOptions>[2] = {},
  promoter: 'person' | 'rule' = 'person',
) {
  service = await startService(
    serviceOptions(
      join(root, `shop ${count}`),
      { name: 'sales.csv', bytes: salesCsv(0, 80) },
      { schedules: { salesFolder: folder, promoter, retrainSteps: 300 }, ...changes },
    ),
  );
  await service.ready;
  client = new Client(service.origin);
}

function put(name: string, bytes: Uint8Array) {
  writeFileSync(join(folder, name), bytes);
  const before = new Date(Date.now() - 60_000); // at rest
  utimesSync(join(folder, name), before, before);
}

const run = (name: string) => service.schedules.runNow(name);
const log = async (): Promise<readonly AuditEntry[]> => service.shop.options.store.entries(1);
interface Models {
  readonly inUse: string | null;
  readonly models: readonly {
    readonly id: string;
    readonly stage: string;
    readonly comparison: Comparison | null;
  }[];
}
const models = () => client.get<Models>('/v1/models');

test('reread: takes each new file once, in the order of names; one that cannot be used is told once', async () => {
  await start();
  const asked = await client.keyed('POST', '/v1/schedules/reread/run', {});
  expect(asked).toMatchObject({ outcome: 'nothing' });
  expect((await client.request('POST', '/v1/schedules/weekly/run', {}, 'weekly')).status).toBe(404);
  put('day-10.csv', salesCsv(90, 10));
  put('day-9.csv', salesCsv(80, 10));
  expect(await run('reread')).toEqual({ outcome: 'done', sentence: 'Read day-9.csv, day-10.csv.' });
  expect(await client.get('/v1/shop')).toMatchObject({ standsOn: { sales: { lastDay: '2025-04-10' } } });
  expect(await run('reread')).toMatchObject({ outcome: 'nothing' });
  put('c.csv', new TextEncoder().encode('nothing,of,use\n1,2,3\n'));
  const refused = await run('reread');
  expect(refused.outcome).toBe('failed');
  expect(refused.sentence).toMatch(/^c\.csv in the folder for sales cannot be used: /);
  expect(entrySentence((await log()).at(-1)!)).toBe(`Monitoring: ${refused.sentence}`);
  expect(await run('reread')).toMatchObject({ outcome: 'nothing' });
  const { schedules } = await client.get<{ schedules: { name: string; last: { outcome: string } | null }[] }>(
    '/v1/schedules',
  );
  expect(schedules.map(({ name, last }) => [name, last?.outcome ?? null])).toEqual([
    ['reread', 'nothing'],
    ['drift', null],
    ['retrain', null],
  ]);
});

test('reread: one that cannot be read or used keeps no other waiting; one that is written to meanwhile waits; a time ahead does not', async () => {
  await start();
  put('a.csv', new TextEncoder().encode('of,no,use\n1,2,3\n'));
  put('b.csv', salesCsv(80, 10));
  put('c.csv', salesCsv(90, 10));
  const ahead = new Date(Date.now() + 86_400_000);
  utimesSync(join(folder, 'c.csv'), ahead, ahead);
  const handle = await open(join(folder, 'a.csv'));
  const methods = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const reads = vi.spyOn(methods, 'readFile').mockImplementation(async function read(this: FileHandle) {
    const nth = reads.mock.calls.length;
    if (nth === 2) throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    const { bytesRead, buffer } = await this.read({ buffer: Buffer.alloc(2 ** 16) });
    const bytes = buffer.subarray(0, bytesRead);
    if (nth === 3) appendFileSync(join(folder, 'c.csv'), '\n2025-04-11,tea,kitch');
    return bytes;
  });
  const first = await run('reread');
  expect(first.outcome).toBe('failed');
  expect(first.sentence).toMatch(
    /^a\.csv in the folder for sales cannot be used: .* b\.csv in the folder for sales cannot be used: EIO: i\/o error, read\.$/,
  );
  reads.mockRestore();
  put('c.csv', salesCsv(90, 10)); // whole again
  expect(await run('reread')).toEqual({ outcome: 'done', sentence: 'Read b.csv, c.csv.' });
  put('d.csv', salesCsv(100, 10));
  utimesSync(join(folder, 'd.csv'), ahead, ahead);
  expect(await run('reread')).toEqual({ outcome: 'done', sentence: 'Read d.csv.' });
});

test('drift: newer sales that fall away are an alert in the log and the metrics, told once', async () => {
  await start();
  expect(await run('drift')).toMatchObject({ outcome: 'nothing' });
  const fallen = new TextDecoder()
    .decode(salesCsv(80, 40))
    .replace(/,(\d+),6$/gm, (_, units: string) => `,${Math.round(Number(units) * 0.4)},6`);
  await client.upload('/v1/sales?name=newer.csv', new TextEncoder().encode(fallen), 'text/csv');
  const watched = await run('drift');
  expect(watched.outcome).toBe('done');
  expect(watched.sentence).toMatch(/\d+ alerts?, [1-9]\d* of them urgent/);
  const { text } = await client.request('GET', '/metrics');
  expect(text).toMatch(/^pricing_drift_alerts\{urgency="now"\} [1-9]/m);
  expect((await log()).filter(({ kind }) => kind === 'monitor').length).toBeGreaterThan(0);
  expect(await run('drift')).toMatchObject({ outcome: 'nothing' });
  // Another server of the shop, or the same one started again, says so too: it is read off the log.
  await service.stop();
  await start();
  expect((await client.request('GET', '/metrics')).text).toMatch(
    /^pricing_drift_alerts\{urgency="now"\} [1-9]/m,
  );
});

test('retrain: compared and proposed, promoted and rolled back by a person, every step in the log', async () => {
  await start();
  const trained = await run('retrain');
  expect(trained.outcome).toBe('done');
  expect(trained.sentence).toMatch(/is proposed\. .* A person decides\.$/);
  const [first] = (await models()).models;
  expect(first).toMatchObject({ stage: 'proposed' });
  expect((await models()).inUse).toBeNull();
  expect(first!.comparison!.challenger.heldOutError).toBeGreaterThan(0);
  expect(await run('retrain')).toMatchObject({ outcome: 'nothing' });

  const use = (id: string) => client.keyed('POST', `/v1/models/${id}/promote`, {});
  await use(first!.id);
  const priced = await client.post<{
    suggestion: { policyPrice: number | null };
    standsOn: { model: { id: string } };
  }>('/v1/suggest_price', { product: 'tea' });
  expect(priced.standsOn.model.id).toBe(first!.id);
  expect(priced.suggestion.policyPrice).toBeGreaterThan(0);

  await client.upload('/v1/sales?name=newer.csv', salesCsv(80, 20), 'text/csv');
  await run('retrain');
  const second = (await models()).models.find(({ stage }) => stage === 'proposed')!;
  const { incumbent, challenger, heldOutDays } = second.comparison!;
  expect(heldOutDays).toBe(14);
  expect(incumbent?.heldOutError).toBeGreaterThan(0);
  expect(challenger.value).toBeLessThanOrEqual(1);
  await use(second.id);
  await client.keyed('POST', '/v1/models/rollback', {});
  expect(await models()).toMatchObject({
    inUse: first!.id,
    models: [{ stage: 'promoted' }, { stage: 'rolledBack' }],
  });
  await client.keyed('POST', '/v1/models/rollback', {});
  expect((await models()).inUse).toBeNull();
  expect((await client.request('POST', '/v1/models/rollback', {}, 'once-more')).status).toBe(409);
  const steps = (await log())
    .filter(({ kind }) => kind === 'model')
    .map(({ body }) => (body as { step: string }).step);
  expect(steps).toEqual(['proposed', 'promoted', 'proposed', 'promoted', 'rolledBack', 'rolledBack']);
});

test('a rule promotes what is no worse, and takes it back where newer sales lose money', async () => {
  await start({}, 'rule');
  expect((await run('retrain')).sentence).toMatch(/The rule has promoted it\.$/);
  const { inUse } = await models();
  expect(inUse).not.toBeNull();
  const losing = new TextDecoder().decode(salesCsv(80, 30)).replaceAll(/,6$/gm, ',30'); // a cost above every price
  await client.upload('/v1/sales?name=newer.csv', new TextEncoder().encode(losing), 'text/csv');
  expect((await run('drift')).sentence).toMatch(/The model that a rule had promoted was taken back\.$/);
  expect((await models()).inUse).toBeNull();
  const body = (await log()).findLast(({ kind }) => kind === 'model')?.body;
  expect(body).toMatchObject({ step: 'rolledBack', by: 'rule' });
});

test('the circuit breaker stops a model whose list goes too far from the one in use; a person may confirm it', async () => {
  await start();
  await run('retrain');
  const [proposed] = (await models()).models;
  const { shop } = service;
  // As if the model in use advised twice the price for everything.
  const doubled = Object.assign(Object.create(shop) as Shop, {
    standing: async () => {
      const standing = await shop.standing();
      const { desk, ground } = standing.cache;
      const price: PriceDesk['price'] = (id, accepted) =>
        desk.price(id, accepted).map((one) => ({ ...one, price: one.price! * 2 }));
      return { ...standing, cache: new PriceCache({ ...desk, price }, ground) };
    },
  });
  const stopped = await promote(doubled, null, proposed!.id, { by: 'rule', confirmed: false });
  expect(stopped.status).toBe(409);
  expect(JSON.parse(stopped.body)).toMatchObject({
    reason: 'tooFar',
    detail: expect.stringMatching(
      /^The list moves "\w+" by -\d+ % to .*promote it with "confirmed": true/,
    ) as string,
  });
  expect((await log()).at(-1)).toMatchObject({ kind: 'breaker', body: { model: proposed!.id } });
  expect((await models()).inUse).toBeNull();
  expect((await promote(doubled, null, proposed!.id, { by: 'person', confirmed: true })).status).toBe(200);
  expect((await log()).at(-1)).toMatchObject({ kind: 'model', body: { step: 'promoted', by: 'person' } });
});

test('a schedule that another server has, or had just now, is a conflict that says so', async () => {
  await start();
  vi.spyOn(service.shop.options.store, 'lease').mockResolvedValue(false);
  const refused = await client.request('POST', '/v1/schedules/reread/run', {}, 'now');
  expect(refused.status).toBe(409);
  expect(refused.json).toMatchObject({
    detail:
      'Another server of this shop runs "reread" now, or did in the last 3 minutes: ask that one, or later.',
  });
});

test('times that are none are refused in a sentence', async () => {
  await start();
  await expect(
    startService(
      serviceOptions(
        join(root, 'times'),
        { name: 'sales.csv', bytes: salesCsv(0, 80) },
        { times: { drift: 'often' } },
      ),
    ),
  ).rejects.toThrow(
    'The schedule "drift" cannot run at "often": give it as cron does, such as "0 * * * *", or "off".',
  );
});
