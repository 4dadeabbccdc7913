import { expect, test } from 'vitest';

import { defaultSettings, settingDefinitions } from '../../../core/run/settings.ts';
import { emptyRun } from '../../../store/run-view.ts';
import {
  draftProblem,
  settingNamed,
  settingSections,
  startProblem,
  type NumberSettingDefinition,
} from './setting-lists.ts';

const shownFor = (changes: Partial<typeof defaultSettings>) =>
  settingSections({ ...defaultSettings, ...changes }).flatMap((section) =>
    [...section.basic, ...section.advanced].map((definition) => definition.name),
  );

test('settingSections: only what applies to the market and the agent', () => {
  const history = shownFor({ market: 'history', agent: 'sac', objective: 'weights' });
  expect(history).toContain('salesWeight');
  expect(history).toContain('initialTemperature');
  expect(history).not.toContain('elasticity');
  expect(history).not.toContain('explorationNoise');
  const demand = shownFor({ market: 'demand', demandSource: 'preset', agent: 'ddpg' });
  expect(demand).toContain('elasticity');
  expect(demand).toContain('explorationNoise');
  expect(demand).not.toContain('salesWeight');
  expect(demand).not.toContain('initialTemperature');
});

test('settingSections: weights are asked for only where they are what is paid for', () => {
  const weights = ['salesWeight', 'unitsWeight'];
  const shown = (changes: Partial<typeof defaultSettings>) =>
    shownFor(changes).filter((name) => weights.includes(name));
  expect(shown({ market: 'history', objective: 'auto' })).toEqual([]);
  expect(shown({ market: 'demand', demandSource: 'file', objective: 'auto' })).toEqual([]);
  expect(shown({ market: 'demand', demandSource: 'file', objective: 'weights' })).toEqual(['unitsWeight']);
  expect(shown({ market: 'demand', demandSource: 'preset', objective: 'auto' })).toEqual(['unitsWeight']);
  expect(shown({ market: 'demand', demandSource: 'preset', objective: 'profit' })).toEqual([]);
});

test('settingSections: what the file gives is not asked for', () => {
  const calibrated = shownFor({ market: 'demand', demandSource: 'file', rival: 'follower' });
  expect(calibrated).not.toContain('elasticity');
  expect(calibrated).not.toContain('rivalPrice');
  expect(calibrated).toContain('crossElasticity');
});

test('settingSections: a rival that is not there has no price', () => {
  expect(shownFor({ market: 'demand', demandSource: 'preset', rival: 'none' })).not.toContain('rivalPrice');
  expect(shownFor({ market: 'demand', demandSource: 'preset', rival: 'fixed' })).toContain('rivalPrice');
});

test('settingSections: every setting can be reached', () => {
  const reachable = new Set([
    ...shownFor({ market: 'history', agent: 'sac', objective: 'weights' }),
    ...shownFor({ market: 'demand', demandSource: 'preset', rival: 'fixed', agent: 'td3' }),
    ...shownFor({ market: 'memory', memoryStock: true }),
    ...['objective', 'market', 'agent', 'trainingSteps', 'seed', 'hiddenUnits'],
  ]);
  const missing = settingDefinitions.filter((definition) => !reachable.has(definition.name));
  expect(missing).toEqual([]);
});

test('draftProblem: says what would be right', () => {
  const steps = settingNamed('trainingSteps') as NumberSettingDefinition;
  expect(draftProblem(steps, '2000')).toBeNull();
  expect(draftProblem(steps, 5)).toBe('Expected a whole number from 100 to 1,000,000.');
  expect(draftProblem(steps, '250.5')).toBe('Expected a whole number from 100 to 1,000,000.');
  expect(draftProblem(steps, '')).toBe('Enter a whole number from 100 to 1,000,000.');
  const rate = settingNamed('learningRateActor') as NumberSettingDefinition;
  expect(draftProblem(rate, 0)).toBe('Expected a number from 0.000001 to 0.1.');
});

test('startProblem: a file for the history market, sound values, no run under way', () => {
  const state = {
    run: emptyRun,
    resuming: null,
    touring: false,
    settings: defaultSettings,
    data: { status: 'empty' },
    demand: [],
  } as const;
  expect(startProblem(state, {})).toBe(
    'The history market replays a sales file: load one in Data, or choose the demand market.',
  );
  const demand = { ...state, settings: { ...defaultSettings, market: 'demand' as const } };
  expect(startProblem(demand, {})).toBeNull();
  expect(startProblem(demand, { trainingSteps: '' })).toBe(
    'Training steps: enter a whole number from 100 to 1,000,000.',
  );
  expect(startProblem(demand, { salesWeight: 9 })).toBeNull(); // does not apply to the demand market
  const training = { ...demand, run: { ...emptyRun, state: 'training' as const } };
  expect(startProblem(training, {})).toBe('A run is under way: stop it first.');
  expect(startProblem({ ...training, touring: true }, {})).toBeNull();
  expect(startProblem({ ...demand, resuming: { runId: 'a' } }, {})).toBe(
    'An unfinished run is being loaded: wait until it resumes.',
  );
});
