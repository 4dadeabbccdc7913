// The training loop: live, update, evaluate now and then, keep the best.
//
// It yields events and can be left at any of them (pause is simply not asking for the next one, stop is returning);
// it knows no clock and nobody who watches. Everything random comes from streams forked from the run's seed, so the
// same seed on the same backend gives the same events.
//
// What living is, and when updates are due, is the experience's (experience/experience.ts), which the agent chooses.
// Acting never waits for the device: a copy of the actor on the CPU acts, renewed after so many updates as the experience
// says, which also keeps the device's queue bounded.
//
// What computes the updates is an engine (engine/engine.ts). When it is lost, another one goes on from the last
// checkpoint of the learner; the experience is in plain numbers and loses nothing, and the updates that went with the
// engine are repeated.
//
// What the policies are worth, and which one is kept, is the evaluator's (policy-evaluator.ts).

import type { MarketSetup } from '../core/market/market.ts';
import type { NamedWeights, Policy } from '../core/policy/policy.ts';
import { Random } from '../core/random.ts';
import type { LearnerState, RunCheckpoint } from '../core/run/checkpoint.ts';
import type { LossRecord, TrainerEvent, TrainedModel } from '../core/run/events.ts';
import { backendTitles, type BackendReport } from '../core/run/backend.ts';
import type { RunSettings } from '../core/run/settings.ts';
import type { TrainingRun } from '../core/run/training-run.ts';
import type { KnownBaselines } from './baselines.ts';
import { firstState, learningAgent } from './agents/learning-agents.ts';
import { noLosses } from './agents/update-report.ts';
import { DivergedError, EngineLostError, type Engine } from './engine/engine.ts';
import type { EngineSource } from './engine/engine-source.ts';
import type { Experience } from './experience/experience.ts';
import { PolicyEvaluator } from './policy-evaluator.ts';

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
  known: KnownBaselines = new Map(),
): TrainingRun {
  const random = new Random(settings.seed);
  const experience = learningAgent(settings).experience({
    settings,
    setup,
    random,
    from: from?.experience ?? null,
  });
  const run = new Run(settings, setup, experience, engines, random, from, known);
  return {
    events: run.events(),
    rewardPartNames: experience.rewardPartNames,
    losses: () => run.losses(),
    model: () => run.model(),
    checkpoint: () => run.checkpoint(),
    dispose: () => run.dispose(),
  };
}

/** In the place of the next evaluation's step: the last one was made. */
const noEvaluation = Number.MAX_SAFE_INTEGER;

class Run {
  private readonly settings: RunSettings;
  private readonly known: KnownBaselines;
  private readonly experience: Experience;
  private readonly engines: EngineSource;
  private readonly seed: number;
  private engine: Engine | null = null;
  /** What learning goes on from if the engine is lost. */
  private saved: LearnerState;
  private readonly evaluator: PolicyEvaluator;
  private policy: Policy | null = null;
  private updates: number;
  private nextEvaluation: number;
  /** Acting weights of a checkpoint, until there is an engine to make a policy of them. */
  private acting: NamedWeights | null;

  constructor(
    settings: RunSettings,
    setup: MarketSetup,
    experience: Experience,
    engines: EngineSource,
    random: Random,
    from: RunCheckpoint | null,
    known: KnownBaselines,
  ) {
    this.known = known;
    this.settings = settings;
    this.experience = experience;
    this.engines = engines;
    this.saved = from?.learner ?? firstState(settings, experience.sizes, random.fork('learner'));
    this.seed = random.fork('updates').integer(2 ** 32);
    const evaluationSeed = random.fork('evaluation market').integer(2 ** 32);
    this.evaluator = new PolicyEvaluator(setup, settings, evaluationSeed, from);
    this.updates = from?.updates ?? 0;
    this.nextEvaluation = from?.nextEvaluation ?? settings.evaluationEverySteps;
    this.acting = from?.acting ?? null;
  }

  private get step(): number {
    return this.experience.steps;
  }

  /** All that decides what comes next stands in fields, so that a checkpoint between two events loses nothing. */
  async *events(): AsyncGenerator<TrainerEvent, void> {
    const baselines = yield* this.evaluator.measureBaselines(this.step, this.known);
    yield { type: 'baselines', baselines };
    const backend = await this.startEngine();
    yield { type: 'engine', step: this.step, updates: this.updates, backend, message: null };
    for (;;) {
      if (this.experience.due >= 1) {
        const lost = await this.unlessLost(() => this.update());
        yield lost ?? { type: 'update', step: this.step, updates: this.updates };
      } else if (this.isEvaluationDue()) yield* this.evaluate();
      else if (this.step >= this.settings.trainingSteps) break;
      else yield this.live();
    }
    const { engine } = this;
    if (engine) yield* this.evaluator.check(this.step, (weights) => engine.policyOf(weights));
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
    if (this.evaluator.best) return this.evaluator.best;
    if (this.updates === 0 || !this.engine) return null;
    const weights = this.experience.actingWeights(await this.engine.actorWeights());
    return {
      snapshot: { architecture: this.engine.architecture, weights },
      step: this.step,
      updates: this.updates,
      bestReturn: null,
      evaluationEpisodes: 0,
    };
  }

  private live(): TrainerEvent {
    const lived = this.experience.live(this.policy);
    return { type: 'step', step: this.step, updates: this.updates, ...lived };
  }

  /** As many updates as are due, at most up to the next renewal of the acting policy. */
  private async update(): Promise<void> {
    const engine = this.engine!;
    const { due, updatesPerPolicy } = this.experience;
    const untilRenewal = updatesPerPolicy - (engine.updates % updatesPerPolicy);
    const count = Math.min(Math.floor(due), untilRenewal, engine.updatesAtOnce);
    engine.train(count);
    this.experience.settle(count);
    this.updates = engine.updates;
    if (!this.policy || this.updates % updatesPerPolicy === 0) await this.refreshPolicy();
  }

  private async startEngine(): Promise<BackendReport> {
    const { settings, seed, experience } = this;
    const { sizes, memory } = experience;
    const made = await this.engines.make({ settings, sizes, from: this.saved, memory, seed });
    this.engine = made.engine;
    if (this.acting) this.policy = made.engine.policyOf(this.acting);
    this.acting = null;
    return made.report;
  }

  /** The run as it stands between two events; null before its first event and where its engine was just lost. */
  async checkpoint(): Promise<RunCheckpoint | null> {
    const { engine } = this;
    const { baselines } = this.evaluator;
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
      nextEvaluation: this.nextEvaluation,
      learner: this.saved,
      experience: this.experience.state(),
      acting: this.policy?.weights ?? null,
      ...this.evaluator.kept(),
      baselines,
    };
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
    const again = before - this.updates;
    this.experience.settle(-again);
    const message =
      `${error.message} Training continues on ${backendTitles[backend.name]} (${backend.detail}) from update ${this.updates.toLocaleString('en-US')}` +
      (again > 0 ? `; the ${again.toLocaleString('en-US')} updates after it are repeated.` : '.');
    return { updates: this.updates, backend, message };
  }

  dispose(): void {
    this.engine?.dispose();
    this.engine = null;
  }

  private async refreshPolicy(): Promise<void> {
    try {
      const mirror = await this.engine!.mirror();
      const weights = this.experience.actingWeights(mirror.weights);
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
    const evaluation = yield* this.evaluator.evaluate(this.policy!, { step, updates });
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
