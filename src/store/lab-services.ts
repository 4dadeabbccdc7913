// What the store needs of the platform, so that it is tested without one.

import type { Caller } from '../worker/client.ts';
import type { LabCalls } from '../worker/protocol/lab.ts';
import type { ReaderCalls } from '../worker/protocol/reader.ts';
import type { DecisionService, DecisionsHost } from './archive/decision-service.ts';

export interface LabServices {
  readonly reader: Caller<ReaderCalls>;
  readonly lab: Caller<LabCalls>;
  fetchDemo(file: string): Promise<Blob>;
  saveFile(fileName: string, bytes: Uint8Array): void;
  newRunId(): string;
  /** ISO time. */
  now(): string;
  /** Where decisions are made and kept. */
  openDecisions(host: DecisionsHost): Promise<DecisionService>;
}
