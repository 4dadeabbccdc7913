// Jobs on whatever workers a Redis server hands them to (BullMQ). The pieces lie there by the name of their batch: whoever asks
// for the same work again, after a crash of the asking command say, finds what is done and waits for the rest.

import { Queue, QueueEvents, type JobType } from 'bullmq';
import type { Redis } from 'ioredis';

import { ownBuild } from '../build.ts';
import { JobAborted, type FileRef, type JobKind, type JobProgress } from '../job-kind.ts';
import { inOrder, type JobPool, type PoolWatcher } from '../job-pool.ts';
import { getBlob, putBlob } from './blobs.ts';
import { blobKey, cancelledKey, connectRedis, keptSeconds, keyPrefix, queueName } from './connection.ts';
import { jobId, type JobData } from './job-data.ts';
import { Waits } from './waits.ts';

/** A piece whose thread died is tried again, from its checkpoint. */
const attempts = 3;

/** How many pieces of a batch stand where, and what those under way last said. */
export interface BatchState {
  readonly batch: string;
  readonly waiting: number;
  readonly active: number;
  readonly completed: number;
  readonly failed: number;
  readonly under: readonly JobProgress[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const listed = {
  waiting: ['waiting', 'delayed', 'prioritized'],
  active: ['active'],
  completed: ['completed'],
  failed: ['failed'],
} as const satisfies Record<string, readonly JobType[]>;

export class RedisPool implements JobPool {
  private readonly redis: Redis;
  private readonly queue: Queue<JobData, unknown>;
  private readonly events: QueueEvents;
  /** A connection that waits for events does nothing else. It is ours: the queue's library leaves it open. */
  private readonly eventsRedis: Redis;
  private readonly waits: Waits;

  private constructor(redis: Redis) {
    this.redis = redis;
    this.queue = new Queue(queueName, { connection: redis, prefix: keyPrefix });
    this.eventsRedis = redis.duplicate();
    this.eventsRedis.on('error', () => undefined);
    this.events = new QueueEvents(queueName, { connection: this.eventsRedis, prefix: keyPrefix });
    // Connections come back by themselves; without a listener an error would end the program.
    this.queue.on('error', () => undefined);
    this.events.on('error', () => undefined);
    this.waits = new Waits(this.queue, this.events);
  }

  /** @throws Error in a sentence where no server answers. */
  static async open(url: string): Promise<RedisPool> {
    const pool = new RedisPool(await connectRedis(url));
    await pool.events.waitUntilReady();
    return pool;
  }

  put(name: string, bytes: Uint8Array): Promise<FileRef> {
    return putBlob(this.redis, name, bytes);
  }

  async take(ref: FileRef): Promise<Uint8Array> {
    const bytes = await getBlob(this.redis, ref);
    await this.forget(ref);
    return bytes;
  }

  async forget(ref: FileRef): Promise<void> {
    await this.redis.del(blobKey(ref));
  }

  async *results<P, R>(
    kind: JobKind<P, R>,
    pieces: Iterable<P> | AsyncIterable<P>,
    {
      batch,
      signal,
      onProgress,
      onCount,
    }: PoolWatcher & { readonly batch: string; readonly signal: AbortSignal },
  ): AsyncGenerator<R, void> {
    await this.redis.del(cancelledKey(batch));
    const indices = new Map<string, number>();
    const onEvent = ({ jobId: id, data }: { jobId: string; data: unknown }) => {
      const index = indices.get(id);
      if (index !== undefined) onProgress?.(index, data as JobProgress);
    };
    // One that fails takes the others with it, and so does whoever leaves in the middle.
    const abort = new AbortController();
    let cancelling: Promise<unknown> = Promise.resolve();
    let giveUp: (error: Error) => void = () => undefined;
    const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
    givenUp.catch(() => undefined);
    const cancel = () => {
      cancelling = this.cancel(batch);
      giveUp(new JobAborted());
    };
    let count = 0;
    const start = async (piece: P, index: number): Promise<R> => {
      if (signal.aborted) throw new JobAborted();
      count++;
      const id = await this.added(kind.name, { batch, index, piece, build: ownBuild() });
      indices.set(id, index);
      const result = kind.result.parse(await Promise.race([this.waits.result(id), givenUp]));
      indices.delete(id);
      return result;
    };
    this.events.on('progress', onEvent);
    signal.addEventListener('abort', cancel, { once: true });
    abort.signal.addEventListener('abort', cancel, { once: true });
    try {
      yield* inOrder(pieces, kind.ahead, start, abort, onCount);
    } finally {
      await cancelling;
      signal.removeEventListener('abort', cancel);
      abort.signal.removeEventListener('abort', cancel);
      this.events.off('progress', onEvent);
      await this.forgetBatch(batch, count);
    }
  }

  /** Takes the waiting pieces of a batch away and tells the workers to give up those they have. */
  async cancel(batch: string): Promise<number> {
    await this.redis.set(cancelledKey(batch), '1', 'EX', keptSeconds);
    const waiting = await this.queue.getJobs([...listed.waiting]);
    let taken = 0;
    for (const job of waiting) {
      if (job.data.batch !== batch) continue;
      // Whoever waits for it is told by the event of its removal.
      await job.remove().then(
        () => taken++,
        () => undefined, // a worker has just taken it, and will see that it is cancelled
      );
    }
    return taken;
  }

  /** How many workers take jobs from the server. */
  workers(): Promise<number> {
    return this.queue.getWorkersCount();
  }

  /** All batches on the server, in the order of their names. */
  async batches(): Promise<readonly BatchState[]> {
    const all = new Map<string, Mutable<BatchState>>();
    for (const [state, names] of Object.entries(listed) as [keyof typeof listed, readonly JobType[]][])
      for (const job of await this.queue.getJobs([...names])) {
        const { batch } = job.data;
        const one = all.get(batch) ?? { batch, waiting: 0, active: 0, completed: 0, failed: 0, under: [] };
        one[state] += 1;
        if (state === 'active' && typeof job.progress === 'object')
          one.under = [...one.under, job.progress as JobProgress];
        all.set(batch, one);
      }
    return [...all.values()].sort((a, b) => (a.batch < b.batch ? -1 : 1));
  }

  async close(): Promise<void> {
    this.waits.close();
    await this.events.close();
    await this.queue.close();
    this.eventsRedis.disconnect();
    this.redis.disconnect();
  }

  /** The name of the piece on the queue. One that failed before is begun again. */
  private async added(name: string, data: JobData): Promise<string> {
    const id = jobId(data);
    const present = await this.queue.getJob(id);
    if (present && (await present.isFailed())) await present.remove();
    await this.queue.add(name, data, {
      jobId: id,
      attempts,
      backoff: { type: 'fixed', delay: 1000 },
      removeOnComplete: { age: keptSeconds },
      removeOnFail: { age: keptSeconds },
    });
    return id;
  }

  private async forgetBatch(batch: string, count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const job = await this.queue.getJob(jobId({ batch, index }));
      // One that a worker still gives up is locked; it goes with its age.
      await job?.remove().catch(() => undefined);
    }
  }
}
