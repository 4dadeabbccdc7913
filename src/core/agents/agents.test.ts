import { expect, test } from 'vitest';

import { parameterProblem } from '../parameter.ts';
import { runPresets } from '../run/presets.ts';
import { defaultsFor } from '../run/run-settings.ts';
import { defaultSettings, settingDefinitions } from '../run/settings.ts';
import { agentNamed, agentNames, agentParameters, agentsWith, agentTitle } from './agents.ts';

test('agents: what an agent begins with are values of settings, within their bounds', () => {
  const definitions = new Map(settingDefinitions.map((each) => [each.name as string, each]));
  for (const agent of agentNames) {
    const { defaults, presets } = agentNamed(agent);
    for (const values of [defaults, ...Object.values(presets)])
      for (const [name, value] of Object.entries(values ?? {})) {
        const definition = definitions.get(name);
        expect(definition, `${agent}: ${name}`).toBeDefined();
        expect(parameterProblem(definition!, value)).toBeNull();
      }
    expect(Object.keys(presets).filter((name) => !runPresets.some((preset) => preset.name === name))).toEqual(
      [],
    );
  }
});

test('agents: a parameter that several declare is the same one, and each is a setting once', () => {
  for (const agent of agentNames)
    for (const parameter of agentNamed(agent).parameters)
      expect(agentParameters.find(({ name }) => name === parameter.name)).toBe(parameter);
  const ofAgents = settingDefinitions.filter(({ group }) => group === 'agent').map(({ name }) => name);
  expect(ofAgents).toEqual(agentParameters.map(({ name }) => name));
  expect(agentsWith('policyDelay')).toEqual(['ddpg', 'td3']);
});

test('agents: an agent begins with its own values and the declared ones for the rest', () => {
  expect(defaultsFor('td3')).toEqual({
    ...defaultSettings,
    agent: 'td3',
    evaluationEverySteps: 500,
    learningRateActor: 0.0005,
  });
});

test('agentTitle: a name of no agent stands in capitals', () => {
  expect([agentTitle('td3'), agentTitle('ppo')]).toEqual(['TD3', 'PPO']);
});
