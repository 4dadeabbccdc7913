// The second look: the best policies of a run once more, on episodes that chose none of them.
//
// The regular evaluation is short, and the highest of forty noisy figures flatters the policy that has it: another one
// may well be better. So the finalists are played at the end on many more episodes of other noise, all on the same ones, with
// the simple policies beside them. What is told of the run is what was found here; as the best of a handful on
// hundreds of episodes it flatters hardly any more.

import { createMarket } from '../core/market/create-market.ts';
import { episodeOutcomes, type EpisodeOutcomes } from '../core/market/episode-returns.ts';
import { keepPriceActor } from '../core/market/keep-price.ts';
import type { Market, MarketSetup } from '../core/market/market.ts';
import { fixedPriceActor } from '../core/market/top-fixed-price.ts';
import type { NamedWeights, Policy } from '../core/policy/policy.ts';
import { Random } from '../core/random.ts';
import type { EvaluatedModel } from '../core/run/checkpoint.ts';
import type { Baselines, SecondLookFigures } from '../core/run/events.ts';
import { knownOrNull } from '../core/statistics/or-null.ts';
import { pairedBootstrap } from '../core/statistics/paired-bootstrap.ts';
import { mean } from '../core/statistics/summary.ts';
import { evaluationPlan, secondLookEpisodes } from './evaluation.ts';

type EarnedProfit = NonNullable<SecondLookFigures['profit']>;

/** The finalist that is kept, and what was found of it. */
interface SecondLookResult {
  readonly kept: EvaluatedModel;
  readonly figures: SecondLookFigures;
}

/**
 * Plays every finalist on the same episodes and finds the one of the highest mean return (of equals the one that stands
 * first); yields after each step of the market. `seed` is that of the regular evaluation, whose noise is another.
 *
 * @throws Error where there is no finalist.
 */
export function* secondLookSteps(
  finalists: readonly EvaluatedModel[],
  setup: MarketSetup,
  baselines: Baselines,
  seed: number,
  policyOf: (weights: NamedWeights) => Policy,
): Generator<void, SecondLookResult> {
  const plan = evaluationPlan(setup, secondLookEpisodes, seed);
  const own = new Random(seed).fork('second look').integer(2 ** 32);
  const market = createMarket(plan.setup, plan.episodes, own, 'evaluation');
  let best: {
    readonly model: EvaluatedModel;
    readonly outcomes: EpisodeOutcomes;
    readonly mean: number;
  } | null = null;
  for (const model of finalists) {
    const policy = policyOf(model.snapshot.weights);
    const outcomes = yield* afresh(market, ({ observations, count }) => policy.act(observations, count));
    const meanReturn = mean(outcomes.returns);
    if (!best || meanReturn > best.mean) best = { model, outcomes, mean: meanReturn };
  }
  if (!best) throw new Error('internal: a second look was asked for without a finalist');
  const keep = yield* afresh(market, keepPriceActor(plan.setup));
  const price = baselines.bestFixedPrice?.price ?? null;
  const fixed = price === null ? null : yield* afresh(market, fixedPriceActor(plan.setup, price));
  const figures = figuresOf(best.outcomes, keep, fixed, baselines.optimum);
  return {
    kept: {
      ...best.model,
      bestReturn: figures.meanReturn,
      gapClosed: figures.gapClosed,
      evaluationEpisodes: figures.episodes,
    },
    figures: { finalists: finalists.length, ...figures },
  };
}

/** A reset begins the very same episodes again. */
function afresh(
  market: Market,
  actor: Parameters<typeof episodeOutcomes>[1],
): Generator<void, EpisodeOutcomes> {
  market.reset();
  return episodeOutcomes(market, actor);
}

function figuresOf(
  policy: EpisodeOutcomes,
  keep: EpisodeOutcomes,
  fixed: EpisodeOutcomes | null,
  optimum: number | null,
): Omit<SecondLookFigures, 'finalists'> {
  const returns = [...policy.returns];
  const keepReturns = [...keep.returns];
  const meanReturn = mean(returns);
  const keepPrice = mean(keepReturns);
  const hasGap = optimum !== null && optimum - keepPrice > 1e-9;
  const gapOf = (own: number, kept: number) => (own - kept) / (optimum! - kept);
  const gap = hasGap ? pairedBootstrap(returns, keepReturns, gapOf) : null;
  return {
    episodes: returns.length,
    meanReturn,
    gapClosed: hasGap ? gapOf(meanReturn, keepPrice) : null,
    gapInterval: gap && [gap.low, gap.high],
    againstKeep: pairedBootstrap(returns, keepReturns),
    profit: profitOf(policy, keep),
    keepPrice,
    bestFixedPrice: fixed && {
      meanReturn: mean(fixed.returns),
      profit: knownOrNull(mean(fixed.profits)),
      against: pairedBootstrap(returns, [...fixed.returns]),
    },
  };
}

function profitOf(policy: EpisodeOutcomes, keep: EpisodeOutcomes): EarnedProfit | null {
  // NaN where no cost is known.
  const profit = knownOrNull(mean(policy.profits));
  if (profit === null) return null;
  return { mean: profit, againstKeep: pairedBootstrap([...policy.profits], [...keep.profits]) };
}
