// How a run's policies are tried: the baselines they are read against, the regular evaluation, and which policy is kept.
// It asks for a policy and knows no engine.
//
// The best policy by regular evaluation is kept, not the last one; at the end the best few are tried
// once more, and the best there is kept (second-look.ts). For a portfolio too the mean return
// decides (rewards are relative to a product's own revenue): choosing by the median or the mean gap closed instead was
// nowhere better on the demo catalogue.

import { createMarket } from '../core/market/create-market.ts';
import { episodeOutcomes, type EpisodeOutcomes } from '../core/market/episode-returns.ts';
import type { Market, MarketSetup } from '../core/market/market.ts';
import type { NamedWeights, Policy } from '../core/policy/policy.ts';
import { Random } from '../core/random.ts';
import type { EvaluatedModel, RunCheckpoint } from '../core/run/checkpoint.ts';
import type { Baselines, EvaluationRecord, PortfolioScore, TrainerEvent } from '../core/run/events.ts';
import { gapClosed } from '../core/run/gap-closed.ts';
import { portfolioScore } from '../core/run/portfolio-score.ts';
import type { RunSettings } from '../core/run/settings.ts';
import { pairedBootstrap } from '../core/statistics/paired-bootstrap.ts';
import { mean } from '../core/statistics/summary.ts';
import { baselineSteps, type KnownBaselines } from './baselines.ts';
import { evaluationPlan, portfolioEpisodes, type EvaluationPlan } from './evaluation.ts';
import { secondLookSteps } from './second-look.ts';

export class PolicyEvaluator {
  /** null until they are measured. */
  baselines: Baselines | null;
  /** The best by the regular evaluations, best first, the earlier of equals: as many as the second look tries. */
  private finalists: readonly EvaluatedModel[];
  /** The one that was found best at the end, with what was found of it; null before. */
  private found: EvaluatedModel | null = null;
  private readonly setup: MarketSetup;
  private readonly settings: Pick<RunSettings, 'evaluationEpisodes' | 'finalists'>;
  private readonly seed: number;
  private readonly plan: EvaluationPlan;
  /** Made when first needed; a reset begins the very same episodes again. */
  private evaluation: Market | null = null;

  /** `from` is what an earlier part of the run had come to. */
  constructor(
    setup: MarketSetup,
    settings: Pick<RunSettings, 'evaluationEpisodes' | 'finalists'>,
    seed: number,
    from: Pick<RunCheckpoint, 'best' | 'runnersUp' | 'baselines'> | null,
  ) {
    this.setup = setup;
    this.settings = settings;
    this.seed = seed;
    this.plan = evaluationPlan(setup, settings.evaluationEpisodes, seed);
    this.finalists = from?.best ? [from.best, ...(from.runnersUp ?? [])] : [];
    this.baselines = from?.baselines ?? null;
  }

  /** The policy kept so far. */
  get best(): EvaluatedModel | null {
    return this.found ?? this.finalists[0] ?? null;
  }

  /** What another part of the run needs to go on: the policies as the regular evaluations found them. */
  kept(): Pick<RunCheckpoint, 'best' | 'runnersUp'> {
    const [best = null, ...runnersUp] = this.finalists;
    return runnersUp.length > 0 ? { best, runnersUp } : { best };
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
    this.admit({
      snapshot: { architecture: policy.architecture, weights: policy.weights },
      step,
      updates,
      bestReturn: meanReturn,
      gapClosed: gap,
      evaluationEpisodes: returns.length,
    });
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

  /** Takes a policy among the finalists where it is one. */
  private admit(model: EvaluatedModel): void {
    const behind = this.finalists.findIndex(({ bestReturn }) => model.bestReturn > bestReturn);
    const place = behind < 0 ? this.finalists.length : behind;
    this.finalists = this.finalists.toSpliced(place, 0, model).slice(0, this.settings.finalists);
  }

  /** What is told of the kept policy at the end is measured on episodes whose noise had no say in what it learned. */
  *check(step: number, policyOf: (weights: NamedWeights) => Policy): Generator<TrainerEvent, void> {
    const { best, baselines } = this;
    if (!best || !baselines) return;
    if (baselines.portfolio) yield* this.checkPortfolio(best, step, policyOf);
    else if (this.settings.finalists > 1) yield* this.lookAgain(baselines, step, policyOf);
  }

  /** The kept policy of a portfolio on more episodes a product. */
  private *checkPortfolio(
    best: EvaluatedModel,
    step: number,
    policyOf: (weights: NamedWeights) => Policy,
  ): Generator<TrainerEvent, void> {
    const { evaluationEpisodes } = this.settings;
    const plan = evaluationPlan(this.setup, evaluationEpisodes, this.seed, portfolioEpisodes.check);
    const seed = new Random(this.seed).fork('portfolio check').integer(2 ** 32);
    const market = createMarket(plan.setup, plan.episodes, seed, 'evaluation');
    const { returns } = yield* playedBy(policyOf(best.snapshot.weights), market, step);
    const score = this.scoreOf(returns, market);
    if (!score) return;
    this.found = { ...best, gapClosed: score.quartiles?.median ?? null };
    yield { type: 'portfolioCheck', step: best.step, score };
  }

  private *lookAgain(
    baselines: Baselines,
    step: number,
    policyOf: (weights: NamedWeights) => Policy,
  ): Generator<TrainerEvent, void> {
    const looking = secondLookSteps(this.finalists, this.setup, baselines, this.seed, policyOf);
    let looked = looking.next();
    for (; !looked.done; looked = looking.next()) yield { type: 'evaluating', step };
    const { kept, figures } = looked.value;
    this.found = kept;
    yield { type: 'secondLook', step: kept.step, figures };
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
