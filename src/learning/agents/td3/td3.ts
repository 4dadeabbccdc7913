// Twin Delayed DDPG: DDPG with twin critics and a smoothed target policy.
//
// Source: Fujimoto et al., "Addressing Function Approximation Error in Actor-Critic Methods",
// https://arxiv.org/abs/1802.09477, algorithm 1.
//
// Departures: the actor and the targets move with the first update and every second one after it (the paper: with
// every second), as our DDPG does.
//
// Order of an update: critics, then where due actor and targets.

import * as tf from '@tensorflow/tfjs-core';

import { actorLayout } from '../../../core/policy/actor-layout.ts';
import { initialActorWeights, initialWeights } from '../../../core/policy/initial-weights.ts';
import type { ActorArchitecture, NamedWeights } from '../../../core/policy/policy.ts';
import type { Random } from '../../../core/random.ts';
import type { LearnerState } from '../../../core/run/checkpoint.ts';
import type { Batch, Losses, UpdateNoise } from '../../learner.ts';
import { Adam, globalNorm, softUpdate } from '../../networks/adam.ts';
import { Constants } from '../../networks/constants.ts';
import type { Layer } from '../../networks/layers.ts';
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
import { ddpgArchitecture, type DdpgSettings } from '../ddpg/ddpg.ts';
import { rateShare } from '../rate-schedule.ts';
import {
  adamState,
  meanOver,
  noLosses,
  UpdateReport,
  type PortableLearner,
  type Progress,
} from '../update-report.ts';

export interface Td3Settings extends DdpgSettings {
  /** Standard deviation of the target action's noise. */
  readonly targetNoise: number;
  /** Bound of that noise. */
  readonly targetNoiseClip: number;
}

/** First weights of all networks by full name: `actor.*`, `critic1.*`, `critic2.*`. */
export function initialTd3Weights(
  settings: Td3Settings,
  observationSize: number,
  actionSize: number,
  random: Random,
): NamedWeights {
  const architecture = ddpgArchitecture(settings, observationSize, actionSize, 'td3');
  const actor = initialActorWeights(architecture, random.fork('actor'));
  const layout = criticsLayout(settings, observationSize + actionSize);
  return { ...renamed(actor, '', 'actor.'), ...initialWeights(layout, random.fork('critics')) };
}

function criticsLayout({ hidden }: Td3Settings, inputs: number) {
  const layout = criticLayout(inputs, plainShape(hidden), `l${hidden.length + 1}`);
  return [...prefixed('critic1.', layout), ...prefixed('critic2.', layout)];
}

export class Td3Learner implements PortableLearner {
  readonly architecture: ActorArchitecture;
  private readonly settings: Td3Settings;
  private readonly constants = new Constants();
  private readonly actor: Parameters;
  private readonly actorTarget: Parameters;
  private readonly critics: Parameters;
  private readonly targets: Parameters;
  private readonly actorAdam: Adam;
  private readonly criticAdam: Adam;
  private readonly report = new UpdateReport();
  private updateCount: number;

  /** `weights` as `initialTd3Weights` or `allWeights` give them. */
  constructor(
    settings: Td3Settings,
    observationSize: number,
    actionSize: number,
    weights: NamedWeights,
    progress: Progress | null = null,
  ) {
    this.settings = settings;
    this.updateCount = progress?.updates ?? 0;
    this.architecture = ddpgArchitecture(settings, observationSize, actionSize, 'td3');
    const actor = prefixed('actor.', actorLayout(this.architecture));
    const critics = criticsLayout(settings, observationSize + actionSize);
    const resumed = 'actorTarget.l1.kernel' in weights;
    this.actor = new Parameters(actor, weights);
    this.actorTarget = new Parameters(actor, resumed ? renamed(weights, 'actorTarget.', 'actor.') : weights);
    this.critics = new Parameters(critics, weights);
    this.targets = new Parameters(critics, resumed ? renamed(weights, 'target', 'critic') : weights);
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
      const nextNoise = matrix('noise.nextAction', noise.nextAction, batch.size, actionSize);
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

  /** y = r + γ(1 - d) min Q'(s', ã), ã = clip(μ'(s') + clip(σ ε, -c, c), -1, 1). */
  private bellmanTarget({ reward, nextState, discount }: BatchTensors, noise: tf.Tensor2D) {
    // Target networks act as constants: nothing is differentiated.
    const { targetNoise, targetNoiseClip } = this.settings;
    const scaled = tf.mul(noise, this.constants.scalar(targetNoise));
    const smoothing = tf.clipByValue(scaled, -targetNoiseClip, targetNoiseClip);
    const greedy = this.act(this.actorTarget, nextState).output;
    const nextAction = tf.clipByValue(tf.add<tf.Tensor2D>(greedy, smoothing), -1, 1);
    const [q1, q2] = this.twinValues(this.targets, nextState, nextAction);
    const target = tf.add<tf.Tensor2D>(reward, tf.mul(discount, tf.minimum(q1.output, q2.output)));
    return { target, nextAction };
  }

  /** mean((Q1 - y)²) + mean((Q2 - y)²), so dQ = 2 (Q - y) / batch. */
  private updateCritics(tensors: BatchTensors, noise: tf.Tensor2D) {
    const { target, nextAction } = this.bellmanTarget(tensors, noise);
    const [q1, q2] = this.twinValues(this.critics, tensors.state, tensors.action);
    const perSample = this.constants.scalar(2 / target.shape[0]);
    const gradients: Gradients = new Map();
    for (const q of [q1, q2]) q.backward(tf.mul(tf.sub(q.output, target), perSample), gradients, false);
    const criticGradNorm = this.descend(this.criticAdam, this.critics, gradients);
    return { target, nextAction, q1: q1.output, q2: q2.output, criticGradNorm };
  }

  /** The loss -mean Q1(s, μ(s)); the first critic alone leads the actor, and is frozen. */
  private updateActor({ state }: BatchTensors) {
    const [size, stateDim] = state.shape;
    const action = this.act(this.actor, state);
    const q = this.value(this.critics, 'critic1.', tf.concat([state, action.output], 1));
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

  private twinValues(parameters: Parameters, state: tf.Tensor2D, action: tf.Tensor2D): [Layer, Layer] {
    const input = tf.concat([state, action], 1);
    return [this.value(parameters, 'critic1.', input), this.value(parameters, 'critic2.', input)];
  }

  private value(parameters: Parameters, prefix: string, input: tf.Tensor2D): Layer {
    const { hidden } = this.settings;
    const source = { parameters, constants: this.constants };
    return critic(source, prefix, plainShape(hidden), `l${hidden.length + 1}`, input);
  }

  private descend(adam: Adam, parameters: Parameters, gradients: Gradients): tf.Scalar {
    const flat = parameters.flatten(gradients);
    adam.step(flat, rateShare(this.settings.schedule, this.updateCount));
    return globalNorm(flat);
  }

  /** Arrays of the last update by name, losses among them; empty before the first. */
  async inspect(): Promise<Record<string, Float32Array>> {
    const read = await this.report.read();
    const { target, q1, q2, newQ } = read;
    if (!target || !q1 || !q2) return {};
    const squared = (i: number) => (q1[i]! - target[i]!) ** 2 + (q2[i]! - target[i]!) ** 2;
    const criticLoss = Float32Array.of(meanOver(q1.length, squared));
    if (!newQ) return { ...read, criticLoss };
    return { ...read, criticLoss, actorLoss: Float32Array.of(meanOver(newQ.length, (i) => -newQ[i]!)) };
  }

  async readLosses(): Promise<Losses> {
    const { q1, criticLoss, actorLoss, criticGradNorm, actorGradNorm } = await this.inspect();
    if (!q1) return noLosses;
    return {
      ...noLosses,
      criticLoss: criticLoss?.[0] ?? NaN,
      actorLoss: actorLoss?.[0] ?? NaN,
      meanQ: meanOver(q1.length, (i) => q1[i]!),
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
      ...renamed(targets, 'critic', 'target'),
    };
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
