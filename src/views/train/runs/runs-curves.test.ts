import { expect, test } from 'vitest';

import type { RunSummary } from '../../../worker/protocol/run-protocol.ts';
import { comparedCurves, comparedReadings, timesProblem, untimedWords } from './runs-curves.ts';
import type { ComparedRun } from './runs-words.ts';

const runNamed = (name: string, changes: Partial<ComparedRun> = {}): ComparedRun => ({
  kept: { runId: name, name, step: 90, best: null } as unknown as RunSummary,
  evaluations: [
    { step: 30, value: 1 },
    { step: 60, value: 0.5 },
  ],
  profits: [],
  episodes: Array.from({ length: 3 }, (_, i) => ({ step: 30 * (i + 1), value: 3 * i })),
  episodeSteps: [30, 60, 90],
  times: [{ step: 90, seconds: 9 }],
  ...changes,
});

const usual = { smoothing: 0, axis: 'steps' } as const;

test('comparedCurves: evaluations as measured, and with a weight their exponential mean beside them', () => {
  const [plain] = comparedCurves([runNamed('a')], 'evaluations', usual).curves;
  expect(plain!.points).toEqual([
    { place: 30, value: 1, smoothed: 1 },
    { place: 60, value: 0.5, smoothed: 0.5 },
  ]);
  const [smoothed] = comparedCurves([runNamed('a')], 'evaluations', { ...usual, smoothing: 0.6 }).curves;
  expect(smoothed!.points[1]).toMatchObject({ value: 0.5 });
  expect(smoothed!.points[1]!.smoothed).toBeCloseTo(0.6875, 12);
});

test('comparedCurves: episodes go through their trailing mean, without its first ones where there are many', () => {
  const few = comparedCurves([runNamed('a')], 'episodes', usual).curves[0]!;
  expect(few.points.map(({ smoothed }) => smoothed)).toEqual([0, 1.5, 3]); // 0; (0+3)/2; (0+3+6)/3
  const episodes = Array.from({ length: 50 }, (_, i) => ({ step: i + 1, value: i }));
  const many = comparedCurves([runNamed('a', { episodes })], 'episodes', usual).curves[0]!;
  expect(many.points[0]).toEqual({ place: 20, value: 19, smoothed: 9.5 }); // mean of 0..19
});

test('comparedCurves: each run on the chosen axis, which ends with the longest', () => {
  const slower = runNamed('b', { times: [{ step: 90, seconds: 18 }] });
  const { axis, end, curves } = comparedCurves([runNamed('a'), slower], 'evaluations', {
    ...usual,
    axis: 'time',
  });
  expect([axis, end]).toEqual(['time', 18]);
  expect(curves.map(({ points }) => points.map(({ place }) => place))).toEqual([
    [3, 6],
    [6, 12],
  ]);
  expect(comparedCurves([slower], 'evaluations', { ...usual, axis: 'episodes' })).toMatchObject({ end: 3 });
});

test('comparedCurves: a run whose times were not recorded is left out over time, and that is said', () => {
  const runs = [runNamed('old', { times: [] }), runNamed('new')];
  const { axis, curves } = comparedCurves(runs, 'evaluations', { ...usual, axis: 'time' });
  expect(curves.map(({ name }) => name)).toEqual(['new']);
  expect(curves[0]!.style, 'the look it has on the other axes').toEqual(
    comparedCurves(runs, 'evaluations', usual).curves[1]!.style,
  );
  expect(untimedWords(runs, axis)).toBe(' Left out, since their times were not recorded: old.');
  expect(untimedWords(runs, 'steps')).toBe('');
  expect(timesProblem(runs)).toBeNull();
});

test('comparedCurves: where no run has times, steps are shown and the reason is said', () => {
  const runs = [runNamed('old', { times: [] })];
  expect(timesProblem(runs)).toBe('Times were not recorded for these runs.');
  expect(comparedCurves(runs, 'evaluations', { ...usual, axis: 'time' }).axis).toBe('steps');
});

test('comparedReadings: the last value of each run so far, the highest first, raw beside smoothed', () => {
  const better = runNamed('b', {
    evaluations: [
      { step: 45, value: 7 },
      { step: 60, value: 7 },
    ],
  });
  const { curves } = comparedCurves([runNamed('a'), better], 'evaluations', usual);
  const read = comparedReadings(curves, 'steps', false);
  expect(read.map(({ title }) => title)).toEqual(['Step 30', 'Step 45', 'Step 60']);
  expect(read[1]!.lines.map(({ label, value }) => `${label} ${value}`)).toEqual(['b 7.00', 'a 1.00']);
  const smoothed = comparedCurves([runNamed('a')], 'evaluations', { ...usual, smoothing: 0.6 }).curves;
  expect(
    comparedReadings(smoothed, 'steps', true)[1]!.lines.map(({ label, value }) => `${label} ${value}`),
  ).toEqual(['a 0.50', 'a, smoothed 0.69']);
});
