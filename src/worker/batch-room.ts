// A catalogue on its way through the worker: one at a time, with progress, until it is done or cancelled.
//
// The result grows as blobs, which the browser keeps outside the page's and the worker's memory and on disk when they
// are large; the worker holds no more than one blob's worth of text.

import type { Guardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import type { AdviceChoices } from '../core/decisions/suggest-price.ts';
import { byteSource } from './byte-source.ts';
import type { HeldModel } from './held-model.ts';
import type { LabEvent, ReaderSource } from './protocol.ts';

const reportEveryMs = 250;
/** Text gathered before it becomes a blob, in UTF-16 units. */
const blobLength = 1 << 21;

interface BatchWork {
  readonly requestId: number;
  readonly source: ReaderSource;
  readonly guardrails: Guardrails;
  readonly advice?: AdviceChoices;
}

export class BatchRoom {
  private readonly send: (event: LabEvent) => void;
  private readonly breathe: () => Promise<void>;
  private readonly now: () => number;
  /** The request under way; null where there is none or it was cancelled. */
  private present: number | null = null;

  /** `breathe` lets the worker's other messages in; `now` is in milliseconds. */
  constructor(send: (event: LabEvent) => void, breathe: () => Promise<void>, now: () => number) {
    this.send = send;
    this.breathe = breathe;
    this.now = now;
  }

  /** @throws Error in a sentence where the model or the file is refused. */
  async price(model: HeldModel, { requestId, source, guardrails, advice }: BatchWork): Promise<void> {
    this.present = requestId;
    const parts = model.catalogue(byteSource(source), guardrails, advice);
    const blobs: Blob[] = [];
    let text = '';
    let lastReport = this.now();
    try {
      for (;;) {
        const next = await parts.next();
        if (this.present !== requestId) return this.send({ type: 'batchCancelled', requestId });
        if (next.done) {
          if (!next.value) throw new Error('internal: a catalogue ended without its counts');
          const file = new Blob([...blobs, text], { type: 'text/csv;charset=utf-8' });
          const fileName = resultName(source.name);
          return this.send({ type: 'batchDone', requestId, fileName, file, outcome: next.value });
        }
        const { csv, ...progress } = next.value;
        text += csv;
        if (text.length >= blobLength) {
          blobs.push(new Blob([text]));
          text = '';
        }
        if (this.now() - lastReport >= reportEveryMs) {
          this.send({ type: 'batchProgress', requestId, progress });
          lastReport = this.now();
        }
        await this.breathe();
      }
    } finally {
      if (this.present === requestId) this.present = null;
      await parts.return(undefined);
    }
  }

  /** One that is no longer under way changes nothing. */
  cancel(requestId: number): void {
    if (this.present === requestId) this.present = null;
  }
}

function resultName(fileName: string): string {
  return `${fileName.replace(/\.[^.]*$/, '')}-prices.csv`;
}
