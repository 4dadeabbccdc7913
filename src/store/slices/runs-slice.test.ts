import { expect, test } from 'vitest';

import { smallRun } from '../../core/export/run/run-fixture.ts';
import type { LabRequest } from '../../worker/protocol.ts';
import type { KeptRun, ResumedRun } from '../../worker/run-archive/kept-run.ts';
import { emptyRun, type LabState } from '../lab-state.ts';
import { runsSlice } from './runs-slice.ts';
import { interruptedRuns, mostComparedRuns, noRuns } from './runs-state.ts';

function room(changes: Partial<LabState> = {}) {
  let state = {
    ...noRuns,
    run: emptyRun,
    data: { status: 'empty' },
    model: null,
    ...changes,
  } as unknown as LabState;
  const sent: LabRequest[] = [];
  let id = 0;
  const slice = runsSlice({
    get: () => state,
    set: (next) => (state = { ...state, ...next }),
    send: (message) => sent.push(message),
    nextRequestId: () => ++id,
  });
  return { slice, sent, state: () => state };
}

const kept = (runId: string, changes: Partial<KeptRun> = {}) =>
  ({ runId, state: 'finished', updatedAt: '10:00', data: null, ...changes }) as KeptRun;

const resumed: ResumedRun = {
  runId: 'a',
  createdAt: '2026-11-22T09:00:00.000Z',
  settings: smallRun.settings,
  productNames: ['Tea'],
  data: smallRun.data,
  marketCheck: null,
  rewardPartNames: smallRun.rewardPartNames,
  baselines: smallRun.baselines,
  episodes: smallRun.episodes,
  losses: smallRun.losses,
  evaluations: smallRun.evaluations,
  progress: { step: 60 } as ResumedRun['progress'],
};

test('resumeRun: the run goes on with what it had told, and knows its file again', () => {
  const data = { status: 'ready', reading: 4, dataset: { fingerprint: smallRun.data!.fingerprint } } as never;
  const { slice, sent, state } = room({ data });
  slice.actions.resumeRun('a');
  slice.actions.resumeRun('b');
  expect(sent).toEqual([{ type: 'resumeRun', requestId: 1, runId: 'a' }]);
  slice.onLabEvent({ type: 'resumed', requestId: 9, run: resumed });
  expect(state().run).toBe(emptyRun);
  slice.onLabEvent({ type: 'resumed', requestId: 1, run: resumed });
  expect(state()).toMatchObject({
    resuming: null,
    run: { runId: 'a', state: 'training', reading: 4, progress: { step: 60 }, episodes: smallRun.episodes },
    runStartedAt: { runId: 'a', at: '2026-11-22T09:00:00.000Z' },
  });
});

test('resumeRun: not while a run is under way; a refusal is shown and the offer stands again', () => {
  const busy = room({ run: { ...emptyRun, state: 'training' } });
  busy.slice.actions.resumeRun('a');
  expect(busy.sent).toEqual([]);
  expect(busy.state().runsProblem).toMatch(/^A run is under way/);

  const { slice, state } = room();
  slice.actions.resumeRun('a');
  expect(slice.onFailed(7, 'of another request')).toBe(false);
  expect(slice.onFailed(1, 'That run is under way in another tab of this browser.')).toBe(true);
  expect(state()).toMatchObject({
    resuming: null,
    runsProblem: 'That run is under way in another tab of this browser.',
  });
  slice.actions.dismissRunsProblem();
  expect(state().runsProblem).toBeNull();
});

test('compareRun: curves are asked for once, and again when the run was kept anew; those gone are left out', () => {
  const { slice, sent, state } = room();
  slice.onLabEvent({
    type: 'runs',
    runs: [kept('a'), kept('b'), kept('live', { state: 'live' })],
    problem: null,
  });
  for (const runId of ['a', 'b', 'live']) slice.actions.compareRun(runId, true);
  expect(sent.map((request) => request.type === 'readRuns' && request.runIds)).toEqual([
    ['a'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  const curves = ['a', 'b'].map(curvesOf);
  slice.onLabEvent({ type: 'runCurves', requestId: 3, curves });
  const asked = sent.length;
  slice.onLabEvent({ type: 'runs', runs: [kept('a'), kept('b', { updatedAt: '10:30' })], problem: null });
  expect(sent.slice(asked)).toMatchObject([{ type: 'readRuns', runIds: ['b'] }]);
  expect(state().comparedRuns).toEqual(['a', 'b']);
  slice.actions.compareRun('a', false);
  expect(state().comparedRuns).toEqual(['b']);
  slice.actions.compareNothing();
  expect(state().comparedRuns).toEqual([]);
});

const curvesOf = (runId: string) => ({
  runId,
  episodeSteps: Float64Array.of(30),
  episodeReturns: Float64Array.of(1),
  evaluations: [],
});

test('compareRun: curves read while the run was kept anew count as those asked for, and are read again', () => {
  const { slice, sent, state } = room();
  slice.onLabEvent({ type: 'runs', runs: [kept('a')], problem: null });
  slice.actions.compareRun('a', true);
  slice.onLabEvent({ type: 'runs', runs: [kept('a', { updatedAt: '10:30' })], problem: null });
  slice.onLabEvent({ type: 'runCurves', requestId: 1, curves: [curvesOf('a')] });
  expect(state().runCurves['a']?.keptAt).toBe('10:00');
  slice.onLabEvent({ type: 'runCurves', requestId: 2, curves: [curvesOf('a')] });
  expect(state().runCurves['a']?.keptAt).toBe('10:30');
  slice.onLabEvent({ type: 'runs', runs: [kept('a', { updatedAt: '10:30' })], problem: null });
  expect(sent).toHaveLength(2);
});

test('deleteRuns: a refusal stands until the person goes on, also while curves are read by themselves', () => {
  const { slice, sent, state } = room();
  slice.onLabEvent({ type: 'runs', runs: [kept('a')], problem: null });
  slice.actions.compareRun('a', true);
  slice.actions.deleteRuns(['a']);
  slice.onFailed(2, 'That run is under way in another tab of this browser.');
  slice.onLabEvent({ type: 'runs', runs: [kept('a', { updatedAt: '10:30' })], problem: null });
  expect(sent.at(-1)).toMatchObject({ type: 'readRuns', requestId: 3 });
  expect(state().runsProblem).toBe('That run is under way in another tab of this browser.');
  slice.actions.renameRun('a', 'Tea');
  expect(state().runsProblem).toBeNull();
});

test('compareRun: the first chosen goes where there are too many', () => {
  const { slice, state } = room();
  for (let i = 0; i <= mostComparedRuns; i++) slice.actions.compareRun(String(i), true);
  expect(state().comparedRuns).toHaveLength(mostComparedRuns);
  expect(state().comparedRuns[0]).toBe('1');
});

test('a worker that dies is asked for the runs it left behind, but not one that dies at once', () => {
  const { slice, sent } = room();
  const death = { type: 'failed', runId: null, requestId: null, message: 'gone' } as const;
  slice.onLabEvent(death);
  expect(sent).toEqual([]);
  slice.onLabEvent({ type: 'runs', runs: [], problem: null });
  slice.onLabEvent(death);
  slice.onLabEvent(death);
  expect(sent).toEqual([{ type: 'listRuns' }]);
});

test('interruptedRuns: those that nobody drives', () => {
  expect(interruptedRuns(null)).toEqual([]);
  const runs = [kept('a', { state: 'interrupted' }), kept('b', { state: 'elsewhere' }), kept('c')];
  expect(interruptedRuns(runs).map(({ runId }) => runId)).toEqual(['a']);
});
