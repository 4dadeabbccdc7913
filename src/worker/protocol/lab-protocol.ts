// What the page can call on the lab worker, which trains, suggests and carries models, and what that one tells by itself.

import type { BackendPreference, BackendName, BackendReport } from '../../core/run/backend.ts';
import type { ModelCalls, ModelEvent } from './models-protocol.ts';
import type { PolicyCalls } from './policy-protocol.ts';
import type { RunCalls, RunEvent } from './run-protocol.ts';

export interface LabCalls extends RunCalls, ModelCalls, PolicyCalls {
  /** Before all else. */
  readonly init: { readonly args: { readonly backend: BackendPreference }; readonly result: BackendReport };
  /** Replays reference updates (src/learning/golden) on the backend that runs: a check of the engine itself. */
  readonly replay: {
    readonly args: {
      readonly golden: unknown;
      /** The engine that trains, or the portable learner on the same backend. */
      readonly engine: 'fused' | 'portable';
    };
    readonly result: ReplayOutcome;
  };
}

export type LabEvent =
  | RunEvent
  | ModelEvent
  /** What computes from here on: the device of another one was lost. */
  | { readonly type: 'backend'; readonly backend: BackendReport }
  | { readonly type: 'noBackend'; readonly message: string };

/** How far a replay of reference updates strayed, relative to max(0.01, |expected|). */
export interface ReplayOutcome {
  readonly updates: number;
  readonly maxRelativeError: number;
  /** Where that was: `update 3: critic1.l1.kernel[5]`. */
  readonly worst: string;
  readonly backend: BackendName;
}
