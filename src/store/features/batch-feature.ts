// A catalogue file on its way through the policy.

import type { CatalogueOutcome, CatalogueProgress } from '../../core/decisions/price-catalogue.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { PricedCatalogue } from '../../worker/protocol/models-protocol.ts';
import { Latest, type Feature, type FeatureContext } from '../feature.ts';
import { adviceChoices } from './advice-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends BatchState {}
  interface LabActions extends BatchActions {}
}

export type BatchView =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly fileName: string;
      /** Milliseconds since 1970. */
      readonly startedAt: number;
      /** null until the first report. */
      readonly progress: CatalogueProgress | null;
      /** Rows a second since the start, refused ones counted; null until the first report. */
      readonly rowsPerSecond: number | null;
      readonly secondsLeft: number | null;
    }
  | {
      readonly status: 'done';
      readonly fileName: string;
      readonly resultName: string;
      /** The prices as CSV; the browser keeps it outside the page's memory. */
      readonly result: Blob;
      readonly outcome: CatalogueOutcome;
      readonly seconds: number;
    }
  | {
      readonly status: 'cancelled';
      readonly fileName: string;
      /** How far it had come; null before the first report. */
      readonly progress: CatalogueProgress | null;
    }
  | { readonly status: 'failed'; readonly fileName: string; readonly problem: string };

export interface BatchState {
  readonly batch: BatchView;
}

export interface BatchActions {
  /** Prices every row of the file with the model in use; one that is under way is given up. */
  startBatch(file: File): void;
  cancelBatch(): void;
  dismissBatch(): void;
}

export const noBatch: BatchState = { batch: { status: 'idle' } };

export function begunBatch(fileName: string, now: number): RunningBatch {
  return {
    status: 'running',
    fileName,
    startedAt: now,
    progress: null,
    rowsPerSecond: null,
    secondsLeft: null,
  };
}

export function batchFeature({ get, set, services }: FeatureContext): Feature<BatchActions> {
  const latest = new Latest();
  /** Milliseconds since 1970. */
  const now = () => Date.parse(services.now());
  const running = () => {
    const { batch } = get();
    return batch.status === 'running' ? batch : null;
  };

  return {
    actions: {
      startBatch: (file) => {
        const { signal, isLatest } = latest.begin();
        const { guardrails, advice, settings, costs } = get();
        const fileName = file.name;
        set({ batch: begunBatch(fileName, now()) });
        const source = { name: fileName, content: file };
        const args = { source, guardrails, advice: { ...adviceChoices(advice, settings), costs } };
        const onProgress = (progress: CatalogueProgress) => {
          const batch = running();
          if (batch) set({ batch: withProgress(batch, progress, now()) });
        };
        services.lab.call('priceCatalogue', args, { signal, onProgress }).then(
          (priced) => {
            const batch = running();
            if (batch) set({ batch: doneBatch(batch, priced, now()) });
          },
          (error: unknown) => {
            if (isLatest()) set({ batch: { status: 'failed', fileName, problem: sentenceOf(error) } });
          },
        );
      },
      cancelBatch: () => {
        const batch = running();
        latest.abort();
        if (batch)
          set({ batch: { status: 'cancelled', fileName: batch.fileName, progress: batch.progress } });
      },
      dismissBatch: () => {
        if (!running()) set(noBatch);
      },
    },
  };
}

type RunningBatch = Extract<BatchView, { status: 'running' }>;

/** `now` in milliseconds. */
function doneBatch(
  batch: RunningBatch,
  { fileName, file, outcome }: PricedCatalogue,
  now: number,
): BatchView {
  const seconds = (now - batch.startedAt) / 1000;
  return { status: 'done', fileName: batch.fileName, resultName: fileName, result: file, outcome, seconds };
}

/** `now` in milliseconds. */
export function withProgress(batch: RunningBatch, progress: CatalogueProgress, now: number): BatchView {
  const seconds = (now - batch.startedAt) / 1000;
  const { counts, bytesRead, bytesTotal } = progress;
  if (seconds <= 0) return { ...batch, progress };
  const bytesPerSecond = bytesRead / seconds;
  return {
    ...batch,
    progress,
    rowsPerSecond: (counts.priced + counts.refused) / seconds,
    secondsLeft: bytesPerSecond > 0 ? Math.max(0, bytesTotal - bytesRead) / bytesPerSecond : null,
  };
}
