// A market that no list of the lab knows is registered here and learned, kept, priced, exported and read back: nothing on that
// way asks which kind it is.

import 'fake-indexeddb/auto';

import { beforeAll, expect, test } from 'vitest';

import {
  banditName,
  bestBanditPrice,
  registerBandit,
  stallCost,
  type BanditSetup,
} from '../core/market/bandit-fixture.ts';
import { registerMarket } from '../core/market/kinds.ts';
import type { RunCheckpoint } from '../core/run/checkpoint.ts';
import type { TrainerEvent } from '../core/run/events.ts';
import type { RunSettings } from '../core/run/settings.ts';
import type { TrainingRun } from '../core/run/training-run.ts';
import type { BackendReport } from '../core/run/backend.ts';
import { startTestBackend } from '../learning/test-backend.ts';

registerBandit();
// Only now: settings and cards are made of the kinds there are.
const { settingsFrom } = await import('../core/run/run-settings.ts');
const { marketSetupFor } = await import('../core/run/market-setup.ts');
const { marketOfFile, namedMarket } = await import('../core/market/typed-in.ts');
const { kindNamed } = await import('../core/market/kinds.ts');
const { createPolicy } = await import('../core/policy/actor.ts');
const { createModelCard } = await import('../core/model/create-model-card.ts');
const { readModelBundle, writeModelBundle } = await import('../core/export/model/model-bundle.ts');
const { suggestPrices } = await import('../core/decisions/suggest-price.ts');
const { defaultGuardrails } = await import('../core/decisions/guardrails/guardrail-list.ts');
const { startTraining } = await import('../learning/trainer.ts');
const { portableEngines } = await import('../learning/engine/engine-source.ts');
const { RunArchive } = await import('./run-archive/run-archive.ts');
const { encodeCurves } = await import('./run-archive/run-curves.ts');
const { openRunsDatabase } = await import('./run-archive/run-database.ts');

let report: BackendReport;
beforeAll(async () => {
  report = await startTestBackend('cpu');
});

const settings = settingsFrom({
  market: banditName,
  agent: 'sac',
  banditChoke: 24,
  hiddenUnits: 16,
  batchSize: 32,
  parallelMarkets: 4,
  trainingSteps: 800,
  warmupSteps: 100,
  updatesPerStep: 0.5,
  evaluationEverySteps: 200,
  evaluationEpisodes: 2,
  learningRateActor: 0.003,
  learningRateCritic: 0.003,
});
const setup = marketSetupFor(settings, []) as BanditSetup;

async function played(run: TrainingRun): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  for await (const event of run.events) events.push(event);
  return events;
}

/** The run as the browser's database gives it back. */
async function inAnotherVisit(own: RunSettings, checkpoint: RunCheckpoint) {
  const kept = new RunArchive(await openRunsDatabase(() => {}, { name: 'bandits' }));
  const plan = { runId: 'a', settings: own, setup, histories: [], productNames: ['Stall'], dataset: null };
  await kept.begin({ plan, createdAt: '2026-11-22T10:00:00.000Z' }, new Set());
  const { step, updates, baselines } = checkpoint;
  await kept.keep(await kept.prepare('a', checkpoint, () => Promise.resolve()), {
    state: 'paused',
    problem: null,
    backend: 'cpu',
    step,
    updates,
    elapsedSeconds: 1,
    baselines,
    best: null,
    updatedAt: '2026-11-22T10:00:00.000Z',
    curves: {
      rewardPartNames: ['takings'],
      progress: null,
      columns: encodeCurves({ episodes: [], losses: [], evaluations: [], times: [] }),
    },
  });
  return kept.load('a');
}

test('a market of a test: a run learns its best price, and its own settings decide which that is', async () => {
  const run = startTraining(settings, setup, portableEngines(report));
  const events = await played(run);
  const trained = (await run.model())!;
  run.dispose();
  expect(run.rewardPartNames).toEqual(['takings']);

  const best = bestBanditPrice(setup.parameters);
  expect(best).toBe(14); // (24 + 4) / 2
  const { architecture, weights } = trained.snapshot;
  const policy = createPolicy(architecture, weights);
  const [action] = policy.act(Float32Array.of(1), 1);
  const price = stallCost + ((action! + 1) / 2) * (24 - stallCost);
  expect(Math.abs(price - best)).toBeLessThan(0.5);

  const evaluations = events.flatMap((event) => (event.type === 'evaluation' ? [event.evaluation] : []));
  expect(evaluations).toHaveLength(4);
  expect(Math.max(...evaluations.map(({ gapClosed }) => gapClosed!))).toBeGreaterThan(0.97);

  const card = createModelCard(
    { createdBy: 'Pricing Lab test', settings, setup, data: null, backend: 'cpu' },
    trained,
  );
  const [suggestion] = suggestPrices(policy, setup, [], defaultGuardrails);
  expect(suggestion!.policyPrice).toBeCloseTo(price, 6);
  expect(suggestion!.recommendation.action).toBe('change');
  // The rules allow 10 % a day from 9.00, so it goes that far towards 14.00.
  expect(suggestion!.currentPrice).toBe(9);
  expect(suggestion!.price).toBeGreaterThan(9);
  const opened = readModelBundle(writeModelBundle({ card, weights, suggestions: [suggestion!] }));
  expect(opened.card).toMatchObject({ market: banditName, marketParameters: { choke: 24 } });
  expect(opened.suggestions).toEqual([suggestion]);
});

test('a market of a test: a run kept in the middle and read back goes on with the same numbers', async () => {
  const short = { ...settings, trainingSteps: 240, evaluationEverySteps: 60, warmupSteps: 60 };
  const settled = (events: readonly TrainerEvent[]) =>
    events.filter(({ type }) => !['evaluating', 'baselines', 'engine'].includes(type));
  const whole = await played(startTraining(short, setup, portableEngines(report)));

  const run = startTraining(short, setup, portableEngines(report));
  const before: TrainerEvent[] = [];
  while (before.length < whole.length / 2) before.push((await run.events.next()).value as TrainerEvent);
  const { plan, checkpoint } = await inAnotherVisit(short, (await run.checkpoint())!);
  run.dispose();
  expect(plan).toMatchObject({ settings: short, setup });

  const after = await played(startTraining(plan.settings, plan.setup, portableEngines(report), checkpoint));
  expect(settled(after).length).toBeGreaterThan(10);
  expect(settled([...before, ...after])).toEqual(settled(whole));
});

test('a market of a test: typed in by name or as JSON, and the sentences of others offer it', () => {
  expect(namedMarket('stall', settings)).toEqual(setup);
  expect(marketOfFile('{"kind": "bandit", "banditChoke": 30}', 'stall.json', settings)).toMatchObject({
    kind: banditName,
    parameters: { choke: 30 },
  });
  expect(kindNamed(banditName).rewardPartLabels).toEqual({ takings: 'Takings of the stall' });
  expect(() => kindNamed('auction')).toThrow(/known markets: .*bandit$/);
});

test('registerMarket: not twice, not after the settings were made', () => {
  expect(() => registerMarket(kindNamed(banditName))).toThrow('comes after the settings were made');
});
