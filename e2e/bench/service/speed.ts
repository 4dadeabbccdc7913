// Suggestions a second and their 99th percentile, of a server in a process of its own on the demo catalogue: from the cache,
// and computed anew after a change of the rules. The load runs in this process, so on two cores each has one. On a machine that
// others use, requests a second of the server's own CPU time are what can be compared.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startServer, type ServerProcess } from '../../../src/headless/service/server-process.ts';
import { Client } from '../../../src/headless/service/service-fixture.ts';
import { startRedis } from '../../../src/headless/service/store/redis-fixture.ts';
import type { Row } from '../bench-rows.ts';
import { flaskLoad } from './flask-speed.ts';
import { load, percentile, type LoadResult } from './load.ts';

const connections = 16;
/**
 * Changes of the rules, after each of which every price is computed anew, that count: those of a server that has just started,
 * and those of one that is as fast as it stays for weeks. Its CPU time a price falls until about the 50th: before, a third of it is
 * V8 compiling.
 */
const startedRounds = [5, 25] as const;
const warmRounds = [60, 80] as const;
const suggestPath = '/v1/suggest_price';

export async function benchmarkService(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-service-bench-'));
  const redis = await startRedis();
  try {
    return [
      ...(await measured(join(folder, 'shop'), 'in a folder')),
      ...(await measured(redis.url, 'in Redis')),
      ...(await flaskRows(redis.url)),
    ];
  } finally {
    await redis.stop();
    await rm(folder, { recursive: true });
  }
}

async function measured(store: string, where: string): Promise<Row[]> {
  const server = await startServer([
    'public/demo/catalogue.csv',
    '--port',
    '0',
    '--store',
    store,
    '--retrain',
    'off',
  ]);
  try {
    const client = new Client(server.origin);
    const { products } = await client.get<{ products: { product: string }[] }>('/v1/shop');
    const bodies = products.map(({ product }) => JSON.stringify({ product }));
    const uncached: MeasuredLoad[] = [];
    for (let i = 0; i < warmRounds[1]; i++) {
      await client.keyed('PUT', '/v1/guardrails', { all: { largestChangePercent: 15 + i / 100 } });
      uncached.push(await measuredLoad(server, bodies, { connections: 1, requests: bodies.length }));
    }
    await load(server.origin, suggestPath, bodies, { connections, requests: 5_000 });
    const cached = await measuredLoad(server, bodies, { connections, requests: 40_000 });
    return [
      rowOf(`suggestions from the cache, shop ${where}`, cached),
      rowOf(
        `suggestions computed anew, shop ${where}, just started`,
        joined(uncached.slice(...startedRounds)),
      ),
      rowOf(`suggestions computed anew, shop ${where}, warm`, joined(uncached.slice(...warmRounds))),
    ];
  } finally {
    await server.kill('SIGTERM');
  }
}

/** The published service's shape under the same load; a row that says so where it cannot be run. */
async function flaskRows(redisUrl: string): Promise<Row[]> {
  const what = 'cached prices of a Flask and Redis service, one worker';
  const bodies = Array.from({ length: 60 }, (_, i) => JSON.stringify({ product: `p${i}` }));
  const result = await flaskLoad(redisUrl, bodies, { connections, requests: 10_000 });
  if (result) return [rowOf(what, result)];
  const spread =
    'not run: needs Python with flask, redis and gunicorn (Debian: python3-flask python3-redis gunicorn)';
  return [{ what, value: '-', unit: '', spread }];
}

interface MeasuredLoad extends LoadResult {
  /** CPU time of the server's process. */
  readonly cpuSeconds: number;
}

async function measuredLoad(
  server: ServerProcess,
  bodies: readonly string[],
  how: { readonly connections: number; readonly requests: number },
): Promise<MeasuredLoad> {
  const before = await cpuSecondsOf(server);
  const result = await load(server.origin, suggestPath, bodies, how);
  return { ...result, cpuSeconds: (await cpuSecondsOf(server)) - before };
}

/** As the server's metrics have it. */
async function cpuSecondsOf(server: ServerProcess): Promise<number> {
  const { text } = await new Client(server.origin).request('GET', '/metrics');
  const found = /^process_cpu_seconds_total (\S+)/m.exec(text)?.[1];
  if (found === undefined) throw new Error('internal: the metrics do not say what CPU the server took');
  return Number(found);
}

function joined(results: readonly MeasuredLoad[]): MeasuredLoad {
  return {
    requests: results.reduce((sum, { requests }) => sum + requests, 0),
    seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
    cpuSeconds: results.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    times: Float64Array.from(results.flatMap(({ times }) => [...times])).sort(),
  };
}

function rowOf(what: string, { requests, seconds, cpuSeconds, times, failed }: MeasuredLoad): Row {
  return {
    what,
    value: (requests / seconds).toFixed(0),
    unit: 'a second',
    spread: `${(requests / cpuSeconds).toFixed(0)} a second of the server's CPU; median ${percentile(times, 0.5).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms, ${failed} of ${requests} failed`,
  };
}
