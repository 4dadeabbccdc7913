// Models of other sales: what cannot price the shop's products never comes into use, whoever confirms it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';

import { bundleFixture } from '../../../core/export/model/bundle-fixture.ts';
import { writeModelBundle } from '../../../core/export/model/model-bundle.ts';
import { startService, type RunningService } from '../server.ts';
import { Client, salesCsv, serviceOptions } from '../service-fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'models-test-'));
afterAll(() => rmSync(root, { recursive: true }));

const ofOtherSales = writeModelBundle(bundleFixture('history'));
let service: RunningService;
afterEach(() => service.stop());

async function start(name: string, bytes: Uint8Array): Promise<Client> {
  service = await startService(serviceOptions(join(root, name), { name, bytes }));
  await service.ready;
  return new Client(service.origin);
}

test('a model that cannot price what the shop sells is not promoted, confirmed or not', async () => {
  const client = await start('sales.csv', salesCsv(0, 80));
  expect((await client.upload('/v1/models', ofOtherSales, 'application/zip')).status).toBe(200);
  const { models } = await client.get<{ models: { id: string }[] }>('/v1/models');
  for (const body of [{}, { confirmed: true }]) {
    const refused = await client.request('POST', `/v1/models/${models[0]!.id}/promote`, body, JSON.stringify(body));
    expect(refused.status).toBe(422);
    expect(refused.json).toMatchObject({ detail: expect.stringMatching(/The model .*\.$/) as string });
  }
  expect(await client.get('/v1/models')).toMatchObject({ inUse: null, models: [{ stage: 'proposed' }] });
});

test('a shop of a model alone says that it needs sales to price, and prices once it has some', async () => {
  const client = await start('model.zip', ofOtherSales);
  const asked = await client.request('POST', '/v1/suggest_price', { product: 'tea' });
  expect(asked.status).toBe(409);
  expect(asked.json).toMatchObject({
    detail: 'The model was trained on sales.csv, and the shop has no sales: upload that file, or newer sales, first.',
  });
  expect((await client.upload('/v1/sales', salesCsv(0, 80), 'text/csv')).status).toBe(200);
  expect(await client.post('/v1/suggest_price', { product: 'tea' })).toMatchObject({
    suggestion: { productId: 'tea' },
    standsOn: { modelProblem: expect.any(String) as string },
  });
});
