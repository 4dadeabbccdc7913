import { expect, test } from 'vitest';

import { agentNames } from '../agents/agents.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import { marketSetupFor } from './market-setup.ts';
import {
  demoSettings,
  isPortfolioSetup,
  portfolioPreset,
  portfolioSettings,
  presetChanges,
  presetValues,
  runPresets,
} from './presets.ts';
import { defaultsFor, settingsFrom, withAgent } from './run-settings.ts';
import { defaultSettings, type RunSettings } from './settings.ts';

const named = (name: string) => runPresets.find((preset) => preset.name === name)!;
const chosen = (name: string, current: RunSettings) => ({
  ...current,
  ...presetChanges(named(name), current),
});

test('runPresets: every value fits its setting', () => {
  for (const { settings } of runPresets) expect(() => settingsFrom({ ...settings })).not.toThrow();
});

test('presetChanges: whatever stood before, a preset leads where it leads from the defaults', () => {
  for (const { name } of runPresets) {
    const fresh = chosen(name, defaultSettings);
    for (const other of runPresets) expect(chosen(name, chosen(other.name, defaultSettings))).toEqual(fresh);
    expect(chosen(name, { ...defaultSettings, ...demoSettings })).toEqual(fresh);
  }
  expect(chosen('standard', defaultSettings)).toEqual(defaultSettings);
});

test("presetChanges: the person's own agent and market stay with a preset that says nothing of them", () => {
  const own = settingsFrom({ agent: 'td3', market: 'demand', demandSource: 'preset', elasticity: -2 });
  const { agent, market, demandSource, elasticity } = chosen('quick', own);
  expect([agent, market, demandSource, elasticity]).toEqual(['td3', 'demand', 'preset', -2]);
});

test('presetChanges: a preset that had set the market is left for the market of the file', () => {
  const untouched: RunSettings = { ...defaultSettings, market: 'demand', demandSource: 'file' };
  const published = { ...untouched, ...presetChanges(named('publishedDdpg'), untouched, untouched) };
  expect(published).toMatchObject({ agent: 'ddpg', market: 'demand', demandSource: 'preset' });
  const left = { ...published, ...presetChanges(named('quick'), published, untouched) };
  expect(left).toMatchObject({ agent: 'sac', market: 'demand', demandSource: 'file', hiddenUnits: 64 });
});

test('portfolio: the demand market of the file and the learning of a catalogue, with the agent of the form', () => {
  for (const agent of agentNames) {
    const set = chosen('portfolio', withAgent(defaultSettings, agent));
    const place = { agent, market: 'demand', demandSource: 'file' };
    expect(set, agent).toEqual({ ...defaultsFor(agent), ...portfolioSettings(agent), ...place });
    expect(isPortfolioSetup(set), agent).toBe(true);
    expect(isPortfolioSetup({ ...set, trainingSteps: 999 }), agent).toBe(true);
    expect(isPortfolioSetup({ ...set, market: 'history' }), agent).toBe(false);
  }
  // An agent that another preset had brought goes with it.
  expect(chosen('portfolio', chosen('publishedDdpg', defaultSettings)).agent).toBe('sac');
  expect(isPortfolioSetup(defaultSettings)).toBe(false);
  expect(named('portfolio')).toBe(portfolioPreset);
});

test('presetValues: what a preset says stands, also where it is the default of another agent', () => {
  for (const agent of ['sac', 'ddpg', 'td3'] as const) {
    expect(presetValues(named('quick'), agent)).toMatchObject({ hiddenUnits: 64, trainingSteps: 3000 });
    expect(presetValues(named('portfolio'), agent)).toMatchObject({ hiddenUnits: 64, tau: 0.005 });
    expect(presetValues(named('standard'), agent)).toMatchObject({
      hiddenUnits: defaultsFor(agent).hiddenUnits,
      tau: defaultsFor(agent).tau,
    });
  }
});

test('presetValues: what is measured of a preset is what choosing it in the form trains', () => {
  const measured = { ...defaultSettings, ...presetValues(named('publishedDdpg'), 'ddpg') };
  expect(measured).toEqual(chosen('publishedDdpg', defaultSettings));
  expect(measured.evaluationEverySteps).toBe(500);
});

test('runPresets: DDPG as published has the published settings on the preset market, seen plainly', () => {
  const settings = chosen('publishedDdpg', settingsFrom({ elasticity: -3, seed: 7 }));
  expect(settings).toMatchObject({
    agent: 'ddpg',
    seed: 7,
    hiddenUnits: 256,
    gamma: 0.99,
    tau: 0.005,
    learningRateActor: 0.0001,
    learningRateCritic: 0.001,
    batchSize: 100,
    replayCapacity: 100000,
    explorationNoise: 0.1,
    policyDelay: 2,
    parallelMarkets: 1,
    updatesPerStep: 1,
  });
  const { products } = marketSetupFor(settings, []);
  expect(products).toEqual([
    { name: 'Preset market', parameters: { ...referenceMarket, observation: 'plain' } },
  ]);
});
