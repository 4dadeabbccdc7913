import { expect, test } from 'vitest';

import { lookedAt, smallRun } from '../../core/export/run/run-fixture.ts';
import { decodeCurves, encodeCurves, mostRecords, RunHistory, thinned } from './run-curves.ts';

test('encodeCurves: curves come back as they were', () => {
  const { episodes, losses, evaluations } = smallRun;
  const all = { episodes, losses, evaluations, times: [{ step: 60, seconds: 1.5 }] };
  expect(decodeCurves(structuredClone(encodeCurves(all)))).toEqual(all);
  const nothing = { episodes: [], losses: [], evaluations: [], times: [] };
  expect(decodeCurves(encodeCurves(nothing))).toEqual(nothing);
});

test('decodeCurves: curves kept before times were recorded have none', () => {
  const { episodes, losses, evaluations } = smallRun;
  const { times, ...older } = encodeCurves({
    episodes,
    losses,
    evaluations,
    times: [{ step: 60, seconds: 1 }],
  });
  expect(times!.step).toHaveLength(1);
  expect(decodeCurves(older)).toEqual({ episodes, losses, evaluations, times: [] });
});

test('RunHistory: every report marks when its step was done, also after a run goes on', () => {
  const { episodes, losses, evaluations } = smallRun;
  const nothing = { episodes: [], losses: [], evaluations: [] };
  const at = (step: number, elapsedSeconds: number) => ({
    ...nothing,
    progress: { step, elapsedSeconds } as never,
  });
  const history = new RunHistory();
  history.add(at(0, 1));
  history.add(at(30, 2));
  const { times } = decodeCurves(history.columns());
  expect(times).toEqual([{ step: 30, seconds: 2 }]);
  const known = { ...smallRun, episodes, losses, evaluations, times, progress: null };
  const later = new RunHistory(known);
  later.add(at(60, 5));
  expect(decodeCurves(later.columns()).times).toEqual([
    { step: 30, seconds: 2 },
    { step: 60, seconds: 5 },
  ]);
});

test('thinned: the newer half stays whole, the older one evenly', () => {
  const list = Array.from({ length: 10 }, (_, i) => i);
  expect(thinned(list, 10)).toEqual(list);
  expect(thinned(list, 4)).toEqual([0, 4, 8, 9]); // of 0 to 7 every fourth
  expect(thinned(list, 4, (value) => value === 5)).toEqual([0, 4, 5, 8, 9]);
  const long = Array.from({ length: 3 * mostRecords + 1 }, (_, i) => i);
  expect(thinned(long, mostRecords).length).toBeLessThanOrEqual(mostRecords);
});

test('RunHistory: goes on from what a run had told, and knows its best evaluation', () => {
  const { episodes, losses, evaluations, baselines, rewardPartNames } = smallRun;
  const progress = { step: 60 } as never;
  const history = new RunHistory({
    episodes,
    losses,
    evaluations,
    baselines,
    rewardPartNames,
    times: [],
    progress,
  });
  expect(history.progress).toBe(progress);
  const worse = { ...evaluations[0]!, step: 150, meanReturn: 6, isBest: false };
  const better = { ...evaluations[0]!, step: 120, meanReturn: 9, isBest: true };
  history.add({ progress: { step: 120 } as never, episodes: [], losses: [], evaluations: [better] });
  history.add({
    progress: { step: 150 } as never,
    episodes: [episodes[0]!],
    losses: [],
    evaluations: [worse],
  });
  expect(history.best()).toBe(better);
  const { episodes: all, evaluations: judged } = decodeCurves(history.columns());
  expect(all).toHaveLength(3);
  expect(judged.map(({ step }) => step)).toEqual([60, 120, 150]);
  expect(history.progress).toEqual({ step: 150 });
});

test('RunHistory: the second look marks the evaluation of the policy it kept, and that one is the best', () => {
  const [evaluation] = smallRun.evaluations;
  const history = new RunHistory();
  const progress = { step: 120 } as never;
  const lower = { ...evaluation!, step: 30, isBest: true };
  const higher = { ...evaluation!, step: 60, meanReturn: 9, isBest: true };
  history.add({ progress, episodes: [], losses: [], evaluations: [lower] });
  history.add({ progress, episodes: [], losses: [], evaluations: [higher] });
  expect(history.best()).toBe(higher);
  const secondLook = { step: 30, figures: lookedAt };
  history.add({ progress, episodes: [], losses: [], evaluations: [], secondLook });
  expect(history.best()).toMatchObject({ step: 30, meanReturn: 13.9, gapClosed: 0.81, secondLook: lookedAt });
  // It comes back with the curves of another visit.
  const { evaluations } = decodeCurves(structuredClone(history.columns()));
  expect(evaluations.map(({ step, meanReturn }) => [step, meanReturn])).toEqual([
    [30, evaluation!.meanReturn],
    [60, 9],
  ]);
  expect(new RunHistory({ ...smallRun, evaluations, progress }).best()).toMatchObject({ meanReturn: 13.9 });
});
