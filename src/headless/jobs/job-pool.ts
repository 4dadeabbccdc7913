// Where jobs are done: threads of this machine, or workers that a Redis server hands them to. Whoever has work sees only this.

import type { FileRef, JobKind, JobProgress } from './job-kind.ts';

export interface PoolWatcher {
  /** Told of piece `index` while it runs, and that it begins again somewhere else. */
  readonly onProgress?: (index: number, progress: JobProgress) => void;
  /** Once every piece was handed over. */
  readonly onCount?: (pieces: number) => void;
}

export interface JobPool {
  /** Keeps bytes for the pieces that name them. */
  put(name: string, bytes: Uint8Array): Promise<FileRef>;
  /** The bytes of a result, which the pool then forgets. */
  take(ref: FileRef): Promise<Uint8Array>;
  /** Bytes that no piece needs any more. */
  forget(ref: FileRef): Promise<void>;
  /**
   * The results in the order of the pieces, however they were done.
   *
   * @param batch - names the whole for lists and cancelling; the same work has the same name.
   * @throws Error with the sentence of the first piece that failed; JobAborted once `signal` says so.
   */
  results<P, R>(
    kind: JobKind<P, R>,
    pieces: Iterable<P> | AsyncIterable<P>,
    options: PoolWatcher & { readonly batch: string; readonly signal: AbortSignal },
  ): AsyncGenerator<R, void>;
  close(): Promise<void>;
}

/**
 * Hands pieces to `start` with at most `ahead` of them under way, and gives the results back in the order of the pieces.
 * The first failure ends all: `abort` is aborted, so that what is under way can stop.
 */
export async function* inOrder<P, R>(
  pieces: Iterable<P> | AsyncIterable<P>,
  ahead: number,
  start: (piece: P, index: number) => Promise<R>,
  abort: AbortController,
  onCount?: (pieces: number) => void,
): AsyncGenerator<R, void> {
  const source = asyncIterator(pieces);
  const waiting: Promise<R>[] = [];
  let handedOver = 0;
  let isOver = false;
  const fill = async () => {
    while (!isOver && waiting.length < ahead) {
      const next = await source.next();
      if (next.done) {
        isOver = true;
        onCount?.(handedOver);
        return;
      }
      const under = start(next.value, handedOver++);
      under.catch(() => abort.abort());
      waiting.push(under);
    }
  };
  try {
    await fill();
    while (waiting.length > 0) {
      yield await waiting.shift()!;
      await fill();
    }
  } finally {
    // What is still under way has lost whoever wanted it.
    if (waiting.length > 0 || !isOver) abort.abort();
    await Promise.allSettled(waiting);
    await source.return?.();
  }
}

function asyncIterator<P>(pieces: Iterable<P> | AsyncIterable<P>): AsyncIterator<P> {
  if (Symbol.asyncIterator in pieces) return pieces[Symbol.asyncIterator]();
  const iterator = pieces[Symbol.iterator]();
  return { next: () => Promise.resolve(iterator.next()) };
}
