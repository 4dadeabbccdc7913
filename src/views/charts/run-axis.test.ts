import { expect, test } from 'vitest';

import { emptyRun, type RunView } from '../../store/run-view.ts';
import { axisUnit, placesOn, runAxis, stepInWords, timeProblem } from './run-axis.ts';

const recorded = {
  episodeSteps: [30, 60, 60, 90],
  times: [
    { step: 50, seconds: 10 },
    { step: 100, seconds: 30 },
  ],
};

test('placesOn: the step, the episodes that had ended, the seconds of training', () => {
  const places = (axis: 'steps' | 'episodes' | 'time') => [29, 30, 75].map(placesOn(axis, recorded));
  expect(places('steps')).toEqual([29, 30, 75]);
  expect(places('episodes')).toEqual([0, 1, 3]);
  expect(places('time')).toEqual([5.8, 6, 20]); // 10 s for 50 steps, then 20 s for 50
  expect(placesOn('time', { ...recorded, times: [] })(30)).toBeNaN();
});

const runAt = (step: number, changes: Partial<RunView> = {}): RunView => ({
  ...emptyRun,
  state: 'training',
  progress: { step, totalSteps: 1000 } as RunView['progress'],
  episodes: recorded.episodeSteps.map((at) => ({ step: at }) as RunView['episodes'][number]),
  times: recorded.times,
  ...changes,
});

test('runAxis: steps have their planned length until the run has ended', () => {
  expect(runAxis('steps', runAt(100)).end).toBe(1000);
  expect(runAxis('steps', runAt(100, { state: 'finished' })).end).toBe(100);
  expect(runAxis('steps', emptyRun).end).toBe(1);
});

test('runAxis: episodes and time end a little behind what there is, and with the run', () => {
  for (const [axis, reached] of [
    ['episodes', 4],
    ['time', 30],
  ] as const) {
    const { end } = runAxis(axis, runAt(100));
    expect(end, axis).toBeGreaterThanOrEqual(reached);
    expect(end, axis).toBeLessThanOrEqual(1.3 * reached);
    expect(runAxis(axis, runAt(100, { state: 'finished' })).end, axis).toBe(reached);
    expect(runAxis(axis, emptyRun).end, axis).toBe(1);
  }
});

test('runAxis: a run whose times were not recorded lies on steps, and says why', () => {
  const older = runAt(100, { times: [] });
  expect(timeProblem(older)).toBe('Times were not recorded for this run.');
  expect(runAxis('time', older)).toMatchObject({ name: 'steps', end: 1000 });
  expect(timeProblem(runAt(100)), 'recorded').toBeNull();
  expect(timeProblem(emptyRun), 'nothing to record yet').toBeNull();
});

test('axisUnit: time in the unit that suits its length', () => {
  const units = [90, 900, 90_000].map((end) => axisUnit({ name: 'time', end }));
  expect(units.map(({ label }) => label)).toEqual([
    'seconds of training',
    'minutes of training',
    'hours of training',
  ]);
  expect(units.map(({ unit }) => unit)).toEqual([1, 60, 3600]);
});

test('stepInWords: the step, and its place on another axis', () => {
  expect(stepInWords(runAxis('steps', runAt(100)), 75)).toBe('Step 75');
  expect(stepInWords(runAxis('episodes', runAt(100)), 75)).toBe('Step 75, episode 3');
  expect(stepInWords(runAxis('time', runAt(100)), 75)).toBe('Step 75, 20 s');
});
