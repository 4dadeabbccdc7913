// What a policy does, for the page to draw and to play against: its map, and the episodes it plays beside a person.
//
// Both go in slices, so that a run under way and the worker's other messages go on. A newer map gives up the older one;
// the optimal plan of a market, the slow part, is kept for the next time.

import type { Actor } from '../core/market/episode-returns.ts';
import type { GameAnswer } from '../core/market/game-facts.ts';
import { gamePlayers, noOptimumOf, playedGame } from '../core/market/game-players.ts';
import { marketOfOne } from '../core/market/market-of-one.ts';
import type { OptimalPlan } from '../core/market/market-model.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { modelOf } from '../core/market/market-models.ts';
import { topFixedPriceSteps } from '../core/market/top-fixed-price.ts';
import { planMapSteps, policyMapSteps } from '../core/market/policy-map.ts';
import type { Policy } from '../core/policy/policy.ts';
import { abortError, isAbort, type CallContext } from './calls.ts';
import { inSlices, type Scheduling } from './in-slices.ts';
import type { PolicyCalls, PolicyMapAnswer, PolicyMapProgress } from './protocol/policy-protocol.ts';

/** A policy and the market it is asked in. */
export interface PolicySource {
  readonly setup: MarketSetup;
  /** The same for the very same market. */
  readonly market: string;
  /** null where there is none yet; `noPolicy` then says why. */
  readonly policy: Policy | null;
  readonly noPolicy: string | null;
  /** Market steps of training behind it; null without a policy. */
  readonly step: number | null;
}

type MapArgs = PolicyCalls['policyMap']['args']['view'];
type EpisodeArgs = Omit<PolicyCalls['playEpisode']['args'], 'subject'>;

/** Who waits for a plan. */
interface PlanAsker {
  readonly isWanted: () => boolean;
  readonly report: (share: number) => void;
}

interface PlanUnderWay {
  readonly askers: PlanAsker[];
  /** Aborted where nobody waits for its end any more. */
  readonly found: Promise<OptimalPlan>;
}

/** Plans are a few dozen megabytes at most. */
const keptPlans = 2;
const keptFixedPrices = 8;

export class PolicyService {
  private readonly scheduling: Scheduling;
  private lastMap = 0;
  /** By the market's parameters, the latest last. */
  private readonly plans = new Map<string, PlanUnderWay>();
  /** By market and product, the latest last. */
  private readonly fixedPrices = new Map<string, number>();

  constructor(scheduling: Scheduling) {
    this.scheduling = scheduling;
  }

  /**
   * The policy's map with the optimum's where there is one, or the optimum's alone; tells the policy's own on its way. A
   * newer one aborts it, but not the plan it waits for: that is given up with its signal.
   *
   * @throws Error in a sentence where there is no policy, or none of this market; an AbortError.
   */
  async map(
    source: () => Promise<PolicySource>,
    asked: MapArgs,
    { signal, progress }: CallContext<PolicyMapProgress>,
  ): Promise<PolicyMapAnswer> {
    const mine = ++this.lastMap;
    const isWanted = () => this.lastMap === mine && !signal.aborted;
    const { setup, policy, noPolicy, step } = await source();
    if (!policy && asked.optimumAlone !== true)
      throw new Error(noPolicy ?? 'There is no policy to draw yet.');
    const view = { ...asked, product: Math.min(asked.product, setup.products.length - 1) };
    const map = policy && (await inSlices(policyMapSteps(setup, policy, view), this.scheduling, isWanted));
    const { optimum } = modelOf(setup);
    const noneToCompare = `${noOptimumOf(setup)} to compare with.`;
    const why = optimum ? optimum.problem(setup, view.product) : noneToCompare;
    if (!optimum || why !== null) {
      const sentence = why ?? noneToCompare;
      if (!map) throw new Error(sentence);
      return { map, step, optimum: { status: 'none', why: sentence } };
    }
    if (map) progress({ answer: { map, step, optimum: { status: 'computing' } } });
    const plan = await this.plan(setup, view.product, {
      isWanted: () => !signal.aborted,
      report: (share) => {
        if (isWanted()) progress({ share });
      },
    });
    if (!isWanted()) throw abortError();
    const optimal = await inSlices(planMapSteps(setup, plan, view), this.scheduling, isWanted);
    const atEstimate = optimum.isAtEstimate(setup, view.product);
    return map
      ? { map, step, optimum: { status: 'done', map: optimal, atEstimate } }
      : { map: optimal, step: null, optimum: { status: 'alone', atEstimate } };
  }

  /**
   * The episode of `seed` as every policy there is plays it.
   *
   * @throws Error in a sentence where there is no such market; an AbortError.
   */
  async episode(
    source: () => Promise<PolicySource>,
    { product: asked, seed, mode }: EpisodeArgs,
    { signal }: CallContext<never>,
  ): Promise<GameAnswer> {
    const { setup, market, policy, noPolicy, step } = await source();
    const product = Math.min(asked, setup.products.length - 1);
    const one = marketOfOne(setup, product);
    const agent: Actor | null = policy && ((market) => policy.act(market.observations, 1));
    const playing = await gamePlayers(one, agent, noPolicy, {
      // Kept going for whoever plays next in this market.
      plan: () => this.plan(one, 0, { isWanted: () => true, report: () => undefined }),
      fixedPrice: () => this.topFixedPrice(one, `${market} ${product}`, signal),
    });
    if (signal.aborted) throw abortError();
    return playedGame(one, playing, { seed, mode, step: policy ? step : null });
  }

  private async topFixedPrice(one: MarketSetup, key: string, signal: AbortSignal): Promise<number> {
    const price =
      this.fixedPrices.get(key) ??
      (await inSlices(topFixedPriceSteps(one), this.scheduling, () => !signal.aborted));
    this.fixedPrices.set(key, price);
    for (const old of [...this.fixedPrices.keys()].slice(0, -keptFixedPrices)) this.fixedPrices.delete(old);
    return price;
  }

  /**
   * The plan for a product, computed once for all who wait for it.
   *
   * @throws An AbortError where `asker` does no more.
   */
  private async plan(setup: MarketSetup, product: number, asker: PlanAsker): Promise<OptimalPlan> {
    const optimum = modelOf(setup).optimum!;
    const key = JSON.stringify([setup.kind, optimum.planKey(setup, product)]);
    const plan = this.plans.get(key) ?? this.begunPlan(optimum.plan(setup, product));
    plan.askers.push(asker);
    this.plans.delete(key);
    this.plans.set(key, plan);
    for (const old of [...this.plans.keys()].slice(0, -keptPlans)) this.plans.delete(old);
    try {
      return await plan.found;
    } catch (error) {
      if (this.plans.get(key) === plan) this.plans.delete(key);
      // It may have been given up just before this one asked.
      if (isAbort(error) && asker.isWanted()) return this.plan(setup, product, asker);
      throw error;
    }
  }

  private begunPlan(steps: Generator<number, OptimalPlan>): PlanUnderWay {
    const askers: PlanAsker[] = [];
    const found = inSlices(
      steps,
      this.scheduling,
      () => askers.some(({ isWanted }) => isWanted()),
      (share) => askers.forEach(({ report }) => report(share)),
    );
    return { askers, found };
  }
}
