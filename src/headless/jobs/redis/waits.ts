// Waiting for pieces on the queue: told by its events, and looked up every few seconds besides, so that a connection
// that broke or a server that was started again loses no answer.

import type { Job, Queue, QueueEvents } from 'bullmq';

import { JobAborted } from '../job-kind.ts';
import { cancelledReason, type JobData } from './job-data.ts';

const lookUpEveryMs = 3000;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class Waits {
  private readonly queue: Queue<JobData, unknown>;
  private readonly waiting = new Map<string, Waiting>();
  private readonly timer: NodeJS.Timeout;

  constructor(queue: Queue<JobData, unknown>, events: QueueEvents) {
    this.queue = queue;
    for (const name of ['completed', 'failed', 'removed'] as const)
      events.on(name, ({ jobId }: { jobId: string }) => void this.lookUp(jobId));
    this.timer = setInterval(() => {
      for (const id of this.waiting.keys()) void this.lookUp(id);
    }, lookUpEveryMs);
    this.timer.unref();
  }

  /** @throws JobAborted where it was cancelled or taken away, Error with its sentence where it failed. */
  result(id: string): Promise<unknown> {
    const result = new Promise<unknown>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    void this.lookUp(id);
    return result;
  }

  close(): void {
    clearInterval(this.timer);
    for (const { reject } of this.waiting.values()) reject(new JobAborted());
    this.waiting.clear();
  }

  private async lookUp(id: string): Promise<void> {
    const one = this.waiting.get(id);
    if (!one) return;
    try {
      // The state first: a job that was read before it was completed has no result, whatever its state is by then.
      const state = await this.queue.getJobState(id);
      if (state !== 'completed' && state !== 'failed' && state !== 'unknown') return;
      const job = await this.queue.getJob(id);
      if (!job) one.reject(new JobAborted());
      else if (state === 'completed') one.resolve(job.returnvalue);
      else if (state === 'failed') one.reject(failureOf(job));
      else return; // added meanwhile
      this.waiting.delete(id);
    } catch {
      // No connection now: the next look finds out.
    }
  }
}

function failureOf({ failedReason }: Job): Error {
  return failedReason === cancelledReason ? new JobAborted() : new Error(failedReason);
}
