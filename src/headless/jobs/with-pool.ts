// A pool for the length of a command: threads of this machine, or workers behind `--redis`. Ctrl-C cancels what is under way.

import type { JobProgress } from './job-kind.ts';
import { say } from '../say.ts';
import type { JobPool, PoolWatcher } from './job-pool.ts';

export interface PoolChoices {
  /** Address of a Redis server; undefined computes here. */
  readonly redis: string | undefined;
  /** Threads here; as many as there are cores unless said. */
  readonly workers: number | undefined;
}

/** @throws what `work` throws, and Error in a sentence where no server answers. */
export async function withPool<T>(
  { redis, workers }: PoolChoices,
  work: (pool: JobPool, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (redis !== undefined && workers !== undefined)
    throw new Error(
      '--workers counts threads of this machine; with --redis the workers are those that "worker" started',
    );
  const abort = new AbortController();
  const onInterrupt = () => abort.abort();
  const pool = await openPool(redis, workers);
  process.once('SIGINT', onInterrupt).once('SIGTERM', onInterrupt);
  try {
    return await work(pool, abort.signal);
  } finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
    await pool.close();
  }
}

async function openPool(redis: string | undefined, workers: number | undefined): Promise<JobPool> {
  if (redis === undefined) return new (await import('./thread-pool.ts')).ThreadPool(workers);
  const pool = await (await import('./redis/redis-pool.ts')).RedisPool.open(redis);
  if ((await pool.workers()) === 0)
    say('No worker takes jobs from this server now: they wait until "worker" is started.');
  return pool;
}

const tellEveryMs = 1000;

/** Tells on standard error how far a batch is, at most once a second. */
export function toldProgress(say: (sentence: string) => void): {
  readonly watcher: Required<PoolWatcher>;
  /** One piece more is done. */
  readonly done: () => void;
} {
  const under = new Map<number, JobProgress>();
  let pieces: number | null = null;
  let done = 0;
  let toldAt = -Infinity;
  const tell = (sentence: string) => {
    if (performance.now() - toldAt < tellEveryMs) return;
    toldAt = performance.now();
    say(`${done}${pieces === null ? '' : ` of ${pieces}`} done; ${sentence}`);
  };
  return {
    watcher: {
      onProgress(index, progress) {
        under.set(index, progress);
        const share = progress.share < 1 ? ` (${Math.round(100 * progress.share)} %)` : '';
        tell(`${progress.sentence}${share}`);
      },
      onCount: (all) => void (pieces = all),
    },
    done: () => void done++,
  };
}
