import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';

import { createPolicy } from '../../core/policy/actor.ts';
import { Random } from '../../core/random.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import type { Batch, Learner, UpdateNoise } from '../learner.ts';
import { ReplayBuffer } from '../experience/replay-buffer.ts';
import { startTestBackend } from '../test-backend.ts';

import type { LearnerSizes } from '../experience/experience.ts';
import { createLearner, firstState } from './learning-agents.ts';
import type { PortableLearner } from './update-report.ts';

const agents = ['sac', 'ddpg', 'td3'] as const;

beforeAll(async () => {
  await startTestBackend('cpu');
});

const seed = 9;

function seeded(settings: RunSettings, sizes: LearnerSizes, random: Random): PortableLearner {
  return createLearner(settings, sizes, firstState(settings, sizes, random), seed);
}

function randomBatch(random: Random, size: number, observationSize: number, actionSize: number): Batch {
  return {
    size,
    state: random.fillNormal(new Float32Array(size * observationSize)),
    action: random.fillUniform(new Float32Array(size * actionSize)),
    reward: random.fillNormal(new Float32Array(size)),
    nextState: random.fillNormal(new Float32Array(size * observationSize)),
    discount: new Float32Array(size).map(() => 0.99 * Math.round(random.uniform())),
  };
}

function randomNoise(random: Random, size: number, actionSize: number): UpdateNoise {
  return {
    nextAction: random.fillNormal(new Float32Array(size * actionSize)),
    action: random.fillNormal(new Float32Array(size * actionSize)),
  };
}

const everySwitch = settingsFrom({
  hiddenUnits: 8,
  residualCritic: true,
  dropout: 0.2,
  valueScale: 2,
  valueBound: 5,
  maxGradientNorm: 1,
});

describe.each(agents)('createLearner: %s', (agent) => {
  test('200 updates leave no tensor behind, dispose leaves none at all', async () => {
    const random = new Random(1);
    const before = tf.memory().numTensors;
    const learner = seeded({ ...everySwitch, agent }, { observationSize: 5, actionSize: 2 }, random);
    const batch = randomBatch(random, 16, 5, 2);
    const noise = randomNoise(random, 16, 2);
    for (let i = 0; i < 2; i++) learner.update(batch, noise);
    const held = tf.memory().numTensors;
    for (let i = 0; i < 200; i++) {
      learner.update(batch, noise);
      if (i % 50 === 0) {
        await learner.readLosses();
        await learner.actorWeights();
        await learner.allWeights();
      }
    }
    expect(learner.updates).toBe(202);
    expect(tf.memory().numTensors).toBe(held);
    learner.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the same seed gives the same weights, another seed others', async () => {
    const trained = async (seed: number) => {
      const random = new Random(seed);
      const learner = seeded({ ...everySwitch, agent }, { observationSize: 3, actionSize: 1 }, random);
      for (let i = 0; i < 5; i++) learner.update(randomBatch(random, 8, 3, 1), randomNoise(random, 8, 1));
      const weights = await learner.allWeights();
      learner.dispose();
      return weights;
    };
    const first = await trained(7);
    expect(await trained(7)).toEqual(first);
    expect(await trained(8)).not.toEqual(first);
  });

  test('a learner made from the state of another goes on as that one does', async () => {
    const random = new Random(2);
    const sizes = { observationSize: 3, actionSize: 1 };
    const settings = { ...everySwitch, agent };
    const learner = seeded(settings, sizes, random);
    const update = (each: Learner[]) => {
      const batch = randomBatch(random, 8, 3, 1);
      const noise = randomNoise(random, 8, 1);
      for (const one of each) one.update(batch, noise);
    };
    for (let i = 0; i < 3; i++) update([learner]);
    const copy = createLearner(settings, sizes, await learner.state(), seed);
    expect(copy.updates).toBe(3);
    for (let i = 0; i < 3; i++) update([learner, copy]);
    expect(await copy.state()).toEqual(await learner.state());
    learner.dispose();
    copy.dispose();
  });

  test('finds the best price of a one-step market that depends on the day', async () => {
    await startTestBackend('wasm');
    for (const seed of [1, 2, 3]) {
      const random = new Random(seed);
      const learner = seeded(
        settingsFrom({
          agent,
          hiddenUnits: 32,
          learningRateActor: 0.003,
          learningRateCritic: 0.003,
          initialTemperature: 0.1,
        }),
        { observationSize: 2, actionSize: 1 },
        random.fork('learner'),
      );
      await learnOneStepMarket(learner, random, 400);
      // Random prices score -0.45 on average, always 0 scores -0.12, the best price 0; eight seeds of each agent
      // reached -0.0004 to -0.012.
      expect(await greedyScore(learner, random.fork('score'))).toBeGreaterThan(-0.02);
      learner.dispose();
    }
  });
});

/** reward = -(action - best)², best = 0.6 x1 (x1 uniform in -1..1; x2 tells nothing); every step is an end. */
function oneStepReward(observation: Float32Array, action: number): number {
  return -((action - 0.6 * observation[0]!) ** 2);
}

async function learnOneStepMarket(learner: Learner, random: Random, updates: number): Promise<void> {
  const replay = new ReplayBuffer({ capacity: 2000, observationSize: 2, actionSize: 1 });
  for (let i = 0; i < 2000; i++) {
    const observation = random.fillUniform(new Float32Array(2)).map((x) => 2 * x - 1);
    const action = Float32Array.of(2 * random.uniform() - 1);
    const reward = Float32Array.of(oneStepReward(observation, action[0]!));
    replay.add(observation, action, reward, observation, Float32Array.of(0));
  }
  for (let i = 0; i < updates; i++) learner.update(replay.sample(64, seed, i), randomNoise(random, 64, 1));
  const losses = await learner.readLosses();
  expect(losses.criticLoss).toBeLessThan(0.01);
}

async function greedyScore(learner: Learner, random: Random): Promise<number> {
  const policy = createPolicy(learner.architecture, await learner.actorWeights());
  const days = 200;
  let sum = 0;
  for (let i = 0; i < days; i++) {
    const observation = random.fillUniform(new Float32Array(2)).map((x) => 2 * x - 1);
    sum += oneStepReward(observation, policy.act(observation, 1)[0]!);
  }
  return sum / days;
}

test('readLosses: NaN before the first update; DDPG keeps its actor still on every second one', async () => {
  const random = new Random(3);
  const learner = seeded(
    settingsFrom({ agent: 'ddpg', hiddenUnits: 8 }),
    { observationSize: 3, actionSize: 1 },
    random,
  );
  expect((await learner.readLosses()).criticLoss).toBeNaN();
  learner.update(randomBatch(random, 8, 3, 1), randomNoise(random, 8, 1));
  const first = await learner.readLosses();
  expect(first.criticLoss).toBeGreaterThan(0);
  expect(first.actorLoss).not.toBeNaN();
  expect(first.temperature).toBeNaN();
  const actor = await learner.actorWeights();
  learner.update(randomBatch(random, 8, 3, 1), randomNoise(random, 8, 1));
  expect((await learner.readLosses()).actorLoss).toBeNaN();
  expect(await learner.actorWeights()).toEqual(actor);
  learner.dispose();
});

test('update: an array of the wrong size is named', () => {
  const random = new Random(4);
  const learner = seeded(settingsFrom({ hiddenUnits: 8 }), { observationSize: 3, actionSize: 1 }, random);
  const batch = { ...randomBatch(random, 8, 3, 1), state: new Float32Array(7) };
  expect(() => learner.update(batch, randomNoise(random, 8, 1))).toThrow(
    'Learner.update: expected state of 8 x 3 = 24 numbers, got 7',
  );
  learner.dispose();
});
