// Waiting for a piece that ends just while it is looked at: between one question to Redis and the next.

import { randomUUID } from 'node:crypto';

import { Queue, QueueEvents, Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { JobAborted } from '../job-kind.ts';
import { keyPrefix } from './connection.ts';
import type { JobData } from './job-data.ts';
import { hasRedis } from '../../service/store/redis-fixture.ts';
import { startJobsRedis, type JobsRedis } from './jobs-redis-fixture.ts';
import { Waits } from './waits.ts';

// Where there is no redis-server these are left out; the machine that checks every change has one.
const isLeftOut = !hasRedis();
const token = 'mine';

let redis: JobsRedis;
beforeAll(async () => {
  if (!isLeftOut) redis = await startJobsRedis();
});
afterAll(() => redis?.stop());

/** The queue, where `happen` comes to pass after the first answer that is got from it. */
function afterFirstAnswer(
  queue: Queue<JobData, unknown>,
  happen: () => Promise<unknown>,
): Queue<JobData, unknown> {
  let isFirst = true;
  return new Proxy(queue, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(method, target, args);
        if (isFirst) {
          isFirst = false;
          await happen();
        }
        return answer;
      };
    },
  });
}

/** What whoever waits is told of a piece under way that ends by `end` in the middle of the first look at it. */
async function toldOf(end: (job: Job) => Promise<unknown>): Promise<unknown> {
  const name = `waits-${randomUUID()}`;
  const connections = [1, 2, 3].map(() => new Redis(redis.url, { maxRetriesPerRequest: null }));
  const [asking, listening, working] = connections.map((connection) => ({ connection, prefix: keyPrefix }));
  const queue = new Queue<JobData, unknown>(name, asking!);
  const events = new QueueEvents(name, listening!);
  const worker = new Worker(name, null, working!);
  await events.waitUntilReady();
  await queue.add('piece', {} as JobData, { jobId: 'batch.0' });
  const job = await worker.getNextJob(token);
  const waits = new Waits(
    afterFirstAnswer(queue, () => end(job)),
    events,
  );
  try {
    return await waits.result('batch.0');
  } finally {
    waits.close();
    await Promise.all([worker.close(), events.close(), queue.close()]);
    for (const each of connections) each.disconnect();
  }
}

test.skipIf(isLeftOut)('a piece that is completed in between comes with its result', async () => {
  expect(await toldOf((job) => job.moveToCompleted({ price: 42 }, token, false))).toEqual({ price: 42 });
});

test.skipIf(isLeftOut)('one that fails in between comes with its sentence', async () => {
  await expect(
    toldOf((job) => job.moveToFailed(new Error('the market cannot be'), token, false)),
  ).rejects.toThrow(/^the market cannot be$/);
});

test.skipIf(isLeftOut)('one that is taken away in between is given up', async () => {
  await expect(
    toldOf(async (job) => {
      await redis.client.del(`${keyPrefix}:${job.queueName}:batch.0:lock`);
      await job.remove();
    }),
  ).rejects.toBeInstanceOf(JobAborted);
});
