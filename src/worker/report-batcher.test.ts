import { expect, test } from 'vitest';

import type { EvaluationRecord, RunProgress, TrainerEvent } from '../core/run/events.ts';
import { ReportBatcher } from './report-batcher.ts';

const losses = { step: 1, updates: 1, criticLoss: 1, actorLoss: 1, temperature: 1, entropy: 1, meanQ: 1 };

function gathered(totalSteps: number, before: RunProgress | null = null) {
  let ms = 0;
  let read = 0;
  const readLosses = () => {
    read++;
    return Promise.resolve(losses);
  };
  const gathering = new ReportBatcher(totalSteps, readLosses, () => ms, before);
  return { gathering, pass: (time: number) => (ms += time), lossesRead: () => read };
}

function step(at: number, updates: number, day = 1): TrainerEvent {
  const path = { day, price: 1, units: 1, inventory: NaN, competitorPrice: NaN };
  return { type: 'step', step: at, updates, episodes: [], path, pathStarts: day === 1 };
}

test('ReportBatcher: rates are taken between reports, a share of the time for updates, and what is left from them', async () => {
  const { gathering, pass } = gathered(1000);
  const first = (await gathering.take()).progress;
  expect(first).toMatchObject({ step: 0, updates: 0, elapsedSeconds: 0, totalSteps: 1000 });
  expect(first.stepsPerSecond).toBeNaN();
  expect(first.secondsLeft).toBeNaN();
  gathering.add(step(100, 0), 30);
  gathering.add({ type: 'update', step: 100, updates: 50 }, 300);
  gathering.add({ type: 'update', step: 100, updates: 80 }, 200);
  pass(2000);
  // 100 steps and 80 updates in two seconds, half a second of it for updates; 900 steps are left.
  expect((await gathering.take()).progress).toMatchObject({
    step: 100,
    updates: 80,
    elapsedSeconds: 2,
    stepsPerSecond: 50,
    updatesPerSecond: 40,
    updateShare: 0.25,
    secondsLeft: 18,
  });
});

test('ReportBatcher: a rate looks back over the last dozen reports', async () => {
  const { gathering, pass } = gathered(1000);
  await gathering.take();
  for (let report = 1; report <= 12; report++) {
    pass(1000);
    // A hundred steps in the first second, ten in each one after it.
    gathering.add(step(90 + 10 * report, 0), 0);
    const { stepsPerSecond } = (await gathering.take()).progress;
    // The beginning is among the last dozen up to the eleventh report.
    expect(stepsPerSecond).toBeCloseTo(report < 12 ? (90 + 10 * report) / report : 10, 10);
  }
});

test('ReportBatcher: a pause counts neither as time nor in a rate', async () => {
  const { gathering, pass } = gathered(1000);
  await gathering.take();
  gathering.add(step(100, 0), 0);
  pass(1000);
  gathering.pauseClock();
  pass(60_000);
  gathering.resumeClock();
  const { elapsedSeconds, stepsPerSecond } = (await gathering.take()).progress;
  expect(elapsedSeconds).toBe(1);
  expect(stepsPerSecond).toBeNaN();
  gathering.add(step(130, 0), 0);
  pass(1000);
  expect((await gathering.take()).progress).toMatchObject({ elapsedSeconds: 2, stepsPerSecond: 30 });
});

test('ReportBatcher: a run that goes on counts from where it was left', async () => {
  const before = { step: 400, updates: 200, elapsedSeconds: 20 } as RunProgress;
  const { gathering, pass, lossesRead } = gathered(1000, before);
  expect((await gathering.take()).progress).toMatchObject({ step: 400, updates: 200, elapsedSeconds: 20 });
  expect(lossesRead()).toBe(0);
  gathering.add(step(420, 210), 0);
  pass(1000);
  const { progress, losses: read } = await gathering.take();
  expect(progress).toMatchObject({ step: 420, elapsedSeconds: 21, stepsPerSecond: 20, updatesPerSecond: 10 });
  expect(read).toEqual([losses]);
});

test('ReportBatcher: a report holds what came since the last one, and the path of the present episode', async () => {
  const { gathering } = gathered(1000);
  const evaluation = { step: 2 } as EvaluationRecord;
  gathering.add({ type: 'preparing', share: 0.5 }, 0);
  expect((await gathering.take()).progress.preparing).toBe(0.5);
  gathering.add({ type: 'baselines', baselines: {} as never }, 0);
  gathering.add(step(1, 0, 1), 0);
  gathering.add(step(2, 0, 2), 0);
  gathering.add({ type: 'evaluation', evaluation }, 0);
  const report = await gathering.take();
  expect(report.progress.preparing).toBeUndefined();
  expect(report.path.map(({ day }) => day)).toEqual([1, 2]);
  expect(report.evaluations).toEqual([evaluation]);
  gathering.add(step(3, 0, 1), 0);
  const next = await gathering.take();
  expect(next.path.map(({ day }) => day)).toEqual([1]);
  expect(next.evaluations).toEqual([]);
  expect(next.losses).toEqual([]);
  expect(next.secondLook).toBeUndefined();
  gathering.add({ type: 'secondLook', step: 2, figures: { finalists: 5 } as never }, 0);
  expect((await gathering.take()).secondLook).toEqual({ step: 2, figures: { finalists: 5 } });
});
