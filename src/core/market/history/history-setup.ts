// From a run's settings and products to a history market.

import type { SettingValues } from '../../parameter.ts';
import { ownValues } from '../market-parameter.ts';
import type { MarketSetup } from '../market.ts';
import type { Objective } from '../objective.ts';
import { historyProduct, type HistoryProduct, type RunProduct } from '../run-product.ts';
import { historyParameters, type HistoryMarketParameters } from './history-parameters.ts';

export interface HistorySetup extends MarketSetup {
  readonly kind: 'history';
  readonly products: readonly HistoryProduct[];
  readonly parameters: HistoryMarketParameters;
}

/** @throws Error in a sentence where there are no products. */
export function historySetup(
  settings: SettingValues,
  products: readonly RunProduct[],
  objective: Objective,
): HistorySetup {
  if (products.length === 0)
    throw new Error(
      'The history market replays past days, so it needs a sales file: load one in Data, or choose the demand market.',
    );
  return {
    kind: 'history',
    products: products.map(historyProduct),
    parameters: { objective: objectiveNames[objective], ...ownValues(historyParameters, settings) },
  };
}

/** What the parameters pay for. */
export function objectiveOf(name: HistoryMarketParameters['objective']): Objective {
  const found = Object.entries(objectiveNames).find(([, own]) => own === name);
  return (found?.[0] ?? 'weights') as Objective;
}

const objectiveNames = {
  profit: 'profitPerDay',
  revenue: 'revenuePerDay',
  weights: 'weightedParts',
} as const satisfies Record<Objective, HistoryMarketParameters['objective']>;
