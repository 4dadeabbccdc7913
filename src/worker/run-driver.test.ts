import { expect, test } from 'vitest';

import type { BackendReport } from '../core/run/backend.ts';
import type { RunCheckpoint } from '../core/run/checkpoint.ts';
import type { TrainerEvent } from '../core/run/events.ts';
import { defaultSettings } from '../core/run/settings.ts';
import type { TrainingRun } from '../core/run/training-run.ts';
import type { LabEvent } from './protocol/lab-protocol.ts';
import type { RunPlan } from './protocol/run-protocol.ts';
import type { LoadedRun } from './run-archive/run-archive.ts';
import { drivenRun, RunDriver, type DrivenRun } from './run-driver.ts';

const backend: BackendReport = { name: 'cpu', adapter: null, detail: '', reason: '' };
const losses = { step: 1, updates: 1, criticLoss: 1, actorLoss: 1, temperature: 1, entropy: 1, meanQ: 1 };
const plan: RunPlan = {
  runId: 'a',
  settings: defaultSettings,
  setup: { kind: 'history' } as never,
  histories: [],
  productNames: ['Tea'],
  dataset: null,
};

/** Drives a run by a clock that moves a second an event; `onStep` is called before each. */
function driving(from: LoadedRun | null, onStep: (step: number, driven: DrivenRun) => void) {
  let ms = 0;
  const kept: string[] = [];
  const said: LabEvent[] = [];
  const driven = drivenRun(plan, from);
  async function* events(): AsyncGenerator<TrainerEvent, void> {
    yield { type: 'engine', step: 0, updates: 0, backend, message: null };
    for (let step = 1; ; step++) {
      onStep(step, driven);
      await Promise.resolve();
      ms += 1000;
      const path = { day: step, price: 1, units: 1, inventory: NaN, competitorPrice: NaN };
      yield { type: 'step', step, updates: 0, episodes: [], path, pathStarts: false };
    }
  }
  const run: TrainingRun = {
    events: events(),
    rewardPartNames: ['sales'],
    losses: () => Promise.resolve(losses),
    model: () => Promise.resolve(null),
    checkpoint: () => Promise.resolve({} as RunCheckpoint),
    dispose: () => undefined,
  };
  const driver = new RunDriver({
    startedBackend: () => Promise.resolve(backend),
    startTraining: () => run,
    send: (event) => said.push(event),
    onTrained: () => undefined,
    repository: {
      isBusy: false,
      keep: (_runId, _checkpoint, history, { state }) => {
        kept.push(`${state} at ${history.progress?.step}`);
        return Promise.resolve();
      },
      end: (_runId, history, { state }) => {
        kept.push(`${state} at ${history.progress?.step}`);
        return Promise.resolve();
      },
      release: () => void kept.push('released'),
    },
    checkpointEveryMs: 30_000,
    yieldToEventLoop: () => Promise.resolve(),
    now: () => ms,
  });
  return { driver, driven, kept, said, pass: (time: number) => (ms += time) };
}

test('RunDriver: a pause keeps a checkpoint, and the next one is due its usual time after that', async () => {
  const { driver, driven, kept, pass } = driving(null, (step, { command }) => {
    if (step === 12 && command === 'run') driven.command = 'pause';
    if (step === 80) driven.command = 'stop';
  });
  const over = driver.play(driven);
  while (kept.length === 0) await new Promise((resolve) => setTimeout(resolve));
  pass(60_000);
  driven.command = 'run';
  driven.wake();
  await over;
  // A second a step; without the pause the thirtieth would have been the first.
  expect(kept).toEqual(['paused at 12', 'training at 42', 'training at 72', 'finished at 80']);
});

test('RunDriver: what a run goes on from is let go of once it has begun', async () => {
  const checkpoint = { best: null } as RunCheckpoint;
  const from = {
    run: { backend: 'cpu', baselines: null },
    checkpoint,
    curves: { rewardPartNames: [], progress: null, episodes: [], losses: [], evaluations: [] },
  } as unknown as LoadedRun;
  const held: unknown[] = [];
  const { driver, driven } = driving(from, (step, { checkpoint: now }) => {
    held.push(now);
    if (step === 2) driven.command = 'stop';
  });
  expect(driven.checkpoint).toBe(checkpoint);
  await driver.play(driven);
  expect(held).toEqual([null, null]);
});
