// The reader worker's side of the conversation: one file at a time, from bytes to a dataset and its demand fits.
//
// The table read last is kept, so that another answer to "money or units" needs no second reading. A new request
// ends the one before it; the demand fits of the file on the page go on until another file is read.

import { categoryIndices } from '../core/demand/category-index.ts';
import type { DemandSummary } from '../core/demand/demand-summary.ts';
import { poolDemand } from '../core/demand/pool-demand.ts';
import { summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import { holdOutSteps } from '../core/market/hold-out.ts';
import { buildDataset } from '../core/table/build-dataset.ts';
import type { Dataset, ReadChoices } from '../core/table/dataset.ts';
import { fileOrder } from '../core/table/group-rows.ts';
import { ReadCancelled } from '../core/table/read-error.ts';
import { inspect, readTable, type ReadResult } from '../core/table/read-table.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { byteSource } from './byte-source.ts';
import type { ReaderEvent, ReaderRequest, ReaderSource } from './protocol.ts';
import { shared, sharedMemory } from './share.ts';
import { watchNewer } from './watch-newer.ts';

/** Demand fits are sent in parts, so that a large catalogue's first products show soon. */
const demandPart = 25;

export class ReaderSession {
  private readonly send: (event: ReaderEvent, transfer?: Transferable[]) => void;
  private current = 0;
  private last: {
    readonly reading: number;
    readonly result: ReadResult;
    readonly choices: ReadChoices;
  } | null = null;

  constructor(send: (event: ReaderEvent, transfer?: Transferable[]) => void) {
    this.send = send;
  }

  /** Answers one request. Never throws: what goes wrong becomes a `failed` event. */
  async handle(request: ReaderRequest): Promise<void> {
    if (request.type === 'cancel') {
      if (this.current === request.requestId) this.current = 0;
      this.send({ type: 'cancelled', requestId: request.requestId }); // whoever asks knows at once that this worker listens
      return;
    }
    this.current = request.requestId;
    const { requestId } = request;
    try {
      await this.answer(request);
    } catch (error) {
      if (error instanceof ReadCancelled) this.send({ type: 'cancelled', requestId });
      else
        this.send({
          type: 'failed',
          requestId,
          message: sentenceOf(error),
        });
    }
  }

  private async answer(request: Exclude<ReaderRequest, { type: 'cancel' }>): Promise<void> {
    switch (request.type) {
      case 'inspect': {
        const preview = await inspect(byteSource(request.source), request.choices);
        return this.send({ type: 'inspected', requestId: request.requestId, preview });
      }
      case 'read':
        return this.last !== null && this.last.reading === request.reuse
          ? this.deliver(request.requestId, this.last.result, request.choices)
          : this.read(request.requestId, request.source, request.choices);
      case 'watch':
        return this.watch(request.requestId, request.reading, request.source);
      default:
        return request satisfies never;
    }
  }

  private async read(requestId: number, file: ReaderSource, choices: ReadChoices): Promise<void> {
    const source = byteSource(file);
    const result = await readTable(source, choices, {
      onProgress: (progress) => this.send({ type: 'progress', requestId, progress }),
      isCancelled: () => this.current !== requestId,
      memory: sharedMemory,
    });
    if (result.questions.length > 0) {
      const preview = await inspect(source, choices);
      return this.send({
        type: 'inspected',
        requestId,
        preview: { ...preview, questions: result.questions },
      });
    }
    await this.deliver(requestId, result, choices);
  }

  /** The file on the page stays the one read last. */
  private async watch(requestId: number, reading: number, source: ReaderSource | null): Promise<void> {
    const { last } = this;
    let answer: Extract<ReaderEvent, { type: 'watched' }>['answer'];
    try {
      if (last?.reading !== reading)
        throw new Error(
          'The loaded file is no longer in memory: load it again in Data, then choose the newer sales.',
        );
      const loaded = buildDataset(last.result, last.choices);
      answer = await watchNewer(loaded, source, { isCancelled: () => this.current !== requestId });
    } catch (error) {
      if (error instanceof ReadCancelled) throw error;
      answer = { problem: sentenceOf(error) };
    }
    this.send({ type: 'watched', requestId, answer });
  }

  private async deliver(requestId: number, result: ReadResult, choices: ReadChoices): Promise<void> {
    const dataset = buildDataset(result, choices);
    this.last = { reading: requestId, result, choices };
    const { value, transfer } = shared({ dataset, fileOrder: fileOrder(dataset.table.fileRow) });
    this.send({ type: 'read', requestId, ...value }, transfer);
    await this.fitDemand(requestId, dataset);
  }

  /**
   * Parts as they are fitted; with the last one all products again, pooled within their categories, and how well a
   * history market of each predicts.
   */
  private async fitDemand(requestId: number, { histories }: Dataset): Promise<void> {
    const total = histories.length;
    const fitted: DemandSummary[] = [];
    const categories = categoryIndices(histories);
    for (let from = 0; from < total; from += demandPart) {
      for (const [i, history] of histories.slice(from, from + demandPart).entries())
        fitted.push(summarizeProductDemand(history, { category: categories[from + i]! }));
      const summaries = fitted.slice(from);
      if (fitted.length < total) this.send({ type: 'demand', requestId, from, total, summaries });
      if (!(await this.isStillRead(requestId))) return;
    }
    if (total === 0) return;
    const summaries = poolDemand(histories, fitted);
    const steps = holdOutSteps(histories);
    for (let done = 1; ; done++) {
      const next = steps.next();
      if (next.done === true) {
        this.send({ type: 'demand', requestId, from: 0, total, summaries, holdOuts: next.value });
        return;
      }
      if (done % demandPart === 0 && !(await this.isStillRead(requestId))) return;
    }
  }

  /** Lets other messages in; whether no other file was read meanwhile. */
  private async isStillRead(reading: number): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return this.last?.reading === reading;
  }
}
