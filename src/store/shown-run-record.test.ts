import { expect, test } from 'vitest';

import { portfolioRun, smallRun } from '../core/export/run/run-fixture.ts';
import type { LabState } from './lab-state.ts';
import { runRecordOf, runViewOf } from './shown-run-record.ts';

test('runViewOf: a reopened run says of its policy what it said, and becomes the same record again', () => {
  for (const record of [
    portfolioRun,
    { ...smallRun, marketCheck: { kind: 'none' as const, problem: 'It was not checked.' } },
  ]) {
    const view = runViewOf(record, null);
    expect(view).toMatchObject({
      marketCheck: record.marketCheck,
      portfolioCheck: record.portfolioCheck,
      baselines: record.baselines,
    });
    const state = {
      run: view,
      data: { status: 'empty' },
      model: null,
      backend: { name: 'wasm' },
      runStartedAt: { runId: record.runId, at: record.startedAt },
      storedRuns: [{ runId: record.runId, data: record.data }],
    } as unknown as LabState;
    expect(runRecordOf(state)).toEqual(record);
  }
});
