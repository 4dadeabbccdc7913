// One training run without a browser, driven from its settings to its summary: `train` prints it as it comes, a job sends it home.
//
// What is counted on the way lies in one plain object, so that a run that goes on from a checkpoint ends in the summary
// it would have had.

import { kindOf } from '../../core/market/kinds.ts';
import { setupCheck } from '../../core/market/market-check.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import type { BackendReport } from '../../core/run/backend.ts';
import type { RunCheckpoint } from '../../core/run/checkpoint.ts';
import { besideFixedPrice } from '../../core/run/beside-fixed-price.ts';
import type {
  Baselines,
  EvaluationRecord,
  LossRecord,
  PortfolioBaselines,
  PortfolioScore,
  TrainedModel,
  TrainerEvent,
} from '../../core/run/events.ts';
import { keptEvaluation, withSecondLook } from '../../core/run/kept-gap.ts';
import type { EngineSource } from '../../learning/engine/engine-source.ts';
import { marketCheckFields } from '../market-check-fields.ts';
import type { Ground } from './training-ground.ts';
import { round } from './round.ts';

/** Products named in the summary. */
const worstProducts = 10;

/** What a run has shown so far, as plain data. */
interface Tally {
  updates: number;
  evaluations: readonly EvaluationRecord[];
  /** Of the last evaluation. */
  lastGapClosed: number | null;
  baselines: Baselines | null;
  score: PortfolioScore | null;
  /** What computes; null before an engine came up. */
  ran: BackendReport | null;
  /** Of this computer, all workers before it counted. */
  seconds: number;
  secondsLearning: number;
}

/** A run between two events. */
export interface RunStand {
  readonly checkpoint: RunCheckpoint;
  readonly tally: Tally;
}

export interface TrainHooks {
  /** A line an evaluation: `step, return, gapClosed, profit` an episode, `seconds`. */
  evaluation(line: Readonly<Record<string, unknown>>, step: number): void;
  say(sentence: string): void;
  /** Milliseconds, from any start. */
  now(): number;
  /** Told every event after so many seconds of training; `losses` reads the learner's figures as they are now. */
  event?(event: TrainerEvent, losses: () => Promise<LossRecord>, seconds: number): Promise<void>;
  /** After every event; what it throws ends the run. `stand` reads back what there is to keep. */
  between?(stand: () => Promise<RunStand | null>): Promise<void>;
}

export interface TrainOutcome {
  readonly tally: Tally;
  readonly trained: TrainedModel | null;
  readonly rewardPartNames: readonly string[];
  readonly summary: Readonly<Record<string, unknown>>;
}

/** @throws Error in one sentence where the setup cannot make a market, and whatever a hook throws. */
export async function trainRun(
  { settings, setup }: Ground,
  engines: EngineSource,
  hooks: TrainHooks,
  from: RunStand | null = null,
): Promise<TrainOutcome> {
  const { startTraining } = await import('../../learning/trainer.ts');
  const run = startTraining(settings, setup, engines, from?.checkpoint ?? null);
  const tally: Tally = from ? structuredClone(from.tally) : freshTally();
  const clock = {
    startedAt: hooks.now(),
    secondsBefore: tally.seconds,
    learningBefore: tally.secondsLearning,
  };
  let learningSince: number | null = null;
  const stand = async (): Promise<RunStand | null> => {
    const checkpoint = await run.checkpoint();
    return checkpoint && { checkpoint, tally };
  };
  try {
    for await (const event of run.events) {
      const sinceStart = (hooks.now() - clock.startedAt) / 1000;
      if (event.type === 'engine') learningSince = sinceStart;
      tally.seconds = clock.secondsBefore + sinceStart;
      tally.secondsLearning = clock.learningBefore + sinceStart - (learningSince ?? sinceStart);
      take(event, tally, hooks);
      await hooks.event?.(event, () => run.losses(), tally.seconds);
      await hooks.between?.(stand);
    }
    const trained = await run.model();
    const { rewardPartNames } = run;
    return { tally, trained, rewardPartNames, summary: summaryOf(tally, settings, setup) };
  } finally {
    run.dispose();
  }
}

function freshTally(): Tally {
  return {
    updates: 0,
    evaluations: [],
    lastGapClosed: null,
    baselines: null,
    score: null,
    ran: null,
    seconds: 0,
    secondsLearning: 0,
  };
}

function take(event: TrainerEvent, tally: Tally, hooks: TrainHooks): void {
  if (event.type === 'update') tally.updates = event.updates;
  if (event.type === 'engine') {
    if (tally.ran && event.backend.name !== tally.ran.name) hooks.say(event.backend.reason);
    tally.ran = event.backend;
  }
  if (event.type === 'baselines') tally.baselines = event.baselines;
  if (event.type === 'portfolioCheck') tally.score = event.score;
  if (event.type === 'secondLook') tally.evaluations = withSecondLook(tally.evaluations, event);
  if (event.type !== 'evaluation') return;
  const { step, meanReturn, gapClosed, isBest, portfolio, profit } = event.evaluation;
  tally.evaluations = [...tally.evaluations, event.evaluation];
  tally.lastGapClosed = gapClosed;
  if (isBest) tally.score = portfolio ?? null;
  const line = {
    step,
    return: round(meanReturn),
    gapClosed: round(gapClosed),
    profit: round(profit?.mean ?? null),
    ...(portfolio ? quartileFields(portfolio) : {}),
    seconds: round(tally.seconds, 3),
  };
  hooks.evaluation(line, step);
}

function summaryOf(
  { evaluations, updates, seconds, secondsLearning, ran, baselines, score }: Tally,
  settings: Ground['settings'],
  setup: MarketSetup,
): Record<string, unknown> {
  return {
    ...keptFields(evaluations, baselines),
    updates,
    secondsTraining: round(seconds, 3),
    secondsLearning: round(secondsLearning, 3),
    agent: settings.agent,
    seed: settings.seed,
    backend: ran?.name ?? null,
    ...marketCheckFields(setupCheck(setup)),
    ...(baselines?.portfolio && score ? portfolioFields(baselines.portfolio, score, setup) : {}),
  };
}

/**
 * The kept policy beside the simple ones. Where several were tried once more at the end, its figures are those of that look;
 * a portfolio's gap stays that of the evaluation that chose it, its check stands besides.
 */
function keptFields(evaluations: readonly EvaluationRecord[], baselines: Baselines | null) {
  const kept = keptEvaluation({ evaluations, portfolioCheck: null });
  const beside = kept && besideFixedPrice(kept, baselines);
  const look = kept?.secondLook;
  return {
    bestReturn: round(kept?.meanReturn ?? null),
    gapClosed: round(kept?.gapClosed ?? null),
    profit: {
      policy: round(kept?.profit?.mean ?? null),
      keepPrice: round(baselines?.profit?.keepPrice ?? null),
      bestFixedPrice: round(beside?.profit?.fixedPrice ?? baselines?.profit?.bestFixedPrice ?? null),
    },
    ...(beside
      ? {
          bestFixedPrice: {
            price: beside.price,
            return: round(beside.fixedPrice),
            policyIs: beside.standing,
            difference: beside.difference?.map((end) => round(end)) ?? null,
          },
        }
      : {}),
    ...(kept && look
      ? { secondLook: { step: kept.step, finalists: look.finalists, episodes: look.episodes } }
      : {}),
  };
}

function quartileFields({ quartiles }: PortfolioScore) {
  return {
    medianGapClosed: round(quartiles?.median ?? null),
    lowerQuartile: round(quartiles?.lower ?? null),
    upperQuartile: round(quartiles?.upper ?? null),
  };
}

/** How the kept policy did on the check at the end, product by product from the worst on. */
function portfolioFields(
  { products, ofProducts }: PortfolioBaselines,
  score: PortfolioScore,
  setup: MarketSetup,
): Record<string, unknown> {
  const names = kindOf(setup).productNames(setup);
  const rows = products
    .map(({ product, keepPrice, bestFixedPrice, optimum }, k) => ({
      product: names[product],
      gapClosed: round(score.gaps[k]!),
      keepPrice: round(keepPrice),
      return: round(score.returns[k]!),
      bestFixedPrice: { price: bestFixedPrice.price, return: round(bestFixedPrice.ret) },
      optimum: round(optimum),
    }))
    .sort((a, b) => (a.gapClosed ?? Infinity) - (b.gapClosed ?? Infinity));
  const counted = rows.filter(({ gapClosed }) => gapClosed !== null);
  return {
    ...quartileFields(score),
    products: ofProducts,
    evaluatedProducts: products.length,
    countedProducts: counted.length,
    episodesPerProduct: score.episodesPerProduct,
    worst: counted.slice(0, worstProducts),
    nothingToGain: rows.filter(({ gapClosed }) => gapClosed === null).map(({ product }) => product),
  };
}
