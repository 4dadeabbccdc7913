// What a policy does, for the page to draw and to play against: its map, and the episodes it plays beside a person.
//
// Both go in slices, so that a run under way and the worker's other messages go on. A newer map or duel gives up the
// older one; the optimal plan of a market, the slow part, is kept for the next time.

import type { DuelDay, DuelMode } from '../core/market/duel-facts.ts';
import type { KnownFigure, OptimalPlan } from '../core/market/market-model.ts';
import { kindOf, titleOf } from '../core/market/kinds.ts';
import { modelOf } from '../core/market/models.ts';
import type { MapView, PolicyMap } from '../core/market/map-facts.ts';
import { DuelEpisode } from '../core/market/duel.ts';
import type { Actor } from '../core/market/episode-returns.ts';
import { keepPriceActor } from '../core/market/keep-price.ts';
import { marketOfOne } from '../core/market/market-of-one.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { fixedPriceActor, topFixedPriceSteps } from '../core/market/top-fixed-price.ts';
import { planMapSteps, policyMapSteps } from '../core/market/policy-map.ts';
import type { Policy } from '../core/policy/policy.ts';
import { inSlices, type Breathing } from './in-slices.ts';
import type { LabEvent } from './protocol.ts';

/** A policy and the market it is asked in. */
export interface PolicySource {
  readonly setup: MarketSetup;
  /** null where there is none yet; `noPolicy` then says why. */
  readonly policy: Policy | null;
  readonly noPolicy: string | null;
  /** Market steps of training behind it; null without a policy. */
  readonly step: number | null;
}

type OptimumMap =
  | { readonly status: 'computing' }
  | {
      readonly status: 'done';
      readonly map: PolicyMap;
      /** The market's elasticity is uncertain, and the plan takes it at its estimate. */
      readonly atEstimate: boolean;
    }
  /** There is no policy, and the map is the optimum's own. */
  | { readonly status: 'alone'; readonly atEstimate: boolean }
  | { readonly status: 'none'; readonly why: string };

export interface PolicyMapAnswer {
  readonly map: PolicyMap;
  /** Market steps of training behind the policy; null without one. */
  readonly step: number | null;
  readonly optimum: OptimumMap;
}

export interface MapWish extends MapView {
  /** Where there is no policy the optimum is drawn alone; absent: then nothing is. */
  readonly optimumAlone?: boolean;
}

export type DuelPlayerName = 'agent' | 'keepPrice' | 'bestFixedPrice' | 'optimum';

export interface DuelAnswer {
  /** The market of the one product: what the person's own episode is made from. */
  readonly setup: MarketSetup;
  readonly productName: string;
  /** What a person knows of it beforehand. */
  readonly known: readonly KnownFigure[];
  readonly seed: number;
  readonly mode: DuelMode;
  /** Whole episodes of the others, which a person's prices do not touch. */
  readonly players: readonly { readonly name: DuelPlayerName; readonly days: readonly DuelDay[] }[];
  /** Who does not play, and why, as sentences. */
  readonly missing: readonly string[];
  /** Market steps of training behind the agent; null where none plays. */
  readonly step: number | null;
  /** The elasticity is drawn anew for each episode; the optimum takes its estimate. */
  readonly atEstimate: boolean;
}

/** Who waits for a plan. */
interface PlanAsker {
  readonly isWanted: () => boolean;
  readonly report: (share: number) => void;
}

interface PlanUnderWay {
  readonly askers: PlanAsker[];
  /** null where nobody waited for its end. */
  readonly found: Promise<OptimalPlan | null>;
}

/** Plans are a few dozen megabytes at most. */
const keptPlans = 2;
const keptFixedPrices = 8;

export class PolicyRoom {
  private readonly send: (event: LabEvent) => void;
  private readonly breathing: Breathing;
  private readonly latest = { map: -1, duel: -1 };
  /** By the market's parameters, the latest last. */
  private readonly plans = new Map<string, PlanUnderWay>();
  /** Maps asked for up to this request were given up, and the plans they waited for with them. */
  private cancelledMaps = -1;
  /** By the market's content, the latest last. */
  private readonly fixedPrices = new Map<string, number>();

  /** `breathe` lets the worker's other messages in; `now` is in milliseconds. */
  constructor(send: (event: LabEvent) => void, breathe: () => Promise<void>, now: () => number) {
    this.send = send;
    this.breathing = { breathe, now };
  }

  /**
   * Sends the policy's map, and then once more with the optimum's where there is one; or the optimum's alone. Without
   * a wish it only gives up the map under way.
   *
   * @throws Error in a sentence where there is no policy, or none of this market.
   */
  async map(requestId: number, source: () => Promise<PolicySource>, wish: MapWish | null): Promise<void> {
    this.latest.map = requestId;
    if (wish === null) {
      this.cancelledMaps = requestId;
      return;
    }
    const isWanted = () => this.latest.map === requestId;
    const { setup, policy, noPolicy, step } = await source();
    if (!policy && wish.optimumAlone !== true) throw new Error(noPolicy ?? 'There is no policy to draw yet.');
    const view = { ...wish, product: Math.min(wish.product, setup.products.length - 1) };
    const map = policy && (await inSlices(policyMapSteps(setup, policy, view), this.breathing, isWanted));
    if (policy && !map) return;
    const send = (answer: PolicyMapAnswer) => this.send({ type: 'policyMapped', requestId, answer });
    const { optimum } = modelOf(setup);
    const why = optimum ? optimum.problem(setup, view.product) : noOptimumOf(setup);
    if (!optimum || why !== null) {
      if (!map) throw new Error(`${why}`);
      return send({ map, step, optimum: { status: 'none', why: `${why}` } });
    }
    if (map) send({ map, step, optimum: { status: 'computing' } });
    const plan = await this.plan(setup, view.product, {
      isWanted: () => this.cancelledMaps < requestId,
      report: (share) => {
        if (isWanted()) this.send({ type: 'policyMapProgress', requestId, share });
      },
    });
    if (!plan || !isWanted()) return;
    const optimal = await inSlices(planMapSteps(setup, plan, view), this.breathing, isWanted);
    if (!optimal) return;
    const atEstimate = optimum.isAtEstimate(setup, view.product);
    send(
      map
        ? { map, step, optimum: { status: 'done', map: optimal, atEstimate } }
        : { map: optimal, step: null, optimum: { status: 'alone', atEstimate } },
    );
  }

  /**
   * Plays the episode of `seed` with every policy there is, and sends the days of each.
   *
   * @throws Error in a sentence where there is no such market.
   */
  async duel(
    requestId: number,
    source: () => Promise<PolicySource>,
    wish: { readonly product: number; readonly seed: number; readonly mode: DuelMode },
  ): Promise<void> {
    this.latest.duel = requestId;
    const isWanted = () => this.latest.duel === requestId;
    const { setup, policy, noPolicy, step } = await source();
    const product = Math.min(wish.product, setup.products.length - 1);
    const one = marketOfOne(setup, product);
    const missing: string[] = [];
    const players: { readonly name: DuelPlayerName; readonly actor: Actor }[] = [];
    if (policy) players.push({ name: 'agent', actor: (market) => policy.act(market.observations, 1) });
    else if (noPolicy !== null) missing.push(noPolicy);
    players.push({ name: 'keepPrice', actor: keepPriceActor(one) });
    const { optimum, play } = modelOf(one);
    const problem = optimum ? optimum.problem(one, 0) : noOptimumOf(one);
    if (problem === null) {
      const plan = await this.plan(one, 0);
      if (!plan) return;
      players.push({ name: 'bestFixedPrice', actor: fixedPriceActor(one, plan.bestFixedPrice) });
      players.push({ name: 'optimum', actor: plan.actor });
    } else {
      missing.push(problem);
      const price = await this.topFixedPrice(one, isWanted);
      if (price === null) return;
      players.push({ name: 'bestFixedPrice', actor: fixedPriceActor(one, price) });
    }
    if (!isWanted()) return;
    this.send({
      type: 'duelReady',
      requestId,
      duel: {
        setup: one,
        productName: kindOf(one).productNames(one)[0]!,
        known: play.known(one),
        seed: wish.seed,
        mode: wish.mode,
        players: players.map(({ name, actor }) => ({
          name,
          days: new DuelEpisode(one, wish.seed, wish.mode).playOut(actor),
        })),
        missing,
        step: policy ? step : null,
        atEstimate: optimum?.isAtEstimate(one, 0) ?? false,
      },
    });
  }

  /** null where nobody wants it any more. */
  private async topFixedPrice(one: MarketSetup, isWanted: () => boolean): Promise<number | null> {
    const key = contentOf(one);
    const price =
      this.fixedPrices.get(key) ?? (await inSlices(topFixedPriceSteps(one), this.breathing, isWanted));
    if (price !== null) this.fixedPrices.set(key, price);
    for (const old of [...this.fixedPrices.keys()].slice(0, -keptFixedPrices)) this.fixedPrices.delete(old);
    return price;
  }

  /** The plan for a product, computed once for all who wait for it; null where `asker` does no more. */
  private async plan(
    setup: MarketSetup,
    product: number,
    asker: PlanAsker = { isWanted: () => true, report: () => undefined },
  ): Promise<OptimalPlan | null> {
    const optimum = modelOf(setup).optimum!;
    const key = JSON.stringify([setup.kind, optimum.planKey(setup, product)]);
    const plan = this.plans.get(key) ?? this.begunPlan(optimum.plan(setup, product));
    plan.askers.push(asker);
    this.plans.delete(key);
    this.plans.set(key, plan);
    for (const old of [...this.plans.keys()].slice(0, -keptPlans)) this.plans.delete(old);
    const forget = () => {
      if (this.plans.get(key) === plan) this.plans.delete(key);
    };
    const found = await plan.found.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (found) return found;
    forget();
    // It may have been given up just before this one asked.
    return asker.isWanted() ? this.plan(setup, product, asker) : null;
  }

  private begunPlan(steps: Generator<number, OptimalPlan>): PlanUnderWay {
    const askers: PlanAsker[] = [];
    const found = inSlices(
      steps,
      this.breathing,
      () => askers.some(({ isWanted }) => isWanted()),
      (share) => askers.forEach(({ report }) => report(share)),
    );
    return { askers, found };
  }
}

/** Why a kind without an optimum has none to compare with. */
function noOptimumOf(setup: MarketSetup): string {
  return `The ${titleOf(kindOf(setup))} has no known optimum to compare with.`;
}

/** All that decides what a market answers, as text to compare: each message brings a copy of its own. */
function contentOf(setup: MarketSetup): string {
  return JSON.stringify(setup, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
}
