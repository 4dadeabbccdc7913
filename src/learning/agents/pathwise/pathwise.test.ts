import { describe, expect, test } from 'vitest';

import { historyFixture } from '../../../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../../../core/demand/summarize-demand.ts';
import { DemandDays } from '../../../core/market/demand/demand-days.ts';
import type { DemandMarketParameters } from '../../../core/market/demand/demand-parameters.ts';
import { referenceMarket } from '../../../core/market/demand/reference-market.ts';
import type { DemandSetup } from '../../../core/market/demand/demand-setup.ts';
import type { MarketSetup } from '../../../core/market/market.ts';
import { actorLayout } from '../../../core/policy/actor-layout.ts';
import { createPolicy } from '../../../core/policy/actor.ts';
import { initialWeights } from '../../../core/policy/initial-weights.ts';
import type { NamedWeights } from '../../../core/policy/policy.ts';
import { Random } from '../../../core/random.ts';
import type { BackendReport } from '../../../core/run/backend.ts';
import type { RunCheckpoint } from '../../../core/run/checkpoint.ts';
import type { TrainerEvent } from '../../../core/run/events.ts';
import { marketSetupFor } from '../../../core/run/market-setup.ts';
import { settingsFrom } from '../../../core/run/run-settings.ts';
import { portableEngines } from '../../engine/engine-source.ts';
import { startTraining } from '../../trainer.ts';
import { BatchedActor } from './batched-actor.ts';
import { pathwiseArchitecture } from './pathwise-engine.ts';

const report: BackendReport = { name: 'wasm', adapter: null, detail: 'SIMD', reason: 'for a test' };
const small = settingsFrom({
  agent: 'pathwise',
  market: 'demand',
  hiddenUnits: 8,
  parallelMarkets: 4,
  trainingSteps: 400,
  evaluationEverySteps: 100,
  evaluationEpisodes: 2,
});

function setupOf(...changes: Partial<DemandMarketParameters>[]): DemandSetup {
  const products = changes.map((change, i) => ({
    name: `product ${i}`,
    parameters: { ...referenceMarket, days: 5, initialInventory: 600, ...change },
  }));
  return { kind: 'demand', products };
}

function actorOf(days: DemandDays, hiddenUnits: number) {
  const architecture = pathwiseArchitecture({ ...small, hiddenUnits }, days.observationSize, days.actionSize);
  const weights = initialWeights(actorLayout(architecture), new Random(2));
  return { architecture, weights, actor: new BatchedActor(architecture, days.count, days.days) };
}

function meanReturn(days: DemandDays, actor: BatchedActor, weights: NamedWeights): number {
  actor.use(weights);
  days.begin(new Random(7));
  for (let day = 0; day < days.days; day++) {
    days.observe(day, actor.observationsOf(day));
    days.step(day, actor.forward(day));
  }
  return days.returns.reduce((sum, value) => sum + value, 0) / days.count;
}

describe('pathwise gradient', () => {
  test.each([
    ['stock', setupOf({})],
    ['a rival', setupOf({ rival: 'follower', rivalPrice: 19, crossElasticity: 0.5 })],
    [
      'a portfolio',
      setupOf({ elasticityError: 0.2, maxPrice: 50 }, { elasticity: -2.5, initialInventory: null }),
    ],
  ] as const)('%s: the gradient of every weight is that of finite differences', (_, setup) => {
    const days = new DemandDays(setup, 8);
    const { actor, weights } = actorOf(days, 6);
    meanReturn(days, actor, weights);
    actor.clearGradients();
    const dActions = new Float64Array(days.count);
    days.beginBack();
    for (let day = days.days - 1; day >= 0; day--) {
      days.stepBack(day, dActions);
      days.observeBack(day, actor.backward(day, dActions));
    }
    const gradients = new Map([...actor.gradients()].map(([name, values]) => [name, values.slice()]));
    let compared = 0;
    const step = 2e-4;
    for (const [name, { shape, values }] of Object.entries(weights))
      for (let k = 0; k < values.length; k++) {
        // Rounded as the weights are, so that the step is what the difference is divided by.
        const [up, down] = [Math.fround(values[k]! + step), Math.fround(values[k]! - step)];
        const at = (value: number) => {
          const moved = values.slice();
          moved[k] = value;
          return meanReturn(days, actor, { ...weights, [name]: { shape, values: moved } });
        };
        const difference = (at(up) - at(down)) / (up - down);
        const got = gradients.get(name)![k]! / days.count;
        expect(Math.abs(got - difference), `${name}[${k}]: ${got} against ${difference}`).toBeLessThan(
          5e-3 * Math.max(1, Math.abs(difference)),
        );
        if (Math.abs(difference) > 0.01) compared++;
      }
    expect(compared).toBeGreaterThan(20);
  });

  test('the actor on many observations acts as the policy that is shown', () => {
    const days = new DemandDays(setupOf({}), 9);
    const { actor, weights, architecture } = actorOf(days, 16);
    const observations = new Random(4).fillNormal(actor.observationsOf(0));
    actor.use(weights);
    const policy = createPolicy(architecture, weights).act(observations, 9);
    [...actor.forward(0)].forEach((action, i) => expect(action).toBeCloseTo(policy[i]!, 6));
  });
});

async function played(from: RunCheckpoint | null = null, at = Infinity) {
  const run = startTraining(small, setupOf({}), portableEngines(report), from);
  const events: TrainerEvent[] = [];
  for (let next = await run.events.next(); !next.done; next = await run.events.next()) {
    events.push(next.value);
    if (events.length === at) break;
  }
  const checkpoint = structuredClone(await run.checkpoint());
  run.dispose();
  return { events, checkpoint, model: await run.model() };
}

describe('startTraining: pathwise', () => {
  const settled = (events: readonly TrainerEvent[]) =>
    events.filter(({ type }) => type !== 'evaluating' && type !== 'baselines' && type !== 'engine');

  test('an update a step, on as many days as the episodes have; computed beside the backend, which it says', async () => {
    const { events } = await played();
    const steps = events.filter((event) => event.type === 'step');
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, i) => 20 * (i + 1)));
    expect(events.filter(({ type }) => type === 'update')).toHaveLength(20);
    expect(events.filter(({ type }) => type === 'evaluation')).toHaveLength(4);
    // The first step has nothing to tell yet; then an episode of five days is shown, and the next one.
    expect(steps.slice(0, 7).map(({ path }) => path.day)).toEqual([0, 1, 2, 3, 4, 5, 1]);
    expect(steps.slice(0, 7).map(({ pathStarts }) => pathStarts)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(events.find((event) => event.type === 'engine')!.backend).toMatchObject({
      name: 'cpu',
      reason: 'Pathwise gradient needs no kernels: it computes in plain loops on one core.',
    });
  });

  test('the same seed gives the same events, and so does a run that was interrupted anywhere', async () => {
    const whole = await played();
    expect((await played()).events).toEqual(whole.events);
    const first = whole.events.findIndex(({ type }) => type === 'step');
    for (const at of [first + 1, first + 2, first + 9, first + 16, whole.events.length - 3]) {
      const { events, checkpoint } = await played(null, at);
      const after = await played(checkpoint);
      expect(settled([...events, ...after.events]), `after event ${at}`).toEqual(settled(whole.events));
    }
  });

  test('a history market is refused before anything is computed, in a sentence', () => {
    const history = historyFixture({
      price: Array.from({ length: 60 }, (_, t) => 10 + 2 * (t % 4)),
      units: Array.from({ length: 60 }, (_, t) => 20 + (t % 7)),
      unitCost: 6,
    });
    const settings = { ...small, market: 'history' as const };
    const setup = marketSetupFor(settings, [{ history, demand: summarizeProductDemand(history) }]);
    expect(() => startTraining(settings, setup, portableEngines(report))).toThrow(
      'Pathwise gradient does not apply here: the history market draws days that happened, which no formula connects with ' +
        'the price. Choose the demand market or another agent.',
    );
  });

  test('closes 90 % of the gap on the preset market in an eighth of its steps', async () => {
    const settings = settingsFrom({ agent: 'pathwise', market: 'demand', trainingSteps: 60000, seed: 1 });
    const setup: MarketSetup = {
      kind: 'demand',
      products: [{ name: 'reference', parameters: referenceMarket }],
    };
    const run = startTraining(settings, setup, portableEngines(report));
    let closed = 0;
    for await (const event of run.events)
      if (event.type === 'evaluation') closed = Math.max(closed, event.evaluation.gapClosed ?? 0);
    run.dispose();
    expect(closed).toBeGreaterThan(0.9);
  }, 30_000);
});
