// The history market: replays what happened at similar prices.

import { ownValues } from '../market-parameter.ts';
import type { MarketKind } from '../market-kind.ts';
import { historyParameters } from './history-parameters.ts';
import { historySetup, objectiveOf, type HistorySetup } from './history-setup.ts';

export const historyKind = {
  name: 'history',
  label: 'History market',
  meaning: 'Replays what happened at similar prices in your file.',
  groups: [{ name: 'historyMarket', label: 'History market' }],
  parameters: historyParameters,
  rewardPartLabels: {
    sales: 'Sales',
    price: 'Price',
    organicConversion: 'Organic conversion',
    adConversion: 'Ad conversion',
    exploration: 'Exploration bonus',
    salesDrop: 'Sales drop',
    profitPerDay: 'Profit a day',
    revenuePerDay: 'Revenue a day',
  },
  isOfFile: () => true,
  needsFile: 'The history market replays a sales file: load one in Data, or choose the demand market.',
  knowsProfit: ({ unitCost, has }) => unitCost !== null || has.profit,
  usualReward: 'The market pays its weighted reward.',
  setup: historySetup,
  paysFor: ({ parameters: { objective } }) => objectiveOf(objective),
  productNames: ({ products }) => products.map(({ history }) => history.product.name),
  episodeDays: (settings) => ownValues(historyParameters, settings).episodeSteps,
  replay: {
    carriesUnits: ({ carryAlongDemandCurve }) => carryAlongDemandCurve === true,
    parametersOf: ({ parameters }) => ({ ...parameters }),
  },
  forecast: { error: ({ carried }) => carried.meanAbsolute, isUsual: false },
  hasOptimum: false,
  optimumProblem: () => 'The history market has no known optimum to compare with.',
  differentiationProblem:
    'the history market draws days that happened, which no formula connects with the price',
  auditsEarly: false,
  catalogueProblem:
    'was trained in the history market: it reads the last seven days of each product, and a catalogue has none. Train one in the demand market, for all products, to price a catalogue.',
  sharing: 'it sees each product on its own scale, so products that sell little learn from the rest.',
  dayModes: [
    {
      value: 'sampled',
      label: 'Single past days',
      note: 'Each day replays one past day with a similar price, picked by the same random number for every policy.',
    },
    { value: 'expected', label: 'Mean of similar days' },
  ],
} as const satisfies MarketKind<HistorySetup>;
