import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';

import type { EvaluationRecord, RunProgress } from '../../core/run/events.ts';
import { settled, fakeServices } from '../context-fixture.ts';
import { createLabStore } from '../lab-store.ts';
import { shownSweepZip } from '../sweep-export.ts';
import { plannedSweep, shownSweep } from './sweep-feature.ts';

const evaluation = (meanReturn: number, profit: number | null): EvaluationRecord => ({
  step: 100,
  meanReturn,
  returns: [meanReturn],
  gapClosed: 0.5,
  gapInterval: null,
  againstKeep: null,
  profit: profit === null ? null : { mean: profit, againstKeep: null },
  isBest: true,
});

function lab() {
  const fake = fakeServices();
  const store = createLabStore(fake.services, 'auto');
  const { actions } = store.getState();
  actions.applySettings({ market: 'demand', demandSource: 'preset', trainingSteps: 100, seed: 3 });
  const state = () => store.getState();
  const end = async (runId: string, meanReturn: number, step = 100) => {
    const progress = { step, totalSteps: 100, updates: 1, elapsedSeconds: 1 } as RunProgress;
    const report = {
      progress,
      episodes: [],
      losses: [],
      evaluations: [evaluation(meanReturn, null)],
      path: [],
    };
    store.onLabEvent({ type: 'report', runId, report });
    store.onLabEvent({ type: 'state', runId, state: 'finished' });
    await settled();
  };
  const started = () =>
    fake.lab.calls.flatMap(({ name, args }) =>
      name === 'startRun'
        ? [(args as { plan: { settings: { seed: number; gamma: number }; sweep?: object } }).plan]
        : [],
    );
  return { ...fake, store, state, actions, end, started };
}

test('a sweep of seeds trains them one after the other, and shows what came of each', async () => {
  const { actions, state, end, started } = lab();
  actions.setSeeds(3);
  actions.startSweep();
  expect(started().map(({ settings, sweep }) => [settings.seed, sweep])).toEqual([
    [3, { id: 'run-1', title: '3 seeds', over: [], index: 0, of: 3 }],
  ]);
  await end('run-2', 5);
  await end('run-3', 9);
  expect(shownSweep(state())!.runs.map(({ state: was, best }) => [was, best?.meanReturn])).toEqual([
    ['finished', 5],
    ['finished', 9],
    ['training', undefined],
  ]);
  await end('run-4', 7);
  expect(started().map(({ settings }) => settings.seed)).toEqual([3, 4, 5]);
  expect(state().sweep!.isUnderWay).toBe(false);
  // The form is as it was.
  expect(state().settings.seed).toBe(3);
});

test('a run that is stopped ends its sweep; one that failed does not', async () => {
  const { actions, state, store, end, started } = lab();
  actions.setSeeds(3);
  actions.startSweep();
  store.onLabEvent({ type: 'failed', runId: 'run-2', message: 'The device was lost.' });
  await settled();
  expect(started()).toHaveLength(2);
  await end('run-3', 4, 60);
  expect(started()).toHaveLength(2);
  expect(state().sweep!.isUnderWay).toBe(false);
  expect(shownSweep(state())!.runs.map((run) => run.state)).toEqual(['failed', 'finished', 'waiting']);
});

test('a run started by hand ends the sweep', async () => {
  const { actions, state, end, started } = lab();
  actions.setSeeds(2);
  actions.startSweep();
  actions.startTraining();
  expect(state().sweep!.isUnderWay).toBe(false);
  await end('run-3', 4);
  expect(started()).toHaveLength(2);
});

test('a sweep over a setting: what the form says, its problem in words, and its files', async () => {
  const { actions, state, end } = lab();
  actions.setSwept([{ name: 'gamma', text: '0.9, many' }]);
  expect(plannedSweep(state())).toEqual({ problem: expect.stringContaining('"gamma"') as string });
  actions.setSwept([{ name: 'gamma', text: '0.9, 0.99' }]);
  actions.startSweep();
  await end('run-2', 5);
  await end('run-3', 6);
  const files = unzipSync(shownSweepZip(state())!.bytes);
  expect(strFromU8(files['runs.csv']!)).toBe(
    'run,seed,gamma,state,step,profit_an_episode,evaluation_return,gap_closed\r\n' +
      '1,3,0.9,finished,100,,5,0.5\r\n2,3,0.99,finished,100,,6,0.5\r\n',
  );
  const { runs } = JSON.parse(strFromU8(files['sweep.json']!)) as { runs: { settings: { gamma: number } }[] };
  expect(runs.map(({ settings }) => settings.gamma)).toEqual([0.9, 0.99]);
});

test('one seed and nothing swept is a run of its own', () => {
  const { actions, state, started } = lab();
  actions.startSweep();
  expect(started()[0]!.sweep).toBeUndefined();
  expect(state().sweep).toBeNull();
});
