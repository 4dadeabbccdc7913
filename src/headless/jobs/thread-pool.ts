// Jobs on threads of this machine: what every command does that is not told of a Redis server.

import { availableParallelism } from 'node:os';

import { JobAborted, type FileRef, type JobKind } from './job-kind.ts';
import { inOrder, type JobPool, type PoolWatcher } from './job-pool.ts';
import { sha256Of } from '../sha256.ts';
import { prepareThreads, WatchedThread, type PieceHost } from './watched-thread.ts';

export class ThreadPool implements JobPool {
  private readonly threads: readonly WatchedThread[];
  private readonly free: WatchedThread[];
  private readonly waiting: ((thread: WatchedThread) => void)[] = [];
  private readonly files = new Map<string, Uint8Array>();

  /** @param threads - as many as the machine has cores unless said. */
  constructor(threads: number = availableParallelism()) {
    prepareThreads();
    this.threads = Array.from({ length: threads }, () => new WatchedThread({ checkpointEveryMs: null }));
    this.free = [...this.threads];
  }

  put(name: string, bytes: Uint8Array): Promise<FileRef> {
    const ref = { name, sha256: sha256Of(bytes), bytes: bytes.length };
    this.files.set(keyOf(ref), bytes);
    return Promise.resolve(ref);
  }

  async take(ref: FileRef): Promise<Uint8Array> {
    const bytes = await this.bytesOf(ref);
    await this.forget(ref);
    return bytes;
  }

  forget(ref: FileRef): Promise<void> {
    this.files.delete(keyOf(ref));
    return Promise.resolve();
  }

  async *results<P, R>(
    kind: JobKind<P, R>,
    pieces: Iterable<P> | AsyncIterable<P>,
    { signal, onProgress, onCount }: PoolWatcher & { readonly signal: AbortSignal },
  ): AsyncGenerator<R, void> {
    const abort = new AbortController();
    const onAbort = () => abort.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    const start = async (piece: P, index: number): Promise<R> => {
      const thread = await this.oneFree();
      try {
        const host = this.hostFor((progress) => onProgress?.(index, progress));
        return kind.result.parse(await thread.run(kind.name, piece, host, abort.signal));
      } finally {
        this.release(thread);
      }
    };
    try {
      if (signal.aborted) throw new JobAborted();
      yield* inOrder(pieces, Math.max(kind.ahead, this.threads.length), start, abort, onCount);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }

  private hostFor(progress: PieceHost['progress']): PieceHost {
    return {
      progress,
      file: (ref) => this.bytesOf(ref),
      put: (name, bytes) => this.put(name, bytes),
      loadCheckpoint: () => Promise.resolve(null),
      saveCheckpoint: () => Promise.resolve(),
    };
  }

  private bytesOf(ref: FileRef): Promise<Uint8Array> {
    const bytes = this.files.get(keyOf(ref));
    return bytes
      ? Promise.resolve(bytes)
      : Promise.reject(new Error(`internal: the pool has no bytes of ${ref.name}`));
  }

  private oneFree(): Promise<WatchedThread> {
    const thread = this.free.pop();
    return thread ? Promise.resolve(thread) : new Promise((resolve) => this.waiting.push(resolve));
  }

  private release(thread: WatchedThread): void {
    const next = this.waiting.shift();
    if (next) next(thread);
    else this.free.push(thread);
  }
}

/** Equal bytes under two names are two files, so that forgetting one leaves the other. */
function keyOf({ name, sha256 }: FileRef): string {
  return `${sha256}/${name}`;
}
