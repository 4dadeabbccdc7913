import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { Random } from '../random.ts';

import { createPolicy } from './actor.ts';
import { initialActorWeights } from './initial-weights.ts';
import type { ActorArchitecture, NamedWeights } from './policy.ts';

const tiny: ActorArchitecture = {
  agent: 'ddpg',
  observationSize: 2,
  actionSize: 1,
  hidden: [2],
  layerNorm: false,
  inputNorm: false,
  layerNormEpsilon: 1e-5,
  logStdRange: [-5, 2],
};

function array(shape: readonly number[], values: readonly number[]): NamedWeights[string] {
  return { shape, values: Float32Array.from(values) };
}

const tinyWeights: NamedWeights = {
  'l1.kernel': array([2, 2], [1, -1, 2, 0.5]),
  'l1.bias': array([2], [0.5, 0]),
  'l2.kernel': array([2, 1], [0.25, 3]),
  'l2.bias': array([1], [-1]),
};

test('createPolicy: DDPG by hand', () => {
  // (1, 0.5): l1 = (1 + 1 + 0.5, -1 + 0.25 + 0) = (2.5, -0.75), ReLU (2.5, 0), l2 = 0.625 - 1 = -0.375
  const policy = createPolicy(tiny, tinyWeights);
  expect(policy.act(Float32Array.of(1, 0.5), 1)[0]).toBeCloseTo(Math.tanh(-0.375), 7);
  // noise 2 times 0.1 is added after the tanh and clipped to 1
  expect(policy.explore(Float32Array.of(1, 0.5), 1, Float32Array.of(2), 0.1)[0]).toBeCloseTo(
    Math.tanh(-0.375) + 0.2,
    7,
  );
  expect(policy.explore(Float32Array.of(1, 0.5), 1, Float32Array.of(50), 0.1)[0]).toBe(1);
});

test('createPolicy: SAC with LayerNorm by hand', () => {
  const architecture: ActorArchitecture = {
    ...tiny,
    agent: 'sac',
    layerNorm: true,
    inputNorm: true,
    layerNormEpsilon: 0,
  };
  const policy = createPolicy(architecture, {
    'inputNorm.gamma': array([2], [1, 1]),
    'inputNorm.beta': array([2], [0, 1]),
    'l1.kernel': array([2, 2], [1, 0, 0, 1]),
    'l1.bias': array([2], [0, 0]),
    'n1.gamma': array([2], [2, 2]),
    'n1.beta': array([2], [0, 0]),
    'mean.kernel': array([2, 1], [1, 0.5]),
    'mean.bias': array([1], [0]),
    'logStd.kernel': array([2, 1], [0, 10]),
    'logStd.bias': array([1], [0]),
  });
  // (3, 7): mean 5, deviation 2: (-1, 1) + (0, 1) = (-1, 2); n1: (-1, 1) * 2 = (-2, 2), ReLU (0, 2); mean head 1
  expect(policy.act(Float32Array.of(3, 7), 1)[0]).toBeCloseTo(Math.tanh(1), 7);
  // log std 20 is clamped to 2
  expect(policy.explore(Float32Array.of(3, 7), 1, Float32Array.of(-0.25), 0)[0]).toBeCloseTo(
    Math.tanh(1 - 0.25 * Math.exp(2)),
    7,
  );
});

interface Golden {
  config: { stateDim: number; actionDim: number; hidden: number[]; layerNorm: boolean };
  initial: { actor: Record<string, Record<string, number[] | number[][]>> };
  updates: {
    batch: { state: number[][]; nextState: number[][] };
    noise: { nextAction: number[][]; action: number[][] };
    newAction: number[][];
    nextAction: number[][];
  }[];
}

function goldenWeights(layers: Golden['initial']['actor']): NamedWeights {
  return Object.fromEntries(
    Object.entries(layers).flatMap(([layer, parts]) =>
      Object.entries(parts).map(([part, values]) => [
        `${layer}.${part}`,
        array(Array.isArray(values[0]) ? [values.length, values[0].length] : [values.length], values.flat()),
      ]),
    ),
  );
}

test.each(['sac-plain', 'sac-stable', 'sac-two-actions'])(
  'createPolicy: %s acts as the reference before its first update',
  (name) => {
    const file = new URL(`../../learning/golden/${name}.json`, import.meta.url);
    const { config, initial, updates } = JSON.parse(readFileSync(file, 'utf8')) as Golden;
    const architecture: ActorArchitecture = {
      ...tiny,
      agent: 'sac',
      observationSize: config.stateDim,
      actionSize: config.actionDim,
      hidden: config.hidden,
      layerNorm: config.layerNorm,
      inputNorm: config.layerNorm,
    };
    const policy = createPolicy(architecture, goldenWeights(initial.actor));
    const first = updates[0]!;
    const act = (state: number[][], noise: number[][]) =>
      policy.explore(Float32Array.from(state.flat()), state.length, Float32Array.from(noise.flat()), 0);
    const expectClose = (got: Float32Array, expected: number[][]) => {
      expected.flat().forEach((value, i) => {
        expect(got[i]).toBeCloseTo(value, 5);
      });
    };
    expectClose(act(first.batch.state, first.noise.action), first.newAction);
    expectClose(act(first.batch.nextState, first.noise.nextAction), first.nextAction);
  },
);

test('createPolicy: many observations at once equal one at a time', () => {
  const architecture: ActorArchitecture = {
    ...tiny,
    agent: 'sac',
    observationSize: 7,
    actionSize: 2,
    hidden: [13, 9],
  };
  const policy = createPolicy(architecture, initialActorWeights(architecture, new Random(3)));
  const observations = new Random(4).fillNormal(new Float32Array(5 * 7));
  const together = policy.act(observations, 5);
  for (let n = 0; n < 5; n++)
    expect([...policy.act(observations.subarray(n * 7, n * 7 + 7), 1)]).toEqual([
      ...together.subarray(n * 2, n * 2 + 2),
    ]);
});

test('createPolicy: bad weights and observations are refused with what is wrong', () => {
  const without = { ...tinyWeights };
  delete (without as Record<string, unknown>)['l2.bias'];
  expect(() => createPolicy(tiny, without)).toThrow('createPolicy: weight "l2.bias" is missing');
  expect(() => createPolicy(tiny, { ...tinyWeights, 'l1.bias': array([3], [1, 2, 3]) })).toThrow(
    'createPolicy: weight "l1.bias": expected shape [2], got [3]',
  );
  expect(() => createPolicy(tiny, { ...tinyWeights, 'l1.bias': array([2], [1, NaN]) })).toThrow(
    'createPolicy: weight "l1.bias": value 1 is NaN, expected a finite number',
  );
  expect(() => createPolicy(tiny, { ...tinyWeights, extra: array([1], [1]) })).toThrow(
    'createPolicy: weight "extra" does not belong to this network',
  );
  const policy = createPolicy(tiny, tinyWeights);
  expect(() => policy.act(new Float32Array(3), 2)).toThrow(
    'Policy.act: expected observations of 2 x 2 = 4 numbers, got 3',
  );
  expect(() => policy.act(Float32Array.of(0, 0, NaN, 0), 2)).toThrow('observation 1 led to the action NaN');
});

test('initialActorWeights: fan-in bounds, small heads, the same for the same seed', () => {
  const architecture: ActorArchitecture = {
    ...tiny,
    agent: 'sac',
    observationSize: 100,
    hidden: [64, 64],
    layerNorm: true,
  };
  const weights = initialActorWeights(architecture, new Random(1));
  const largest = (name: string) => Math.max(...weights[name]!.values.map(Math.abs));
  expect(largest('l1.kernel')).toBeLessThanOrEqual(0.1); // 1 / sqrt(100)
  expect(largest('l1.kernel')).toBeGreaterThan(0.099);
  expect(largest('l2.bias')).toBeLessThanOrEqual(0.125); // 1 / sqrt(64)
  expect(largest('mean.kernel')).toBeLessThanOrEqual(0.00125);
  expect([...weights['n1.gamma']!.values]).toEqual(Array(64).fill(1));
  expect(initialActorWeights(architecture, new Random(1))).toEqual(weights);
  expect(initialActorWeights(architecture, new Random(2))).not.toEqual(weights);
});
