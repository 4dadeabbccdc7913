// Where a run gets its engine from, and another one when that is lost.

import type { BackendReport } from '../../core/run/backend.ts';
import type { LearnerState } from '../../core/run/checkpoint.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import type { LearnerSizes } from '../agents/agent-settings.ts';
import { createLearner } from '../agents/create-learner.ts';
import type { ReplayBuffer } from '../replay/replay-buffer.ts';

import type { Engine, EngineLostError } from './engine.ts';
import { PortableEngine } from './portable-engine.ts';

export interface EngineRequest {
  readonly settings: RunSettings;
  readonly sizes: LearnerSizes;
  /** Where learning begins or goes on. */
  readonly from: LearnerState;
  readonly replay: ReplayBuffer;
  /** Batches, noise and dropout masks are hashed from it. */
  readonly seed: number;
}

export interface EngineSource {
  /** An engine and what to say of it; the caller disposes it. */
  make(request: EngineRequest): Promise<MadeEngine>;
  /**
   * After a loss: prepares the next best backend, which the next `make` uses.
   *
   * @throws Error where there is none.
   */
  replace(error: EngineLostError): Promise<void>;
}

export interface MadeEngine {
  readonly engine: Engine;
  readonly report: BackendReport;
}

/** The portable learner on TensorFlow.js's current backend, as `report` describes it; there is nothing to fall back to. */
export function portableEngines(report: BackendReport): EngineSource {
  return {
    make: (request) => Promise.resolve({ engine: portableEngine(request), report }),
    replace: (error) => Promise.reject(error),
  };
}

export function portableEngine({ settings, sizes, from, replay, seed }: EngineRequest): Engine {
  const learner = createLearner(settings, sizes, from, seed);
  return new PortableEngine({ learner, replay, batchSize: settings.batchSize, seed });
}
