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
import type { DataState } from '../lab-state.ts';

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
}

export const noCosts: CostsState = { costs: noAssumptions };

export interface CostsHost {
  get(): CostsState & { readonly data: DataState };
  set(changes: Partial<CostsState & { readonly data: DataState }>): void;
  /** The costs have changed: prices are to follow. */
  changed(): void;
}

export interface CostsSlice {
  readonly actions: CostsActions;
  /** To be called after every change of the state. */
  follow(): void;
}

export function costsSlice(host: CostsHost): CostsSlice {
  /** The file the assumptions are about, and the reading of it that already has them. */
  let fingerprint: string | null = null;
  let reading: number | null = null;

  const apply = (costs: CostAssumptions) => {
    const { data } = host.get();
    if (data.status !== 'ready') return host.set({ costs });
    const { dataset } = data;
    const histories = dataset.histories.map((history) => withAssumedCost(history, costs));
    const isSame = histories.every((history, i) => history === dataset.histories[i]);
    host.set({ costs, ...(isSame ? {} : { data: { ...data, dataset: { ...dataset, histories } } }) });
  };

  return {
    actions: {
      assumeCost: (scope, assumed) => {
        apply(withAssumption(host.get().costs, scope, assumed));
        host.changed();
      },
    },
    follow: () => {
      const { data, costs } = host.get();
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
