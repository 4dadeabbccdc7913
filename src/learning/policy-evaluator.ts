// How a run's policies are tried: the baselines they are read against, the regular evaluation, and which policy is kept.
// It asks for a policy and knows no engine.
//
// The best policy by regular evaluation is kept, not the last one (design section 8). For a portfolio too the mean return
// decides (rewards are relative to a product's own revenue): choosing by the median or the mean gap closed instead was
// nowhere better on the demo catalogue.

import { createMarket } from '../core/market/create-market.ts';
import { episodeOutcomes, type EpisodeOutcomes } from '../core/market/episode-returns.ts';
import type { Market, MarketSetup } from '../core/market/market.ts';
import type { NamedWeights, Policy } from '../core/policy/policy.ts';
import { Random } from '../core/random.ts';
import type { RunCheckpoint } from '../core/run/checkpoint.ts';
import type { Baselines, EvaluationRecord, PortfolioScore, TrainerEvent } from '../core/run/events.ts';
import { gapClosed } from '../core/run/gap-closed.ts';
import { portfolioScore } from '../core/run/portfolio-score.ts';
import { pairedBootstrap } from '../core/statistics/paired-bootstrap.ts';
import { mean } from '../core/statistics/summary.ts';
import { baselineSteps, type KnownBaselines } from './baselines.ts';
import { evaluationPlan, portfolioEpisodes, type EvaluationPlan } from './evaluation.ts';

export class PolicyEvaluator {
  /** The policy kept so far. */
  best: RunCheckpoint['best'];
  /** null until they are measured. */
  baselines: Baselines | null;
  private readonly setup: MarketSetup;
  private readonly evaluationEpisodes: number;
  private readonly seed: number;
  private readonly plan: EvaluationPlan;
  /** Made when first needed; a reset begins the very same episodes again. */
  private evaluation: Market | null = null;

  /** `from` is what an earlier part of the run had come to. */
  constructor(
    setup: MarketSetup,
    evaluationEpisodes: number,
    seed: number,
    from: Pick<RunCheckpoint, 'best' | 'baselines'> | null,
  ) {
    this.setup = setup;
    this.evaluationEpisodes = evaluationEpisodes;
    this.seed = seed;
    this.plan = evaluationPlan(setup, evaluationEpisodes, seed);
    this.best = from?.best ?? null;
    this.baselines = from?.baselines ?? null;
  }

  /** Returns the baselines, measured where they are not known yet; `known` as startTraining has it. */
  *measureBaselines(step: number, known: KnownBaselines): Generator<TrainerEvent, Baselines> {
    if (this.baselines) return this.baselines;
    const { plan } = this;
    const measuring = baselineSteps(plan.setup, () => this.market(), plan, known);
    let measured = measuring.next();
    while (!measured.done) {
      const share = measured.value;
      yield typeof share === 'number' ? { type: 'preparing', share } : { type: 'evaluating', step };
      measured = measuring.next();
    }
    this.baselines = measured.value;
    return measured.value;
  }

  /** Tries the greedy policy on the fixed start states and keeps it where it is the best so far. */
  *evaluate(
    policy: Policy,
    { step, updates }: { readonly step: number; readonly updates: number },
  ): Generator<TrainerEvent, EvaluationRecord> {
    const market = this.market();
    const outcomes = yield* playedBy(policy, market, step);
    const returns = [...outcomes.returns];
    const meanReturn = mean(returns);
    const score = this.scoreOf(returns, market);
    const gap = score ? (score.quartiles?.median ?? null) : gapClosed(meanReturn, this.baselines);
    const isBest = !this.best || meanReturn > this.best.bestReturn;
    if (isBest)
      this.best = {
        snapshot: { architecture: policy.architecture, weights: policy.weights },
        step,
        updates,
        bestReturn: meanReturn,
        gapClosed: gap,
        evaluationEpisodes: returns.length,
      };
    return {
      step,
      meanReturn,
      returns,
      gapClosed: gap,
      ...intervals(returns, this.baselines, score !== null),
      profit: profitOf([...outcomes.profits], this.baselines),
      isBest,
      ...(score ? { portfolio: score } : {}),
    };
  }

  /** The kept policy of a portfolio on more episodes a product, whose noise had no say in choosing it. */
  *check(step: number, policyOf: (weights: NamedWeights) => Policy): Generator<TrainerEvent, void> {
    if (!this.best || !this.baselines?.portfolio) return;
    const plan = evaluationPlan(this.setup, this.evaluationEpisodes, this.seed, portfolioEpisodes.check);
    const seed = new Random(this.seed).fork('portfolio check').integer(2 ** 32);
    const market = createMarket(plan.setup, plan.episodes, seed, 'evaluation');
    const policy = policyOf(this.best.snapshot.weights);
    const { returns } = yield* playedBy(policy, market, step);
    const score = this.scoreOf(returns, market);
    if (!score) return;
    this.best = { ...this.best, gapClosed: score.quartiles?.median ?? null };
    yield { type: 'portfolioCheck', step: this.best.step, score };
  }

  private market(): Market {
    const { setup, episodes } = this.plan;
    this.evaluation ??= createMarket(setup, episodes, this.seed, 'evaluation');
    this.evaluation.reset();
    return this.evaluation;
  }

  private scoreOf(returns: ArrayLike<number>, market: Market): PortfolioScore | null {
    const baselines = this.baselines?.portfolio;
    return baselines ? portfolioScore(returns, market.productIndex, baselines) : null;
  }
}

/** One episode each of the greedy policy. */
function* playedBy(policy: Policy, market: Market, step: number): Generator<TrainerEvent, EpisodeOutcomes> {
  const playing = episodeOutcomes(market, ({ observations, count }) => policy.act(observations, count));
  let played = playing.next();
  while (!played.done) {
    yield { type: 'evaluating', step };
    played = playing.next();
  }
  return played.value;
}

/** What the policy earns beside keeping the price; null where no cost is known. */
function profitOf(
  profits: readonly number[],
  baselines: Baselines | null,
): NonNullable<EvaluationRecord['profit']> | null {
  const profit = mean(profits);
  if (Number.isNaN(profit)) return null;
  const keep = baselines?.profit?.keepProfits;
  return { mean: profit, againstKeep: keep ? pairedBootstrap(profits, keep) : null };
}

/** What an evaluation says beyond its start states, beside keeping the price on the same ones. */
function intervals(
  returns: readonly number[],
  baselines: Baselines | null,
  isPortfolio: boolean,
): Pick<EvaluationRecord, 'gapInterval' | 'againstKeep'> {
  if (!baselines) return { gapInterval: null, againstKeep: null };
  const { keepReturns, optimum } = baselines;
  const againstKeep = pairedBootstrap(returns, keepReturns);
  // A portfolio's figure is its median product's; what the start states say of the mean is no interval for it.
  if (isPortfolio || optimum === null || gapClosed(0, baselines) === null)
    return { gapInterval: null, againstKeep };
  const gap = pairedBootstrap(returns, keepReturns, (policy, keep) => (policy - keep) / (optimum - keep));
  return { gapInterval: gap && [gap.low, gap.high], againstKeep };
}
