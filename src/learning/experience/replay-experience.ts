// The experience of off-policy agents: several markets stepped side by side, their transitions in one replay buffer.
//
// The first steps take random actions. Every step then makes so many updates due, on batches of all that is remembered.

import { createMarket } from '../../core/market/create-market.ts';
import type { Market } from '../../core/market/market.ts';
import type { NamedWeights, Policy } from '../../core/policy/policy.ts';
import { Random } from '../../core/random.ts';
import type { ExperienceState, ReplayExperienceState } from '../../core/run/checkpoint.ts';
import { warmupStepsOf } from '../../core/run/run-length.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import type { ExperienceRequest } from '../agents/learning-agent.ts';
import type { LearnerSizes, Experience, LivedStep } from './experience.ts';
import { EpisodeTotals } from './episode-totals.ts';
import { NStepReturns, type Transitions } from './n-step.ts';
import { ObservationScale } from './observation-scale.ts';
import { ReplayBuffer } from './replay-buffer.ts';
import { RewardScale } from './reward-scale.ts';

export class ReplayExperience implements Experience {
  readonly memory: ReplayBuffer;
  private readonly settings: RunSettings;
  private readonly market: Market;
  private readonly nStep: NStepReturns;
  private readonly rewardScale: RewardScale;
  /** null where observations go to the learner as they are. */
  private readonly observationScale: ObservationScale | null;
  private readonly exploring: Random;
  private readonly warmupSteps: number;
  private readonly actionNoise: Float32Array;
  private readonly totals: EpisodeTotals;
  private stepCount: number;
  private credit: number;

  constructor({ settings, setup, random, from: kept }: ExperienceRequest) {
    const from = kept && replayState(kept);
    const seed = random.fork('training market').integer(2 ** 32);
    const market = createMarket(setup, settings.parallelMarkets, seed, 'training');
    const { observationSize, actionSize, count } = market;
    this.settings = settings;
    this.market = market;
    const capacity = Math.min(settings.replayCapacity, Math.max(settings.trainingSteps, 1000));
    this.memory = from
      ? ReplayBuffer.fromState(from.rows)
      : new ReplayBuffer({ capacity, observationSize, actionSize });
    const { nStep: steps, gamma } = settings;
    this.nStep = new NStepReturns({ steps, gamma, count, observationSize, actionSize }, from?.nStep);
    this.exploring = from ? Random.fromState(from.exploring) : random.fork('exploration');
    this.rewardScale = from ? RewardScale.fromState(from.rewardScale) : new RewardScale();
    this.observationScale = observationScaleFor(settings, observationSize, from);
    this.warmupSteps = warmupStepsOf(settings);
    this.actionNoise = new Float32Array(count * actionSize);
    this.totals = new EpisodeTotals(count, market.rewardPartNames.length);
    this.stepCount = from?.steps ?? 0;
    this.credit = from?.credit ?? 0;
    if (from) {
      market.restore(from.market);
      this.totals.restore(from.totals);
    }
    this.scaleRewards();
  }

  get rewardPartNames(): readonly string[] {
    return this.market.rewardPartNames;
  }

  get sizes(): LearnerSizes {
    return this.market;
  }

  get steps(): number {
    return this.stepCount;
  }

  get due(): number {
    return this.credit;
  }

  get updatesPerPolicy(): number {
    return this.settings.actorRefreshUpdates;
  }

  settle(updates: number): void {
    this.credit -= updates;
  }

  /** One step in every market, remembered; ended episodes begin anew. */
  live(policy: Policy | null): LivedStep {
    const { market } = this;
    const before = Float32Array.from(market.observations);
    const actions = this.chooseActions(policy, before);
    const outcome = market.step(actions);
    const { rewards, observations, terminated, truncated } = outcome;
    this.stepCount += market.count;
    this.remember(before, this.nStep.add(before, actions, rewards, observations, terminated, truncated));
    for (let i = 0; i < market.count; i++) this.rewardScale.observe(outcome.rewards[i]!);
    this.scaleRewards();
    const pathStarts = this.totals.days[0] === 0;
    const path = {
      day: this.totals.days[0]! + 1,
      price: outcome.price[0]!,
      units: outcome.units[0]!,
      inventory: outcome.inventory[0]!,
      competitorPrice: outcome.competitorPrice[0]!,
    };
    const { episodes, ended } = this.totals.add(outcome, market.productIndex, this.steps);
    if (ended.length > 0) market.reset(ended);
    if (this.steps >= this.warmupSteps && this.memory.size >= 2)
      this.credit += market.count * this.settings.updatesPerStep;
    return { episodes, path, pathStarts };
  }

  actingWeights(learned: NamedWeights): NamedWeights {
    return this.observationScale ? this.observationScale.folded(learned) : learned;
  }

  state(): ReplayExperienceState {
    return {
      kind: 'replay',
      steps: this.steps,
      credit: this.credit,
      rows: this.memory.state(),
      nStep: this.nStep.state(),
      market: this.market.state(),
      totals: this.totals.state(),
      rewardScale: this.rewardScale.state(),
      observationScale: this.observationScale?.state() ?? null,
      exploring: this.exploring.state(),
    };
  }

  /** `seen` is what the markets showed before the step that completed `transitions`. */
  private remember(seen: Float32Array, transitions: Transitions): void {
    const { memory, observationScale } = this;
    if (!observationScale) return memory.add(...transitions);
    observationScale.observe(seen);
    if (this.steps >= this.warmupSteps) observationScale.freeze();
    for (const scaled of observationScale.admit(transitions)) memory.add(...scaled);
  }

  private chooseActions(policy: Policy | null, observations: Float32Array): Float32Array {
    const { count, actionSize } = this.market;
    if (!policy || this.steps < this.warmupSteps) {
      const actions = this.exploring.fillUniform(new Float32Array(count * actionSize));
      for (let i = 0; i < actions.length; i++) actions[i] = 2 * actions[i]! - 1;
      return actions;
    }
    this.exploring.fillNormal(this.actionNoise);
    return policy.explore(observations, count, this.actionNoise, this.settings.explorationNoise);
  }

  private scaleRewards(): void {
    this.memory.rewardScale = this.settings.normalizeRewards ? this.rewardScale.scale : 1;
  }
}

function replayState(from: ExperienceState): ReplayExperienceState {
  if (from.kind === 'replay') return from;
  throw new Error(`an agent with a replay buffer cannot go on from ${from.kind}`);
}

function observationScaleFor(
  settings: RunSettings,
  observationSize: number,
  from: ReplayExperienceState | null,
): ObservationScale | null {
  if (!settings.normalizeObservations) return null;
  return from?.observationScale
    ? ObservationScale.fromState(from.observationScale)
    : new ObservationScale(observationSize);
}
