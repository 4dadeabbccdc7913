// Two thousand hostile requests to a server in a process of its own: each a problem in time, nothing changed.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { answerProblem, hostileRequests } from '../../../src/headless/service/hostile-requests.ts';
import { slowRequests } from '../../../src/headless/service/hostile-wire.ts';
import { startServer } from '../../../src/headless/service/server-process.ts';
import { Client, salesCsv } from '../../../src/headless/service/service-fixture.ts';
import type { Row } from '../bench-rows.ts';
import { percentile } from './load.ts';

const token = 'a-token-of-some-length';
const requests = 2_000;
/** Sent beside the others, for each is answered when a limit of time is over. */
const slow = 40;

export async function benchmarkHostile(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-hostile-'));
  const files = { sales: join(folder, 'sales.csv'), token: join(folder, 'token') };
  await writeFile(files.sales, salesCsv(0, 80));
  await writeFile(files.token, token);
  const server = await startServer([
    files.sales,
    '--port',
    '0',
    '--store',
    join(folder, 'shop'),
    '--token-file',
    files.token,
  ]);
  try {
    const client = new Client(server.origin, token);
    await client.request(
      'POST',
      '/v1/decisions',
      JSON.parse('{"action":"reject","productIds":["tea"]}'),
      'known-key',
    );
    const before = (await client.request('GET', '/v1/log')).text;
    const times: number[] = [];
    const wrong: string[] = [];
    const slowAnswers = slowRequests(slow).map(async (request) => {
      const begun = performance.now();
      const answer = await request
        .send(new URL(server.origin), token)
        .catch((error: unknown) => String(error));
      const problem =
        typeof answer === 'string' ? `slow: ${answer}` : answerProblem({ kind: 'slow', ...request }, answer);
      if (problem !== null) wrong.push(problem);
      return performance.now() - begun;
    });
    for (const request of hostileRequests(requests, 7)) {
      const begun = performance.now();
      const answer = await request
        .send(new URL(server.origin), token)
        .catch((error: unknown) => String(error));
      times.push(performance.now() - begun);
      const problem =
        typeof answer === 'string' ? `${request.kind}: ${answer}` : answerProblem(request, answer);
      if (problem !== null) wrong.push(problem);
    }
    const slowest = Math.max(...(await Promise.all(slowAnswers)));
    for (const problem of wrong.slice(0, 10)) console.error(`  ${problem}`);
    const changed = (await client.request('GET', '/v1/log')).text !== before;
    const sorted = Float64Array.from(times).sort();
    return [
      {
        what: 'hostile requests that were not answered as they should be',
        value: String(wrong.length),
        unit: `of ${requests + slow}`,
        spread: `${changed ? 'the log CHANGED' : 'nothing changed'}; p99 ${percentile(sorted, 0.99).toFixed(0)} ms, longest ${sorted.at(-1)!.toFixed(0)} ms; ${slow} slow ones ended within ${(slowest / 1000).toFixed(0)} s`,
      },
    ];
  } finally {
    await server.kill('SIGTERM');
    await rm(folder, { recursive: true });
  }
}
