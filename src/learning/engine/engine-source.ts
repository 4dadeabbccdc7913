// Where a run gets its engine from, and another one when that is lost.

import type { BackendReport } from '../../core/run/backend.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import type { LearnerSizes } from '../agents/agent-settings.ts';
import { createLearner } from '../agents/create-learner.ts';
import type { ReplayBuffer } from '../replay/replay-buffer.ts';

import type { Engine, EngineLostError, LearnerState } from './engine.ts';
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
  make(request: EngineRequest): Promise<Engine>;
  /**
   * After a loss: prepares the next best backend, which the next `make` uses, and tells which one that is.
   *
   * @throws Error where there is none.
   */
  replace(error: EngineLostError): Promise<BackendReport>;
}

/** The portable learner on TensorFlow.js's current backend; there is nothing to fall back to. */
export const portableEngines: EngineSource = {
  make: ({ settings, sizes, from, replay, seed }) =>
    Promise.resolve(
      new PortableEngine({
        learner: createLearner(settings, sizes, from, seed),
        replay,
        batchSize: settings.batchSize,
        seed,
      }),
    ),
  replace: (error) => Promise.reject(error),
};
