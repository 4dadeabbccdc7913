// Hostile requests: each is a problem in one sentence, in time, and changes nothing. `npm run bench -- hostile` sends 2,000.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { usualLimits } from './http/context.ts';
import { slowRequests } from './hostile-wire.ts';
import { answerProblem, hostileRequests } from './hostile-requests.ts';
import { startService, type RunningService } from './server.ts';
import { Client, salesCsv, serviceOptions } from './service-fixture.ts';

const token = 'a-token-of-some-length';
const root = mkdtempSync(join(tmpdir(), 'hostile-test-'));
let service: RunningService;
beforeAll(async () => {
  service = await startService(
    serviceOptions(
      join(root, 'shop'),
      { name: 'sales.csv', bytes: salesCsv(0, 80) },
      // Soon out of patience with whoever sends slowly.
      { token, limits: { ...usualLimits, answerMs: 10_000, fileMs: 20_000 } },
    ),
  );
  await service.ready;
});
afterAll(async () => {
  await service.stop();
  rmSync(root, { recursive: true });
});

test('three hundred hostile requests of all kinds, beside slow ones: problems in a sentence, nothing changed', async () => {
  const client = new Client(service.origin, token);
  await client.request(
    'POST',
    '/v1/decisions',
    JSON.parse('{"action":"reject","productIds":["tea"]}'),
    'known-key',
  );
  const { head } = await service.shop.state();
  const wrong: string[] = [];
  const slow = slowRequests(6).map(async (request) => {
    const answer = await request.send(new URL(service.origin), token);
    return answerProblem({ kind: 'slow', ...request }, answer);
  });
  for (const request of hostileRequests(300, 1)) {
    const answer = await request
      .send(new URL(service.origin), token)
      .catch((error: unknown) => String(error));
    const problem =
      typeof answer === 'string' ? `${request.kind}: ${answer}` : answerProblem(request, answer);
    if (problem !== null) wrong.push(problem);
  }
  expect(wrong).toEqual([]);
  expect((await Promise.all(slow)).filter((problem) => problem !== null)).toEqual([]);
  expect((await service.shop.state()).head).toEqual(head);
  expect(await client.get('/healthz/ready')).toEqual({ status: 'ready' });
});
