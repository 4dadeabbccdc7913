// What a reward asks for, in profit: the policy that is best under the chosen reward beside the most profitable one,
// on the same start states, before anything is trained (design section 8).
//
// In a demand market both are found by dynamic programming and then played; in a history market, which has no stock,
// both are the best of a grid of constant prices. Of a large catalogue an even spread of products is audited.

import type { DemandMarketParameters, HistoryMarketParameters, Market, MarketSetup } from './market.ts';
import { plannedActor } from './demand/optimal-plan.ts';
import { optimumProblem, optimumSteps } from './demand/optimum.ts';
import { priceFromAction, priceRange } from './price-from-action.ts';
import { triedAction, triedPrices, trialMarket } from './top-fixed-price.ts';

/** What a policy brings in an episode, on average over the start states and summed over the audited products. */
interface AuditedPolicy {
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
/** A grid that gives the reference market's profit within 1 % of the fine one's and takes a tenth of its time. */
const grid = { inventoryPoints: 161, pricePoints: 161 };

/** Why a setup cannot be audited, as a sentence, or null where it can. */
export function rewardAuditProblem(setup: MarketSetup): string | null {
  if (setup.kind === 'demand')
    return (
      setup.products.map(({ parameters }) => optimumProblem(parameters)).find((text) => text !== null) ?? null
    );
  const known = setup.products.some(({ history }) => history.unitCost !== null || history.has.profit);
  return known ? null : 'The reward cannot be audited: no product has a unit cost or a profit column.';
}

/**
 * Audits the reward of a setup; yields its progress from 0 to 1.
 *
 * @throws Error where `rewardAuditProblem` has a sentence.
 */
export function* rewardAuditSteps(setup: MarketSetup): Generator<number, RewardAudit> {
  const problem = rewardAuditProblem(setup);
  if (problem !== null) throw new Error(problem);
  return setup.kind === 'demand' ? yield* auditDemand(setup) : yield* auditHistory(setup);
}

type SetupOf<Kind extends MarketSetup['kind']> = Extract<MarketSetup, { readonly kind: Kind }>;

function* auditDemand(setup: SetupOf<'demand'>): Generator<number, RewardAudit> {
  const audited = evenSpread(setup.products, mostProducts);
  const played: { rewarded: AuditedPolicy; profitable: AuditedPolicy }[] = [];
  for (const [i, { name, parameters }] of audited.entries()) {
    const certain = { ...parameters, elasticityError: 0 };
    const share = 1 / audited.length;
    const play = function* (weights: Partial<DemandMarketParameters>, from: number) {
      const steps = optimumSteps({ ...certain, ...weights }, { ...grid, keepPolicy: true });
      let step = steps.next();
      while (step.done !== true) {
        yield from + (share / 2) * step.value;
        step = steps.next();
      }
      return playedBy(
        { kind: 'demand', products: [{ name, parameters: certain }] },
        plannedActor({ parameters: certain, priceAt: step.value.priceAt! }),
      );
    };
    const rewarded = yield* play({}, i * share);
    const profitable = yield* play(profitAlone, (i + 0.5) * share);
    played.push({ rewarded, profitable });
  }
  return summary(
    'dynamic programming',
    audited.map(({ name }) => name),
    setup.products.length,
    played,
  );
}

const profitAlone: Partial<DemandMarketParameters> = {
  revenueWeight: 0,
  profitWeight: 1,
  unitsWeight: 0,
  inventoryWeight: 0,
  competitorWeight: 0,
};

function* auditHistory(setup: SetupOf<'history'>): Generator<number, RewardAudit> {
  const withProfit = setup.products.filter(({ history }) => history.unitCost !== null || history.has.profit);
  const audited = evenSpread(withProfit, mostProducts);
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
      const result = playedBy({ kind: 'history', products: [product], parameters }, constant);
      const policy = { ...result, prices: result.prices.map(() => priceFromAction(range, action)) };
      if (!rewarded || policy.reward > rewarded.reward) rewarded = policy;
      if (!profitable || policy.profit > profitable.profit) profitable = policy;
      yield (i + (k + 1) / triedPrices) / audited.length;
    }
    played.push({ rewarded: rewarded!, profitable: profitable! });
  }
  const names = audited.map(({ history }) => history.product.name);
  return summary('constant prices', names, setup.products.length, played);
}

/** One episode on each of the fixed start states. */
function playedBy(setup: MarketSetup, actor: (market: Market) => Float32Array): AuditedPolicy {
  const market = trialMarket(setup);
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

function summary(
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

/** At most `count` of `items`, evenly spread over them. */
function evenSpread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}
