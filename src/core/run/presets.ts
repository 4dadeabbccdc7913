// Named sets of settings for the Train section and the guided demo.

import { agentNamed, agentNames, type AgentName } from '../agents/agents.ts';
import { publishedCritics } from '../agents/off-policy.ts';
import type { SettingValues } from '../parameter.ts';
import { defaultsFor } from './run-settings.ts';
import { kindNamed, marketKinds } from '../market/kinds.ts';
import { defaultSettings, type RunSettings, type SettingName } from './settings.ts';

export interface RunPreset {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  /** What it sets; what another preset changes of the learning is back at the agent's default besides. */
  readonly settings: Partial<RunSettings>;
  /** Whether it is for all products of a file, whatever was chosen before. */
  readonly isForAll?: boolean;
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
  ...publishedCritics,
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
 * How long the agent of the tour learns on the demo catalogue: it must be seen learning and be done within half a minute.
 *
 * The catalogue's optimum is known; what this reaches of it is measured in the notes of the tour's journey.
 */
export const tourLearning: Partial<RunSettings> = {
  trainingSteps: 2400,
  hiddenUnits: 64,
  batchSize: 64,
  warmupSteps: 400,
  evaluationEverySteps: 300,
};

/** What a run of one policy for several products begins with. */
export function portfolioSettings(agent: AgentName): Partial<RunSettings> {
  return agentNamed(agent).presets.portfolio;
}

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
  finalists: 1,
  normalizeRewards: false,
  normalizeObservations: false,
  observation: 'plain',
};

/** Where it was tried: the preset market `reference`, whose values are the defaults of the form. */
const onReferenceMarket: Partial<RunSettings> = {
  ...defaultsOf(
    kindNamed('demand').parameters.flatMap(({ name }) =>
      name === 'observation' ? [] : [name as SettingName],
    ),
  ),
  agent: 'ddpg',
  objective: 'weights',
  market: 'demand',
  demandSource: 'preset',
};

function defaultsOf(names: readonly SettingName[]): Partial<RunSettings> {
  return valuesOf(defaultSettings, names);
}

function valuesOf(settings: RunSettings, names: readonly SettingName[]): Partial<RunSettings> {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

function agentPresets(): readonly SettingValues[] {
  return agentNames.flatMap((name) =>
    Object.values(agentNamed(name).presets).filter((values) => values !== undefined),
  );
}

/** What some preset or the demo changes of the learning: with another preset it goes back to its default. */
const undone = [
  ...new Set([demoSettings, publishedDdpg, ...agentPresets()].flatMap(Object.keys)),
] as SettingName[];

/**
 * One policy for a whole catalogue, measured product by product. The learning is each agent's own (`portfolioSettings`);
 * the market is the one of the file that knows an optimum to measure by.
 */
export const portfolioPreset: RunPreset = {
  name: 'portfolio',
  label: 'Portfolio',
  meaning:
    'One policy for all products of the file, in the demand market: many markets side by side and small networks. Each product is measured against its own optimum.',
  settings: { market: 'demand', demandSource: 'file' },
  isForAll: true,
};

export const runPresets: readonly RunPreset[] = [
  {
    name: 'quick',
    label: 'Quick look',
    meaning: 'Small networks, few steps: a first answer within half a minute.',
    settings: quickSettings,
  },
  {
    name: 'standard',
    label: 'Standard',
    meaning: 'The settings that learned the preset market best in our trials.',
    settings: {},
  },
  {
    name: 'published',
    label: 'Published sizes',
    meaning: 'Network and batch sizes from the papers; several times slower.',
    settings: {
      trainingSteps: 20000,
      hiddenUnits: 256,
      batchSize: 256,
      warmupSteps: 1000,
      ...publishedCritics,
    },
  },
  portfolioPreset,
  {
    name: 'publishedDdpg',
    label: 'DDPG as published',
    meaning:
      'For comparison: DDPG with its published settings and the plain observation on the preset market, about 1,000 episodes. ' +
      'It learns unreliably: over five seeds of a reference run it closed -31 to 98 % of the gap to the optimum.',
    settings: { ...publishedDdpg, ...onReferenceMarket },
  },
  ...marketKinds().flatMap((kind): readonly RunPreset[] => kind.presets ?? []),
];

/**
 * What choosing `preset` changes of `current`.
 *
 * Agent and market are the person's own choice and most presets leave them. One that sets them is left by the next
 * preset as if it had never been chosen: `untouched` is what would stand then, which a file may decide. Where the person
 * chose the market by hand, `untouched` is `current`.
 */
export function presetChanges(
  preset: RunPreset,
  current: RunSettings,
  untouched: RunSettings = defaultSettings,
): Partial<RunSettings> {
  const left = runPresets.find(
    ({ settings }) =>
      settings.market !== undefined &&
      placeNames.every((name) => settings[name] === undefined || settings[name] === current[name]),
  );
  const putBack =
    left && left.name !== preset.name ? valuesOf(untouched, Object.keys(left.settings) as SettingName[]) : {};
  const agent = preset.settings.agent ?? putBack.agent ?? current.agent;
  return { ...withOwnDefaults(putBack, defaultsFor(agent)), ...settingsOf(preset, agent) };
}

/** Whether market and learning are set as the preset `portfolio` sets them; how long it trains is left to the person. */
export function isPortfolioSetup(settings: RunSettings): boolean {
  const { parameters } = agentNamed(settings.agent);
  const usual: Readonly<Record<string, unknown>> = {
    ...pickOwn(portfolioSettings(settings.agent), parameters),
    ...portfolioPreset.settings,
  };
  return Object.entries(usual).every(([name, value]) => settings[name as SettingName] === value);
}

function pickOwn(
  values: Partial<RunSettings>,
  parameters: readonly { readonly name: string }[],
): Partial<RunSettings> {
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => parameters.some(({ name }) => name === key)),
  );
}

/** A preset's values for an agent: where it leaves the default, that of the agent. */
export function presetValues(preset: RunPreset, agent: RunSettings['agent']): Partial<RunSettings> {
  return settingsOf(preset, preset.settings.agent ?? agent);
}

/** A preset as the agent takes it. */
function settingsOf({ name, settings }: RunPreset, agent: AgentName): Partial<RunSettings> {
  const own = defaultsFor(agent);
  const back = Object.fromEntries(undone.map((setting) => [setting, own[setting]]));
  return { ...back, ...settings, ...agentNamed(agent).presets[name] };
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
