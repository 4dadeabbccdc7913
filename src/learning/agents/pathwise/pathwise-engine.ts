// Pathwise gradient: the returns of whole episodes differentiated through the market's own days, by every weight.
//
// Sources: Clavera et al., "Model-Augmented Actor-Critic: Backpropagating through Paths", 2020, for the idea; Alvo et al.,
// "Neural Inventory Control in Networks via Hindsight Differentiable Policy Optimization", https://arxiv.org/abs/2306.11246,
// and Madeka et al., "Deep Inventory Management", https://arxiv.org/abs/2210.03137, for markets that are known.
//
// There is no critic and nothing is remembered: an update plays the episodes that are begun with the present actor, goes
// back over them from the last day to the first, and moves the weights towards the mean return by Adam. Gradients are
// shortened to a norm of 1: near an empty stock a few episodes have very long ones.
//
// Plain loops are quick enough (2 ms an update of 16 episodes of 30 days on one core) and the same on every machine.

import { createPolicy } from '../../../core/policy/actor.ts';
import type { ActorArchitecture, NamedWeights, Policy } from '../../../core/policy/policy.ts';
import type { DifferentiableEpisodes } from '../../../core/market/differentiable.ts';
import type { RunSettings } from '../../../core/run/settings.ts';
import { requireFinite, type Engine, type LearnerState } from '../../engine/engine.ts';
import type { Losses } from '../../learner.ts';
import type { EngineRequest } from '../learning-agent.ts';
import { rateShare, type RateSchedule } from '../rate-schedule.ts';
import { noLosses } from '../update-report.ts';
import { BatchedActor } from './batched-actor.ts';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;
const largestNorm = 1;

/** A weight with Adam's moments; float32, so that a run goes on from a checkpoint with the same numbers. */
interface Learned {
  readonly values: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

export class PathwiseEngine implements Engine {
  readonly name = 'plain';
  readonly updatesAtOnce = 1;
  readonly architecture: ActorArchitecture;
  private readonly episodes: DifferentiableEpisodes;
  private readonly actor: BatchedActor;
  private readonly shapes: NamedWeights;
  private readonly learned: ReadonlyMap<string, Learned>;
  private readonly learningRate: number;
  private readonly schedule: RateSchedule;
  private readonly actionGradients: Float64Array;
  private updateCount: number;
  private last: Losses = noLosses;

  /** @throws Error where a weight is missing. */
  constructor({ settings, sizes, from }: EngineRequest, episodes: DifferentiableEpisodes) {
    this.architecture = pathwiseArchitecture(settings, sizes.observationSize, sizes.actionSize);
    this.episodes = episodes;
    this.actor = new BatchedActor(this.architecture, episodes.count, episodes.days);
    this.shapes = from.weights;
    this.learned = new Map(
      Object.entries(from.weights).map(([name, { values }]) => {
        const moment = (part: string) =>
          from.moments[`${name}.${part}`]?.values.slice() ?? new Float32Array(values.length);
        return [name, { values: values.slice(), mean: moment('mean'), square: moment('square') }];
      }),
    );
    this.learningRate = settings.learningRateActor;
    const updates = Math.ceil(settings.trainingSteps / (episodes.count * episodes.days));
    this.schedule = { finalShare: settings.finalLearningRate, updates };
    this.actionGradients = new Float64Array(episodes.count * episodes.actionSize);
    this.updateCount = from.updates;
  }

  get updates(): number {
    return this.updateCount;
  }

  train(count: number): void {
    for (let i = 0; i < count; i++) this.update();
  }

  private update(): void {
    const { episodes, actor } = this;
    actor.use(this.actorNow());
    actor.clearGradients();
    for (let day = 0; day < episodes.days; day++) {
      episodes.observe(day, actor.observationsOf(day));
      episodes.step(day, actor.forward(day));
    }
    episodes.beginBack();
    for (let day = episodes.days - 1; day >= 0; day--) {
      episodes.stepBack(day, this.actionGradients);
      episodes.observeBack(day, actor.backward(day, this.actionGradients));
    }
    const norm = this.descend();
    const mean = episodes.returns.reduce((sum, value) => sum + value, 0) / episodes.count;
    this.last = { ...noLosses, actorLoss: -mean, actorGradientNorm: norm };
    this.updateCount++;
  }

  /** A step of Adam towards the mean return; gives back the norm of the gradient before the clip. */
  private descend(): number {
    const gradients = [...this.actor.gradients()];
    let squares = 0;
    for (const [, gradient] of gradients)
      for (let k = 0; k < gradient.length; k++) squares += gradient[k]! ** 2;
    const norm = Math.sqrt(squares) / this.episodes.count;
    const scale = -Math.min(1, largestNorm / norm) / this.episodes.count;
    const steps = this.updateCount + 1;
    const correction = Math.sqrt(1 - beta2 ** steps);
    const rate = this.learningRate * rateShare(this.schedule, this.updateCount);
    const stepSize = (rate * correction) / (1 - beta1 ** steps);
    for (const [name, gradient] of gradients) {
      const { values, mean, square } = this.learned.get(`actor.${name}`)!;
      for (let k = 0; k < values.length; k++) {
        const slope = scale * gradient[k]!;
        mean[k] = beta1 * mean[k]! + (1 - beta1) * slope;
        square[k] = beta2 * square[k]! + (1 - beta2) * slope * slope;
        values[k] = values[k]! - (stepSize * mean[k]!) / (Math.sqrt(square[k]!) + epsilon * correction);
      }
    }
    return norm;
  }

  losses(): Promise<Losses> {
    return Promise.resolve(this.last);
  }

  actorWeights(): Promise<NamedWeights> {
    return Promise.resolve(this.actorNow(true));
  }

  /** By the names of a policy; `copied` where they must not move any more. */
  private actorNow(copied = false): NamedWeights {
    return Object.fromEntries(
      [...this.learned].map(([name, { values }]) => [
        name.replace(/^actor\./, ''),
        { shape: this.shapes[name]!.shape, values: copied ? values.slice() : values },
      ]),
    );
  }

  mirror(): Promise<Policy> {
    // What throws here is a rejection there.
    return Promise.resolve().then(() => this.policyOf(requireFinite(this.actorNow(true))));
  }

  policyOf(weights: NamedWeights): Policy {
    return createPolicy(this.architecture, weights);
  }

  state(): Promise<LearnerState> {
    const part = (suffix: string, of: (learned: Learned) => Float32Array): NamedWeights =>
      Object.fromEntries(
        [...this.learned].map(([name, learned]) => [
          `${name}${suffix}`,
          { shape: this.shapes[name]!.shape, values: of(learned).slice() },
        ]),
      );
    return Promise.resolve({
      updates: this.updateCount,
      weights: part('', ({ values }) => values),
      moments: { ...part('.mean', ({ mean }) => mean), ...part('.square', ({ square }) => square) },
    });
  }

  dispose(): void {
    // Nothing but plain memory.
  }
}

export function pathwiseArchitecture(
  { hiddenUnits }: RunSettings,
  observationSize: number,
  actionSize: number,
): ActorArchitecture {
  return {
    agent: 'pathwise',
    observationSize,
    actionSize,
    hidden: [hiddenUnits, hiddenUnits],
    layerNorm: false,
    inputNorm: false,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
}
