import { expect, test } from 'vitest';

import { smallRun } from '../core/export/run/run-fixture.ts';
import { settingsOfRecord } from '../core/run/run-settings.ts';
import type { LabState } from './lab-state.ts';
import { reportContent } from './report-content.ts';
import { runViewOf } from './shown-run-record.ts';

/** A project of old on the page, whose run and model knew no final learning rate. */
function opened(cardChanges: Record<string, unknown> = {}): LabState {
  const older = Object.fromEntries(
    Object.entries(smallRun.settings).filter(([name]) => name !== 'finalLearningRate'),
  );
  const card = { seed: 7, data: smallRun.data, settings: { ...older, ...cardChanges } };
  return {
    run: runViewOf({ ...smallRun, settings: settingsOfRecord(older) }, null),
    model: { id: 'm', origin: 'import', card },
    models: [],
    suggestions: [{ productId: 'tea', price: 20 }],
    data: { status: 'empty' },
    demand: [],
    book: { decisions: {}, done: [] },
    advice: { mostChanges: null },
    storedRuns: [{ runId: smallRun.runId, data: smallRun.data }],
    backend: null,
    runStartedAt: null,
  } as unknown as LabState;
}

const runIn = async (state: LabState) =>
  (await reportContent(state, '2026-11-22T10:00:00.000Z', [], () => Promise.resolve()))!.run;

test('reportContent: an opened model has the run that agrees in every setting its card knows', async () => {
  expect(await runIn(opened())).toMatchObject({ runId: 'run-1', settings: { finalLearningRate: 1 } });
  expect(await runIn(opened({ gamma: 0.5 }))).toBeNull();
});
