// The cost a person assumes where a file has none: a margin in percent of the price, or an amount.
//
// An assumption is never mistaken for a fact: it fills only what the file leaves open, and travels with the history as
// words that stand wherever a profit does.

import type { ProductHistory } from './dataset.ts';

/** `margin`: (price - cost) / price in percent, 0 to 99; `cost`: currency a unit, above 0. */
export type AssumedCost =
  { readonly kind: 'margin'; readonly percent: number } | { readonly kind: 'cost'; readonly amount: number };

/** For all products without a cost, overruled by their category's, then by their own. */
export interface CostAssumptions {
  readonly all: AssumedCost | null;
  readonly categories: Readonly<Record<string, AssumedCost>>;
  readonly products: Readonly<Record<string, AssumedCost>>;
}

export const noAssumptions: CostAssumptions = { all: null, categories: {}, products: {} };

const highestMargin = 99;

/** Why this is no assumption, as a sentence, or null where it is one. */
export function assumedCostProblem(assumed: AssumedCost): string | null {
  if (assumed.kind === 'margin')
    return assumed.percent >= 0 && assumed.percent <= highestMargin
      ? null
      : `A margin is a share of the price from 0 to ${highestMargin} %, got ${assumed.percent}.`;
  return assumed.amount > 0 && Number.isFinite(assumed.amount)
    ? null
    : `A unit cost is an amount above 0, got ${assumed.amount}.`;
}

/** The assumption that holds for a product; null where there is none. */
function assumedFor(
  assumptions: CostAssumptions,
  product: { readonly id: string; readonly category: string | null },
): AssumedCost | null {
  const { all, categories, products } = assumptions;
  return own(products, product.id) ?? own(categories, product.category) ?? all;
}

/** Names come from files: `__proto__` is one like any other. */
function own(record: CostAssumptions['products'], key: string | null): AssumedCost | null {
  return key !== null && Object.hasOwn(record, key) ? record[key]! : null;
}

/** Currency a unit at `price`. */
function unitCostOf(assumed: AssumedCost, price: number): number {
  return assumed.kind === 'margin' ? price * (1 - assumed.percent / 100) : assumed.amount;
}

/** What is assumed of one unit at `price`, currency; null where nothing is. */
export function assumedUnitCost(
  assumptions: CostAssumptions,
  product: { readonly id: string; readonly category: string | null },
  price: number,
): number | null {
  const assumed = assumedFor(assumptions, product);
  return assumed && unitCostOf(assumed, price);
}

/** `a margin of 30 %`, `a cost of 4.20`. */
export function assumptionWords(assumed: AssumedCost): string {
  return assumed.kind === 'margin'
    ? `a margin of ${assumed.percent} %`
    : `a cost of ${assumed.amount.toFixed(2)}`;
}

/**
 * The history with the cost that is assumed for it; the same one where the file knows its cost or nothing changes.
 *
 * A history that already holds an assumed cost takes the new one, and loses it where there is none any more.
 */
export function withAssumedCost(history: ProductHistory, assumptions: CostAssumptions): ProductHistory {
  const isAssumed = history.assumedCost !== undefined;
  if (history.unitCost !== null && !isAssumed) return history;
  const assumed = assumedFor(assumptions, history.product);
  const { assumedCost: before, ...plain } = history;
  if (assumed === null) return isAssumed ? { ...plain, unitCost: null } : history;
  const words = assumptionWords(assumed);
  if (before === words) return history;
  return { ...plain, unitCost: unitCostOf(assumed, history.price.at(-1)!), assumedCost: words };
}
