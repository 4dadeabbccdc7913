import { expect, test } from 'vitest';

import type { CatalogueProgress } from '../../core/decisions/price-catalogue.ts';
import { contextOf } from '../context-fixture.ts';
import { batchFeature, begunBatch, withProgress } from './batch-feature.ts';

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

test('withProgress: rows a second and the time left follow from what is done', () => {
  // 1,000 rows and 25,000 of 100,000 bytes in 2 s: 500 rows a second, 6 s left.
  expect(withProgress(begunBatch('items.csv', 1_000), progress, 3_000)).toMatchObject({
    status: 'running',
    rowsPerSecond: 500,
    secondsLeft: 6,
  });
});

function room() {
  let seconds = 0;
  const { context, lab, state } = contextOf(
    {},
    { now: () => new Date(Date.UTC(2026, 10, 22, 10, 0, seconds)).toISOString() },
  );
  const { actions } = batchFeature(context);
  return { actions, lab, batch: () => state().batch, pass: (more: number) => (seconds += more) };
}

test('batchFeature: progress on the way, then the file and how long it took', async () => {
  const { actions, lab, batch, pass } = room();
  actions.startBatch(new File(['a'], 'items.csv'));
  expect(lab.last()).toMatchObject({ name: 'priceCatalogue', args: { source: { name: 'items.csv' } } });
  pass(2);
  lab.last().progress(progress);
  expect(batch()).toMatchObject({ status: 'running', rowsPerSecond: 500 });
  pass(2);
  const outcome = { counts, problems: [{ row: 3, message: 'no price' }] };
  await lab.last().answer({ fileName: 'items-prices.csv', file: new Blob(['a']), outcome });
  expect(batch()).toMatchObject({ status: 'done', resultName: 'items-prices.csv', seconds: 4, outcome });
});

test('batchFeature: what is refused is a sentence, also where the worker dies', async () => {
  const { actions, lab, batch } = room();
  actions.startBatch(new File(['a'], 'items.csv'));
  await lab.last().refuse('refused');
  expect(batch()).toEqual({ status: 'failed', fileName: 'items.csv', problem: 'refused' });
});

test('batchFeature: a second file gives up the first, and late news of it is not taken', async () => {
  const { actions, lab, batch } = room();
  actions.startBatch(new File(['a'], 'first.csv'));
  const first = lab.last();
  actions.startBatch(new File(['b'], 'second.csv'));
  expect(first.isAborted()).toBe(true);
  first.progress(progress);
  await first.refuse('late');
  expect(batch()).toMatchObject({ status: 'running', fileName: 'second.csv', progress: null });
  actions.cancelBatch();
  expect(lab.last().isAborted()).toBe(true);
  expect(batch()).toMatchObject({ status: 'cancelled', fileName: 'second.csv' });
  actions.dismissBatch();
  expect(batch()).toEqual({ status: 'idle' });
});
