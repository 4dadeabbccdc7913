// Decisions one after another: days that move, and how far a price goes from what is charged by then.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';

import { startService, type RunningService } from '../server.ts';
import { Client, salesCsv, serviceOptions } from '../service-fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'decide-test-'));
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
let now = Date.UTC(2025, 4, 1, 12);
let service: RunningService;
let client: Client;
beforeEach(async () => {
  now = Date.UTC(2025, 4, 1, 12);
  service = await startService(
    serviceOptions(
      join(root, `shop ${count++}`),
      { name: 'sales.csv', bytes: salesCsv(0, 80) },
      { now: () => now },
    ),
  );
  await service.ready;
  client = new Client(service.origin);
});
afterEach(() => service.stop());

interface Decided {
  readonly entry: number | null;
  readonly changed: readonly { readonly price: number }[];
  readonly left: readonly { readonly why: string }[];
}
const decide = (body: unknown) => client.keyed<Decided>('POST', '/v1/decisions', body);
const priceOn = async (day: string) => {
  const { prices } = await client.get<{ prices: { price: number; since: string }[] }>(
    `/v1/prices?day=${day}`,
  );
  return prices.map(({ price, since }) => [price, since]);
};
const override = (price: number, more: object = {}) => ({
  action: 'override',
  prices: [{ productId: 'tea', price }],
  reason: 'a test',
  ...more,
});

test('the day of a decided price: the same price from another day is a change, from the same day it is none', async () => {
  const planned = override(15, { from: '2025-06-01' });
  await decide(planned);
  expect(await decide(planned)).toMatchObject({ changed: [], left: [{ why: expect.any(String) as string }] });
  expect(await priceOn('2025-05-20')).toEqual([]);

  expect(await decide(override(15, { from: '2025-05-20' }))).toMatchObject({ changed: [{ price: 15 }] });
  expect(await priceOn('2025-05-20')).toEqual([[15, '2025-05-20']]);

  expect(await decide(override(15))).toMatchObject({ changed: [{ price: 15 }] });
  expect(await priceOn('2025-05-01')).toEqual([[15, '2025-05-01']]);

  // It holds: at once, today and since its day are the same.
  now += 30 * 86_400_000;
  for (const more of [{}, { from: '2025-05-31' }])
    expect(await decide(override(15, more))).toMatchObject({ entry: null, changed: [] });

  // Put off it is planned anew.
  expect(await decide(override(15, { from: '2025-07-01' }))).toMatchObject({ changed: [{ price: 15 }] });
});

test('a price in force is what the circuit breaker compares with, where that is further than from the sales', async () => {
  // The last price in the sales is 16.
  await decide(override(20));
  const stopped = await client.request('POST', '/v1/decisions', override(12.5), 'down');
  expect(stopped.status).toBe(409);
  expect(stopped.json).toMatchObject({
    detail: expect.stringMatching(/^The list moves "tea" by -38 % to 12\.50/) as string,
  });
  // Step by step it goes no further from the sales either.
  expect((await client.request('POST', '/v1/decisions', override(24), 'up')).status).toBe(409);
  expect(await decide(override(17))).toMatchObject({ changed: [{ price: 17 }] });
  // Rejecting goes back to the price in the sales, and a person may always do that.
  expect(await decide({ action: 'clear', productIds: ['tea'] })).toMatchObject({ entry: expect.any(Number) as number });
  expect(await decide(override(20))).toMatchObject({ changed: [{ price: 20 }] });
});
