// The portable learner as an engine: TensorFlow.js operations on whatever backend is current.

import { hashedNormal, randomStreams } from '../../core/counter-random.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import type { NamedWeights, Policy } from '../../core/policy/policy.ts';
import type { LearnerState } from '../../core/run/checkpoint.ts';
import type { PortableLearner } from '../agents/update-report.ts';
import type { Losses, UpdateNoise } from '../learner.ts';
import type { ReplayBuffer } from '../experience/replay-buffer.ts';

import { requireFinite, type Engine } from './engine.ts';

export interface PortableEngineOptions {
  readonly learner: PortableLearner;
  readonly replay: ReplayBuffer;
  readonly batchSize: number;
  /** Batches and noise are hashed from it. */
  readonly seed: number;
}

/** Takes over `learner` and disposes it. */
export class PortableEngine implements Engine {
  readonly name = 'portable';
  readonly updatesAtOnce = 1;
  private readonly replay: ReplayBuffer;
  private readonly learner: PortableLearner;
  private readonly batchSize: number;
  private readonly seed: number;
  private readonly noise: UpdateNoise;

  constructor({ learner, replay, batchSize, seed }: PortableEngineOptions) {
    this.learner = learner;
    this.replay = replay;
    this.batchSize = batchSize;
    this.seed = seed;
    const size = batchSize * learner.architecture.actionSize;
    this.noise = { action: new Float32Array(size), nextAction: new Float32Array(size) };
  }

  get architecture() {
    return this.learner.architecture;
  }

  get updates(): number {
    return this.learner.updates;
  }

  train(count: number): void {
    for (let i = 0; i < count; i++) {
      const batch = this.replay.sample(this.batchSize, this.seed, this.updates);
      fillNoise(this.noise, this.seed, this.updates);
      this.learner.update(batch, this.noise);
    }
  }

  losses(): Promise<Losses> {
    return this.learner.readLosses();
  }

  actorWeights(): Promise<NamedWeights> {
    return this.learner.actorWeights();
  }

  async mirror(): Promise<Policy> {
    return this.policyOf(requireFinite(await this.learner.actorWeights()));
  }

  policyOf(weights: NamedWeights): Policy {
    return createPolicy(this.architecture, weights);
  }

  state(): Promise<LearnerState> {
    return this.learner.state();
  }

  dispose(): void {
    this.learner.dispose();
  }
}

/** The noise of an update, the same on every engine: the new actions' numbers come first, then the next ones'. */
export function fillNoise({ action, nextAction }: UpdateNoise, seed: number, update: number): void {
  for (let i = 0; i < action.length; i++) {
    action[i] = hashedNormal(seed, update, i, randomStreams.noise);
    nextAction[i] = hashedNormal(seed, update, action.length + i, randomStreams.noise);
  }
}
