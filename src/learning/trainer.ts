// The training loop: act in several markets at once, remember, update, evaluate now and then, keep the best.
//
// It yields events and can be left at any of them (pause is simply not asking for the next one, stop is returning);
// it knows no clock and nobody who watches. Everything random comes from streams forked from the run's seed, so the
// same seed on the same backend gives the same events.
//
// Acting never waits for the device: a copy of the actor on the CPU acts, renewed every `actorRefreshUpdates`
// updates, which also keeps the device's queue bounded.
//
// The best policy by regular evaluation is kept, not the last one (design section 8).

import { createMarket } from '../core/market/create-market.ts';
import type { Market, MarketSetup, MarketStep } from '../core/market/market.ts';
import { createPolicy } from '../core/policy/actor.ts';
import type { Policy } from '../core/policy/policy.ts';
import { Random } from '../core/random.ts';
import type {
  Baselines,
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PolicySnapshot,
  TrainerEvent,
} from '../core/run/events.ts';
import { gapClosed } from '../core/run/gap-closed.ts';
import type { RunSettings } from '../core/run/settings.ts';
import type { TrainedModel, TrainingRun } from '../core/run/training-run.ts';
import { baselineSteps } from './baselines.ts';
import { createLearner } from './agents/create-learner.ts';
import { episodeReturns, mean } from './evaluation.ts';
import type { Learner, UpdateNoise } from './learner.ts';
import { ReplayBuffer } from './replay/replay-buffer.ts';
import { RewardScale } from './reward-scale.ts';

/**
 * Prepares a run; nothing is computed before the first event is asked for.
 *
 * @throws Error in words where the setup cannot make a market.
 */
export function startTraining(settings: RunSettings, setup: MarketSetup): TrainingRun {
  const random = new Random(settings.seed);
  const market = createMarket(
    setup,
    settings.parallelMarkets,
    marketSeed(random, 'training market'),
    'training',
  );
  const learner = createLearner(
    settings,
    { observationSize: market.observationSize, actionSize: market.actionSize },
    random.fork('learner'),
  );
  const run = new Run(settings, setup, market, learner, random);
  return {
    events: run.events(),
    rewardPartNames: market.rewardPartNames,
    losses: () => run.losses(),
    model: () => run.model(),
    dispose: () => learner.dispose(),
  };
}

/** A whole number for a market's own streams, from a named stream of the run. */
function marketSeed(random: Random, label: string): number {
  return random.fork(label).integer(2 ** 32);
}

/** A short run still learns: random steps take at most this share of it. */
const largestWarmupShare = 0.2;
/** Episodes of an evaluation over a large catalogue, unless the setting asks for more. */
const largestEvaluation = 256;

class Run {
  private readonly settings: RunSettings;
  private readonly setup: MarketSetup;
  private readonly market: Market;
  private readonly learner: Learner;
  private readonly replay: ReplayBuffer;
  private readonly rewardScale = new RewardScale();
  private readonly exploring: Random;
  private readonly sampling: Random;
  private readonly updating: Random;
  private readonly evaluationSeed: number;
  /** Made when first needed; a reset begins the very same episodes again. */
  private evaluation: Market | null = null;
  private readonly warmupSteps: number;
  private readonly noise: UpdateNoise;
  private readonly actionNoise: Float32Array;
  private readonly totals: EpisodeTotals;
  private policy: Policy | null = null;
  private best: (TrainedModel & { readonly bestReturn: number }) | null = null;
  private baselines: Baselines | null = null;
  private step = 0;
  private updates = 0;

  constructor(settings: RunSettings, setup: MarketSetup, market: Market, learner: Learner, random: Random) {
    this.settings = settings;
    this.setup = setup;
    this.market = market;
    this.learner = learner;
    this.replay = new ReplayBuffer({
      capacity: Math.min(settings.replayCapacity, Math.max(settings.trainingSteps, 1000)),
      observationSize: market.observationSize,
      actionSize: market.actionSize,
    });
    this.exploring = random.fork('exploration');
    this.sampling = random.fork('replay');
    this.updating = random.fork('update noise');
    this.evaluationSeed = marketSeed(random, 'evaluation market');
    this.warmupSteps = Math.min(
      settings.warmupSteps,
      Math.floor(settings.trainingSteps * largestWarmupShare),
    );
    const perBatch = settings.batchSize * market.actionSize;
    this.noise = { nextAction: new Float32Array(perBatch), action: new Float32Array(perBatch) };
    this.actionNoise = new Float32Array(market.count * market.actionSize);
    this.totals = new EpisodeTotals(market.count, market.rewardPartNames.length);
  }

  async *events(): AsyncGenerator<TrainerEvent, void> {
    this.baselines = yield* this.measureBaselines();
    yield { type: 'baselines', baselines: this.baselines };
    let credit = 0;
    let nextEvaluation = this.settings.evaluationEverySteps;
    while (this.step < this.settings.trainingSteps) {
      yield this.marketStep();
      if (this.step >= this.warmupSteps && this.replay.size >= 2) {
        credit += this.market.count * this.settings.updatesPerStep;
        while (credit >= 1) {
          credit -= 1;
          await this.update();
          yield { type: 'update', step: this.step, updates: this.updates };
        }
      }
      if (this.step >= nextEvaluation && this.step < this.settings.trainingSteps) {
        nextEvaluation += this.settings.evaluationEverySteps;
        yield* this.evaluate();
      }
    }
    yield* this.evaluate();
    yield { type: 'finished', step: this.step, updates: this.updates };
  }

  async losses(): Promise<LossRecord> {
    const losses = await this.learner.readLosses();
    return {
      step: this.step,
      updates: this.updates,
      criticLoss: losses.criticLoss,
      actorLoss: losses.actorLoss,
      temperature: losses.temperature,
      entropy: losses.entropy,
      meanQ: losses.meanQ,
    };
  }

  async model(): Promise<TrainedModel | null> {
    if (this.best) return this.best;
    if (this.updates === 0) return null;
    return {
      snapshot: await this.snapshot(),
      step: this.step,
      updates: this.updates,
      bestReturn: null,
      evaluationEpisodes: 0,
    };
  }

  /** One step in every market, remembered; ended episodes begin anew. */
  private marketStep(): TrainerEvent {
    const { market } = this;
    const before = Float32Array.from(market.observations);
    const actions = this.chooseActions(before);
    const outcome = market.step(actions);
    this.replay.add(before, actions, outcome.rewards, outcome.observations, outcome.terminated);
    for (let i = 0; i < market.count; i++) this.rewardScale.observe(outcome.rewards[i]!);
    this.step += market.count;
    const pathStarts = this.totals.days[0] === 0;
    const path = {
      day: this.totals.days[0]! + 1,
      price: outcome.price[0]!,
      units: outcome.units[0]!,
      inventory: outcome.inventory[0]!,
      competitorPrice: outcome.competitorPrice[0]!,
    };
    const { episodes, ended } = this.totals.add(outcome, market.productIndex, this.step);
    if (ended.length > 0) market.reset(ended);
    return { type: 'step', step: this.step, updates: this.updates, episodes, path, pathStarts };
  }

  private chooseActions(observations: Float32Array): Float32Array {
    const { count, actionSize } = this.market;
    if (!this.policy || this.step < this.warmupSteps) {
      const actions = this.exploring.fillUniform(new Float32Array(count * actionSize));
      for (let i = 0; i < actions.length; i++) actions[i] = 2 * actions[i]! - 1;
      return actions;
    }
    this.exploring.fillNormal(this.actionNoise);
    return this.policy.explore(observations, count, this.actionNoise, this.settings.explorationNoise);
  }

  private async update(): Promise<void> {
    const batch = this.replay.sample(this.settings.batchSize, this.sampling);
    if (this.settings.normalizeRewards) this.rewardScale.apply(batch.reward);
    this.updating.fillNormal(this.noise.nextAction);
    this.updating.fillNormal(this.noise.action);
    this.learner.update(batch, this.noise);
    this.updates++;
    if (!this.policy || this.updates % this.settings.actorRefreshUpdates === 0) await this.refreshPolicy();
  }

  private async refreshPolicy(): Promise<void> {
    const weights = await this.learner.actorWeights();
    for (const [name, { values }] of Object.entries(weights))
      if (!values.every(Number.isFinite))
        throw new Error(
          `Training diverged: the actor's weights "${name}" are no longer numbers after ${this.updates} updates ` +
            `(market step ${this.step}). Try a smaller learning rate or normalised rewards.`,
        );
    this.policy = createPolicy(this.learner.architecture, weights);
  }

  private async snapshot(): Promise<PolicySnapshot> {
    return { architecture: this.learner.architecture, weights: await this.learner.actorWeights() };
  }

  private evaluationMarket(): Market {
    // Every product of a catalogue has its say, as far as that stays affordable.
    const products = Math.min(this.setup.products.length, largestEvaluation);
    const episodes = Math.max(this.settings.evaluationEpisodes, products);
    this.evaluation ??= createMarket(this.setup, episodes, this.evaluationSeed, 'evaluation');
    this.evaluation.reset();
    return this.evaluation;
  }

  /** Tries the greedy policy on the fixed start states and keeps it where it is the best so far. */
  private async *evaluate(): AsyncGenerator<TrainerEvent, void> {
    if (this.updates === 0) return;
    await this.refreshPolicy();
    const policy = this.policy!;
    const playing = episodeReturns(this.evaluationMarket(), (market) =>
      policy.act(market.observations, market.count),
    );
    let played = playing.next();
    while (!played.done) {
      yield { type: 'evaluating', step: this.step };
      played = playing.next();
    }
    const meanReturn = mean(played.value);
    const isBest = !this.best || meanReturn > this.best.bestReturn;
    if (isBest)
      this.best = {
        snapshot: { architecture: policy.architecture, weights: policy.weights },
        step: this.step,
        updates: this.updates,
        bestReturn: meanReturn,
        evaluationEpisodes: played.value.length,
      };
    const evaluation: EvaluationRecord = {
      step: this.step,
      meanReturn,
      returns: [...played.value],
      gapClosed: gapClosed(meanReturn, this.baselines),
      isBest,
    };
    yield { type: 'evaluation', evaluation };
  }

  private *measureBaselines(): Generator<TrainerEvent, Baselines> {
    const measuring = baselineSteps(this.setup, () => this.evaluationMarket());
    let measured = measuring.next();
    while (!measured.done) {
      yield { type: 'evaluating', step: this.step };
      measured = measuring.next();
    }
    return measured.value;
  }
}

/** Running sums of the episode each market is in. */
class EpisodeTotals {
  /** Days of the present episode. [count] */
  readonly days: Uint32Array;
  private readonly partCount: number;
  private readonly returns: Float64Array;
  private readonly parts: Float64Array;

  constructor(count: number, partCount: number) {
    this.partCount = partCount;
    this.days = new Uint32Array(count);
    this.returns = new Float64Array(count);
    this.parts = new Float64Array(count * partCount);
  }

  /** Adds one step; gives back the episodes that ended with it, and forgets their sums. */
  add(
    outcome: MarketStep,
    productIndex: Uint32Array,
    step: number,
  ): { readonly episodes: EpisodeRecord[]; readonly ended: number[] } {
    const episodes: EpisodeRecord[] = [];
    const ended: number[] = [];
    for (let i = 0; i < this.days.length; i++) {
      const parts = this.parts.subarray(i * this.partCount, (i + 1) * this.partCount);
      this.days[i]!++;
      this.returns[i]! += outcome.rewards[i]!;
      for (let k = 0; k < this.partCount; k++) parts[k]! += outcome.rewardParts[i * this.partCount + k]!;
      if (outcome.terminated[i] === 0 && outcome.truncated[i] === 0) continue;
      ended.push(i);
      episodes.push({
        step,
        episodeReturn: this.returns[i]!,
        parts: [...parts],
        days: this.days[i]!,
        product: productIndex[i]!,
      });
      this.days[i] = 0;
      this.returns[i] = 0;
      parts.fill(0);
    }
    return { episodes, ended };
  }
}
