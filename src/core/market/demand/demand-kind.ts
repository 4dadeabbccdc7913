// The demand market: sales simulated from an elasticity, stock, season and a rival.

import { ownValues } from '../market-parameter.ts';
import type { MarketKind } from '../market-kind.ts';
import { calibratedFacts } from './calibrated-facts.ts';
import { optimumProblem } from './optimum-problem.ts';
import { demandParameters, isOfFile } from './demand-parameters.ts';
import { calibrated, demandSetup, paidFor, type DemandSetup } from './demand-setup.ts';

export const demandKind = {
  name: 'demand',
  label: 'Demand market',
  meaning:
    'Simulates demand from an elasticity, stock and rivals; without a moving rival its optimum is known.',
  groups: [
    { name: 'demandMarket', label: 'Demand market', isOpen: true },
    { name: 'demandReward', label: 'Demand market reward' },
  ],
  parameters: demandParameters,
  rewardPartLabels: {
    revenue: 'Revenue',
    profit: 'Profit',
    units: 'Units',
    inventory: 'Cleared stock',
    competitor: 'Above the rival’s price',
  },
  isOfFile,
  source: { ofFile: { demandSource: 'file' }, withoutFile: { demandSource: 'preset' } },
  calibration: {
    below: 'demandSource',
    of(settings, product) {
      const { parameters, assumptions } = calibrated(settings, product);
      return { facts: calibratedFacts(parameters), assumptions };
    },
  },
  needsFile: null,
  knowsProfit: ({ unitCost }) => unitCost !== null,
  usualReward: 'The preset market pays its published reward: profit, units sold and cleared stock.',
  setup: demandSetup,
  paysFor: ({ products }) => paidFor(products[0]!.parameters),
  productNames: ({ products }) => products.map(({ name }) => name),
  episodeDays: (settings) => ownValues(demandParameters, settings).days,
  replay: null,
  forecast: { error: ({ others }) => others?.['demand']?.meanAbsolute ?? null, isUsual: true },
  hasOptimum: true,
  optimumProblem: (settings) => optimumProblem(ownValues(demandParameters, settings)),
  differentiationProblem: null,
  auditsEarly: true,
  catalogueProblem: null,
  sharing: "it sees ratios to each product's own price and stock, so it can price them all.",
} as const satisfies MarketKind<DemandSetup>;
