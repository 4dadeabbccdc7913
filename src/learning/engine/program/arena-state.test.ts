import { expect, test } from 'vitest';

import { Random } from '../../../core/random.ts';
import { settingsFrom } from '../../../core/run/run-settings.ts';
import type { RunSettings } from '../../../core/run/settings.ts';
import { firstState } from '../../agents/learning-agents.ts';

import {
  actorWeightsIn,
  fillArena,
  learnedRange,
  lossesIn,
  momentsIn,
  movesActor,
  scalarsAt,
  weightsIn,
} from './arena-state.ts';
import { createProgram } from '../../agents/learning-agents.ts';
import { metricIndex, metricNames } from './steps.ts';

const sizes = { observationSize: 17, actionSize: 2 };

function madeUp(agent: 'sac' | 'ddpg' | 'td3', changes: Partial<RunSettings> = {}) {
  const settings = settingsFrom({
    agent,
    hiddenUnits: 5,
    batchSize: 3,
    policyDelay: 2,
    targetEntropy: -1,
    ...changes,
  });
  const program = createProgram(settings, sizes);
  const { weights } = firstState(settings, sizes, new Random(1));
  const random = new Random(2);
  const moments = Object.fromEntries(
    program.parameters
      .filter((parameter) => parameter.moments)
      .flatMap(({ name, shape }) =>
        ['mean', 'square'].map((kind) => {
          const values = random.fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1)));
          return [`${name}.${kind}`, { shape, values }];
        }),
      ),
  );
  return { program, weights, moments };
}

test.each(['sac', 'ddpg', 'td3'] as const)('an arena gives back what it was given: %s', (agent) => {
  const { program, weights, moments } = madeUp(agent);
  const arena = new Float32Array(program.arenaSize);
  fillArena(program, { weights, moments }, arena);
  expect(weightsIn(program, arena)).toEqual(weights);
  expect(momentsIn(program, arena)).toEqual(moments);
  // A copy of the stretch that holds them is as good.
  const { offset, length } = learnedRange(program);
  expect(momentsIn(program, arena.slice(offset, offset + length), offset)).toEqual(moments);
  const head = agent === 'sac' ? 'mean' : 'l3';
  expect(actorWeightsIn(program, arena)[`${head}.kernel`]).toEqual(weights[`actor.${head}.kernel`]);
});

test('fillArena: a head lies transposed, alpha beside its logarithm', () => {
  const { program, weights } = madeUp('sac');
  const arena = new Float32Array(program.arenaSize);
  fillArena(program, { weights, moments: {} }, arena);
  const { place } = program.parameters.find(({ name }) => name === 'actor.mean.kernel')!;
  const kernel = weights['actor.mean.kernel']!; // [5, 2]
  expect(arena[place.offset + place.stride + 3]).toBe(kernel.values[3 * 2 + 1]); // output 1 of unit 3
  const { logAlpha, alpha } = program.alpha!;
  expect(arena[alpha.offset]).toBeCloseTo(Math.exp(arena[logAlpha.offset]!), 6);
});

test('fillArena: what is missing or misshapen is named', () => {
  const { program, weights } = madeUp('ddpg');
  const arena = new Float32Array(program.arenaSize);
  const { 'critic.l1.bias': bias, ...rest } = weights;
  expect(() => fillArena(program, { weights: rest, moments: {} }, arena)).toThrow(
    'fillArena: "critic.l1.bias" is missing',
  );
  const misshapen = { ...rest, 'critic.l1.bias': { ...bias!, shape: [4] } };
  expect(() => fillArena(program, { weights: misshapen, moments: {} }, arena)).toThrow(
    'fillArena: "critic.l1.bias" has the shape [4], expected [5]',
  );
});

test('scalarsAt: the actor of a delayed agent counts its own steps of Adam', () => {
  const { program } = madeUp('td3', { finalLearningRate: 1 });
  expect([0, 1, 2, 3].map((update) => movesActor(program, update))).toEqual([true, false, true, false]);
  // first step: lr sqrt(1 - 0.999) / (1 - 0.9) = lr * 0.316228; second: lr sqrt(1 - 0.999^2) / (1 - 0.9^2) = lr * 0.235317
  const [critic, actor] = program.learningRates;
  const third = scalarsAt(program, 2, 7); // the critic's third, the actor's second
  expect(scalarsAt(program, 0, 7).stepSize[0] / critic).toBeCloseTo(0.316228, 5);
  expect(third.stepSize[1] / actor).toBeCloseTo(0.235317, 5);
  expect(third).toMatchObject({ update: 2, seed: 7 });
});

test('scalarsAt: a rate that falls is what is left of it at that update', () => {
  // 1,000 steps, 200 of them random: 800 updates, after half of which 1 + 0.5 * (0.2 - 1) = 0.6 is left
  const length = { trainingSteps: 1000, warmupSteps: 800, updatesPerStep: 1 };
  const falling = madeUp('sac', { ...length, finalLearningRate: 0.2 }).program;
  const constant = madeUp('sac', { ...length, finalLearningRate: 1 }).program;
  const share = (update: number) =>
    scalarsAt(falling, update, 7).stepSize[0] / scalarsAt(constant, update, 7).stepSize[0];
  expect(share(0)).toBe(1);
  expect(share(400)).toBeCloseTo(0.6);
  expect(share(5000)).toBeCloseTo(0.2);
});

test('lossesIn: an update that did not move the actor has no loss of it; the temperature has one', () => {
  const metrics = new Float32Array(metricNames.length);
  metrics[metricIndex('criticLoss')] = 2;
  metrics[metricIndex('actorLoss')] = 3;
  metrics[metricIndex('meanLogProb')] = -1.5;
  metrics[metricIndex('temperature')] = 0.5;
  const { program: td3 } = madeUp('td3');
  expect(lossesIn(td3, metrics, 0)).toMatchObject({ criticLoss: 2, actorLoss: 3, temperature: NaN });
  expect(lossesIn(td3, metrics, 1)).toMatchObject({ criticLoss: 2, actorLoss: NaN });
  const sac = lossesIn(madeUp('sac').program, metrics, 1);
  expect(sac).toMatchObject({ actorLoss: 3, entropy: 1.5, temperature: 0.5 });
  // -log 0.5 * (-1.5 + target entropy -2) = 0.693147 * -3.5
  expect(sac.temperatureLoss).toBeCloseTo(-2.426015, 5);
});
