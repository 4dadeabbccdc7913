// A real Redis for tests and campaigns: Debian's redis-server on a free port, with a folder of its own.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { endProcess, freePort } from '../../child-processes.ts';

export interface RedisFixture {
  /** `redis://127.0.0.1:PORT` */
  readonly url: string;
  /** kill -9, then a new one on the same files and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether there is a redis-server; in CI there has to be one. */
export function hasRedis(): boolean {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => existsSync(join(folder, 'redis-server')));
  if (!found && process.env['CI'])
    throw new Error('There is no redis-server, which the tests in CI need: apt-get install redis-server.');
  if (!found)
    console.warn('Tests on Redis are left out: there is no redis-server (apt-get install redis-server).');
  return found;
}

/** `durable` as a shop needs it. */
export async function startRedis(durable = true): Promise<RedisFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-redis-'));
  const port = await freePort();
  let server = await launch(folder, port, durable);
  return {
    url: `redis://127.0.0.1:${port}`,
    restart: async () => {
      await endProcess(server, 'SIGKILL');
      server = await launch(folder, port, durable);
    },
    stop: async () => {
      await endProcess(server, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(folder: string, port: number, durable: boolean): Promise<ChildProcess> {
  const keeping = durable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...keeping],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('Ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
  });
  return server;
}
