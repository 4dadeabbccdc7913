// What a policy reads of a demand market, by name.

import type { DemandMarketParameters } from './demand-parameters.ts';
import { demandObservationSize } from './demand-model.ts';
import { productContextNames } from '../product-context.ts';

/** The numbers of `writeDemandObservation`, in order. */
const single = {
  scaled: [
    'log(price / referencePrice)',
    '2 * inventory / initialInventory - 1',
    '2 * day / days - 1',
    'rival price / price - 1',
    'weekday and month factor - 1',
  ],
  plain: ['price / referencePrice', 'inventory / initialInventory', 'day / 365', '1', '1'],
} as const;
/** What a portfolio's policy sees besides. */
const portfolio = [
  ...productContextNames,
  '2 * cover / (1 + cover) - 1 with cover = inventory / (baseDemand * days left), 1 without stock',
] as const;
/** The same in policies of earlier versions. */
const earlierPortfolio = [
  'elasticity',
  'unitCost / referencePrice',
  'initialInventory / (baseDemand * days)',
] as const;

/** `size` is one of `demandObservationSize`. */
export function demandFeatures(observation: DemandMarketParameters['observation'], size: number): string[] {
  const more = size === demandObservationSize.earlierPortfolio ? earlierPortfolio : portfolio;
  return [...single[observation ?? 'scaled'], ...more].slice(0, size);
}
