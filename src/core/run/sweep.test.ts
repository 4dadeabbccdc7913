import { expect, test } from 'vitest';

import { defaultSettings } from './settings.ts';
import { pageLimits, sweepProblem, sweepRuns, sweepSize, sweptValues } from './sweep.ts';

test('sweepRuns: a plan of one seed is the run itself', () => {
  expect(sweepRuns(defaultSettings, { seeds: 1, over: [] })).toEqual([
    { changes: {}, settings: defaultSettings },
  ]);
});

test('sweepRuns: every combination once before the next seed', () => {
  const base = { ...defaultSettings, seed: 7 };
  const over = [
    { name: 'gamma', values: [0.9, 0.99] },
    { name: 'hiddenUnits', values: [64, 128] },
  ] as const;
  const runs = sweepRuns(base, { seeds: 2, over });
  expect(runs.map(({ settings: { seed, gamma, hiddenUnits } }) => [seed, gamma, hiddenUnits])).toEqual([
    [7, 0.9, 64],
    [7, 0.9, 128],
    [7, 0.99, 64],
    [7, 0.99, 128],
    [8, 0.9, 64],
    [8, 0.9, 128],
    [8, 0.99, 64],
    [8, 0.99, 128],
  ]);
  expect(sweepSize({ seeds: 2, over })).toBe(8);
});

test('sweepRuns: seeds by name, in their order, as many as wanted', () => {
  const runs = sweepRuns(defaultSettings, { seeds: [201, 7], over: [] });
  expect(runs.map(({ settings }) => settings.seed)).toEqual([201, 7]);
  expect(() => sweepRuns(defaultSettings, { seeds: [7, 7], over: [] })).toThrow(
    'The sweep lists a seed twice',
  );
  expect(sweepRuns(defaultSettings, { seeds: 60, over: [] })).toHaveLength(60);
});

test('sweepRuns: another agent begins with its own defaults', () => {
  const base = { ...defaultSettings, seed: 1 };
  const [sac, ddpg] = sweepRuns(base, { seeds: 1, over: [{ name: 'agent', values: ['sac', 'ddpg'] }] });
  expect(sac!.settings).toEqual(base);
  expect(ddpg!.settings.agent).toBe('ddpg');
  expect(ddpg!.settings.explorationNoise).toBe(base.explorationNoise);
});

test('sweepProblem: says what is wrong and what would be right', () => {
  const problem = (plan: Parameters<typeof sweepProblem>[1]) =>
    sweepProblem(defaultSettings, plan, pageLimits);
  expect(problem({ seeds: 5, over: [] })).toBeNull();
  expect(problem({ seeds: 0, over: [] })).toBe('Seeds: expected a whole number from 1 to 20, got 0.');
  expect(problem({ seeds: 1, over: [{ name: 'gamma', values: [0.9] }] })).toBe(
    'Setting "gamma": a sweep needs at least two values.',
  );
  expect(problem({ seeds: 1, over: [{ name: 'gamma', values: [0.9, 0.9] }] })).toBe(
    'Setting "gamma": a value is listed twice.',
  );
  expect(problem({ seeds: 1, over: [{ name: 'gamma', values: [0.9, 3] }] })).toMatch(
    /Setting "gamma".*got 3/,
  );
  expect(problem({ seeds: 1, over: [{ name: 'seed', values: [1, 2] }] })).toMatch(/Seeds are not swept over/);
  expect(problem({ seeds: 20, over: [{ name: 'gamma', values: [0.9, 0.95, 0.99] }] })).toBe(
    'These are 60 runs; a sweep has at most 40: use fewer seeds or values.',
  );
});

test('sweptValues: numbers, switches and choices as a person writes them', () => {
  expect(sweptValues('gamma', '0.9, 0.99')).toEqual([0.9, 0.99]);
  expect(sweptValues('normalizeRewards', 'on; off')).toEqual([true, false]);
  expect(sweptValues('agent', 'SAC, ddpg')).toEqual(['sac', 'ddpg']);
  expect(() => sweptValues('gamma', '0.9, much')).toThrow(/Setting "gamma": expected a number.*"much"/);
  expect(() => sweptValues('agent', 'sac, ppo')).toThrow(/Setting "agent": expected one of/);
});
