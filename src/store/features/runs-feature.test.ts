import { expect, test } from 'vitest';

import { smallRun } from '../../core/export/run/run-fixture.ts';
import type { RunSummary, ResumedRun } from '../../worker/protocol/run-protocol.ts';
import { contextOf } from '../context-fixture.ts';
import type { LabState } from '../lab-state.ts';
import { emptyRun } from '../run-view.ts';
import { interruptedRuns, mostComparedRuns, runsFeature } from './runs-feature.ts';

function room(changes: Partial<LabState> = {}) {
  const { context, lab, state } = contextOf(changes);
  const { actions, onLabEvent, onLabDeath } = runsFeature(context);
  return { actions, hear: onLabEvent!, die: onLabDeath!, lab, state };
}

const kept = (runId: string, changes: Partial<RunSummary> = {}) =>
  ({ runId, state: 'finished', updatedAt: '10:00', data: null, ...changes }) as RunSummary;

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
  times: [{ step: 60, seconds: 3 }],
  losses: smallRun.losses,
  evaluations: smallRun.evaluations,
  progress: { step: 60 } as ResumedRun['progress'],
};

test('resumeRun: the run goes on with what it had told, and knows its file again', () => {
  const data = { status: 'ready', reading: 4, dataset: { fingerprint: smallRun.data!.fingerprint } } as never;
  const { actions, hear, lab, state } = room({ data });
  actions.resumeRun('a');
  actions.resumeRun('b');
  expect(lab.calls).toMatchObject([{ name: 'resumeRun', args: { runId: 'a' } }]);
  hear({ type: 'resumed', run: { ...resumed, runId: 'b' } });
  expect(state().run).toBe(emptyRun);
  hear({ type: 'resumed', run: resumed });
  expect(state()).toMatchObject({
    resuming: null,
    run: {
      runId: 'a',
      state: 'training',
      reading: 4,
      progress: { step: 60 },
      episodes: smallRun.episodes,
      times: resumed.times,
    },
    runStartedAt: { runId: 'a', at: '2026-11-22T09:00:00.000Z' },
  });
});

test('resumeRun: not while a run is under way; a refusal is shown and the offer stands again', async () => {
  const busy = room({ run: { ...emptyRun, state: 'training' } });
  busy.actions.resumeRun('a');
  expect(busy.lab.calls).toEqual([]);
  expect(busy.state().runsProblem).toMatch(/^A run is under way/);

  const { actions, lab, state } = room();
  actions.resumeRun('a');
  await lab.last().refuse('That run is under way in another tab of this browser.');
  expect(state()).toMatchObject({
    resuming: null,
    runsProblem: 'That run is under way in another tab of this browser.',
  });
  actions.dismissRunsProblem();
  expect(state().runsProblem).toBeNull();
});

const curvesOf = (runId: string) => ({
  runId,
  episodeSteps: Float64Array.of(30),
  episodeReturns: Float64Array.of(1),
  evaluations: [],
  times: [],
});
const runsEvent = (...runs: RunSummary[]) => ({ type: 'runs', runs, problem: null }) as const;

test('compareRun: curves are asked for once, and again when the run was kept anew; those gone are left out', async () => {
  const { actions, hear, lab, state } = room();
  hear(runsEvent(kept('a'), kept('b'), kept('live', { state: 'live' })));
  for (const runId of ['a', 'b', 'live']) actions.compareRun(runId, true);
  expect(lab.calls.map(({ args }) => args)).toEqual([
    { runIds: ['a'] },
    { runIds: ['a', 'b'] },
    { runIds: ['a', 'b'] },
  ]);
  await lab.last().answer(['a', 'b'].map(curvesOf));
  const asked = lab.calls.length;
  hear(runsEvent(kept('a'), kept('b', { updatedAt: '10:30' })));
  expect(lab.calls.slice(asked)).toMatchObject([{ name: 'readRuns', args: { runIds: ['b'] } }]);
  expect(state().comparedRuns).toEqual(['a', 'b']);
  actions.compareRun('a', false);
  expect(state().comparedRuns).toEqual(['b']);
  actions.compareNothing();
  expect(state().comparedRuns).toEqual([]);
});

test('compareRun: curves read while the run was kept anew count as those asked for, and are read again', async () => {
  const { actions, hear, lab, state } = room();
  hear(runsEvent(kept('a')));
  actions.compareRun('a', true);
  const [first] = lab.calls;
  hear(runsEvent(kept('a', { updatedAt: '10:30' })));
  await first!.answer([curvesOf('a')]);
  expect(state().runCurves['a']?.keptAt).toBe('10:00');
  await lab.last().answer([curvesOf('a')]);
  expect(state().runCurves['a']?.keptAt).toBe('10:30');
  hear(runsEvent(kept('a', { updatedAt: '10:30' })));
  expect(lab.calls).toHaveLength(2);
});

test('deleteRuns: a refusal stands until the person goes on, also while curves are read by themselves', async () => {
  const { actions, hear, lab, state } = room();
  hear(runsEvent(kept('a')));
  actions.compareRun('a', true);
  actions.deleteRuns(['a']);
  await lab.last().refuse('That run is under way in another tab of this browser.');
  hear(runsEvent(kept('a', { updatedAt: '10:30' })));
  expect(lab.last().name).toBe('readRuns');
  expect(state().runsProblem).toBe('That run is under way in another tab of this browser.');
  actions.renameRun('a', 'Tea');
  expect(state().runsProblem).toBeNull();
});

test('compareRun: the first chosen goes where there are too many', () => {
  const { actions, state } = room();
  for (let i = 0; i <= mostComparedRuns; i++) actions.compareRun(String(i), true);
  expect(state().comparedRuns).toHaveLength(mostComparedRuns);
  expect(state().comparedRuns[0]).toBe('1');
});

test('a worker that dies is asked for the runs it left behind, but not one that dies at once', () => {
  const { hear, die, lab } = room();
  die('gone');
  expect(lab.names()).toEqual([]);
  hear(runsEvent());
  die('gone');
  die('gone');
  expect(lab.names()).toEqual(['listRuns']);
});

test('interruptedRuns: those that nobody drives', () => {
  expect(interruptedRuns(null)).toEqual([]);
  const runs = [kept('a', { state: 'interrupted' }), kept('b', { state: 'elsewhere' }), kept('c')];
  expect(interruptedRuns(runs).map(({ runId }) => runId)).toEqual(['a']);
});
