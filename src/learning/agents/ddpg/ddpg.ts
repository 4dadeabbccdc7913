// Deep Deterministic Policy Gradient.
//
// Source: Lillicrap et al., "Continuous control with deep reinforcement learning", https://arxiv.org/abs/1509.02971.
// Equation numbers below are that paper's.
//
// Departures: Gaussian exploration noise (added by the acting policy) instead of an Ornstein-Uhlenbeck process; the
// actor and all targets move every second update (TD3's delay), beginning with the first; uniform fan-in weights
// everywhere; no weight decay.
//
// Order of an update: critic, then where due actor and targets.

import * as tf from '@tensorflow/tfjs-core';

import { actorLayout } from '../../../core/policy/actor-layout.ts';
import { initialActorWeights, initialWeights } from '../../../core/policy/initial-weights.ts';
import type { ActorArchitecture, NamedWeights } from '../../../core/policy/policy.ts';
import type { Random } from '../../../core/random.ts';
import type { LearnerState } from '../../../core/run/checkpoint.ts';
import type { Batch, Losses } from '../../learner.ts';
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

import { batchTensors, type BatchTensors } from '../batch-tensors.ts';
import { rateShare, type RateSchedule } from '../rate-schedule.ts';
import {
  adamState,
  meanOver,
  noLosses,
  UpdateReport,
  type PortableLearner,
  type Progress,
} from '../update-report.ts';

export interface DdpgSettings {
  readonly hidden: readonly number[];
  readonly tau: number;
  readonly learningRateActor: number;
  readonly learningRateCritic: number;
  /** The actor and the targets move every so many updates, beginning with the first. */
  readonly policyDelay: number;
  /** How the learning rates fall; null: they stay. */
  readonly schedule: RateSchedule | null;
}

export function ddpgArchitecture(
  settings: Pick<DdpgSettings, 'hidden'>,
  observationSize: number,
  actionSize: number,
  agent: 'ddpg' | 'td3' = 'ddpg',
): ActorArchitecture {
  return {
    agent,
    observationSize,
    actionSize,
    hidden: settings.hidden,
    layerNorm: false,
    inputNorm: false,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
}

/** First weights of all networks by full name: `actor.*`, `critic.*`. */
export function initialDdpgWeights(
  settings: DdpgSettings,
  observationSize: number,
  actionSize: number,
  random: Random,
): NamedWeights {
  const actor = initialActorWeights(
    ddpgArchitecture(settings, observationSize, actionSize),
    random.fork('actor'),
  );
  const layout = criticsLayout(settings, observationSize + actionSize);
  return { ...renamed(actor, '', 'actor.'), ...initialWeights(layout, random.fork('critics')) };
}

function criticsLayout({ hidden }: DdpgSettings, inputs: number) {
  return prefixed('critic.', criticLayout(inputs, plainShape(hidden), `l${hidden.length + 1}`));
}

export class DdpgLearner implements PortableLearner {
  readonly architecture: ActorArchitecture;
  private readonly settings: DdpgSettings;
  private readonly constants = new Constants();
  private readonly actor: Parameters;
  private readonly actorTarget: Parameters;
  private readonly critics: Parameters;
  private readonly targets: Parameters;
  private readonly actorAdam: Adam;
  private readonly criticAdam: Adam;
  private readonly report = new UpdateReport();
  private updateCount: number;

  /** `weights` as `initialDdpgWeights` or `allWeights` give them. */
  constructor(
    settings: DdpgSettings,
    observationSize: number,
    actionSize: number,
    weights: NamedWeights,
    progress: Progress | null = null,
  ) {
    this.settings = settings;
    this.updateCount = progress?.updates ?? 0;
    this.architecture = ddpgArchitecture(settings, observationSize, actionSize);
    const actor = prefixed('actor.', actorLayout(this.architecture));
    const critics = criticsLayout(settings, observationSize + actionSize);
    const resumed = 'actorTarget.l1.kernel' in weights;
    this.actor = new Parameters(actor, weights);
    this.actorTarget = new Parameters(actor, resumed ? renamed(weights, 'actorTarget.', 'actor.') : weights);
    this.critics = new Parameters(critics, weights);
    this.targets = new Parameters(critics, resumed ? renamed(weights, 'criticTarget.', 'critic.') : weights);
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

  update(batch: Batch): void {
    const { observationSize, actionSize } = this.architecture;
    tf.tidy(() => {
      const tensors = batchTensors(batch, observationSize, actionSize);
      const ofCritic = this.updateCritic(tensors);
      if (this.updateCount % this.settings.policyDelay !== 0) {
        this.report.replace(ofCritic);
        return;
      }
      const ofActor = this.updateActor(tensors);
      softUpdate(this.targets, this.critics, this.settings.tau, this.constants);
      softUpdate(this.actorTarget, this.actor, this.settings.tau, this.constants);
      this.report.replace({ ...ofCritic, ...ofActor });
    });
    this.updateCount++;
  }

  /** y = r + γ(1 - d) Q'(s', μ'(s')), the target of equation (5). */
  private bellmanTarget({ reward, nextState, discount }: BatchTensors): tf.Tensor2D {
    // Target networks act as constants: nothing is differentiated.
    const nextAction = this.act(this.actorTarget, nextState).output;
    const nextQ = this.value(this.targets, nextState, nextAction).output;
    return tf.add(reward, tf.mul(discount, nextQ));
  }

  /** Equation (4): mean((Q - y)²), so dQ = 2 (Q - y) / batch. */
  private updateCritic(tensors: BatchTensors) {
    const target = this.bellmanTarget(tensors); // [batch, 1]
    const q = this.value(this.critics, tensors.state, tensors.action);
    const dQ = tf.mul<tf.Tensor2D>(tf.sub(q.output, target), this.constants.scalar(2 / target.shape[0]));
    const gradients: Gradients = new Map();
    q.backward(dQ, gradients, false);
    const criticGradNorm = this.descend(this.criticAdam, this.critics, gradients);
    return { target, q: q.output, criticGradNorm };
  }

  /** Equation (6): the loss -mean Q(s, μ(s)); the critic is frozen. */
  private updateActor({ state }: BatchTensors) {
    const [size, stateDim] = state.shape;
    const action = this.act(this.actor, state);
    const q = this.value(this.critics, state, action.output);
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

  private value(parameters: Parameters, state: tf.Tensor2D, action: tf.Tensor2D): Layer {
    const { hidden } = this.settings;
    const source = { parameters, constants: this.constants };
    const input = tf.concat([state, action], 1);
    return critic(source, 'critic.', plainShape(hidden), `l${hidden.length + 1}`, input);
  }

  private descend(adam: Adam, parameters: Parameters, gradients: Gradients): tf.Scalar {
    const flat = parameters.flatten(gradients);
    adam.step(flat, rateShare(this.settings.schedule, this.updateCount));
    return globalNorm(flat);
  }

  /** Arrays of the last update by name, losses among them; empty before the first. */
  async inspect(): Promise<Record<string, Float32Array>> {
    const read = await this.report.read();
    const { target, q, newQ } = read;
    if (!target || !q) return {};
    const criticLoss = Float32Array.of(meanOver(q.length, (i) => (q[i]! - target[i]!) ** 2));
    if (!newQ) return { ...read, criticLoss };
    return { ...read, criticLoss, actorLoss: Float32Array.of(meanOver(newQ.length, (i) => -newQ[i]!)) };
  }

  async readLosses(): Promise<Losses> {
    const { q, criticLoss, actorLoss, criticGradNorm, actorGradNorm } = await this.inspect();
    if (!q) return noLosses;
    return {
      ...noLosses,
      criticLoss: criticLoss?.[0] ?? NaN,
      actorLoss: actorLoss?.[0] ?? NaN,
      meanQ: meanOver(q.length, (i) => q[i]!),
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
      ...renamed(targets, 'critic.', 'criticTarget.'),
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
