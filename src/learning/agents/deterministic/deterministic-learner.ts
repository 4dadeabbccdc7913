// Agents whose policy is a price, not a distribution of prices: DDPG with one critic, TD3 with two and a smoothed target policy.
//
// Sources: Lillicrap et al., "Continuous control with deep reinforcement learning", https://arxiv.org/abs/1509.02971;
// Fujimoto et al., "Addressing Function Approximation Error in Actor-Critic Methods", https://arxiv.org/abs/1802.09477,
// algorithm 1. Equation numbers below are the first one's.
//
// Departures: Gaussian exploration noise (added by the acting policy) instead of an Ornstein-Uhlenbeck process; the
// actor and all targets move every second update, beginning with the first (TD3: with every second); uniform fan-in
// weights everywhere; no weight decay.
//
// Order of an update: critics, then where due actor and targets.

import * as tf from '@tensorflow/tfjs-core';

import { actorLayout } from '../../../core/policy/actor-layout.ts';
import { initialActorWeights, initialWeights } from '../../../core/policy/initial-weights.ts';
import type { ActorArchitecture, NamedWeights } from '../../../core/policy/policy.ts';
import type { Random } from '../../../core/random.ts';
import type { LearnerState } from '../../../core/run/checkpoint.ts';
import type { LearnerSizes } from '../../experience/experience.ts';
import type { Batch, Losses, UpdateNoise } from '../../learner.ts';
import { Adam, globalNorm, softUpdate } from '../../networks/adam.ts';
import { Constants } from '../../networks/constants.ts';
import type { Layer } from '../../networks/layer-operations.ts';
import {
  critic,
  criticLayout,
  deterministicActor,
  plainShape,
  prefixed,
  renamed,
} from '../../networks/networks.ts';
import { Parameters, type Gradients } from '../../networks/parameters.ts';

import { batchTensors, matrix, type BatchTensors } from '../batch-tensors.ts';
import { rateShare, type RateSchedule } from '../rate-schedule.ts';
import {
  adamState,
  meanOver,
  noLosses,
  UpdateReport,
  type PortableLearner,
  type Progress,
} from '../update-report.ts';

type OneOrTwo = readonly [string] | readonly [string, string];

/** What tells one agent of this kind from another, besides its settings. */
export interface DeterministicVariant {
  readonly agent: 'ddpg' | 'td3';
  /** What the weights call the critics, and the target of each. The first critic leads the actor. */
  readonly critics: OneOrTwo;
  readonly targets: OneOrTwo;
}

export interface DeterministicSettings {
  readonly hidden: readonly number[];
  readonly tau: number;
  readonly learningRateActor: number;
  readonly learningRateCritic: number;
  /** The actor and the targets move every so many updates, beginning with the first. */
  readonly policyDelay: number;
  /** How the learning rates fall; null: they stay. */
  readonly schedule: RateSchedule | null;
  /** Noise on the target action, its standard deviation and its bound; null: none. */
  readonly smoothing: { readonly deviation: number; readonly clip: number } | null;
}

export function deterministicArchitecture(
  { agent }: DeterministicVariant,
  { hidden }: Pick<DeterministicSettings, 'hidden'>,
  observationSize: number,
  actionSize: number,
): ActorArchitecture {
  return {
    agent,
    observationSize,
    actionSize,
    hidden,
    layerNorm: false,
    inputNorm: false,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
}

/** First weights of all networks by full name: `actor.*` and those of the critics. */
export function initialDeterministicWeights(
  variant: DeterministicVariant,
  settings: DeterministicSettings,
  { observationSize, actionSize }: LearnerSizes,
  random: Random,
): NamedWeights {
  const architecture = deterministicArchitecture(variant, settings, observationSize, actionSize);
  const actor = initialActorWeights(architecture, random.fork('actor'));
  const layout = criticsLayout(variant, settings, observationSize + actionSize);
  return { ...renamed(actor, '', 'actor.'), ...initialWeights(layout, random.fork('critics')) };
}

function criticsLayout({ critics }: DeterministicVariant, { hidden }: DeterministicSettings, inputs: number) {
  const layout = criticLayout(inputs, plainShape(hidden), `l${hidden.length + 1}`);
  return critics.flatMap((name) => prefixed(`${name}.`, layout));
}

/** What the critics' values are called in `inspect`: `q`, or `q1` and `q2`. */
export function valueNames({ critics }: DeterministicVariant): readonly string[] {
  return critics.length === 1 ? ['q'] : critics.map((_, i) => `q${i + 1}`);
}

export class DeterministicLearner implements PortableLearner {
  readonly architecture: ActorArchitecture;
  private readonly variant: DeterministicVariant;
  private readonly settings: DeterministicSettings;
  private readonly constants = new Constants();
  private readonly actor: Parameters;
  private readonly actorTarget: Parameters;
  private readonly critics: Parameters;
  private readonly targets: Parameters;
  private readonly actorAdam: Adam;
  private readonly criticAdam: Adam;
  private readonly report = new UpdateReport();
  private updateCount: number;

  /** `weights` as `initialDeterministicWeights` or `allWeights` give them. */
  constructor(
    variant: DeterministicVariant,
    settings: DeterministicSettings,
    { observationSize, actionSize }: LearnerSizes,
    weights: NamedWeights,
    progress: Progress | null = null,
  ) {
    this.variant = variant;
    this.settings = settings;
    this.updateCount = progress?.updates ?? 0;
    this.architecture = deterministicArchitecture(variant, settings, observationSize, actionSize);
    const actor = prefixed('actor.', actorLayout(this.architecture));
    const critics = criticsLayout(variant, settings, observationSize + actionSize);
    const resumed = 'actorTarget.l1.kernel' in weights;
    this.actor = new Parameters(actor, weights);
    this.actorTarget = new Parameters(actor, resumed ? renamed(weights, 'actorTarget.', 'actor.') : weights);
    this.critics = new Parameters(critics, weights);
    this.targets = new Parameters(critics, resumed ? this.asCritics(weights) : weights);
    const { policyDelay, learningRateActor, learningRateCritic } = settings;
    this.actorAdam = new Adam(
      this.actor,
      learningRateActor,
      this.constants,
      adamState(progress, policyDelay),
    );
    this.criticAdam = new Adam(this.critics, learningRateCritic, this.constants, adamState(progress));
  }

  get updates(): number {
    return this.updateCount;
  }

  update(batch: Batch, noise: UpdateNoise): void {
    const { observationSize, actionSize } = this.architecture;
    tf.tidy(() => {
      const tensors = batchTensors(batch, observationSize, actionSize);
      const nextNoise =
        this.settings.smoothing && matrix('noise.nextAction', noise.nextAction, batch.size, actionSize);
      const ofCritics = this.updateCritics(tensors, nextNoise);
      if (this.updateCount % this.settings.policyDelay !== 0) {
        this.report.replace(ofCritics);
        return;
      }
      const ofActor = this.updateActor(tensors);
      softUpdate(this.targets, this.critics, this.settings.tau, this.constants);
      softUpdate(this.actorTarget, this.actor, this.settings.tau, this.constants);
      this.report.replace({ ...ofCritics, ...ofActor });
    });
    this.updateCount++;
  }

  /**
   * The target of equation (5), y = r + γ(1 - d) min Q'(s', ã), ã = μ'(s'); with smoothing
   * ã = clip(μ'(s') + clip(σ ε, -c, c), -1, 1).
   */
  private bellmanTarget({ reward, nextState, discount }: BatchTensors, noise: tf.Tensor2D | null) {
    // Target networks act as constants: nothing is differentiated.
    const greedy = this.act(this.actorTarget, nextState).output;
    const nextAction = noise ? this.smoothed(greedy, noise) : greedy;
    const [first, ...others] = this.values(this.targets, nextState, nextAction).map(({ output }) => output);
    const least = others.reduce((least, q) => tf.minimum<tf.Tensor2D>(least, q), first!);
    return { target: tf.add<tf.Tensor2D>(reward, tf.mul(discount, least)), nextAction };
  }

  private smoothed(action: tf.Tensor2D, noise: tf.Tensor2D): tf.Tensor2D {
    const { deviation, clip } = this.settings.smoothing!;
    const scaled = tf.mul(noise, this.constants.scalar(deviation));
    return tf.clipByValue(tf.add<tf.Tensor2D>(action, tf.clipByValue(scaled, -clip, clip)), -1, 1);
  }

  /** Equation (4) over the critics: the sum of mean((Q - y)²), so dQ = 2 (Q - y) / batch. */
  private updateCritics(tensors: BatchTensors, noise: tf.Tensor2D | null) {
    const { target, nextAction } = this.bellmanTarget(tensors, noise);
    const values = this.values(this.critics, tensors.state, tensors.action);
    const perSample = this.constants.scalar(2 / target.shape[0]);
    const gradients: Gradients = new Map();
    for (const q of values) q.backward(tf.mul(tf.sub(q.output, target), perSample), gradients, false);
    const criticGradNorm = this.descend(this.criticAdam, this.critics, gradients);
    const named = values.map(({ output }, i) => [valueNames(this.variant)[i]!, output] as const);
    return { target, nextAction, ...Object.fromEntries(named), criticGradNorm };
  }

  /** Equation (6): the loss -mean Q(s, μ(s)); the first critic alone leads the actor, and is frozen. */
  private updateActor({ state }: BatchTensors) {
    const [size, stateDim] = state.shape;
    const action = this.act(this.actor, state);
    const leading = this.variant.critics[0];
    const q = this.value(this.critics, leading, tf.concat([state, action.output], 1));
    const dInput = q.backward(tf.fill([size, 1], -1 / size), null, true)!;
    const gradients: Gradients = new Map();
    action.backward(tf.slice2d(dInput, [0, stateDim], [size, -1]), gradients, false);
    const actorGradNorm = this.descend(this.actorAdam, this.actor, gradients);
    return { newQ: q.output, actorGradNorm };
  }

  private act(parameters: Parameters, state: tf.Tensor2D): Layer {
    return deterministicActor(
      { parameters, constants: this.constants },
      'actor.',
      this.settings.hidden,
      state,
    );
  }

  private values(parameters: Parameters, state: tf.Tensor2D, action: tf.Tensor2D): readonly Layer[] {
    const input = tf.concat([state, action], 1);
    return this.variant.critics.map((name) => this.value(parameters, name, input));
  }

  private value(parameters: Parameters, name: string, input: tf.Tensor2D): Layer {
    const { hidden } = this.settings;
    const source = { parameters, constants: this.constants };
    return critic(source, `${name}.`, plainShape(hidden), `l${hidden.length + 1}`, input);
  }

  private descend(adam: Adam, parameters: Parameters, gradients: Gradients): tf.Scalar {
    const flat = parameters.flatten(gradients);
    adam.step(flat, rateShare(this.settings.schedule, this.updateCount));
    return globalNorm(flat);
  }

  /** Arrays of the last update by name, losses among them; empty before the first. */
  async inspect(): Promise<Record<string, Float32Array>> {
    const read = await this.report.read();
    const { target, newQ } = read;
    const values = valueNames(this.variant).flatMap((name) => read[name] ?? []);
    if (!target || values.length === 0) return {};
    const squared = (i: number) => values.reduce((sum, q) => sum + (q[i]! - target[i]!) ** 2, 0);
    const criticLoss = Float32Array.of(meanOver(target.length, squared));
    if (!newQ) return { ...read, criticLoss };
    return { ...read, criticLoss, actorLoss: Float32Array.of(meanOver(newQ.length, (i) => -newQ[i]!)) };
  }

  async readLosses(): Promise<Losses> {
    const read = await this.inspect();
    const { criticLoss, actorLoss, criticGradNorm, actorGradNorm } = read;
    const first = read[valueNames(this.variant)[0]!];
    if (!first) return noLosses;
    return {
      ...noLosses,
      criticLoss: criticLoss?.[0] ?? NaN,
      actorLoss: actorLoss?.[0] ?? NaN,
      meanQ: meanOver(first.length, (i) => first[i]!),
      criticGradientNorm: criticGradNorm?.[0] ?? NaN,
      actorGradientNorm: actorGradNorm?.[0] ?? NaN,
    };
  }

  async actorWeights(): Promise<NamedWeights> {
    return renamed(await this.actor.read(), 'actor.', '');
  }

  async allWeights(): Promise<NamedWeights> {
    const [actor, critics, actorTarget, targets] = await Promise.all([
      this.actor.read(),
      this.critics.read(),
      this.actorTarget.read(),
      this.targets.read(),
    ]);
    return {
      ...actor,
      ...critics,
      ...renamed(actorTarget, 'actor.', 'actorTarget.'),
      ...this.asTargets(targets),
    };
  }

  private asTargets(weights: NamedWeights): NamedWeights {
    return this.exchanged(weights, this.variant.critics, this.variant.targets);
  }

  private asCritics(weights: NamedWeights): NamedWeights {
    return this.exchanged(weights, this.variant.targets, this.variant.critics);
  }

  private exchanged(weights: NamedWeights, from: readonly string[], to: readonly string[]): NamedWeights {
    return Object.assign(
      {},
      ...from.map((name, i) => renamed(weights, `${name}.`, `${to[i]!}.`)),
    ) as NamedWeights;
  }

  async state(): Promise<LearnerState> {
    const updates = this.updateCount;
    const [weights, ...moments] = await Promise.all([
      this.allWeights(),
      ...[this.actorAdam, this.criticAdam].map((adam) => adam.moments()),
    ]);
    return { updates, weights, moments: Object.assign({}, ...moments) as NamedWeights };
  }

  dispose(): void {
    for (const owned of [
      this.report,
      this.actorAdam,
      this.criticAdam,
      this.actor,
      this.actorTarget,
      this.critics,
      this.targets,
      this.constants,
    ])
      owned.dispose();
  }
}
