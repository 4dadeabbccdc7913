import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { TrainingPiece, TrainingResult } from '../kinds/training-job.ts';
import { trainingJob } from '../kinds/training-job.ts';
import { ownBuild } from '../build.ts';
import { JobAborted } from '../job-kind.ts';
import { ThreadPool } from '../thread-pool.ts';
import type { JobPool } from '../job-pool.ts';
import { checkpointKey, keyPrefix, queueName } from './connection.ts';
import { jobId } from './job-data.ts';
import { hasRedis } from '../../service/store/redis-fixture.ts';
import { startJobsRedis, startWorker, type JobsRedis, type WorkerProcess } from './jobs-redis-fixture.ts';
import { RedisPool } from './redis-pool.ts';

// Where there is no redis-server these are left out; the machine that checks every change has one.
const isLeftOut = !hasRedis();
const patience = 500_000;

/** A season of five days, so that what it could earn is quickly known. */
const season = { p0: 20, cost: 10, elasticity: -1.5, q0: 8, noise: 0.1, I0: 30, days: 5 };
const rules = { maxChange: 0.5, minMarkup: 1.1, wProfit: 0.4, wUnits: 0.3, wInventory: 0.3 };
const text = JSON.stringify({ ...season, ...rules });
const piece = (settings: TrainingPiece['settings']): TrainingPiece => ({
  market: { kind: 'json', fileName: 'season.json', text },
  settings: { hiddenUnits: 16, ...settings },
  engine: 'fused',
  keepModel: false,
});

async function resultsOf(
  pool: JobPool,
  pieces: readonly TrainingPiece[],
  batch: string,
  signal = new AbortController().signal,
): Promise<TrainingResult[]> {
  const results: TrainingResult[] = [];
  for await (const result of pool.results(trainingJob, pieces, { batch, signal })) results.push(result);
  return results;
}

/** Without what a clock said. */
function numbersOf(results: readonly TrainingResult[]) {
  return JSON.parse(
    JSON.stringify(results, (key, value: unknown) => (key.startsWith('seconds') ? undefined : value)),
  ) as unknown;
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const startedAt = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - startedAt > patience) throw new Error('what was waited for did not come about');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

let redis: JobsRedis;
beforeAll(async () => {
  if (!isLeftOut) redis = await startJobsRedis();
});
afterAll(() => redis?.stop());

test.skipIf(isLeftOut)('a pool that was closed leaves no connection behind', async () => {
  const connections = async () =>
    String(await redis.client.client('LIST'))
      .trim()
      .split('\n').length;
  const before = await connections();
  const pool = await RedisPool.open(redis.url);
  expect(await connections()).toBeGreaterThan(before);
  await pool.close();
  await until(async () => (await connections()) === before);
});

test.skipIf(isLeftOut)(
  'a sweep over four workers equals the same sweep on one thread',
  { timeout: patience },
  async () => {
    const pieces = ['sac', 'pathwise'].flatMap((agent) =>
      [1, 2, 3].map((seed) => piece({ agent, seed, trainingSteps: 300 })),
    );
    const thread = new ThreadPool(1);
    const workers = await Promise.all([1, 2, 3, 4].map(() => startWorker(redis.url)));
    const pool = await RedisPool.open(redis.url);
    try {
      const [here, there] = await Promise.all([
        resultsOf(thread, pieces, 'same-here'),
        resultsOf(pool, pieces, 'same-there'),
      ]);
      expect(here).toHaveLength(6);
      expect(here.every(({ evaluations }) => evaluations.length > 0)).toBe(true);
      expect(numbersOf(there)).toEqual(numbersOf(here));
      expect(workers.filter((one) => one.said().includes('done in')).length).toBeGreaterThan(1);
      expect(await pool.batches()).toEqual([]);
    } finally {
      await pool.close();
      await thread.close();
      await Promise.all(workers.map((one) => one.stop('SIGKILL')));
    }
  },
);

/** Long enough to be killed in. */
const long = piece({ agent: 'sac', seed: 7, trainingSteps: 3000, hiddenUnits: 64 });

test.skipIf(isLeftOut).each([
  ['killed', 'SIGKILL'],
  ['told to leave', 'SIGTERM'],
] as const)(
  'a worker that is %s leaves a checkpoint, from which another one goes on with the same numbers',
  { timeout: patience },
  async (_, signal) => {
    const batch = `left-by-${signal}`;
    const options = ['--checkpoint-every', '0.2', '--dead-after', '2'];
    const workers: WorkerProcess[] = [await startWorker(redis.url, ...options)];
    const pool = await RedisPool.open(redis.url);
    const thread = new ThreadPool(1);
    try {
      const asked = resultsOf(pool, [long], batch);
      await until(async () => (await redis.client.exists(checkpointKey(jobId({ batch, index: 0 })))) === 1);
      await workers[0]!.stop(signal);
      expect(workers[0]!.said()).not.toContain('done in');
      workers.push(await startWorker(redis.url, ...options));
      const [there, here] = await Promise.all([asked, resultsOf(thread, [long], batch)]);
      expect(workers[1]!.said()).toContain('goes on from its checkpoint');
      expect(numbersOf(there)).toEqual(numbersOf(here));
    } finally {
      await pool.close();
      await thread.close();
      await Promise.all(workers.map((one) => one.stop('SIGKILL')));
    }
  },
);

test.skipIf(isLeftOut)(
  'cancelled from elsewhere: what waits is taken away, what is under way given up, and whoever waits is told',
  { timeout: patience },
  async () => {
    const worker = await startWorker(redis.url);
    const [pool, other] = [await RedisPool.open(redis.url), await RedisPool.open(redis.url)];
    try {
      const asked = resultsOf(pool, [long, { ...long, keepModel: true }], 'unwanted');
      const refused = expect(asked).rejects.toBeInstanceOf(JobAborted);
      await until(async () => (await other.batches()).some(({ active }) => active === 1));
      expect(await other.batches()).toMatchObject([{ batch: 'unwanted', active: 1, waiting: 1 }]);
      expect(await other.cancel('unwanted')).toBe(1);
      await refused;
      await until(() => worker.said().includes('unwanted.0: cancelled.'));
    } finally {
      await pool.close();
      await other.close();
      await worker.stop('SIGKILL');
    }
  },
);

test.skipIf(isLeftOut)(
  'a piece that cannot be is refused with its sentence, by threads and by workers alike',
  { timeout: patience },
  async () => {
    const worker = await startWorker(redis.url);
    const pool = await RedisPool.open(redis.url);
    const thread = new ThreadPool(1);
    try {
      const wrong = [piece({ hiddenUnits: -1 })];
      const sentence = /hiddenUnits/;
      await expect(resultsOf(thread, wrong, 'wrong')).rejects.toThrow(sentence);
      await expect(resultsOf(pool, wrong, 'wrong')).rejects.toThrow(sentence);
    } finally {
      await pool.close();
      await thread.close();
      await worker.stop('SIGKILL');
    }
  },
);

test.skipIf(isLeftOut)(
  'a job of another build, or of one that says none, is refused with a sentence, and another worker is not asked',
  { timeout: patience },
  async () => {
    const worker = await startWorker(redis.url);
    const pool = await RedisPool.open(redis.url);
    const queue = new Queue(queueName, { connection: redis.client, prefix: keyPrefix });
    try {
      const data = { batch: 'of-another-build', index: 0, piece: piece({ agent: 'sac', seed: 1 }) };
      const other = 'Pricing Lab 0.0.9, build 0123456789ab';
      for (const [jobId, build] of Object.entries({ older: undefined, other })) {
        await queue.add(trainingJob.name, { ...data, build }, { jobId, attempts: 3 });
        await until(async () => (await queue.getJobState(jobId)) === 'failed');
        const job = await queue.getJob(jobId);
        expect(job?.attemptsMade).toBe(1);
        expect(job?.failedReason).toBe(
          `The command is of ${build ?? 'a version that does not say its build'}, the worker of ${ownBuild()}: ` +
            'their numbers could differ. Start both from the same copy of the lab.',
        );
        expect(worker.said()).toContain(`${jobId}: refused. The command is of `);
      }
    } finally {
      await queue.obliterate({ force: true });
      await queue.close();
      await pool.close();
      await worker.stop('SIGKILL');
    }
  },
);

test('RedisPool: where no server answers, or the address is none, a sentence without the password', async () => {
  await expect(RedisPool.open('redis://:secret@127.0.0.1:1')).rejects.toThrow(
    /^No Redis server answers at redis:\/\/127\.0\.0\.1:1 \(.*ECONNREFUSED.*\)\.$/,
  );
  await expect(RedisPool.open('localhost')).rejects.toThrow(
    '--redis is an address such as redis://localhost:6379, got "localhost"',
  );
});
