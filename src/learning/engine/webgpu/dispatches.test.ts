import { expect, test } from 'vitest';

import { settingsFrom } from '../../../core/run/run-settings.ts';
import { createProgram } from '../../agents/learning-agents.ts';

import { dispatchesOf } from './dispatches.ts';

const everySwitch = settingsFrom({
  layerNorm: true,
  residualCritic: true,
  dropout: 0.2,
  valueScale: 2,
  valueBound: 5,
  maxGradientNorm: 1,
});

test.each([
  ['sac', 40],
  ['td3', 40],
  ['ddpg', 40],
] as const)('dispatchesOf: one dispatch a step, with the draw at most 40: %s', (agent, most) => {
  const program = createProgram({ ...everySwitch, agent }, { observationSize: 98, actionSize: 1 });
  const dispatches = dispatchesOf(program.full);
  expect(dispatches).toHaveLength(program.full.length);
  expect(dispatches.length + 1).toBeLessThanOrEqual(most);
});

test('dispatchesOf: equal kernels have equal text, so they are compiled once', () => {
  const program = createProgram({ ...everySwitch, agent: 'sac' }, { observationSize: 98, actionSize: 1 });
  const dispatches = dispatchesOf(program.full);
  const texts = new Set(dispatches.map(({ code }) => code));
  expect(texts.size).toBeLessThan(dispatches.length * 0.75);
});

test('dispatchesOf: a norm that no step of Adam follows takes a dispatch of its own for the metric', () => {
  const program = createProgram({ ...everySwitch, agent: 'sac' }, { observationSize: 3, actionSize: 1 });
  const norm = program.full.filter(({ op }) => op === 'gradientNorm').slice(0, 1);
  expect(dispatchesOf(norm).map(({ label }) => label)).toEqual(['gradientNorm', 'normMetric']);
});

test('dispatchesOf: a grid beyond what devices have is refused by the name of its step', () => {
  const program = createProgram({ ...everySwitch, agent: 'sac' }, { observationSize: 3, actionSize: 1 });
  const values = program.full.find((step) => step.op === 'values')!;
  const many = { ...values, features: { ...values.features, rows: 65536 } };
  expect(() => dispatchesOf([many])).toThrow(
    'WebGPU: the step values needs a grid of 65536 x 1 x 4, more than a device has',
  );
});
