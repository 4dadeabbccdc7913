import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { createPolicy } from '../../../core/policy/actor.ts';
import { Random } from '../../../core/random.ts';
import { settingsFrom } from '../../../core/run/run-settings.ts';
import type { RunSettings } from '../../../core/run/settings.ts';
import type { LearnerSizes } from '../../experience/experience.ts';
import { createLearner, firstState } from '../../agents/learning-agents.ts';
import { replayUpdates } from '../../replay-golden.ts';
import { ReplayBuffer } from '../../experience/replay-buffer.ts';
import { startTestBackend } from '../../test-backend.ts';
import { DivergedError, type LearnerState } from '../engine.ts';
import { PortableEngine } from '../portable-engine.ts';
import { createProgram } from '../../agents/learning-agents.ts';

import { nodeKernels } from './node-kernels.ts';
import { createWasmEngine, type WasmEngine, type WasmEngineOptions } from './wasm-engine.ts';

function readGolden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), 'utf8'));
}

test.each(['ddpg', 'td3', 'sac-plain', 'sac-stable', 'sac-two-actions'])(
  'WasmEngine: %s agrees with the reference to 2e-4 in every loss, target and weight',
  async (name) => {
    const result = await replayUpdates(readGolden(name), (start) =>
      createWasmEngine({
        program: start.program(),
        from: { updates: 0, weights: start.weights, moments: {} },
        replay: new ReplayBuffer({ capacity: 1, ...start.sizes }),
        seed: 0,
        files: nodeKernels,
        threads: 1,
      }),
    );
    expect(result.maxRelativeError, result.worst).toBeLessThan(2e-4);
    expect(result.maxRelativeError).toBeGreaterThan(0); // it did compare
  },
);

const seed = 9;

/** A full buffer of random transitions; every third one is an end. */
function randomReplay(random: Random, sizes: LearnerSizes, count: number): ReplayBuffer {
  const { observationSize, actionSize } = sizes;
  const replay = new ReplayBuffer({ capacity: count, observationSize, actionSize });
  replay.add(
    random.fillNormal(new Float32Array(count * observationSize)),
    random.fillUniform(new Float32Array(count * actionSize)),
    random.fillNormal(new Float32Array(count)),
    random.fillNormal(new Float32Array(count * observationSize)),
    new Float32Array(count).map((_, i) => (i % 3 === 0 ? 0 : 0.99)),
  );
  return replay;
}

interface Trial {
  readonly settings: RunSettings;
  readonly sizes: LearnerSizes;
  readonly replay: ReplayBuffer;
  readonly from: LearnerState;
}

function trial(settings: RunSettings, sizes: LearnerSizes, trialSeed: number): Trial {
  const random = new Random(trialSeed);
  return {
    settings,
    sizes,
    replay: randomReplay(random, sizes, 300),
    from: firstState(settings, sizes, random),
  };
}

function wasmEngine(
  { settings, sizes, replay, from }: Trial,
  options: Partial<WasmEngineOptions> = {},
): Promise<WasmEngine> {
  const program = createProgram(settings, sizes);
  return createWasmEngine({ program, from, replay, seed, files: nodeKernels, threads: 1, ...options });
}

const runs = fc.record({
  sizes: fc.record({
    observationSize: fc.constantFrom(1, 3, 5, 17, 33, 98),
    actionSize: fc.integer({ min: 1, max: 3 }),
  }),
  settings: fc
    .record({
      agent: fc.constantFrom('sac' as const, 'ddpg' as const, 'td3' as const),
      hiddenUnits: fc.constantFrom(8, 17, 33, 98),
      batchSize: fc.constantFrom(8, 17, 33, 98),
      layerNorm: fc.boolean(),
      residualCritic: fc.boolean(),
      dropout: fc.constantFrom(0, 0.3),
      valueScale: fc.constantFrom(1, 2),
      valueBound: fc.constantFrom(0, 3),
      maxGradientNorm: fc.constantFrom(0, 0.5),
      policyDelay: fc.constantFrom(1, 2, 3),
    })
    .map((wished) => settingsFrom(wished)),
  trialSeed: fc.nat(),
});

describe('WasmEngine beside the portable learner', () => {
  beforeAll(async () => {
    await startTestBackend('cpu');
  });

  test('four updates of any agent, size and switch agree', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async ({ sizes, settings, trialSeed }) => {
        const given = trial(settings, sizes, trialSeed);
        const engine = await wasmEngine(given);
        const portable = new PortableEngine({
          learner: createLearner(settings, sizes, given.from, seed),
          replay: given.replay,
          batchSize: settings.batchSize,
          seed,
        });
        given.replay.rewardScale = 1.5;
        for (const each of [engine, portable]) each.train(4);
        const [got, expected] = [await engine.state(), await portable.state()];
        const [losses, expectedLosses] = [await engine.losses(), await portable.losses()];
        engine.dispose();
        portable.dispose();
        expect(losses.criticLoss).toBeGreaterThan(0);
        for (const name of Object.keys(expectedLosses) as (keyof typeof losses)[])
          expectNear(name, [losses[name]], [expectedLosses[name]]);
        expect(Object.keys(got.weights).sort()).toEqual(Object.keys(expected.weights).sort());
        expect(Object.keys(got.moments).sort()).toEqual(Object.keys(expected.moments).sort());
        for (const [name, { shape, values }] of Object.entries(expected.weights)) {
          expect(got.weights[name]!.shape).toEqual(shape);
          expectNear(name, got.weights[name]!.values, values);
        }
      }),
      // The same runs every time: where a gradient is nearly 0, rounding decides the direction of Adam's first step.
      { numRuns: 25, seed: 1 },
    );
  }, 180_000);
});

function expectNear(name: string, got: ArrayLike<number>, expected: ArrayLike<number>): void {
  for (let i = 0; i < expected.length; i++) {
    if (Number.isNaN(expected[i]!)) expect(got[i], `${name}[${i}]`).toBeNaN();
    else
      expect(Math.abs(got[i]! - expected[i]!), `${name}[${i}]`).toBeLessThan(
        2e-4 * Math.max(1, Math.abs(expected[i]!)),
      );
  }
}

const everySwitch = settingsFrom({
  hiddenUnits: 33,
  batchSize: 33,
  residualCritic: true,
  dropout: 0.2,
  valueScale: 2,
  valueBound: 5,
  maxGradientNorm: 1,
});
const someSizes = { observationSize: 17, actionSize: 2 };

describe.each(['sac', 'ddpg', 'td3'] as const)('WasmEngine: %s', (agent) => {
  const settings = { ...everySwitch, agent };

  test('goes on from its state to the bit as if it had never stopped', async () => {
    const given = trial(settings, someSizes, 1);
    const engine = await wasmEngine(given);
    engine.train(5);
    const resumed = await wasmEngine({ ...given, from: await engine.state() });
    expect(resumed.updates).toBe(5);
    for (const each of [engine, resumed]) each.train(5);
    expect(await resumed.state()).toEqual(await engine.state());
    expect(await resumed.losses()).toEqual(await engine.losses());
  });

  test('computes the same with two threads as with one, to the bit', async () => {
    const given = trial(settings, someSizes, 2);
    const [one, two, auto] = [
      await wasmEngine(given, { threads: 1 }),
      await wasmEngine(given, { threads: 2 }),
      await wasmEngine(given, { threads: 'auto' }),
    ];
    expect([one.chosenThreads, two.chosenThreads, auto.chosenThreads]).toEqual([1, 2, null]);
    for (const each of [one, two, auto]) each.train(40);
    expect(auto.chosenThreads).not.toBeNull();
    const expected = await one.state();
    expect(await two.state()).toEqual(expected);
    expect(await auto.state()).toEqual(expected);
    for (const each of [one, two, auto]) each.dispose();
  });

  test('mirror: acts as the actor did then, and stays so while the engine goes on', async () => {
    const engine = await wasmEngine(trial(settings, someSizes, 3));
    engine.train(3);
    const mirror = await engine.mirror();
    const plain = createPolicy(engine.architecture, await engine.actorWeights());
    engine.train(3);
    const later = await engine.mirror();
    const observations = new Random(4).fillNormal(new Float32Array(5 * someSizes.observationSize));
    const acted = mirror.act(observations, 5);
    plain.act(observations, 5).forEach((action, i) => expect(acted[i]).toBeCloseTo(action, 5));
    expect(later.act(observations, 5)).not.toEqual(acted);
    expect(mirror.act(observations, 5)).toEqual(acted);
  });
});

test('WasmEngine: 20,000 small updates take no more memory than a few', async () => {
  const settings = settingsFrom({ agent: 'sac', hiddenUnits: 8, batchSize: 8 });
  const engine = await wasmEngine(trial(settings, { observationSize: 3, actionSize: 1 }, 5));
  engine.train(2000);
  const { memoryBytes } = engine;
  const before = heapMegabytes();
  engine.train(20_000);
  expect(engine.memoryBytes).toBe(memoryBytes);
  expect(heapMegabytes() - before).toBeLessThan(4);
  expect((await engine.losses()).criticLoss).toBeGreaterThan(0);
});

/** After a collection, so that garbage does not count. */
function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}

test('WasmEngine: weights that are no longer numbers make no mirror', async () => {
  const given = trial(everySwitch, someSizes, 6);
  const bias = given.from.weights['actor.l1.bias']!;
  const weights = { ...given.from.weights, 'actor.l1.bias': { ...bias, values: bias.values.with(0, NaN) } };
  const engine = await wasmEngine({ ...given, from: { ...given.from, weights } });
  await expect(engine.mirror()).rejects.toThrow(DivergedError);
});

test('update: an array of the wrong size is named', async () => {
  const engine = await wasmEngine(trial(everySwitch, someSizes, 7));
  const batch = engine.replay.sample(33, seed, 0);
  const noise = { action: new Float32Array(66), nextAction: new Float32Array(66) };
  expect(() => engine.update({ ...batch, state: new Float32Array(7) }, noise)).toThrow(
    'placeBatch: expected state of 33 x 17 = 561 numbers, got 7',
  );
  expect(() => engine.update(batch, { ...noise, action: new Float32Array(1) })).toThrow(
    'placeBatch: expected noise.action of 33 x 2 = 66 numbers, got 1',
  );
});

test('createWasmEngine: two threads without shared memory are refused', async () => {
  const files = { ...nodeKernels, sharesMemory: false };
  await expect(wasmEngine(trial(everySwitch, someSizes, 8), { files, threads: 2 })).rejects.toThrow(
    'two threads need shared memory',
  );
  const engine = await wasmEngine(trial(everySwitch, someSizes, 8), { files, threads: 'auto' });
  expect(engine.chosenThreads).toBe(1);
});
