// A worker: takes pieces from the queue, one a thread, and goes on with those that others left behind.
//
// Pieces are computed in threads, so that this one can renew its hold on them; who does not for `lockMs` is taken for dead,
// and another worker begins with the last checkpoint. A worker that is told to leave saves where it stands first.

import { DelayedError, UnrecoverableError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';

import { ownBuild } from '../build.ts';
import { JobAborted, type JobProgress } from '../job-kind.ts';
import { ThreadGone, WatchedThread } from '../watched-thread.ts';
import { asBuffer, getBlob, putBlob } from './blobs.ts';
import {
  cancelledKey,
  checkpointKey,
  connectRedis,
  keptSeconds,
  keyPrefix,
  queueName,
} from './connection.ts';
import { cancelledReason, refusalOf, type JobData } from './job-data.ts';

export interface WorkerOptions {
  readonly threads: number;
  readonly checkpointEveryMs: number;
  /** Told what happens, a sentence at a time. */
  readonly say: (sentence: string) => void;
  /** A worker that has not been heard of for so long is dead. */
  readonly lockMs?: number;
}

/** A piece whose workers die so often is at fault itself. */
const mostDeaths = 20;
const cancelLookUpMs = 1000;
const progressEveryMs = 500;

export class RedisWorker {
  private readonly redis: Redis;
  private readonly options: WorkerOptions;
  private readonly worker: Worker<JobData, unknown>;
  private readonly free: WatchedThread[];
  private readonly leaving = new AbortController();

  private constructor(redis: Redis, options: WorkerOptions) {
    this.redis = redis;
    this.options = options;
    const { threads, checkpointEveryMs, lockMs = 15_000 } = options;
    this.free = Array.from({ length: threads }, () => new WatchedThread({ checkpointEveryMs }));
    this.worker = new Worker<JobData, unknown>(queueName, (job, token) => this.process(job, token), {
      connection: redis,
      prefix: keyPrefix,
      concurrency: threads,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: mostDeaths,
    });
    this.worker.on('error', () => undefined);
  }

  /** @throws Error in a sentence where no server answers. */
  static async start(url: string, options: WorkerOptions): Promise<RedisWorker> {
    const one = new RedisWorker(await connectRedis(url), options);
    await one.worker.waitUntilReady();
    return one;
  }

  /** Saves what is under way, hands it back and leaves. */
  async leave(): Promise<void> {
    this.leaving.abort();
    await this.worker.close();
    await Promise.all(this.free.map((thread) => thread.stop()));
    this.redis.disconnect();
  }

  private async process(job: Job<JobData, unknown>, token: string | undefined): Promise<unknown> {
    const { batch, piece } = job.data;
    const refusal = refusalOf(job.data, ownBuild());
    if (refusal !== null) {
      this.options.say(`${job.id}: refused. ${refusal}`);
      throw new UnrecoverableError(refusal);
    }
    const thread = this.free.pop()!;
    const stop = new AbortController();
    const onLeave = () => stop.abort();
    this.leaving.signal.addEventListener('abort', onLeave, { once: true });
    if (this.leaving.signal.aborted) stop.abort();
    const watch = setInterval(() => {
      void this.redis.exists(cancelledKey(batch)).then((is) => is && stop.abort());
    }, cancelLookUpMs);
    this.options.say(
      `${job.id}: taken${job.attemptsStarted > 1 ? ` (begun ${job.attemptsStarted} times)` : ''}.`,
    );
    const startedAt = performance.now();
    try {
      const result = await thread.run(job.name, piece, this.hostFor(job), stop.signal);
      await this.redis.del(checkpointKey(job.id!));
      this.options.say(`${job.id}: done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
      return result;
    } catch (error) {
      if (error instanceof ThreadGone) throw error; // tried again
      if (!(error instanceof JobAborted)) throw new UnrecoverableError((error as Error).message);
      if (await this.redis.exists(cancelledKey(batch))) {
        await this.redis.del(checkpointKey(job.id!));
        this.options.say(`${job.id}: cancelled.`);
        throw new UnrecoverableError(cancelledReason);
      }
      await job.moveToDelayed(Date.now(), token);
      this.options.say(`${job.id}: saved and handed back.`);
      throw new DelayedError();
    } finally {
      clearInterval(watch);
      this.leaving.signal.removeEventListener('abort', onLeave);
      this.free.push(thread);
    }
  }

  private hostFor(job: Job<JobData, unknown>) {
    const key = checkpointKey(job.id!);
    let toldAt = -Infinity;
    return {
      progress: (progress: JobProgress) => {
        // A line of the job's own is never left out, words about it are.
        if (!progress.line && performance.now() - toldAt < progressEveryMs) return;
        toldAt = performance.now();
        job.updateProgress({ ...progress }).catch(() => undefined);
      },
      file: (ref: Parameters<typeof getBlob>[1]) => getBlob(this.redis, ref),
      put: (name: string, bytes: Uint8Array) => putBlob(this.redis, name, bytes),
      loadCheckpoint: async () => {
        const bytes = await this.redis.getBuffer(key);
        if (bytes) this.options.say(`${job.id}: goes on from its checkpoint.`);
        return bytes;
      },
      saveCheckpoint: async (bytes: Uint8Array) => {
        await this.redis.set(key, asBuffer(bytes), 'EX', keptSeconds);
      },
    };
  }
}
