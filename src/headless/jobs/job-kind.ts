// A kind of job: work that is cut into pieces, each a message of plain data that any machine can do, and whose results
// are put together again in the order of the pieces.
//
// A piece holds all that decides its result (no path of this machine, no clock), so the result is the same wherever it
// was computed, and a piece is named by what is in it: asking for the same work twice finds what was done.

import type { z } from 'zod';

/** A file that a piece needs or a result brings: its bytes lie with the pool, by their hash. */
export interface FileRef {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface JobProgress {
  /** 0 to 1. */
  readonly share: number;
  /** What happens now, in a sentence. */
  readonly sentence: string;
  /** A line of the job's own, for whoever follows it. */
  readonly line?: Readonly<Record<string, unknown>>;
}

/** Where an earlier worker, gone since, left a piece. */
interface Checkpoints {
  /** null where there is none, or none that this program can read. */
  load(): Promise<unknown>;
  /** Plain data and typed arrays; they are copied before this returns. */
  save(state: unknown): Promise<void>;
  /** Whether it is time to save. */
  isDue(): boolean;
}

/** What a piece may ask of the place it runs in. */
export interface JobContext {
  /** Aborted when nobody wants the piece any more, or when this worker has to leave: save and throw then. */
  readonly signal: AbortSignal;
  progress(progress: JobProgress): void;
  /** @throws Error in a sentence where the bytes are gone or not those that were named. */
  file(ref: FileRef): Promise<Uint8Array>;
  put(name: string, bytes: Uint8Array): Promise<FileRef>;
  readonly checkpoints: Checkpoints;
  /** What `make` gave for `key` in an earlier piece of this thread, or gives now. */
  cached<T>(key: string, make: () => Promise<T>): Promise<T>;
}

/** @typeParam P - a piece as JSON. @typeParam R - its result as JSON. */
export interface JobKind<P, R> {
  readonly name: string;
  /** For people: `a training run`. */
  readonly title: string;
  readonly piece: z.ZodType<P>;
  readonly result: z.ZodType<R>;
  /** Most pieces that wait or run at once; beyond that the pool does not ask for more. */
  readonly ahead: number;
  run(piece: P, context: JobContext): Promise<R>;
}

/** A piece given up in the middle because its signal said so. */
export class JobAborted extends Error {
  constructor() {
    super('given up before it was done');
    this.name = 'JobAborted';
  }
}
