// What a policy reads of a demand market, by name.

import type { DemandMarketParameters } from '../market/market.ts';

/** The numbers of `writeDemandObservation`, in order. */
const names = {
  scaled: [
    'log(price / referencePrice)',
    '2 * inventory / initialInventory - 1',
    '2 * day / days - 1',
    'rival price / price - 1',
    'weekday and month factor - 1',
  ],
  plain: ['price / referencePrice', 'inventory / initialInventory', 'day / 365', '1', '1'],
  /** What a portfolio's policy sees besides. */
  portfolio: ['elasticity', 'unitCost / referencePrice', 'initialInventory / (baseDemand * days)'],
} as const;

/** The first `size` of them: five, or eight for several products. */
export function demandFeatures(observation: DemandMarketParameters['observation'], size: number): string[] {
  return [...names[observation ?? 'scaled'], ...names.portfolio].slice(0, size);
}
