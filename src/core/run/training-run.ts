// A run as the worker and the headless commands drive it, whatever engine computes it.

import type { RunCheckpoint } from './checkpoint.ts';
import type { LossRecord, TrainedModel, TrainerEvent } from './events.ts';

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
