// The parameters of a demand market, declared once, and what it has besides from a file.

import type { SettingValues } from '../../parameter.ts';
import type { MarketParameter, OwnValuesOf } from '../market-parameter.ts';

/** Whether its products are those of a file, or one whose values are typed in. */
export function isOfFile({ demandSource }: SettingValues): boolean {
  return demandSource === 'file';
}

function isTypedIn(settings: SettingValues): boolean {
  return !isOfFile(settings);
}

function hasRival({ rival }: SettingValues): boolean {
  return rival !== 'none';
}

/** The market of typed-in values pays its published weights unless something else was chosen. */
function paysWeights(settings: SettingValues): boolean {
  const { objective } = settings;
  return objective === 'weights' || (objective === 'auto' && isTypedIn(settings));
}

export const demandParameters = [
  {
    name: 'demandSource',
    group: 'demandMarket',
    kind: 'choice',
    default: 'file',
    choices: [
      { value: 'file', label: 'Calibrated from the file' },
      { value: 'preset', label: 'These values (preset reference)' },
    ],
    label: 'Parameters',
    unit: '',
    meaning:
      'Price, cost, elasticity, base demand, stock and season from the loaded file, or the values below.',
    source: 'what a person has loaded',
  },
  {
    name: 'observation',
    group: 'demandMarket',
    kind: 'choice',
    default: 'scaled',
    before: 'scaled',
    choices: [
      { value: 'scaled', label: 'Scaled' },
      { value: 'plain', label: 'Plain' },
    ],
    label: 'Observation',
    unit: '',
    meaning:
      'What the agent sees of a day. Scaled: log price ratio, stock and day as shares of the season, rival, demand index. Plain: price / p0, stock / I0, day / 365 and two constants, with which agents learn unreliably.',
    source: 'measured: e2e/bench/README.md, ablation',
    advanced: true,
  },
  {
    name: 'referencePrice',
    group: 'demandMarket',
    kind: 'number',
    default: 20,
    min: 0.01,
    max: 1000000,
    step: 1,
    label: 'Reference price',
    unit: 'currency',
    meaning: 'The price at which base demand holds, and the first price of an episode.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: isTypedIn,
    must: 'positive',
  },
  {
    name: 'unitCost',
    group: 'demandMarket',
    kind: 'number',
    default: 10,
    min: 0,
    max: 1000000,
    step: 1,
    label: 'Unit cost',
    unit: 'currency',
    meaning: 'What one unit costs.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: isTypedIn,
    must: 'notNegative',
  },
  {
    name: 'elasticity',
    group: 'demandMarket',
    kind: 'number',
    default: -1.5,
    min: -10,
    max: 0,
    step: 0.1,
    label: 'Elasticity',
    unit: '% units per % price',
    meaning: 'Change of units in percent for one percent of price.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: isTypedIn,
    must: 'finite',
  },
  {
    name: 'baseDemand',
    group: 'demandMarket',
    kind: 'number',
    default: 100,
    min: 0.01,
    max: 1000000000,
    step: 10,
    label: 'Base demand',
    unit: 'units a day',
    meaning: 'Units sold a day at the reference price.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: isTypedIn,
    must: 'positive',
  },
  {
    name: 'demandNoise',
    group: 'demandMarket',
    kind: 'number',
    default: 0.1,
    min: 0,
    max: 2,
    step: 0.05,
    label: 'Demand noise',
    unit: 'share',
    meaning: 'Standard deviation of the daily demand factor.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: isTypedIn,
    must: 'notNegative',
  },
  {
    name: 'initialInventory',
    group: 'demandMarket',
    kind: 'number',
    default: 1000,
    min: 1,
    max: 1000000000,
    step: 100,
    label: 'Initial inventory',
    unit: 'units',
    meaning: 'Stock at the start of an episode.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: isTypedIn,
  },
  {
    name: 'demandDays',
    group: 'demandMarket',
    kind: 'integer',
    default: 30,
    min: 2,
    max: 365,
    step: 1,
    label: 'Days',
    unit: 'days',
    meaning: 'Length of the selling season: the last day is a true end.',
    source: 'the preset reference, reference-market.ts',
    parameter: 'days',
    must: 'positive',
  },
  {
    name: 'maxDailyChange',
    group: 'demandMarket',
    kind: 'number',
    default: 0.5,
    min: 0.01,
    max: 0.95,
    step: 0.05,
    label: 'Largest daily change',
    unit: 'share',
    meaning: 'How far a price may move from one day to the next.',
    source: 'the preset reference, reference-market.ts',
    must: 'positive',
  },
  {
    name: 'minMarkup',
    group: 'demandMarket',
    kind: 'number',
    default: 1.1,
    min: 0,
    max: 10,
    step: 0.05,
    label: 'Smallest markup',
    unit: 'x unit cost',
    meaning: 'The price never falls below this multiple of unit cost.',
    source: 'the preset reference, reference-market.ts',
    must: 'notNegative',
  },
  {
    name: 'rival',
    group: 'demandMarket',
    kind: 'choice',
    default: 'none',
    choices: [
      { value: 'none', label: 'None' },
      { value: 'fixed', label: 'Fixed price' },
      { value: 'randomWalk', label: 'Random walk' },
      { value: 'follower', label: 'Follower' },
      { value: 'undercutter', label: 'Undercutter' },
    ],
    label: 'Rival',
    unit: '',
    meaning:
      'How a competitor sets prices: a follower moves half-way to ours, an undercutter stays 2 % below but not below its cost.',
    source: 'the preset reference, reference-market.ts',
  },
  {
    name: 'rivalPrice',
    group: 'demandMarket',
    kind: 'number',
    default: 20,
    min: 0.01,
    max: 1000000,
    step: 1,
    label: "Rival's first price",
    unit: 'currency',
    meaning: "The competitor's price on day 0.",
    source: 'the reference price',
    appliesWhen: (settings) => hasRival(settings) && isTypedIn(settings),
  },
  {
    name: 'crossElasticity',
    group: 'demandMarket',
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 5,
    step: 0.1,
    label: 'Cross elasticity',
    unit: "% units per % of the rival's price",
    meaning: 'Change of our units in percent for one percent of the rival-to-own price ratio.',
    source: 'convention: the default rival has no part',
    appliesWhen: hasRival,
    must: 'finite',
  },
  {
    name: 'revenueWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of revenue',
    unit: '',
    meaning: 'Reward per unit of revenue, relative to p0 x q0.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: paysWeights,
  },
  {
    name: 'profitWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0.4,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of profit',
    unit: '',
    meaning: 'Reward per unit of profit, relative to p0 x q0.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: paysWeights,
  },
  {
    name: 'unitsWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0.3,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of units',
    unit: '',
    meaning: 'Reward per unit sold, relative to q0.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: paysWeights,
  },
  {
    name: 'inventoryWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0.3,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of cleared stock',
    unit: '',
    meaning: 'Reward per day for the share of stock already sold.',
    source: 'the preset reference, reference-market.ts',
    appliesWhen: paysWeights,
  },
  {
    name: 'competitorWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of pricing above the rival',
    unit: '',
    meaning: "Deduction for the share by which our price lies above the rival's.",
    source: 'the preset reference, reference-market.ts',
    appliesWhen: paysWeights,
  },
] as const satisfies readonly MarketParameter[];

type Declared = OwnValuesOf<typeof demandParameters>;

export interface DemandMarketParameters extends Omit<
  Declared,
  'demandSource' | 'observation' | 'initialInventory'
> {
  /** Standard error of the elasticity: each episode draws its own from N(elasticity, this). 0 keeps it fixed. */
  readonly elasticityError: number;
  /** By how many percent the elasticity grows where the price is a percent above `referencePrice`; absent or 0: not at all. */
  readonly steepening?: number;
  /** Units at the beginning; null: the market knows no stock, sells whatever is asked for and rewards none. */
  readonly initialInventory: number | null;
  /** Highest price, currency; absent: 1,000 times the reference price. A calibrated market stays near tried prices. */
  readonly maxPrice?: number;
  /** Relative demand Monday to Sunday (7) and January to December (12); ones where flat. */
  readonly weekdayFactors: readonly number[];
  readonly monthFactors: readonly number[];
  /** Day 0 of an episode, in days since 1970-01-01, for the calendar. */
  readonly startDay: number;
  /** How a day is shown to the agent; absent: scaled. Plain is what an agent is usually given, and learns worse from. */
  readonly observation?: Declared['observation'];
}

export const demandRewardParts = ['revenue', 'profit', 'units', 'inventory', 'competitor'] as const;
