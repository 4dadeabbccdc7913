// What the page can call on the reader worker, which turns a file into a dataset.

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { ProductHoldOut } from '../../core/market/hold-out-figures.ts';
import type { SimulatedDrift } from '../../core/monitor/simulated-newer.ts';
import type { SalesWatch } from '../../core/monitor/watch.ts';
import type { Dataset, FilePreview, ReadChoices } from '../../core/table/dataset.ts';
import type { ReadEffect } from '../../core/table/read-effect.ts';
import type { ReadProgress } from '../../core/table/read-hooks.ts';

export interface ReaderSource {
  readonly name: string;
  readonly content: Blob;
}

export interface ReaderCalls {
  readonly inspect: {
    readonly args: { readonly source: ReaderSource; readonly choices: ReadChoices };
    readonly result: FilePreview;
  };
  /** What the choices make of the first rows of the file that was inspected last. */
  readonly effect: {
    readonly args: { readonly source: ReaderSource; readonly choices: ReadChoices };
    readonly result: ReadEffect;
  };
  readonly read: {
    readonly args: {
      /** An id for what is read: other answers about the same file make another one. */
      readonly reading: number;
      readonly source: ReaderSource;
      readonly choices: ReadChoices;
      /** Files to join to the sales, in this order; absent means none. */
      readonly secondFiles?: readonly ReaderSource[];
      /** The reading of this very file whose table may serve again, because only `salesMeaning` or `secondFiles` differ; else null. */
      readonly reuse: number | null;
    };
    readonly result: ReadAnswer;
    readonly progress: ReadProgress;
  };
  /**
   * Demand fits of a reading, in the order of `dataset.histories`; parts of them on the way. They go on while the next
   * file is looked at.
   */
  readonly fitDemand: {
    readonly args: { readonly reading: number };
    readonly result: FittedDemand;
    readonly progress: FittedPart;
  };
  /** Compares newer sales with what the file of `reading` lets expect; a null source makes simulated ones. */
  readonly watch: {
    readonly args: { readonly reading: number; readonly source: ReaderSource | null };
    readonly result: WatchAnswer;
  };
}

export type ReadAnswer =
  | {
      readonly dataset: Dataset;
      /** Places of the table's rows in the order of the file. [rows] */
      readonly fileOrder: Uint32Array;
    }
  /** Something has to be answered first: `questions` are not empty. */
  | { readonly preview: FilePreview };

/** Fits before pooling; `from` is the first one's index. */
export interface FittedPart {
  readonly from: number;
  readonly summaries: readonly DemandSummary[];
}

/** All products, pooled within their categories. */
export interface FittedDemand {
  readonly summaries: readonly DemandSummary[];
  /** How well a history market of each product predicts, in the same order. */
  readonly holdOuts: readonly ProductHoldOut[];
}

/** What came of newer sales. */
export interface WatchAnswer {
  readonly watch: SalesWatch;
  /** All sales as one file, with what to read it with. */
  readonly joined: { readonly source: ReaderSource; readonly choices: ReadChoices };
  /** What was made to drift in simulated sales; null for a file. */
  readonly simulated: readonly SimulatedDrift[] | null;
}
