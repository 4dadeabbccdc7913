// A job's thread as seen from outside: give it a piece, answer what it asks for, get the result.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

import { sentenceOf } from '../../core/text/sentence-of.ts';
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

export class WatchedThread {
  private readonly data: ThreadData;
  private worker: Worker | null = null;

  constructor(data: ThreadData) {
    this.data = data;
  }

  /**
   * One piece at a time. A thread that ended is followed by a new one with the next piece.
   *
   * @throws JobAborted, ThreadGone, or Error with the sentence of the piece.
   */
  run(kind: string, piece: unknown, host: PieceHost, signal: AbortSignal): Promise<unknown> {
    if (signal.aborted) return Promise.reject(new JobAborted());
    const worker = (this.worker ??= startThread(this.data));
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
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
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

// Plain JavaScript, because a thread cannot load TypeScript by itself: it is taught to first, as the command line is.
const threadSource = `
  const { workerData } = require('node:worker_threads');
  import(workerData.tsx).then(({ register }) => {
    register();
    return import(workerData.thread);
  });
`;

function startThread(data: ThreadData): Worker {
  // By its package's folder: a required path would be that of its other half.
  const folder = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const tsx = new URL('./dist/esm/api/index.mjs', folder).href;
  const thread = new URL('./job-thread.ts', import.meta.url).href;
  const workerData = { ...data, tsx, thread };
  return new Worker(threadSource, { eval: true, workerData });
}
