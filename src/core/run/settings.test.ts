import { expect, test } from 'vitest';

import { defaultSettings, settingDefinitions, settingProblem, settingsFrom } from './settings.ts';

test('settingDefinitions: every default fits its own range, every name is there once', () => {
  for (const definition of settingDefinitions)
    expect(settingProblem(definition, definition.default)).toBeNull();
  const names = settingDefinitions.map((definition) => definition.name);
  expect(new Set(names).size).toBe(names.length);
});

test('settingsFrom: changes lie over the defaults', () => {
  expect(settingsFrom({ agent: 'ddpg', seed: 7 })).toEqual({ ...defaultSettings, agent: 'ddpg', seed: 7 });
});

test('settingsFrom: an unknown name, a value out of range and one of the wrong kind each say so', () => {
  expect(() => settingsFrom({ sead: 1 })).toThrow(
    /^Setting "sead" is unknown; known settings: market, agent, /,
  );
  expect(() => settingsFrom({ gamma: 1.5 })).toThrow(
    'Setting "gamma": expected a number from 0 to 1, got 1.5',
  );
  expect(() => settingsFrom({ trainingSteps: 1000.5 })).toThrow(
    'Setting "trainingSteps": expected a whole number from 100 to 1000000, got 1000.5',
  );
  expect(() => settingsFrom({ agent: 'ppo' })).toThrow(
    'Setting "agent": expected one of sac, ddpg, td3, got "ppo"',
  );
  expect(() => settingsFrom({ layerNorm: 'yes' })).toThrow(
    'Setting "layerNorm": expected true or false, got "yes"',
  );
});
