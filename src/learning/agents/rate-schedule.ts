// How learning rates fall over a run: in a straight line, from the settings' rates to a share of them at its end.
//
// Late in a run a greedy policy wobbles around what it has found; smaller steps let it settle. The share depends on
// the number of the update alone, so every engine, and a run that goes on from a checkpoint, computes the same.

import { plannedUpdates } from '../../core/run/run-length.ts';
import type { RunSettings } from '../../core/run/settings.ts';

export interface RateSchedule {
  /** What is left of a rate from update number `updates` on. */
  readonly finalShare: number;
  readonly updates: number;
}

/** The share of its learning rate that update number `update` (0 is the first) uses; null keeps all of it. */
export function rateShare(schedule: RateSchedule | null, update: number): number {
  if (schedule === null || schedule.updates <= 0) return 1;
  const done = Math.min(1, update / schedule.updates);
  return 1 + done * (schedule.finalShare - 1);
}

/** The schedule of a run on a replay buffer; null where the rates stay. */
export function scheduleOf(settings: RunSettings): RateSchedule | null {
  const { finalLearningRate } = settings;
  return finalLearningRate === 1
    ? null
    : { finalShare: finalLearningRate, updates: plannedUpdates(settings) };
}
