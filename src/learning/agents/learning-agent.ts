// How an agent learns: what it begins with, what it learns from, and what computes its updates. Its light half, which page
// and exports know, is in core/agents.

import type { MarketSetup } from '../../core/market/market.ts';
import type { NamedWeights } from '../../core/policy/policy.ts';
import type { Random } from '../../core/random.ts';
import type { ExperienceState, LearnerState } from '../../core/run/checkpoint.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import type { Engine } from '../engine/engine.ts';
import type { Program } from '../engine/program/program.ts';
import type { Experience, LearnerSizes } from '../experience/experience.ts';
import type { ReplayBuffer } from '../experience/replay-buffer.ts';

export interface ExperienceRequest {
  readonly settings: RunSettings;
  readonly setup: MarketSetup;
  /** The run's; streams are forked from it by name. */
  readonly random: Random;
  /** What an earlier part of the run had come to; null where it begins. */
  readonly from: ExperienceState | null;
}

export interface EngineRequest {
  readonly settings: RunSettings;
  readonly sizes: LearnerSizes;
  /** Where learning begins or goes on. */
  readonly from: LearnerState;
  /** `Experience.memory`: only the agent knows what it is. */
  readonly memory: unknown;
  /** Batches, noise and dropout masks are hashed from it. */
  readonly seed: number;
}

/** What the engines of the lab's own kernels compute: an update program on batches of a replay buffer. */
export interface FusedUpdates {
  readonly program: Program;
  readonly replay: ReplayBuffer;
}

export interface LearningAgent {
  /** Seeded weights of all networks by full name (`actor.l1.kernel`), targets included. */
  firstWeights(settings: RunSettings, sizes: LearnerSizes, random: Random): NamedWeights;
  /** @throws Error in a sentence where the agent cannot learn in that setup, or `from` does not fit it. */
  experience(request: ExperienceRequest): Experience;
  /** Runs on every machine. */
  portableEngine(request: EngineRequest): Engine;
  /** null: no kernels are written for it, so it runs on `portableEngine` everywhere. */
  fused(request: EngineRequest): FusedUpdates | null;
}
