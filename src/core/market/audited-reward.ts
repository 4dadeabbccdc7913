// An audited reward, and what every audit of one does: play the two policies and sum over products.
//
// Of a large catalogue an even spread of products is audited.

import type { Actor } from './episode-returns.ts';
import type { Market } from './market.ts';

/** What a policy brings in an episode, on average over the start states and summed over the audited products. */
export interface AuditedPolicy {
  readonly reward: number;
  /** Currency. */
  readonly profit: number;
  readonly units: number;
  /** Mean price of each day while the episode lasts, the first audited product. [days] */
  readonly prices: readonly number[];
  /** Mean units left after each day; empty in a market without stock. [days] */
  readonly stock: readonly number[];
}

export interface RewardAudit {
  /** How the policies were found. */
  readonly by: 'dynamic programming' | 'constant prices';
  readonly auditedProducts: readonly string[];
  readonly ofProducts: number;
  readonly bestUnderReward: AuditedPolicy;
  readonly mostProfitable: AuditedPolicy;
  /** Share of the largest profit that the reward gives up, 0.18 = 18 %; null where the largest profit is not positive. */
  readonly profitGivenUp: number | null;
}

const mostProducts = 6;

/** One episode in each market, all at the beginning of theirs. */
export function playedBy(market: Market, actor: Actor): AuditedPolicy {
  const startStates = market.count;
  const running = new Uint8Array(startStates).fill(1);
  const totals = { reward: 0, profit: 0, units: 0 };
  const prices: number[] = [];
  const stock: number[] = [];
  while (running.includes(1)) {
    const step = market.step(actor(market));
    let sold = 0;
    let priceSum = 0;
    let stockSum = 0;
    for (let i = 0; i < startStates; i++) {
      if (running[i] === 0) continue;
      totals.reward += step.rewards[i]! / startStates;
      totals.profit += step.profit[i]! / startStates;
      totals.units += step.units[i]! / startStates;
      sold++;
      priceSum += step.price[i]!;
      stockSum += step.inventory[i]!;
      if (step.terminated[i] === 1 || step.truncated[i] === 1) running[i] = 0;
    }
    prices.push(priceSum / sold);
    if (!Number.isNaN(stockSum)) stock.push(stockSum / startStates);
  }
  return { ...totals, prices, stock };
}

/** The audit of several products; both policies of each, in order. */
export function auditOf(
  by: RewardAudit['by'],
  auditedProducts: readonly string[],
  ofProducts: number,
  played: readonly { readonly rewarded: AuditedPolicy; readonly profitable: AuditedPolicy }[],
): RewardAudit {
  const together = (of: (pair: (typeof played)[number]) => AuditedPolicy): AuditedPolicy => {
    const policies = played.map(of);
    const total = (name: 'reward' | 'profit' | 'units') =>
      policies.reduce((sum, policy) => sum + policy[name], 0);
    const [{ prices, stock }] = policies as [AuditedPolicy];
    return { reward: total('reward'), profit: total('profit'), units: total('units'), prices, stock };
  };
  const bestUnderReward = together(({ rewarded }) => rewarded);
  const mostProfitable = together(({ profitable }) => profitable);
  const most = mostProfitable.profit;
  return {
    by,
    auditedProducts,
    ofProducts,
    bestUnderReward,
    mostProfitable,
    profitGivenUp: most > 0 ? Math.max(0, 1 - bestUnderReward.profit / most) : null,
  };
}

/** Of many products an even spread of the audited ones. */
export function auditedProducts<T>(products: readonly T[]): readonly T[] {
  if (products.length <= mostProducts) return products;
  return Array.from(
    { length: mostProducts },
    (_, i) => products[Math.floor((i * products.length) / mostProducts)]!,
  );
}
