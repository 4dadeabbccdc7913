import { expect, test } from 'vitest';

import { parameterProblem } from '../parameter.ts';
import { defaultsFor, settingsFrom, settingsOfRecord, withAgent } from './run-settings.ts';
import { defaultSettings, settingDefinitions } from './settings.ts';

test('settingDefinitions: every default fits its own range, every name is there once', () => {
  for (const definition of settingDefinitions) {
    expect(parameterProblem(definition, definition.default)).toBeNull();
    if ('before' in definition) expect(parameterProblem(definition, definition.before)).toBeNull();
  }
  const names = settingDefinitions.map((definition) => definition.name);
  expect(new Set(names).size).toBe(names.length);
});

test('settingsFrom: changes lie over the defaults', () => {
  expect(settingsFrom({ hiddenUnits: 64, seed: 7 })).toEqual({
    ...defaultSettings,
    hiddenUnits: 64,
    seed: 7,
  });
});

test('settingsFrom: an unknown name, a value out of range and one of the wrong kind each say so', () => {
  expect(() => settingsFrom({ sead: 1 })).toThrow(
    /^Setting "sead" is unknown; known settings: objective, market, /,
  );
  expect(() => settingsFrom({ gamma: 1.5 })).toThrow(
    'Setting "gamma": expected a number from 0 to 1, got 1.5',
  );
  expect(() => settingsFrom({ trainingSteps: 1000.5 })).toThrow(
    'Setting "trainingSteps": expected a whole number from 100 to 1000000, got 1000.5',
  );
  expect(() => settingsFrom({ agent: 'ppo' })).toThrow(
    'Setting "agent": expected one of sac, ddpg, td3, pathwise, got "ppo"',
  );
  expect(() => settingsFrom({ layerNorm: 'yes' })).toThrow(
    'Setting "layerNorm": expected true or false, got "yes"',
  );
});

test('settingsOfRecord: what was no setting yet is what runs did then, not what they begin with today', () => {
  const newer = ['finalLearningRate', 'targetEntropy', 'objective'];
  const older = Object.entries({ ...defaultSettings, seed: 7 }).filter(([name]) => !newer.includes(name));
  const before = { finalLearningRate: 1, targetEntropy: -1, objective: 'weights' };
  expect(settingsOfRecord(Object.fromEntries(older))).toEqual({
    ...defaultSettings,
    seed: 7,
    ...before,
  });
  expect(settingsOfRecord({ agent: 'ddpg' })).toEqual({
    ...defaultsFor('ddpg'),
    ...before,
  });
  expect(settingsOfRecord({ ...defaultSettings })).toEqual(defaultSettings);
  const earlier = { market: 'history', historyObjective: 'profitPerDay' };
  expect(settingsOfRecord(earlier)).toMatchObject({ market: 'history', objective: 'profit' });
  expect(settingsOfRecord({ ...earlier, market: 'demand' }).objective).toBe('weights');
  expect(settingsOfRecord({ market: 'history' }).objective).toBe('weights');
  expect(() => settingsOfRecord({ sead: 1 })).toThrow('Setting "sead" is unknown');
});

test('defaultsFor: an agent begins with values of its own, and a file of settings for it too', () => {
  expect(defaultsFor('sac').learningRateActor).toBe(0.001);
  expect(defaultsFor('ddpg')).toEqual({
    ...defaultSettings,
    agent: 'ddpg',
    learningRateActor: 0.0003,
    evaluationEverySteps: 500,
  });
  expect(settingsFrom({ agent: 'td3' }).learningRateActor).toBe(0.0005);
  expect(settingsFrom({ agent: 'td3', learningRateActor: 0.001 }).learningRateActor).toBe(0.001);
});

test('withAgent: what stood at a default moves to that of the other agent, what was chosen stays', () => {
  const chosen = { ...defaultSettings, batchSize: 64 };
  expect(withAgent(chosen, 'td3')).toEqual({ ...defaultsFor('td3'), batchSize: 64 });
  expect(withAgent(withAgent(chosen, 'td3'), 'sac')).toEqual(chosen);
  expect(withAgent({ ...chosen, learningRateActor: 0.01 }, 'ddpg').learningRateActor).toBe(0.01);
});
