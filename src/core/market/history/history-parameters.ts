// The parameters of a history market, declared once.

import type { SettingValues } from '../../parameter.ts';
import type { MarketParameter, OwnValuesOf } from '../market-parameter.ts';

/** A market of a file is paid in weights only where they were chosen. */
function paysWeights({ objective }: SettingValues): boolean {
  return objective === 'weights';
}

export const historyParameters = [
  {
    name: 'salesWeight',
    group: 'historyMarket',
    kind: 'number',
    default: 0.4,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Weight of sales',
    unit: '',
    meaning: "Reward for sales above the median day's.",
    source: "the market's own reward, history-reward.ts",
    appliesWhen: paysWeights,
  },
  {
    name: 'priceWeight',
    group: 'historyMarket',
    kind: 'number',
    default: 0.3,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Weight of price',
    unit: '',
    meaning: 'Reward for a price above the median one.',
    source: "the market's own reward, history-reward.ts",
    appliesWhen: paysWeights,
  },
  {
    name: 'organicConversionWeight',
    group: 'historyMarket',
    kind: 'number',
    default: 0.15,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Weight of organic conversion',
    unit: '',
    meaning:
      'Reward for organic conversion above the median. Without that column its weight is shared among the rest.',
    source: "the market's own reward, history-reward.ts",
    appliesWhen: paysWeights,
  },
  {
    name: 'adConversionWeight',
    group: 'historyMarket',
    kind: 'number',
    default: 0.15,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Weight of ad conversion',
    unit: '',
    meaning:
      'Reward for ad conversion above the median. Without that column its weight is shared among the rest.',
    source: "the market's own reward, history-reward.ts",
    appliesWhen: paysWeights,
  },
  {
    name: 'explorationBonus',
    group: 'historyMarket',
    kind: 'number',
    default: 0.3,
    min: 0,
    max: 2,
    step: 0.05,
    label: 'Exploration bonus',
    unit: '',
    meaning: 'Extra pay in training for rarely tried prices above the median.',
    source: "the market's own reward, history-reward.ts",
    advanced: true,
    appliesWhen: paysWeights,
  },
  {
    name: 'salesDropPenalty',
    group: 'historyMarket',
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 2,
    step: 0.05,
    label: 'Sales drop penalty',
    unit: '',
    meaning: 'Deduction when sales fall more than a tenth of their range below their seven-day mean.',
    source: "the market's own reward, history-reward.ts",
    advanced: true,
    appliesWhen: paysWeights,
  },
  {
    name: 'historyEpisodeSteps',
    group: 'historyMarket',
    kind: 'integer',
    default: 30,
    min: 5,
    max: 365,
    step: 5,
    label: 'Episode length',
    unit: 'days',
    meaning: 'Days until an episode is cut short.',
    source: 'as long as an episode of the preset reference',
    advanced: true,
    parameter: 'episodeSteps',
  },
  {
    name: 'carryAlongDemandCurve',
    group: 'historyMarket',
    kind: 'switch',
    default: true,
    label: 'Carry units along the demand curve',
    unit: '',
    meaning:
      'Past units at a similar price are carried to the asked price with the elasticity; off, they count as they are.',
    source: 'a similar price is not the same one',
    advanced: true,
  },
] as const satisfies readonly MarketParameter[];

export interface HistoryMarketParameters extends OwnValuesOf<typeof historyParameters> {
  readonly objective: 'weightedParts' | 'profitPerDay' | 'revenuePerDay';
}

export const historyRewardParts = [
  'sales',
  'price',
  'organicConversion',
  'adConversion',
  'exploration',
  'salesDrop',
] as const;
/** With a business objective the reward is one part of that name. */
export const objectiveRewardParts = ['profitPerDay', 'revenuePerDay'] as const;
