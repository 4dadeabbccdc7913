// A job's thread as seen from outside: give it a piece, answer what it asks for, get the result.

import type { Worker } from 'node:worker_threads';

import { sentenceOf } from '../../core/text/sentence-of.ts';
import { startThread, threadCode } from '../own-thread.ts';
import { JobAborted, type JobProgress } from './job-kind.ts';
import type { FromThread, HostCall, HostCalls, ThreadData, ToThread } from './thread-messages.ts';

/** What stands behind the calls of a piece. */
export interface PieceHost extends HostCalls {
  progress(progress: JobProgress): void;
}

/** A piece whose thread ended under it: out of memory, or stopped. */
export class ThreadGone extends Error {
  constructor(why: string) {
    super(`the thread that computed it ended: ${why}`);
    this.name = 'ThreadGone';
  }
}

const entry = new URL('./job-thread.ts', import.meta.url);

/** What all threads begin with, so that the first piece need not wait for it. */
export function prepareThreads(): void {
  void threadCode(entry);
}

export class WatchedThread {
  private readonly data: ThreadData;
  private worker: Worker | null = null;
  private isStopped = false;

  constructor(data: ThreadData) {
    this.data = data;
  }

  /**
   * One piece at a time. A thread that ended is followed by a new one with the next piece.
   *
   * @throws JobAborted, ThreadGone, or Error with the sentence of the piece.
   */
  async run(kind: string, piece: unknown, host: PieceHost, signal: AbortSignal): Promise<unknown> {
    if (signal.aborted) throw new JobAborted();
    const worker = (this.worker ??= await this.begun());
    if (signal.aborted) throw new JobAborted();
    worker.ref();
    const send = (message: ToThread) => worker.postMessage(message);
    return new Promise((resolve, reject) => {
      const onAbort = () => send({ type: 'abort' });
      const settled = () => {
        signal.removeEventListener('abort', onAbort);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        worker.unref();
      };
      const gone = (why: string) => {
        settled();
        this.worker = null;
        reject(new ThreadGone(why));
      };
      const onError = (error: unknown) => gone(sentenceOf(error));
      const onExit = (code: number) => gone(`exit code ${code}`);
      const onMessage = (message: FromThread) => {
        switch (message.type) {
          case 'progress':
            return host.progress(message.progress);
          case 'call':
            return void answer(host, message, send);
          case 'done':
            settled();
            return resolve(message.result);
          case 'failed':
            settled();
            return reject(message.isAborted ? new JobAborted() : new Error(message.message));
          default:
            return message satisfies never;
        }
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      signal.addEventListener('abort', onAbort, { once: true });
      send({ type: 'run', kind, piece });
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }

  /** @throws ThreadGone where it was stopped meanwhile. */
  private async begun(): Promise<Worker> {
    this.isStopped = false;
    const worker = await startThread(entry, { ...this.data });
    if (!this.isStopped) return worker;
    await worker.terminate();
    throw new ThreadGone('it was stopped before it began');
  }
}

async function answer(
  host: PieceHost,
  { call, name, args }: HostCall,
  send: (message: ToThread) => void,
): Promise<void> {
  try {
    const asked = host[name] as (...given: readonly unknown[]) => Promise<unknown>;
    send({ type: 'answer', call, value: await asked.apply(host, args) });
  } catch (error) {
    send({ type: 'refusal', call, message: sentenceOf(error) });
  }
}
