// A Redis server for a test or a benchmark: a process of its own on a free port, in memory alone, and workers as processes.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import { Redis } from 'ioredis';

export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

export interface OwnRedis {
  readonly url: string;
  readonly client: Redis;
  stop(): Promise<void>;
}

/** @throws Error where the server does not answer within a quarter of a minute. */
export async function startRedis(): Promise<OwnRedis> {
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', options, { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: 150, retryStrategy: () => 100 });
  client.on('error', () => undefined);
  await client.ping();
  return {
    url,
    client,
    async stop() {
      client.disconnect();
      await ended(server, 'SIGKILL');
    },
  };
}

export interface WorkerProcess {
  readonly process: ChildProcess;
  /** What it has said so far. */
  said(): string;
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** `lab worker` on that server; resolves once it waits for jobs. */
export async function startWorker(url: string, ...options: readonly string[]): Promise<WorkerProcess> {
  const lab = fileURLToPath(new URL('../../lab.ts', import.meta.url));
  const args = ['--import', 'tsx', lab, 'worker', '--redis', url, ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Waiting for jobs')) resolve();
    });
    child.once('exit', () => reject(new Error(said)));
  });
  return { process: child, said: () => said, stop: (signal) => ended(child, signal) };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
