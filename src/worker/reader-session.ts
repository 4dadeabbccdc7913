// The reader worker's side of its calls: from bytes to a dataset, its demand fits, and newer sales beside it.
//
// The table read last is kept, so that another answer to "money or units" and another second file need no second reading.

import type { DemandSummary } from '../core/demand/demand-summary.ts';
import { poolDemand } from '../core/demand/pool-demand.ts';
import { fileOptions, summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import { holdOutSteps } from '../core/market/hold-out.ts';
import type { CellTable } from '../core/files/read-cells.ts';
import { readSecondFile } from '../core/files/second-file/read-second-file.ts';
import { buildDataset } from '../core/table/build-dataset.ts';
import type { Dataset, ReadChoices } from '../core/table/dataset.ts';
import { fileOrder } from '../core/table/group-rows.ts';
import { withoutChoices } from '../core/table/without-choices.ts';
import { beginningOf, type FileBeginning, readEffect, type ReadEffect } from '../core/table/read-effect.ts';
import { ReadError } from '../core/table/read-error.ts';
import { inspect, readTable, type ReadResult } from '../core/table/read-table.ts';
import { byteSource } from './file-byte-source.ts';
import { abortError, Transferred, type CallContext, type Handlers } from './calls.ts';
import type {
  FittedDemand,
  FittedPart,
  ReadAnswer,
  ReaderCalls,
  ReaderSource,
} from './protocol/reader-protocol.ts';
import { shared, sharedMemory } from './share.ts';
import { watchNewer } from './watch-newer.ts';

/** Demand fits are sent in parts, so that a large catalogue's first products show soon. */
const demandPart = 25;

type ReadContext = CallContext<ReaderCalls['read']['progress']>;

export class ReaderSession {
  private last: {
    readonly reading: number;
    readonly result: ReadResult;
    readonly secondFiles: readonly CellTable[];
    readonly dataset: Dataset;
  } | null = null;

  /** Of the file that was inspected last: a workbook is unpacked once, not at every choice. */
  private beginning: { readonly parts: string; readonly of: Promise<FileBeginning> } | null = null;

  readonly handlers: Handlers<ReaderCalls> = {
    inspect: ({ source, choices }) => {
      this.beginning = null;
      return inspect(byteSource(source), choices);
    },
    effect: ({ source, choices }) => this.effect(source, choices),
    read: (args, context) =>
      this.last !== null && this.last.reading === args.reuse
        ? this.delivered(args, this.last.result, context)
        : this.read(args, context),
    fitDemand: ({ reading }, context) => fitDemand(this.held(reading).dataset, context),
    watch: ({ reading, source }, { signal }) => {
      const { dataset, secondFiles } = this.held(reading);
      return watchNewer(dataset, source, { isCancelled: () => signal.aborted }, secondFiles);
    },
  };

  /** Where a choice could mend a refusal, the person is asked for it. */
  private async read(
    args: ReaderCalls['read']['args'],
    context: ReadContext,
  ): Promise<ReadAnswer | Transferred<ReadAnswer>> {
    try {
      return await this.readWhole(args, context);
    } catch (error) {
      const question = error instanceof ReadError ? error.question : null;
      if (question === null) throw error;
      this.beginning = null;
      const preview = await inspect(byteSource(args.source), args.choices);
      return { preview: { ...preview, questions: [question] } };
    }
  }

  private async readWhole(
    args: ReaderCalls['read']['args'],
    context: ReadContext,
  ): Promise<ReadAnswer | Transferred<ReadAnswer>> {
    const { choices } = args;
    const { signal, progress } = context;
    const source = byteSource(args.source);
    const result = await readTable(source, choices, {
      onProgress: progress,
      isCancelled: () => signal.aborted,
      memory: sharedMemory,
    });
    if (signal.aborted) throw abortError();
    if (result.questions.length === 0) return this.delivered(args, result, context);
    return { preview: { ...(await inspect(source, choices)), questions: result.questions } };
  }

  private async effect(source: ReaderSource, choices: ReadChoices): Promise<ReadEffect> {
    const parts = JSON.stringify([choices.part, choices.parts]);
    if (this.beginning?.parts !== parts)
      this.beginning = { parts, of: beginningOf(byteSource(source), choices) };
    return readEffect(await this.beginning.of, withoutChoices(choices, 'part', 'parts'));
  }

  /** The reading before stays held where a second file is refused. */
  private async delivered(
    { reading, choices, secondFiles: files = [] }: ReaderCalls['read']['args'],
    result: ReadResult,
    { signal, progress }: ReadContext,
  ): Promise<Transferred<ReadAnswer>> {
    const isCancelled = () => signal.aborted;
    const secondFiles: CellTable[] = [];
    for (const file of files)
      secondFiles.push(
        await readSecondFile(byteSource(file), choices, { isCancelled, onProgress: progress }),
      );
    if (signal.aborted) throw abortError();
    const dataset = buildDataset(result, choices, secondFiles);
    this.last = { reading, result, secondFiles, dataset };
    const { value, transfer } = shared({ dataset, fileOrder: fileOrder(dataset.table.fileRow) });
    return new Transferred<ReadAnswer>(value, transfer);
  }

  /** What was read last. @throws Error in a sentence where that is another file. */
  private held(reading: number) {
    if (this.last?.reading !== reading)
      throw new Error(
        'The loaded file is no longer in memory: load it again in Data, then choose the newer sales.',
      );
    return this.last;
  }
}

/**
 * Parts as they are fitted; at the end all products, pooled within their categories, and how well a history market of
 * each predicts.
 */
async function fitDemand(
  { histories }: Dataset,
  { signal, progress }: CallContext<FittedPart>,
): Promise<FittedDemand> {
  const letOthersIn = async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (signal.aborted) throw abortError();
  };
  const fitted: DemandSummary[] = [];
  const options = fileOptions(histories);
  for (let from = 0; from < histories.length; from += demandPart) {
    for (const [i, history] of histories.slice(from, from + demandPart).entries())
      fitted.push(summarizeProductDemand(history, options(from + i)));
    if (fitted.length < histories.length) progress({ from, summaries: fitted.slice(from) });
    await letOthersIn();
  }
  const summaries = poolDemand(histories, fitted);
  const steps = holdOutSteps(histories);
  for (let done = 1; ; done++) {
    const next = steps.next();
    if (next.done === true) return { summaries, holdOuts: next.value };
    if (done % demandPart === 0) await letOthersIn();
  }
}
