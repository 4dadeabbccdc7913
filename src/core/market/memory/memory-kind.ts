// The market with memory: demand responds to the price and to its change, so that prices over time matter.

import { ownValues } from '../market-parameter.ts';
import type { MarketKind } from '../market-kind.ts';
import { memoryParameters } from './memory-parameters.ts';
import { memorySetup, paidFor, type MemorySetup } from './memory-setup.ts';

/**
 * Chosen on seeds 1 to 3 of SAC and 1 to 8 of TD3. Narrow networks are enough; a discount of 0.9 keeps the optimal schedule within 0.02 % of the gap and
 * makes the worth of a cut stand out against that of all days to come. A target that is blurred by a fifth of the actions no
 * longer tells 180 from 220, between which the price turns. A deterministic actor that moves with every second update runs after
 * critics that do not know yet which of two prices far apart is the better one: it moves with every fourth, twice as far.
 */
const learning = {
  trainingSteps: 20000,
  hiddenUnits: 64,
  gamma: 0.9,
  explorationNoise: 0.2,
  targetNoise: 0.05,
  policyDelay: 4,
  learningRateActor: 0.001,
  // Critics as published, with which it was measured: SAC begins otherwise.
  tau: 0.005,
  valueScale: 1,
  replayCapacity: 100_000,
} as const;

export const memoryKind = {
  name: 'memory',
  label: 'Market with memory',
  meaning:
    'Demand responds to the price and to its change from the day before: a schedule of prices can beat every constant one.',
  groups: [
    { name: 'memoryMarket', label: 'Market with memory', isOpen: true },
    { name: 'memoryReward', label: 'Market with memory reward' },
  ],
  parameters: memoryParameters,
  presets: [
    {
      name: 'hiLo',
      label: 'Hi-Lo',
      meaning:
        'The published market with memory: high prices for a day, then cuts that buyers respond to. The best schedule earns 28 % more than the best constant price.',
      settings: {
        ...learning,
        market: 'memory',
        objective: 'auto',
        ...Object.fromEntries(memoryParameters.map((each) => [each.name, each.default])),
      },
    },
  ],
  rewardPartLabels: { profit: 'Profit', revenue: 'Revenue', units: 'Units' },
  isOfFile: () => false,
  needsFile: null,
  knowsProfit: () => true,
  usualReward: 'The market with memory pays profit unless its weights say otherwise.',
  setup: (settings, _, objective) => memorySetup(settings, 'Market with memory', objective),
  paysFor: paidFor,
  productNames: ({ products }) => products.map(({ name }) => name),
  episodeDays: (settings) => ownValues(memoryParameters, settings).days,
  replay: null,
  forecast: null,
  hasOptimum: true,
  optimumProblem: () => null,
  differentiationProblem:
    'demand responds to the square root of a change of price, whose slope is infinite where the price stays, and prices lie in steps',
  auditsEarly: true,
  catalogueProblem:
    'was trained in the market with memory, whose values were typed in for one product. Train one in the demand market, for all products, to price a catalogue.',
  sharing: 'its values are typed in for one.',
} as const satisfies MarketKind<MemorySetup>;
