// The same load on a Flask and Redis service in the shape of the published one (flask_service.py), where Python has what it needs.

import { spawn, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { endProcess, freePort } from '../../../src/headless/child-processes.ts';
import { load, type LoadResult } from './load.ts';

const folder = dirname(fileURLToPath(import.meta.url));
/** Debian's packages belong to its own Python, which need not be the first. */
const pythons = ['/usr/bin/python3', 'python3'];
const triedStarts = 100;

/** Cached suggestions of one worker; null where no Python here has Flask, redis and gunicorn. */
export async function flaskLoad(
  redisUrl: string,
  bodies: readonly string[],
  how: { readonly connections: number; readonly requests: number },
): Promise<(LoadResult & { readonly cpuSeconds: number }) | null> {
  const python = pythons.find(
    (each) => spawnSync(each, ['-c', 'import flask, redis, gunicorn']).status === 0,
  );
  if (python === undefined) return null;
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = spawn(
    python,
    [
      ...['-m', 'gunicorn', '--workers', '1', '--threads', '4', '--keep-alive', '30'],
      ...['--log-level', 'error', '--bind', `127.0.0.1:${port}`, 'flask_service:app'],
    ],
    {
      cwd: folder,
      env: { ...process.env, REDIS_URL: redisUrl, PYTHONDONTWRITEBYTECODE: '1' },
      stdio: 'ignore',
    },
  );
  try {
    await answering(origin);
    await load(origin, '/suggest_price', bodies, { ...how, requests: 2_000 });
    const before = await cpuSecondsOf(origin);
    const result = await load(origin, '/suggest_price', bodies, how);
    return { ...result, cpuSeconds: (await cpuSecondsOf(origin)) - before };
  } finally {
    await endProcess(server, 'SIGTERM');
  }
}

async function cpuSecondsOf(origin: string): Promise<number> {
  return (await (await fetch(`${origin}/cpu_seconds`)).json()) as number;
}

/** @throws Error where it does not answer within ten seconds. */
async function answering(origin: string): Promise<void> {
  for (let tried = 0; tried < triedStarts; tried++) {
    if (await cpuSecondsOf(origin).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The Flask service does not answer: run flask_service.py by hand to see why.');
}
