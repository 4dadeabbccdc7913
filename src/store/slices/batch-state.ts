// A catalogue file on its way through the policy, as the page sees it. Pure: requests and events in, state out.

import type { CatalogueOutcome, CatalogueProgress } from '../../core/decisions/price-catalogue.ts';
import type { LabEvent } from '../../worker/protocol.ts';

export type BatchView =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly requestId: number;
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

export function begunBatch(requestId: number, fileName: string, now: number): BatchView {
  return {
    status: 'running',
    requestId,
    fileName,
    startedAt: now,
    progress: null,
    rowsPerSecond: null,
    secondsLeft: null,
  };
}

/** The batch after one event of the worker; events about another request change nothing. `now` in milliseconds. */
export function applyBatchEvent(batch: BatchView, event: LabEvent, now: number): BatchView {
  if (batch.status !== 'running') return batch;
  const { fileName, requestId } = batch;
  switch (event.type) {
    case 'batchProgress':
      return event.requestId === requestId ? withProgress(batch, event.progress, now) : batch;
    case 'batchDone':
      return event.requestId === requestId
        ? {
            status: 'done',
            fileName,
            resultName: event.fileName,
            result: event.file,
            outcome: event.outcome,
            seconds: (now - batch.startedAt) / 1000,
          }
        : batch;
    case 'batchCancelled':
      return event.requestId === requestId
        ? { status: 'cancelled', fileName, progress: batch.progress }
        : batch;
    case 'failed':
      // Without ids it is the worker itself that died, and the batch with it.
      return event.requestId === requestId || (event.requestId === null && event.runId === null)
        ? { status: 'failed', fileName, problem: event.message }
        : batch;
    default:
      return batch;
  }
}

function withProgress(
  batch: Extract<BatchView, { status: 'running' }>,
  progress: CatalogueProgress,
  now: number,
): BatchView {
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
