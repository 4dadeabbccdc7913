// What the page holds of the file on it and of one on its way in.

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { ProductHoldOut } from '../../core/market/hold-out-figures.ts';
import type { Dataset, FilePreview, ReadChoices } from '../../core/table/dataset.ts';
import type { ReadEffect } from '../../core/table/read-effect.ts';
import type { ReadProgress } from '../../core/table/read-hooks.ts';

/** The demo files in `public/demo/`. */
export const demoFiles = [
  {
    id: 'marketplace',
    file: 'marketplace-product.csv',
    label: 'One marketplace product',
    description: 'About 160 days of one product in the native columns, with the usual quirks of such files.',
  },
  {
    id: 'catalogue',
    file: 'catalogue.csv',
    label: 'A catalogue of 60 products',
    description: 'Cost, stock, a rival and conversions; its current prices earn a margin of about 15 %.',
  },
  {
    id: 'grocery',
    file: 'grocery-weekly.csv',
    label: 'Real groceries, weekly',
    description: '80 US products over 53 weeks with real promotions (completejourney, CC0).',
  },
] as const;
export type DemoId = (typeof demoFiles)[number]['id'];

export type DataState =
  | { readonly status: 'empty' }
  | { readonly status: 'inspecting'; readonly fileName: string }
  /** The person must answer `preview.questions` (or asked to change the columns). */
  | { readonly status: 'asking'; readonly preview: FilePreview }
  | { readonly status: 'reading'; readonly fileName: string; readonly progress: ReadProgress }
  /** `reading` is this dataset's id: another answer about the same file makes another one. */
  | ReadyData;

export interface ReadyData {
  readonly status: 'ready';
  readonly dataset: Dataset;
  /** Places of the table's rows in the order of the file. [rows] */
  readonly fileOrder: Uint32Array;
  readonly reading: number;
}

export interface FileState {
  /** The demo that was asked for last; null once a file of one's own was. */
  readonly demo: DemoId | null;
  readonly data: DataState;
  /** What the answers of the mapping dialog make of the file's first rows; null before they are tried. */
  readonly effect: ReadEffect | null;
  /** The answers that the file on the page was read with; empty where it needed none. */
  readonly answers: ReadChoices;
  /** Whether those answers were given for an earlier file with the same header. */
  readonly answersAreRemembered: boolean;
  /** A second file on its way in beside the file on the page; null while none is read. */
  readonly joining: { readonly fileName: string; readonly progress: ReadProgress } | null;
  /** A refusal or failure of reading, as a sentence. An earlier dataset stays loaded. */
  readonly dataProblem: string | null;
  /** Demand fits by position in `dataset.histories`; they arrive after the dataset, in parts. */
  readonly demand: readonly DemandSummary[];
  /** How well a history market of each product predicts, in the same order; they come with the last of the fits. */
  readonly holdOuts: readonly ProductHoldOut[];
  /** Index into `dataset.histories` of the product that charts and details show. */
  readonly shownProduct: number;
}

export const noFile: FileState = {
  demo: null,
  data: { status: 'empty' },
  effect: null,
  answers: {},
  answersAreRemembered: false,
  joining: null,
  dataProblem: null,
  demand: [],
  holdOuts: [],
  shownProduct: 0,
};
