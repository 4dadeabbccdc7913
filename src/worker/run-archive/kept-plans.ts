// The plans that runs and models are made from. Their products, the bulk of them, are kept once for all on the same data
// and go with the last plan that needs them.

import { kindOf, replayedHistories } from '../../core/market/kinds.ts';
import type { HistoryProduct } from '../../core/market/run-product.ts';
import type { RunPlan } from '../protocol/run-protocol.ts';
import type { StoredPlan } from './run-database.ts';
import { digestOfData, storable } from './storable.ts';
import type { Writing } from './write-at-once.ts';

/** The plan without its products, and these, which are the same for every run on the same data. */
export async function splitPlan(
  plan: RunPlan,
): Promise<{ readonly stored: StoredPlan; readonly products: readonly HistoryProduct[] }> {
  const { setup, histories, ...rest } = plan;
  const own = replayedHistories(setup);
  const products = storable(own ?? histories);
  return {
    products,
    stored: {
      ...rest,
      setup: own ? { ...setup, products: [] } : setup,
      productsKey: products.length === 0 ? null : await digestOfData(products),
    },
  };
}

/** The plan that `splitPlan` took apart. */
export function joinedPlan(stored: StoredPlan, products: readonly HistoryProduct[]): RunPlan {
  const { runId, settings, setup, productNames, dataset, sweep } = stored;
  const plan = { runId, settings, productNames, dataset, ...(sweep ? { sweep } : {}) };
  return kindOf(setup).replay
    ? { ...plan, setup: { ...setup, products }, histories: [] }
    : { ...plan, setup, histories: products };
}

/** Keeps a plan, and its products where they are not kept yet. */
export async function putPlan(
  transaction: Writing,
  plan: StoredPlan,
  products: readonly HistoryProduct[],
): Promise<void> {
  await transaction.objectStore('plans').put(plan, plan.runId);
  const { productsKey } = plan;
  if (productsKey === null || (await transaction.objectStore('products').getKey(productsKey)) !== undefined)
    return;
  await transaction.objectStore('products').put(products, productsKey);
}

/** Plans that neither a run nor a model needs, and products that no plan needs. */
export async function deleteUnused(transaction: Writing): Promise<void> {
  const plans = transaction.objectStore('plans');
  const byRun = transaction.objectStore('models').index('run');
  const runs = new Set(await transaction.objectStore('runs').getAllKeys());
  const needed = new Set<string | null>();
  for (const { runId, productsKey } of await plans.getAll()) {
    const isNeeded = runs.has(runId) || (await byRun.getKey(runId)) !== undefined;
    if (isNeeded) needed.add(productsKey);
    else await plans.delete(runId);
  }
  const products = transaction.objectStore('products');
  for (const key of await products.getAllKeys()) if (!needed.has(key)) await products.delete(key);
}
