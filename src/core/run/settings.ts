// Every setting of a run, defined once: name, default, range, unit, meaning and source.
//
// The form in Train, the run's record, the model card and the headless `--settings` file are all built from
// this list. What belongs to an agent is declared by the agent (core/agents).

import { agentNames, agentParameters, agents, agentsWith, type AgentName } from '../agents/agents.ts';
import { marketKinds, type listedMarkets, type MarketName } from '../market/kinds.ts';
import { lowerFirst } from '../text/format.ts';
import { defaultsOf, type ParameterDefinition, type ValuesOf } from '../parameter.ts';

type MarketDefinition = (typeof listedMarkets)[number]['parameters'][number];
/** `run`, `agent`, or a group of a market. */
export type SettingGroup = string;

export type SettingDefinition = ParameterDefinition & {
  readonly group: SettingGroup;
  /** Shown only for these agents; absent means all. */
  readonly agents?: readonly AgentName[];
};

const marketChoices = marketKinds().map(({ name, label }) => ({ value: name as MarketName, label }));
const marketMeanings = marketKinds().map(({ label, meaning }) => `${label}: ${lowerFirst(meaning)}`);

/** What belongs to no market. */
const ownDefinitions = [
  // The run
  {
    name: 'objective',
    group: 'run',
    kind: 'choice',
    default: 'auto',
    before: 'weights',
    choices: [
      { value: 'auto', label: 'By the file' },
      { value: 'profit', label: 'Profit' },
      { value: 'revenue', label: 'Revenue' },
      { value: 'weights', label: 'Own weights' },
    ],
    label: 'Objective',
    unit: '',
    meaning:
      'What prices should earn. By the file: profit where every cost is known, otherwise revenue; the preset market pays its published reward. Own weights start from the published reward.',
    source: 'what a shop lives on, where its costs are known',
  },
  {
    name: 'market',
    group: 'run',
    kind: 'choice',
    default: 'history',
    choices: marketChoices,
    label: 'Market',
    unit: '',
    meaning: `The environment the agent trains in. ${marketMeanings.join(' ')}`,
    source: 'replays whatever file is loaded',
  },
  {
    name: 'agent',
    group: 'run',
    kind: 'choice',
    default: 'sac',
    choices: agentNames.map((value) => ({ value, label: agents[value].title })),
    label: 'Agent',
    unit: '',
    meaning: `The learning algorithm. ${agentNames.map((name) => `${agents[name].title} ${agents[name].trait}`).join('; ')}.`,
    source: 'measured: e2e/bench/README.md, learning',
  },
  {
    name: 'trainingSteps',
    group: 'run',
    kind: 'integer',
    default: 10000,
    min: 100,
    max: 1000000,
    step: 1000,
    label: 'Training steps',
    unit: 'market steps',
    meaning: 'How many market days the agent trains on, over all parallel markets.',
    source: 'measured: e2e/bench/README.md, learning',
  },
  {
    name: 'seed',
    group: 'run',
    kind: 'integer',
    default: 1,
    min: 0,
    max: 4294967295,
    step: 1,
    label: 'Seed',
    unit: '',
    meaning:
      'Start of every random number stream. The same seed, settings, data and backend give the same numbers.',
    source: 'convention',
  },
  {
    name: 'hiddenUnits',
    group: 'run',
    kind: 'integer',
    default: 64,
    min: 4,
    max: 1024,
    step: 16,
    label: 'Hidden units',
    unit: 'per layer',
    meaning:
      'Width of the two hidden layers of each network. 256 is the published size; 64 to 128 learns as well or better here and is several times faster.',
    source: 'measured: e2e/bench/README.md, learning',
  },
  {
    name: 'parallelMarkets',
    group: 'run',
    kind: 'integer',
    default: 8,
    min: 1,
    max: 64,
    step: 1,
    label: 'Parallel markets',
    unit: 'markets',
    meaning: 'Markets simulated side by side; the agent learns from all of them.',
    source: 'measured: e2e/bench/README.md, ablation',
    advanced: true,
  },
  {
    name: 'evaluationEverySteps',
    group: 'run',
    kind: 'integer',
    default: 250,
    min: 50,
    max: 100000,
    step: 500,
    label: 'Evaluate every',
    unit: 'market steps',
    meaning: 'How often the greedy policy is evaluated on fixed start states; the best one is kept.',
    source: 'measured: e2e/bench/README.md, learning',
    advanced: true,
  },
  {
    name: 'evaluationEpisodes',
    group: 'run',
    kind: 'integer',
    default: 32,
    min: 1,
    max: 256,
    step: 8,
    label: 'Evaluation episodes',
    unit: 'episodes',
    meaning: 'Fixed start states and noise streams of an evaluation.',
    source: 'measured: e2e/bench/README.md, learning',
    advanced: true,
  },
  {
    name: 'finalists',
    group: 'run',
    kind: 'integer',
    default: 5,
    before: 1,
    min: 1,
    max: 20,
    step: 1,
    label: 'Finalists',
    unit: 'policies',
    meaning:
      'At the end, this many of the best policies are evaluated again on 256 held-out episodes; the best there is kept and reported. 1 keeps the best of the regular evaluations. A policy for several products is checked differently.',
    source: 'measured: e2e/bench/README.md, learning',
    advanced: true,
  },
  ...agentParameters.map((parameter) => ({
    ...parameter,
    group: 'agent' as const,
    agents: agentsWith(parameter.name),
  })),
] as const satisfies readonly SettingDefinition[];

type Definition = (typeof ownDefinitions)[number] | MarketDefinition;
export type SettingName = Definition['name'];
/** A complete record of settings; every run carries one. */
export type RunSettings = ValuesOf<readonly Definition[]>;

const definitions: Definition[] = [
  ...ownDefinitions,
  ...marketKinds().flatMap(({ parameters }) => parameters as readonly MarketDefinition[]),
];
export const settingDefinitions: readonly Definition[] = definitions;

const defaults = { ...defaultsOf(settingDefinitions) };
export const defaultSettings: RunSettings = defaults;
