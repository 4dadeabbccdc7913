import { expect, test } from 'vitest';

import type { CatalogueProgress } from '../../core/decisions/price-catalogue.ts';
import type { Guardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { LabRequest } from '../../worker/protocol.ts';
import { usualAdvice } from './advice-state.ts';
import { batchSlice } from './batch-slice.ts';
import { applyBatchEvent, begunBatch, noBatch, type BatchState } from './batch-state.ts';

const counts = {
  priced: 900,
  up: 500,
  down: 300,
  unchanged: 90,
  over20Percent: 10,
  atFloor: 5,
  infeasible: 10,
  costMissing: 3,
  refused: 100,
};
const progress: CatalogueProgress = { counts, bytesRead: 25_000, bytesTotal: 100_000 };
const begun = begunBatch(7, 'items.csv', 1_000);

test('applyBatchEvent: rows a second and the time left follow from what is done', () => {
  // 1,000 rows and 25,000 of 100,000 bytes in 2 s: 500 rows a second, 6 s left.
  expect(applyBatchEvent(begun, { type: 'batchProgress', requestId: 7, progress }, 3_000)).toMatchObject({
    status: 'running',
    rowsPerSecond: 500,
    secondsLeft: 6,
  });
});

test('applyBatchEvent: another request changes nothing', () => {
  expect(applyBatchEvent(begun, { type: 'batchProgress', requestId: 6, progress }, 3_000)).toBe(begun);
  expect(applyBatchEvent(begun, { type: 'batchCancelled', requestId: 6 }, 3_000)).toBe(begun);
  expect(applyBatchEvent(begun, { type: 'failed', runId: 'r', requestId: null, message: 'run' }, 3_000)).toBe(
    begun,
  );
});

test('applyBatchEvent: done, cancelled and failed end it', () => {
  const file = new Blob(['a']);
  const outcome = { counts, problems: [{ row: 3, message: 'no price' }] };
  expect(
    applyBatchEvent(
      begun,
      { type: 'batchDone', requestId: 7, fileName: 'items-prices.csv', file, outcome },
      5_000,
    ),
  ).toMatchObject({ status: 'done', resultName: 'items-prices.csv', seconds: 4 });
  expect(applyBatchEvent(begun, { type: 'batchCancelled', requestId: 7 }, 5_000)).toMatchObject({
    status: 'cancelled',
  });
  expect(
    applyBatchEvent(begun, { type: 'failed', runId: null, requestId: 7, message: 'refused' }, 5_000),
  ).toEqual({ status: 'failed', fileName: 'items.csv', problem: 'refused' });
});

test('batchSlice: a second file gives up the first, and late news of it is not taken', () => {
  let state: BatchState = noBatch;
  const sent: LabRequest[] = [];
  let id = 0;
  const slice = batchSlice({
    get: () => ({ ...state, ...usualAdvice, guardrails: {} as Guardrails, settings: defaultSettings }),
    set: (next) => (state = next),
    send: (message) => sent.push(message),
    nextRequestId: () => ++id,
    now: () => 0,
  });
  slice.actions.startBatch(new File(['a'], 'first.csv'));
  slice.actions.startBatch(new File(['b'], 'second.csv'));
  expect(sent.map(({ type }) => type)).toEqual(['batch', 'cancelBatch', 'batch']);
  slice.onLabEvent({ type: 'batchCancelled', requestId: 1 });
  expect(state.batch).toMatchObject({ status: 'running', fileName: 'second.csv' });
  expect([slice.isBatch(1), slice.isBatch(2)]).toEqual([false, true]);
  slice.actions.cancelBatch();
  slice.onLabEvent({ type: 'batchCancelled', requestId: 2 });
  expect(state.batch.status).toBe('cancelled');
  slice.actions.dismissBatch();
  expect(state).toBe(noBatch);
});
