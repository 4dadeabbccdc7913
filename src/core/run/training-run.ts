// A run as the worker and the headless commands drive it, whatever engine computes it.

import type { RunCheckpoint } from './checkpoint.ts';
import type { LossRecord, PolicySnapshot, TrainerEvent } from './events.ts';

export interface TrainedModel {
  readonly snapshot: PolicySnapshot;
  /** Market steps and updates done when the policy was taken. */
  readonly step: number;
  readonly updates: number;
  /** Mean evaluation return of the policy; null where it was never evaluated. */
  readonly bestReturn: number | null;
  /** How much of the way from keeping the price to the optimum that closed; absent or null where it is not known. */
  readonly gapClosed?: number | null;
  /** Episodes of that evaluation; 0 where it was never evaluated. */
  readonly evaluationEpisodes: number;
}

export interface TrainingRun {
  /** The run as a stream of events: ask for the next to go on, stop asking to pause, return it to stop. */
  readonly events: AsyncGenerator<TrainerEvent, void>;
  readonly rewardPartNames: readonly string[];
  /** The learner's latest figures; reads back from the device. */
  losses(): Promise<LossRecord>;
  /** The best evaluated policy so far, else the present one; null before the first update. */
  model(): Promise<TrainedModel | null>;
  /**
   * The run as it stands between two events; reads back from the device. A lost engine costs only what comes after.
   * null where nothing can be kept now. Its replay buffer is the run's own: copy it before the next event.
   */
  checkpoint(): Promise<RunCheckpoint | null>;
  dispose(): void;
}
