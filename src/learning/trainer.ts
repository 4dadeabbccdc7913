// The training loop: act in several markets at once, remember, update, evaluate now and then, keep the best.
//
// It yields events and can be left at any of them (pause is simply not asking for the next one, stop is returning);
// it knows no clock and nobody who watches. Everything random comes from streams forked from the run's seed, so the
// same seed on the same backend gives the same events.
//
// Acting never waits for the device: a copy of the actor on the CPU acts, renewed every `actorRefreshUpdates`
// updates, which also keeps the device's queue bounded.
//
// What computes the updates is an engine (engine/engine.ts). When it is lost, another one goes on from the last
// checkpoint of the learner; markets and memory are in plain numbers and lose nothing, and the updates that went
// with it are done again.
//
// What the policies are worth, and which one is kept, is the trial's (policy-trial.ts).

import { createMarket } from '../core/market/create-market.ts';
import type { Market, MarketSetup } from '../core/market/market.ts';
import type { NamedWeights, Policy } from '../core/policy/policy.ts';
import { Random } from '../core/random.ts';
import type { LearnerState, RunCheckpoint } from '../core/run/checkpoint.ts';
import type { LossRecord, TrainerEvent } from '../core/run/events.ts';
import { backendTitles, type BackendReport } from '../core/run/backend.ts';
import { warmupStepsOf } from '../core/run/run-length.ts';
import type { RunSettings } from '../core/run/settings.ts';
import type { TrainedModel, TrainingRun } from '../core/run/training-run.ts';
import type { KnownYardsticks } from './baselines.ts';
import { firstState } from './agents/create-learner.ts';
import { noLosses } from './agents/update-report.ts';
import { DivergedError, EngineLostError, type Engine } from './engine/engine.ts';
import type { EngineSource } from './engine/engine-source.ts';
import { EpisodeTotals } from './episode-totals.ts';
import { ObservationScale } from './observation-scale.ts';
import { PolicyTrial } from './policy-trial.ts';
import { NStepReturns, type Transitions } from './replay/n-step.ts';
import { ReplayBuffer } from './replay/replay-buffer.ts';
import { RewardScale } from './reward-scale.ts';

/**
 * Prepares a run; nothing is computed before the first event is asked for. `known` remembers from run to run what the
 * products of a catalogue could earn.
 *
 * @throws Error in words where the setup cannot make a market.
 */
export function startTraining(
  settings: RunSettings,
  setup: MarketSetup,
  engines: EngineSource,
  from: RunCheckpoint | null = null,
  known: KnownYardsticks = new Map(),
): TrainingRun {
  const random = new Random(settings.seed);
  const market = createMarket(
    setup,
    settings.parallelMarkets,
    marketSeed(random, 'training market'),
    'training',
  );
  const run = new Run(settings, setup, market, engines, random, from, known);
  return {
    events: run.events(),
    rewardPartNames: market.rewardPartNames,
    losses: () => run.losses(),
    model: () => run.model(),
    checkpoint: () => run.checkpoint(),
    dispose: () => run.dispose(),
  };
}

/** A whole number for a market's own streams, from a named stream of the run. */
function marketSeed(random: Random, label: string): number {
  return random.fork(label).integer(2 ** 32);
}

/** In the place of the next evaluation's step: the last one was made. */
const noEvaluation = Number.MAX_SAFE_INTEGER;

class Run {
  private readonly settings: RunSettings;
  private readonly known: KnownYardsticks;
  private readonly market: Market;
  private readonly engines: EngineSource;
  private readonly replay: ReplayBuffer;
  private readonly seed: number;
  private engine: Engine | null = null;
  /** What learning goes on from if the engine is lost. */
  private saved: LearnerState;
  private readonly nStep: NStepReturns;
  private readonly rewardScale: RewardScale;
  /** null where observations go to the learner as they are. */
  private readonly observationScale: ObservationScale | null;
  private readonly exploring: Random;
  private readonly trial: PolicyTrial;
  private readonly warmupSteps: number;
  private readonly actionNoise: Float32Array;
  private readonly totals: EpisodeTotals;
  private policy: Policy | null = null;
  private step = 0;
  private updates = 0;
  /** Updates due. */
  private credit = 0;
  private nextEvaluation: number;
  /** Acting weights of a checkpoint, until there is an engine to make a policy of them. */
  private acting: NamedWeights | null = null;

  constructor(
    settings: RunSettings,
    setup: MarketSetup,
    market: Market,
    engines: EngineSource,
    random: Random,
    from: RunCheckpoint | null,
    known: KnownYardsticks,
  ) {
    this.known = known;
    this.settings = settings;
    this.market = market;
    this.engines = engines;
    this.saved = from?.learner ?? firstState(settings, market, random.fork('learner'));
    this.seed = random.fork('updates').integer(2 ** 32);
    const { observationSize, actionSize, count } = market;
    const capacity = Math.min(settings.replayCapacity, Math.max(settings.trainingSteps, 1000));
    this.replay = from
      ? ReplayBuffer.fromState(from.replay)
      : new ReplayBuffer({ capacity, observationSize, actionSize });
    const { nStep: steps, gamma } = settings;
    this.nStep = new NStepReturns({ steps, gamma, count, observationSize, actionSize }, from?.nStep);
    this.exploring = from ? Random.fromState(from.exploring) : random.fork('exploration');
    this.rewardScale = from ? RewardScale.fromState(from.rewardScale) : new RewardScale();
    this.observationScale = observationScaleFor(settings, observationSize, from);
    const evaluationSeed = marketSeed(random, 'evaluation market');
    this.trial = new PolicyTrial(setup, settings.evaluationEpisodes, evaluationSeed, from);
    this.warmupSteps = warmupStepsOf(settings);
    this.actionNoise = new Float32Array(market.count * market.actionSize);
    this.totals = new EpisodeTotals(market.count, market.rewardPartNames.length);
    this.nextEvaluation = settings.evaluationEverySteps;
    if (from) this.goOnFrom(from);
  }

  /** All that decides what comes next stands in fields, so that a checkpoint between two events loses nothing. */
  async *events(): AsyncGenerator<TrainerEvent, void> {
    const baselines = yield* this.trial.measureBaselines(this.step, this.known);
    yield { type: 'baselines', baselines };
    const backend = await this.startEngine();
    yield { type: 'engine', step: this.step, updates: this.updates, backend, message: null };
    for (;;) {
      if (this.credit >= 1) {
        const lost = await this.unlessLost(() => this.update());
        yield lost ?? { type: 'update', step: this.step, updates: this.updates };
      } else if (this.isEvaluationDue()) yield* this.evaluate();
      else if (this.step >= this.settings.trainingSteps) break;
      else yield this.marketStep();
    }
    const { engine } = this;
    if (engine) yield* this.trial.check(this.step, (weights) => engine.policyOf(weights));
    yield { type: 'finished', step: this.step, updates: this.updates };
  }

  async losses(): Promise<LossRecord> {
    // A figure that is not to be had now (no engine yet, or a lost one) is no reason to end the run.
    const losses =
      (await this.engine?.losses().catch((error: unknown) => {
        if (error instanceof EngineLostError) return noLosses;
        throw error;
      })) ?? noLosses;
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
    if (this.trial.best) return this.trial.best;
    if (this.updates === 0 || !this.engine) return null;
    const weights = this.actingWeights(await this.engine.actorWeights());
    return {
      snapshot: { architecture: this.engine.architecture, weights },
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
    const { rewards, observations, terminated, truncated } = outcome;
    this.step += market.count;
    this.remember(before, this.nStep.add(before, actions, rewards, observations, terminated, truncated));
    for (let i = 0; i < market.count; i++) this.rewardScale.observe(outcome.rewards[i]!);
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
    if (this.step >= this.warmupSteps && this.replay.size >= 2)
      this.credit += market.count * this.settings.updatesPerStep;
    return { type: 'step', step: this.step, updates: this.updates, episodes, path, pathStarts };
  }

  /** `seen` is what the markets showed before the step that completed `transitions`. */
  private remember(seen: Float32Array, transitions: Transitions): void {
    const { engine, observationScale } = this;
    if (!observationScale) return engine!.remember(...transitions);
    observationScale.observe(seen);
    if (this.step >= this.warmupSteps) observationScale.freeze();
    for (const scaled of observationScale.admit(transitions)) engine!.remember(...scaled);
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

  /** As many updates as are due, at most up to the next renewal of the acting policy. */
  private async update(): Promise<void> {
    const engine = this.engine!;
    const { actorRefreshUpdates, normalizeRewards } = this.settings;
    const untilRenewal = actorRefreshUpdates - (engine.updates % actorRefreshUpdates);
    const count = Math.min(Math.floor(this.credit), untilRenewal, engine.updatesAtOnce);
    engine.train(count, normalizeRewards ? this.rewardScale.scale : 1);
    this.credit -= count;
    this.updates = engine.updates;
    if (!this.policy || this.updates % actorRefreshUpdates === 0) await this.refreshPolicy();
  }

  private async startEngine(): Promise<BackendReport> {
    const { settings, market, replay, seed } = this;
    const made = await this.engines.make({ settings, sizes: market, from: this.saved, replay, seed });
    this.engine = made.engine;
    if (this.acting) this.policy = made.engine.policyOf(this.acting);
    this.acting = null;
    return made.report;
  }

  /** The run as it stands between two events; null before its first event and where its engine was just lost. */
  async checkpoint(): Promise<RunCheckpoint | null> {
    const { engine } = this;
    const { best, baselines } = this.trial;
    if (!engine || !baselines) return null;
    try {
      this.saved = await engine.state();
    } catch (error) {
      // The next update finds the loss and says so.
      if (error instanceof EngineLostError) return null;
      throw error;
    }
    return {
      step: this.step,
      updates: this.updates,
      credit: this.credit,
      nextEvaluation: this.nextEvaluation,
      learner: this.saved,
      replay: this.replay.state(),
      nStep: this.nStep.state(),
      market: this.market.state(),
      totals: this.totals.state(),
      rewardScale: this.rewardScale.state(),
      observationScale: this.observationScale?.state() ?? null,
      exploring: this.exploring.state(),
      acting: this.policy?.weights ?? null,
      best,
      baselines,
    };
  }

  private goOnFrom(from: RunCheckpoint): void {
    this.step = from.step;
    this.updates = from.updates;
    this.credit = from.credit;
    this.nextEvaluation = from.nextEvaluation;
    this.market.restore(from.market);
    this.totals.restore(from.totals);
    this.acting = from.acting;
  }

  /** Does `work`; where the engine is lost in it, another one goes on from the checkpoint, and the event says so. */
  private async unlessLost(work: () => Promise<void>): Promise<TrainerEvent | null> {
    try {
      await work();
      return null;
    } catch (error) {
      if (!(error instanceof EngineLostError)) throw error;
      return { type: 'engine', step: this.step, ...(await this.recover(error)) };
    }
  }

  private async recover(
    error: EngineLostError,
  ): Promise<{ readonly updates: number; readonly backend: BackendReport; readonly message: string }> {
    const before = this.updates;
    this.engine?.dispose();
    this.engine = null;
    await this.engines.replace(error);
    const backend = await this.startEngine();
    this.updates = this.saved.updates;
    this.credit += before - this.updates;
    const again = before - this.updates;
    const message =
      `${error.message} Training goes on with ${backendTitles[backend.name]} (${backend.detail}) from update ${this.updates.toLocaleString('en-US')}` +
      (again > 0 ? `; the ${again.toLocaleString('en-US')} updates after it are done again.` : '.');
    return { updates: this.updates, backend, message };
  }

  dispose(): void {
    this.engine?.dispose();
    this.engine = null;
  }

  private async refreshPolicy(): Promise<void> {
    try {
      const mirror = await this.engine!.mirror();
      const weights = this.actingWeights(mirror.weights);
      this.policy = weights === mirror.weights ? mirror : this.engine!.policyOf(weights);
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error;
      throw new Error(
        `Training diverged: ${error.message} after ${this.updates} updates (market step ${this.step}). ` +
          'Try a smaller learning rate or normalised rewards.',
        { cause: error },
      );
    }
  }

  /** Weights of an actor that reads observations as the market gives them. */
  private actingWeights(actor: NamedWeights): NamedWeights {
    return this.observationScale ? this.observationScale.folded(actor) : actor;
  }

  /** In its rhythm, and once more at the end. */
  private isEvaluationDue(): boolean {
    const { step, nextEvaluation } = this;
    if (nextEvaluation === noEvaluation) return false;
    return step >= Math.min(nextEvaluation, this.settings.trainingSteps);
  }

  /** Has the present policy tried; where the engine is lost before it, the lost updates come first. */
  private async *evaluate(): AsyncGenerator<TrainerEvent, void> {
    if (this.updates === 0) return this.evaluationDone();
    const lost = await this.unlessLost(() => this.refreshPolicy());
    if (lost) {
      yield lost;
      return;
    }
    const { step, updates } = this;
    const evaluation = yield* this.trial.evaluate(this.policy!, { step, updates });
    this.evaluationDone();
    yield { type: 'evaluation', evaluation };
  }

  /** Before its event, so that a checkpoint taken at it does not evaluate again. */
  private evaluationDone(): void {
    const { trainingSteps, evaluationEverySteps } = this.settings;
    if (this.step >= trainingSteps) this.nextEvaluation = noEvaluation;
    else this.nextEvaluation += evaluationEverySteps;
  }
}

function observationScaleFor(
  settings: RunSettings,
  observationSize: number,
  from: RunCheckpoint | null,
): ObservationScale | null {
  if (!settings.normalizeObservations) return null;
  return from?.observationScale
    ? ObservationScale.fromState(from.observationScale)
    : new ObservationScale(observationSize);
}
