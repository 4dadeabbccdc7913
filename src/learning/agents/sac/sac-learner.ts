// Soft Actor-Critic with twin critics and a learned temperature.
//
// Source: Haarnoja et al., "Soft Actor-Critic Algorithms and Applications", https://arxiv.org/abs/1812.05905.
// Equation numbers below are that paper's.
//
// Departures, each a setting: LayerNorm on the input and in every hidden layer, a residual critic, dropout in the
// actor's own updates, a factor on the critics' last layer, targets clamped to a bound, gradients clipped by global
// norm (one norm over both critics). There is no separate value network, as in the paper's later version.
//
// Order of an update: critics, actor (with the temperature from before its own update), temperature, targets.

import * as tf from '@tensorflow/tfjs-core';

import { hashedUniform, randomStreams } from '../../../core/counter-random.ts';
import { actorLayout } from '../../../core/policy/actor-layout.ts';
import { initialActorWeights, initialWeights } from '../../../core/policy/initial-weights.ts';
import type { ActorArchitecture, NamedWeights } from '../../../core/policy/policy.ts';
import type { Random } from '../../../core/random.ts';
import type { LearnerState } from '../../../core/run/checkpoint.ts';
import type { Batch, Losses, UpdateNoise } from '../../learner.ts';
import { Adam, clipByGlobalNorm, globalNorm, softUpdate } from '../../networks/adam.ts';
import { Constants } from '../../networks/constants.ts';
import type { Layer, Source } from '../../networks/layer-operations.ts';
import { critic, criticLayout, prefixed, renamed, trunk, type TrunkShape } from '../../networks/networks.ts';
import { Parameters, type Gradients } from '../../networks/parameters.ts';
import { squashedGaussian, type SampledAction } from '../../networks/squashed-gaussian.ts';

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

export interface SacSettings {
  readonly hidden: readonly number[];
  readonly tau: number;
  readonly learningRateActor: number;
  readonly learningRateCritic: number;
  readonly learningRateTemperature: number;
  readonly initialTemperature: number;
  /** Entropy the temperature is learned towards, nats; minus the number of actions is usual. */
  readonly targetEntropy: number;
  readonly logStdRange: readonly [number, number];
  /** LayerNorm in every hidden layer of actor and critics. */
  readonly layerNorm: boolean;
  /** LayerNorm on the input of actor and critics. */
  readonly inputNorm: boolean;
  readonly layerNormEpsilon: number;
  readonly residualCritic: boolean;
  readonly valueScale: number;
  /** Targets are clamped to [-valueBound, valueBound]; null leaves them free. */
  readonly valueBound: number | null;
  /** null: no clip. */
  readonly maxGradientNorm: number | null;
  /** Share of the actor's hidden units dropped in its updates. */
  readonly dropout: number;
  /** How the learning rates fall; null: they stay. */
  readonly schedule: RateSchedule | null;
}

export function sacArchitecture(
  settings: SacSettings,
  observationSize: number,
  actionSize: number,
): ActorArchitecture {
  const { hidden, layerNorm, inputNorm, layerNormEpsilon, logStdRange } = settings;
  return {
    agent: 'sac',
    observationSize,
    actionSize,
    hidden,
    layerNorm,
    inputNorm,
    layerNormEpsilon,
    logStdRange,
  };
}

/** First weights of all networks by full name: `actor.*`, `critic1.*`, `critic2.*`, `logAlpha`. */
export function initialSacWeights(
  settings: SacSettings,
  observationSize: number,
  actionSize: number,
  random: Random,
): NamedWeights {
  const actor = initialActorWeights(
    sacArchitecture(settings, observationSize, actionSize),
    random.fork('actor'),
  );
  return {
    ...renamed(actor, '', 'actor.'),
    ...initialWeights(criticsLayout(settings, observationSize + actionSize), random.fork('critics')),
    logAlpha: { shape: [1], values: Float32Array.of(Math.log(settings.initialTemperature)) },
  };
}

function actorShape(settings: SacSettings): TrunkShape {
  return { ...settings, residual: false };
}

function criticShape(settings: SacSettings): TrunkShape {
  return { ...settings, residual: settings.residualCritic };
}

function criticsLayout(settings: SacSettings, inputs: number) {
  const layout = criticLayout(inputs, criticShape(settings), 'q');
  return [...prefixed('critic1.', layout), ...prefixed('critic2.', layout)];
}

export class SacLearner implements PortableLearner {
  readonly architecture: ActorArchitecture;
  private readonly settings: SacSettings;
  /** Dropout masks are hashed from it (core/counter-random.ts). */
  private readonly seed: number;
  private readonly constants = new Constants();
  private readonly actor: Parameters;
  private readonly critics: Parameters;
  private readonly targets: Parameters;
  private readonly logAlpha: Parameters;
  private readonly actorAdam: Adam;
  private readonly criticAdam: Adam;
  private readonly temperatureAdam: Adam;
  private readonly report = new UpdateReport();
  private updateCount: number;

  /** `weights` as `initialSacWeights` or `allWeights` give them; dropout masks come from `seed`. */
  constructor(
    settings: SacSettings,
    observationSize: number,
    actionSize: number,
    weights: NamedWeights,
    seed: number,
    progress: Progress | null = null,
  ) {
    this.settings = settings;
    this.seed = seed;
    this.updateCount = progress?.updates ?? 0;
    this.architecture = sacArchitecture(settings, observationSize, actionSize);
    const critics = criticsLayout(settings, observationSize + actionSize);
    this.actor = new Parameters(prefixed('actor.', actorLayout(this.architecture)), weights);
    this.critics = new Parameters(critics, weights);
    const targets = 'target1.q.kernel' in weights ? renamed(weights, 'target', 'critic') : weights;
    this.targets = new Parameters(critics, targets);
    this.logAlpha = new Parameters([{ name: 'logAlpha', shape: [1] }], weights);
    const adam = (parameters: Parameters, learningRate: number) =>
      new Adam(parameters, learningRate, this.constants, adamState(progress));
    this.actorAdam = adam(this.actor, settings.learningRateActor);
    this.criticAdam = adam(this.critics, settings.learningRateCritic);
    this.temperatureAdam = adam(this.logAlpha, settings.learningRateTemperature);
  }

  get updates(): number {
    return this.updateCount;
  }

  update(batch: Batch, noise: UpdateNoise): void {
    const { observationSize, actionSize } = this.architecture;
    tf.tidy(() => {
      const tensors = batchTensors(batch, observationSize, actionSize);
      const nextNoise = matrix('noise.nextAction', noise.nextAction, batch.size, actionSize);
      const newNoise = matrix('noise.action', noise.action, batch.size, actionSize);
      const alpha = tf.exp(this.logAlpha.get('logAlpha'));
      const ofCritics = this.updateCritics(tensors, nextNoise, alpha);
      const ofActor = this.updateActor(tensors, newNoise, alpha);
      this.updateTemperature(ofActor.newLogProb);
      softUpdate(this.targets, this.critics, this.settings.tau, this.constants);
      this.report.replace({ alpha, ...ofCritics, ...ofActor });
    });
    this.updateCount++;
  }

  /** y = r + γ(1 - d)(min Q'(s', a') - α log π(a'|s')), a' from the present policy: the target of equation (5). */
  private bellmanTarget(
    { reward, nextState, discount }: BatchTensors,
    next: SampledAction,
    alpha: tf.Tensor,
  ) {
    // Target networks and policy act as constants here: nothing is differentiated.
    const input = tf.concat([nextState, next.action], 1);
    const [q1, q2] = this.twinValues(this.targets, input);
    const soft = tf.sub(tf.minimum(q1.output, q2.output), tf.mul(alpha, next.logProb));
    const target = tf.add<tf.Tensor2D>(reward, tf.mul(discount, soft));
    const { valueBound } = this.settings;
    return valueBound === null ? target : tf.clipByValue(target, -valueBound, valueBound);
  }

  /** Equation (5): mean((Q1 - y)²) + mean((Q2 - y)²), so dQ = 2 (Q - y) / batch. */
  private updateCritics(tensors: BatchTensors, noise: tf.Tensor2D, alpha: tf.Tensor) {
    const next = this.sampleAction(tensors.nextState, noise, null);
    const target = this.bellmanTarget(tensors, next, alpha); // [batch, 1]
    const [q1, q2] = this.twinValues(this.critics, tf.concat([tensors.state, tensors.action], 1));
    const perSample = this.constants.scalar(2 / target.shape[0]);
    const gradients: Gradients = new Map();
    for (const q of [q1, q2]) q.backward(tf.mul(tf.sub(q.output, target), perSample), gradients, false);
    const norm = this.descend(this.criticAdam, this.critics, gradients);
    return {
      target,
      q1: q1.output,
      q2: q2.output,
      nextAction: next.action,
      nextLogProb: next.logProb,
      criticGradNorm: norm,
    };
  }

  /** Equation (7): mean(α log π(a|s) - min Q(s, a)), a sampled anew; the critics are frozen. */
  private updateActor({ state }: BatchTensors, noise: tf.Tensor2D, alpha: tf.Tensor) {
    const [size, stateDim] = state.shape;
    const sampled = this.sampleAction(state, noise, this.dropoutMasks(size));
    const [q1, q2] = this.twinValues(this.critics, tf.concat([state, sampled.action], 1));
    // The smaller critic's value counts, so it alone receives the gradient -1 / batch.
    const each = this.constants.scalar(-1 / size);
    const dQ1 = tf.mul<tf.Tensor2D>(tf.cast(tf.lessEqual(q1.output, q2.output), 'float32'), each);
    const dQ2 = tf.sub<tf.Tensor2D>(each, dQ1);
    const dInput = tf.add(q1.backward(dQ1, null, true)!, q2.backward(dQ2, null, true)!);
    const dAction = tf.slice2d(dInput as tf.Tensor2D, [0, stateDim], [size, -1]);
    const gradients: Gradients = new Map();
    sampled.backward(dAction, tf.mul(alpha, this.constants.scalar(1 / size)), gradients);
    const norm = this.descend(this.actorAdam, this.actor, gradients);
    return {
      newAction: sampled.action,
      newLogProb: sampled.logProb,
      newQ: tf.minimum(q1.output, q2.output),
      actorGradNorm: norm,
    };
  }

  /** Equation (18) with log α for α: -log α mean(log π + target entropy); log π is a constant here. */
  private updateTemperature(logProb: tf.Tensor2D): void {
    const excess = tf.add(tf.mean(logProb), this.constants.scalar(this.settings.targetEntropy));
    this.temperatureAdam.step([tf.reshape(tf.neg(excess), [1])], this.rateShare());
  }

  private sampleAction(
    state: tf.Tensor2D,
    noise: tf.Tensor2D,
    masks: readonly tf.Tensor2D[] | null,
  ): SampledAction {
    const source: Source = { parameters: this.actor, constants: this.constants };
    const features = trunk(source, 'actor.', actorShape(this.settings), masks)(state);
    const sampled = squashedGaussian(source, 'actor.', features.output, noise, this.settings.logStdRange);
    return {
      ...sampled,
      backward(dAction, dLogProb, gradients) {
        const dFeatures = sampled.backward(dAction, dLogProb, gradients);
        features.backward(dFeatures, gradients, false);
        return dFeatures;
      },
    };
  }

  private twinValues(parameters: Parameters, input: tf.Tensor2D): [Layer, Layer] {
    const source: Source = { parameters, constants: this.constants };
    const shape = criticShape(this.settings);
    const value = (prefix: string) => critic(source, prefix, shape, 'q', input, this.settings.valueScale);
    return [value('critic1.'), value('critic2.')];
  }

  private dropoutMasks(size: number): tf.Tensor2D[] | null {
    const { dropout, hidden } = this.settings;
    if (dropout === 0) return null;
    return hidden.map((width, layer) => {
      const stream = randomStreams.dropout + layer;
      const mask = new Float32Array(size * width);
      for (let i = 0; i < mask.length; i++) {
        const dropped = hashedUniform(this.seed, this.updateCount, i, stream) < dropout;
        mask[i] = dropped ? 0 : 1 / (1 - dropout);
      }
      return tf.tensor2d(mask, [size, width]);
    });
  }

  private rateShare(): number {
    return rateShare(this.settings.schedule, this.updateCount);
  }

  /** One step of Adam against the clipped gradient; returns the norm before the clip. */
  private descend(adam: Adam, parameters: Parameters, gradients: Gradients): tf.Scalar {
    const flat = parameters.flatten(gradients);
    const norm = globalNorm(flat);
    const { maxGradientNorm } = this.settings;
    adam.step(
      maxGradientNorm === null ? flat : clipByGlobalNorm(flat, norm, maxGradientNorm, this.constants),
      this.rateShare(),
    );
    return norm;
  }

  /** Arrays of the last update by name, losses among them; empty before the first. */
  async inspect(): Promise<Record<string, Float32Array>> {
    const read = await this.report.read();
    const { alpha, target, q1, q2, newQ, newLogProb } = read;
    if (!alpha || !target || !q1 || !q2 || !newQ || !newLogProb) return {};
    const size = target.length;
    const logAlpha = Math.log(alpha[0]!);
    const excess = meanOver(size, (i) => newLogProb[i]! + this.settings.targetEntropy);
    return {
      ...read,
      criticLoss: Float32Array.of(
        meanOver(size, (i) => (q1[i]! - target[i]!) ** 2 + (q2[i]! - target[i]!) ** 2),
      ),
      actorLoss: Float32Array.of(meanOver(size, (i) => alpha[0]! * newLogProb[i]! - newQ[i]!)),
      alphaLoss: Float32Array.of(-logAlpha * excess),
    };
  }

  async readLosses(): Promise<Losses> {
    const read = await this.inspect();
    const { q1, newLogProb, alpha, criticLoss, actorLoss, alphaLoss, criticGradNorm, actorGradNorm } = read;
    if (!q1 || !newLogProb) return noLosses;
    return {
      criticLoss: criticLoss?.[0] ?? NaN,
      actorLoss: actorLoss?.[0] ?? NaN,
      temperature: alpha?.[0] ?? NaN,
      temperatureLoss: alphaLoss?.[0] ?? NaN,
      entropy: -meanOver(newLogProb.length, (i) => newLogProb[i]!),
      meanQ: meanOver(q1.length, (i) => q1[i]!),
      criticGradientNorm: criticGradNorm?.[0] ?? NaN,
      actorGradientNorm: actorGradNorm?.[0] ?? NaN,
    };
  }

  async actorWeights(): Promise<NamedWeights> {
    return renamed(await this.actor.read(), 'actor.', '');
  }

  async allWeights(): Promise<NamedWeights> {
    const [actor, critics, targets, logAlpha] = await Promise.all([
      this.actor.read(),
      this.critics.read(),
      this.targets.read(),
      this.logAlpha.read(),
    ]);
    return { ...logAlpha, ...actor, ...critics, ...renamed(targets, 'critic', 'target') };
  }

  async state(): Promise<LearnerState> {
    const updates = this.updateCount;
    const [weights, ...moments] = await Promise.all([
      this.allWeights(),
      ...[this.actorAdam, this.criticAdam, this.temperatureAdam].map((adam) => adam.moments()),
    ]);
    return { updates, weights, moments: Object.assign({}, ...moments) as NamedWeights };
  }

  dispose(): void {
    for (const owned of [
      this.report,
      this.actorAdam,
      this.criticAdam,
      this.temperatureAdam,
      this.actor,
      this.critics,
      this.targets,
      this.logAlpha,
      this.constants,
    ])
      owned.dispose();
  }
}
