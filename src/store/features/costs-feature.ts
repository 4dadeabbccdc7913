// Costs a person assumes where the file has none: they go into the loaded histories, so that market, prices and impact
// all count in profit, and into every request for prices.
//
// They belong to one file: another file begins without any.

import {
  noAssumptions,
  withAssumedCost,
  type AssumedCost,
  type CostAssumptions,
} from '../../core/table/assumed-cost.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { PricesFeature } from './prices-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends CostsState {}
  interface LabActions extends CostsActions {}
}

export type CostScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'category'; readonly name: string }
  | { readonly kind: 'product'; readonly id: string };

export interface CostsState {
  readonly costs: CostAssumptions;
}

export interface CostsActions {
  /** What is assumed for a scope from now on; null takes it back. */
  assumeCost(scope: CostScope, assumed: AssumedCost | null): void;
  /** All assumptions at once: those of an earlier moment. */
  putCosts(costs: CostAssumptions): void;
}

export const noCosts: CostsState = { costs: noAssumptions };

export function costsFeature({ get, set }: FeatureContext, prices: PricesFeature): Feature<CostsActions> {
  /** The file the assumptions are about, and the reading of it that already has them. */
  let fingerprint: string | null = null;
  let reading: number | null = null;

  const apply = (costs: CostAssumptions) => {
    const { data } = get();
    if (data.status !== 'ready') return set({ costs });
    const { dataset } = data;
    const histories = dataset.histories.map((history) => withAssumedCost(history, costs));
    const isSame = histories.every((history, i) => history === dataset.histories[i]);
    set({ costs, ...(isSame ? {} : { data: { ...data, dataset: { ...dataset, histories } } }) });
  };

  const put = (costs: CostAssumptions) => {
    apply(costs);
    prices.ask();
  };

  return {
    actions: {
      assumeCost: (scope, assumed) => put(withAssumption(get().costs, scope, assumed)),
      putCosts: put,
    },
    onChange: () => {
      const { data, costs } = get();
      if (data.status !== 'ready' || data.reading === reading) return;
      reading = data.reading;
      const isSameFile = fingerprint === null || data.dataset.fingerprint === fingerprint;
      fingerprint = data.dataset.fingerprint;
      if (costs !== noAssumptions) apply(isSameFile ? costs : noAssumptions);
    },
  };
}

/** The assumptions after one scope's change. */
function withAssumption(
  costs: CostAssumptions,
  scope: CostScope,
  assumed: AssumedCost | null,
): CostAssumptions {
  switch (scope.kind) {
    case 'all':
      return { ...costs, all: assumed };
    case 'category':
      return { ...costs, categories: replaced(costs.categories, scope.name, assumed) };
    case 'product':
      return { ...costs, products: replaced(costs.products, scope.id, assumed) };
    default:
      return scope satisfies never;
  }
}

function replaced(
  record: CostAssumptions['products'],
  key: string,
  assumed: AssumedCost | null,
): CostAssumptions['products'] {
  const others = Object.entries(record).filter(([name]) => name !== key);
  return Object.fromEntries(assumed === null ? others : [...others, [key, assumed]]);
}
