// The audit of a history market's reward: it has no stock, so both policies are the best of a grid of constant prices.

import {
  auditedProducts,
  auditOf,
  playedBy,
  type AuditedPolicy,
  type RewardAudit,
} from '../audited-reward.ts';
import type { Market } from '../market.ts';
import { priceFromAction, priceRange } from '../price-from-action.ts';
import { triedAction, triedPrices, trialEpisodes } from '../evaluation-episodes.ts';
import { HistoryMarket } from './history-market.ts';
import type { HistoryMarketParameters } from './history-parameters.ts';
import type { HistorySetup } from './history-setup.ts';

/** Why profit cannot be told for any product, in a sentence; null where it can for one at least. */
export function historyAuditProblem({ products }: HistorySetup): string | null {
  const known = products.some(({ history }) => history.unitCost !== null || history.has.profit);
  return known ? null : 'The reward cannot be audited: no product has a unit cost or a profit column.';
}

/**
 * The best constant price under the reward beside the most profitable one, of products with a known profit; yields progress
 * from 0 to 1.
 */
export function* historyAudit(setup: HistorySetup): Generator<number, RewardAudit> {
  const withProfit = setup.products.filter(({ history }) => history.unitCost !== null || history.has.profit);
  const audited = auditedProducts(withProfit);
  // No bonus for exploring: it pays in training only and asks for nothing in the end.
  const parameters: HistoryMarketParameters = { ...setup.parameters, explorationBonus: 0 };
  const played: { rewarded: AuditedPolicy; profitable: AuditedPolicy }[] = [];
  for (const [i, product] of audited.entries()) {
    let rewarded: AuditedPolicy | null = null;
    let profitable: AuditedPolicy | null = null;
    const range = priceRange(product.history.price, product.history.unitCost);
    for (let k = 0; k < triedPrices; k++) {
      const action = triedAction(k);
      const constant = (market: Market) => new Float32Array(market.count).fill(action);
      const one: HistorySetup = { kind: 'history', products: [product], parameters };
      const market = new HistoryMarket(one, trialEpisodes.count, trialEpisodes.seed, 'evaluation');
      const result = playedBy(market, constant);
      const policy = { ...result, prices: result.prices.map(() => priceFromAction(range, action)) };
      if (!rewarded || policy.reward > rewarded.reward) rewarded = policy;
      if (!profitable || policy.profit > profitable.profit) profitable = policy;
      yield (i + (k + 1) / triedPrices) / audited.length;
    }
    played.push({ rewarded: rewarded!, profitable: profitable! });
  }
  const names = audited.map(({ history }) => history.product.name);
  return auditOf('constant prices', names, setup.products.length, played);
}
