// How a sweep goes faster with more workers: the same runs on 1, 2 and 4 worker processes of a Redis server of its own.
//
// Worker processes are started and have loaded their code before the clock starts. Efficiency is the time on one worker
// over workers times the time on so many; beyond the cores of a machine it falls by itself, which the table says.

import { availableParallelism } from 'node:os';

import { trainingJob, type TrainingPiece } from '../../src/headless/jobs/kinds/training-job.ts';
import { startJobsRedis, startWorker } from '../../src/headless/jobs/redis/jobs-redis-fixture.ts';
import { RedisPool } from '../../src/headless/jobs/redis/redis-pool.ts';
import type { BenchRow } from './bench-rows.ts';

const runs = 8;

function pieces(first: number, count: number): TrainingPiece[] {
  return Array.from({ length: count }, (_, i) => ({
    market: { kind: 'named', name: 'reference' },
    settings: { agent: 'sac', trainingSteps: 2000, hiddenUnits: 64, seed: first + i },
    engine: 'fused',
    keepModel: false,
  }));
}

export async function benchmarkJobs(): Promise<BenchRow[]> {
  const redis = await startJobsRedis();
  const seconds: number[] = [];
  const counts = [1, 2, 4];
  try {
    for (const count of counts) {
      const workers = await Promise.all(Array.from({ length: count }, () => startWorker(redis.url)));
      const pool = await RedisPool.open(redis.url);
      const { signal } = new AbortController();
      const drain = async (batch: string, work: readonly TrainingPiece[]) => {
        let done = 0;
        for await (const result of pool.results(trainingJob, work, { batch, signal })) if (result) done++;
        if (done !== work.length) throw new Error(`internal: ${done} of ${work.length} runs came back`);
      };
      await drain(`warm-${count}`, pieces(100, count));
      const startedAt = performance.now();
      await drain(`measured-${count}`, pieces(1, runs));
      seconds.push((performance.now() - startedAt) / 1000);
      await pool.close();
      await Promise.all(workers.map((one) => one.stop('SIGKILL')));
    }
  } finally {
    await redis.stop();
  }
  return counts.map((count, i) => ({
    name: `a sweep of ${runs} runs on ${count} worker${count > 1 ? 's' : ''}`,
    value: seconds[i]!,
    unit: 's',
    spread: `efficiency ${Math.round((100 * seconds[0]!) / (count * seconds[i]!))} %; this machine has ${availableParallelism()} cores`,
  }));
}
