// A product as a run and its market take it: its history and what is known of its demand.

import type { DemandSummary } from '../demand/demand-summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { ProductHoldOut } from './hold-out-figures.ts';

/** A product a run can be for. */
export interface RunProduct {
  readonly history: ProductHistory;
  readonly demand: DemandSummary;
  /** How well markets of its past predict; absent: not checked. */
  readonly holdOut?: ProductHoldOut;
}

/** A product that is valued by its past: its history and the elasticity that carries units to another price. */
export interface HistoryProduct {
  readonly history: ProductHistory;
  /** The estimate weighed against its prior (demand-summary.ts). */
  readonly elasticity: number;
  /** Its standard error; absent: that of `demand`. */
  readonly elasticityError?: number;
  /** What is known of its demand, pooled where that was done; absent: fitted anew where it is needed. */
  readonly demand?: DemandSummary;
  /** How well the market built from its first four fifths predicts the rest; absent: not checked. */
  readonly holdOut?: ProductHoldOut;
}

/** The products of a file whose demand is fitted, all in its order; those not checked have no hold-out. */
export function runProducts(
  histories: readonly ProductHistory[],
  demand: readonly DemandSummary[],
  holdOuts: readonly ProductHoldOut[],
): readonly RunProduct[] {
  return demand.map((summary, i) => ({
    history: histories[i]!,
    demand: summary,
    ...(holdOuts[i] ? { holdOut: holdOuts[i] } : {}),
  }));
}

const asHistory = new WeakMap<RunProduct, HistoryProduct>();

/** The same object each time, so that whatever is prepared of it is prepared once. */
export function historyProduct(product: RunProduct): HistoryProduct {
  const known = asHistory.get(product);
  if (known) return known;
  const { history, demand, holdOut } = product;
  const made = {
    history,
    elasticity: demand.marketElasticity,
    elasticityError: demand.marketElasticityError,
    demand,
    ...(holdOut ? { holdOut } : {}),
  };
  asHistory.set(product, made);
  return made;
}
