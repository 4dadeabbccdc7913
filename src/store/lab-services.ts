// What the store needs of the platform, so that it is tested without one.

import type { Caller } from '../worker/client.ts';
import type { LabCalls } from '../worker/protocol/lab-protocol.ts';
import type { ReaderCalls } from '../worker/protocol/reader-protocol.ts';
import type { ServerLink } from './server-link.ts';
import type { DecisionService, DecisionsHost } from './archive/decision-service.ts';

/** A few short texts by name, as `localStorage` keeps them. Each may throw where the browser forbids it or is full. */
export type Keepsake = Pick<Storage, 'getItem' | 'setItem'>;

export interface LabServices {
  readonly reader: Caller<ReaderCalls>;
  readonly lab: Caller<LabCalls>;
  fetchDemo(file: string): Promise<Blob>;
  saveFile(fileName: string, bytes: Uint8Array): void;
  /** What this browser keeps by name for the next visit; absent, or null where it keeps nothing. */
  readonly keepsake?: Keepsake | null;
  /** How a server that is not the page's own is asked; absent where none can be. */
  readonly serverLink?: ServerLink;
  newRunId(): string;
  /** ISO time. */
  now(): string;
  /** Where decisions are made and kept. */
  openDecisions(host: DecisionsHost): Promise<DecisionService>;
}
