// A Redis server for jobs in a test or a benchmark, with a client of it, and workers as processes.

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { Redis } from 'ioredis';

import { endProcess } from '../../child-processes.ts';
import { startRedis } from '../../service/store/redis-fixture.ts';

export interface JobsRedis {
  readonly url: string;
  readonly client: Redis;
  stop(): Promise<void>;
}

/** A server that keeps nothing, and a client that waits for it. @throws Error where the server does not start. */
export async function startJobsRedis(): Promise<JobsRedis> {
  const server = await startRedis(false);
  const client = new Redis(server.url, { maxRetriesPerRequest: 150, retryStrategy: () => 100 });
  client.on('error', () => undefined);
  await client.ping();
  return {
    url: server.url,
    client,
    async stop() {
      client.disconnect();
      await server.stop();
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
  return { process: child, said: () => said, stop: (signal) => endProcess(child, signal) };
}
