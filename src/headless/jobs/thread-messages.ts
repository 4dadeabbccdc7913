// What a job's thread and the thread that watches it say to each other. Plain data; bytes are transferred.

import type { FileRef, JobProgress } from './job-kind.ts';

export interface ThreadData {
  /** Milliseconds between checkpoints; null where nobody keeps any. */
  readonly checkpointEveryMs: number | null;
}

export type ToThread =
  | { readonly type: 'run'; readonly kind: string; readonly piece: unknown }
  | { readonly type: 'abort' }
  | { readonly type: 'answer'; readonly call: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly call: number; readonly message: string };

/** What a piece may ask for, by name. */
export interface HostCalls {
  readonly file: (ref: FileRef) => Promise<Uint8Array>;
  readonly put: (name: string, bytes: Uint8Array) => Promise<FileRef>;
  /** A checkpoint as bytes; null without one. */
  readonly loadCheckpoint: () => Promise<Uint8Array | null>;
  readonly saveCheckpoint: (bytes: Uint8Array) => Promise<void>;
}

export type HostCall = {
  [N in keyof HostCalls]: {
    readonly type: 'call';
    readonly call: number;
    readonly name: N;
    readonly args: Parameters<HostCalls[N]>;
  };
}[keyof HostCalls];

export type FromThread =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | HostCall
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly message: string; readonly isAborted: boolean };
