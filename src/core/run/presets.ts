// Named sets of settings for the Train section and the guided demo.

import { defaultsFor, withAgent } from './run-settings.ts';
import { listedMarkets } from '../market/kinds.ts';
import { demandParameters } from '../market/demand/parameters.ts';
import type { MarketKind } from '../market/market-kind.ts';
import { defaultSettings, type RunSettings, type SettingName } from './settings.ts';

export interface RunPreset {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly settings: Partial<RunSettings>;
}

/**
 * A first answer within half a minute on WASM: small networks, few steps.
 *
 * On the preset `reference` (optimum 15.51) seeds 1 and 2 reach 15.33 and 15.14 after 2,608 updates.
 */
const quickSettings: Partial<RunSettings> = {
  trainingSteps: 3000,
  hiddenUnits: 64,
  batchSize: 64,
  warmupSteps: 400,
  evaluationEverySteps: 400,
};

/**
 * What the guided demo trains with: fewer updates with longer steps, for one product of a history market.
 *
 * On the demo product this reaches evaluation returns of 3.53 to 3.59 on three seeds with 602 updates (best fixed
 * price 3.54). It is too short for a demand market.
 */
export const demoSettings: Partial<RunSettings> = {
  ...quickSettings,
  trainingSteps: 2400,
  updatesPerStep: 0.3,
  learningRateActor: 0.003,
  learningRateCritic: 0.003,
  learningRateTemperature: 0.003,
  finalLearningRate: 1,
  targetEntropy: -1,
};

/**
 * One policy for a catalogue: 32 markets side by side, so that a batch holds many products, small networks for many steps,
 * and learning rates that fall.
 *
 * With eight markets the policy of the demo catalogue falls back after a few thousand steps. On seasons of stock 24,000
 * steps of networks of 64 bring as much as 15,000 of 128 in two thirds of the time.
 */
export const portfolioSettings: Partial<RunSettings> = {
  trainingSteps: 36000,
  evaluationEverySteps: 2000,
  parallelMarkets: 32,
  hiddenUnits: 64,
  layerNorm: true,
  normalizeObservations: false,
  finalLearningRate: 0.1,
  targetEntropy: -1,
};

/**
 * DDPG with its published settings on the plain observation, to the letter of design sections 7 and 8.
 *
 * Nothing of the lab's own helps it: rewards unscaled, one market, one update a step, an acting policy as fresh as the
 * actor itself.
 */
const publishedDdpg: Partial<RunSettings> = {
  trainingSteps: 20000,
  hiddenUnits: 256,
  parallelMarkets: 1,
  warmupSteps: 100,
  updatesPerStep: 1,
  actorRefreshUpdates: 2,
  batchSize: 100,
  learningRateActor: 0.0001,
  learningRateCritic: 0.001,
  finalLearningRate: 1,
  gamma: 0.99,
  tau: 0.005,
  replayCapacity: 100000,
  explorationNoise: 0.1,
  policyDelay: 2,
  nStep: 1,
  normalizeRewards: false,
  normalizeObservations: false,
  observation: 'plain',
};

/** Where it was tried: the preset market `reference`, whose values are the defaults of the form. */
const onReferenceMarket: Partial<RunSettings> = {
  ...defaultsOf(demandParameters.map(({ name }) => name).filter((name) => name !== 'observation')),
  agent: 'ddpg',
  objective: 'weights',
  market: 'demand',
  demandSource: 'preset',
};

function defaultsOf(names: readonly SettingName[]): Partial<RunSettings> {
  return Object.fromEntries(names.map((name) => [name, defaultSettings[name]]));
}

/** What some preset or the demo changes of the learning, back at its default. */
const undone = defaultsOf(
  Object.keys({ ...demoSettings, ...portfolioSettings, ...publishedDdpg }) as SettingName[],
);

export const runPresets: readonly RunPreset[] = [
  {
    name: 'quick',
    label: 'Quick look',
    meaning: 'Small networks, few steps: a first answer within half a minute.',
    settings: { ...undone, ...quickSettings },
  },
  {
    name: 'standard',
    label: 'Standard',
    meaning: 'The settings that learned the preset market best in our trials.',
    settings: undone,
  },
  {
    name: 'published',
    label: 'Published sizes',
    meaning: 'Networks and batches of the size of the papers; several times slower.',
    settings: {
      ...undone,
      trainingSteps: 20000,
      hiddenUnits: 256,
      batchSize: 256,
      warmupSteps: 1000,
    },
  },
  {
    name: 'portfolio',
    label: 'Portfolio',
    meaning:
      'For one policy for a whole catalogue in the demand market: 36,000 steps in 32 markets side by side, with learning rates that fall.',
    settings: { ...undone, ...portfolioSettings },
  },
  {
    name: 'publishedDdpg',
    label: 'DDPG as published',
    meaning:
      'For comparison: DDPG with its published settings and the plain observation on the preset market, about 1,000 episodes. ' +
      'It learns unreliably: over five seeds of a reference run it closed -31 to 98 % of the gap to the optimum.',
    settings: { ...undone, ...publishedDdpg, ...onReferenceMarket },
  },
  ...listedMarkets.flatMap((kind: MarketKind) =>
    (kind.presets ?? []).map((preset) => ({
      ...preset,
      settings: { ...undone, ...(preset.settings as Partial<RunSettings>) },
    })),
  ),
];

/**
 * What choosing `preset` changes of `current`.
 *
 * Agent and market are the person's own choice and most presets leave them. One that sets them is left by the next
 * preset as if it had never been chosen.
 */
export function presetChanges(preset: RunPreset, current: RunSettings): Partial<RunSettings> {
  const left = runPresets.find(
    ({ settings }) =>
      settings.market !== undefined &&
      placeNames.every((name) => settings[name] === undefined || settings[name] === current[name]),
  );
  const putBack =
    left && left.name !== preset.name ? defaultsOf(Object.keys(left.settings) as SettingName[]) : {};
  const changes = { ...putBack, ...preset.settings };
  return withOwnDefaults(changes, defaultsFor(changes.agent ?? current.agent));
}

/** `current` set up for one policy for the whole file: the preset, SAC and the market of the file. */
export function portfolioSetup(current: RunSettings): RunSettings {
  const preset = runPresets.find(({ name }) => name === 'portfolio')!;
  const chosen = { ...current, ...presetChanges(preset, current) };
  return { ...withAgent(chosen, 'sac'), ...portfolioPlace };
}

/** Where the preset `portfolio` was tried. */
export const portfolioPlace = { market: 'demand', demandSource: 'file' } as const;

/** A preset's values for an agent: where it means the default, that of the agent. */
export function presetValues(preset: RunPreset, agent: RunSettings['agent']): Partial<RunSettings> {
  return withOwnDefaults(preset.settings, defaultsFor(preset.settings.agent ?? agent));
}

function withOwnDefaults(values: Partial<RunSettings>, own: RunSettings): Partial<RunSettings> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const setting = name as SettingName;
      return [name, value === defaultSettings[setting] && setting !== 'agent' ? own[setting] : value];
    }),
  );
}

/** By these a form is recognised that still stands on a preset of its own agent and market. */
const placeNames = [
  'agent',
  'objective',
  'market',
  'demandSource',
  'observation',
] as const satisfies readonly SettingName[];
