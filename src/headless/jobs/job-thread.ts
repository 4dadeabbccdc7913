// The thread in which pieces of jobs are computed, one after another. It knows neither Redis nor who wants the result: files,
// checkpoints and progress go through messages to the thread that started it.

import { parentPort, workerData } from 'node:worker_threads';

import { sentenceOf } from '../../core/text/sentence-of.ts';
import { checkpointBytes, checkpointFrom } from './checkpoint-bytes.ts';
import { JobAborted, type JobContext } from './job-kind.ts';
import { jobKind } from './job-kinds.ts';
import { pieceName } from './piece-name.ts';
import type { FromThread, HostCalls, ThreadData, ToThread } from './thread-messages.ts';

/** Files, datasets and models that pieces of one job share. */
const mostCached = 4;

const port = parentPort!;
const { checkpointEveryMs } = workerData as ThreadData;
const say = (message: FromThread) => port.postMessage(message);

let abort = new AbortController();
let calls = 0;
const asked = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
const cache = new Map<string, Promise<unknown>>();

port.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'run':
      return void run(message.kind, message.piece);
    case 'abort':
      return abort.abort();
    case 'answer':
      asked.get(message.call)?.resolve(message.value);
      return void asked.delete(message.call);
    case 'refusal':
      asked.get(message.call)?.reject(new Error(message.message));
      return void asked.delete(message.call);
    default:
      return message satisfies never;
  }
});

function call<N extends keyof HostCalls>(
  name: N,
  ...args: Parameters<HostCalls[N]>
): ReturnType<HostCalls[N]> {
  const number = calls++;
  const answer = new Promise((resolve, reject) => asked.set(number, { resolve, reject }));
  say({ type: 'call', call: number, name, args } as FromThread);
  return answer as ReturnType<HostCalls[N]>;
}

async function run(name: string, given: unknown): Promise<void> {
  abort = new AbortController();
  try {
    const kind = await jobKind(name);
    const piece = kind.piece.parse(given);
    const result = await kind.run(piece, contextOf(pieceName(name, given), abort.signal));
    say({ type: 'done', result: kind.result.parse(result) });
  } catch (error) {
    say({ type: 'failed', message: sentenceOf(error), isAborted: error instanceof JobAborted });
  }
}

function contextOf(name: string, signal: AbortSignal): JobContext {
  let savedAt = performance.now();
  return {
    signal,
    progress: (progress) => say({ type: 'progress', progress }),
    file: (ref) => call('file', ref),
    put: (fileName, bytes) => call('put', fileName, bytes),
    checkpoints: {
      async load() {
        const bytes = checkpointEveryMs === null ? null : await call('loadCheckpoint');
        return bytes && checkpointFrom(name, bytes);
      },
      async save(state) {
        if (checkpointEveryMs === null) return;
        await call('saveCheckpoint', checkpointBytes(name, state));
        savedAt = performance.now();
      },
      isDue: () => checkpointEveryMs !== null && performance.now() - savedAt >= checkpointEveryMs,
    },
    cached: <T>(key: string, make: () => Promise<T>) => {
      const made = (cache.get(key) ?? make()) as Promise<T>;
      // Those used last stand last; a failure is not remembered.
      cache.delete(key);
      cache.set(key, made);
      made.catch(() => cache.delete(key));
      for (const oldest of cache.keys()) if (cache.size > mostCached) cache.delete(oldest);
      return made;
    },
  };
}
