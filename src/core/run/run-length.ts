// How long the parts of a run are, from its settings.

import type { RunSettings } from './settings.ts';

type Length = Pick<RunSettings, 'trainingSteps' | 'warmupSteps' | 'updatesPerStep' | 'normalizeObservations'>;

/** A short run still learns: random steps take at most this share of it. */
const largestWarmupShare = 0.2;
/** Random steps that a scale of observations is measured on, where the run is long enough. */
const fewestScaleSteps = 200;

/** Market steps with random prices before learning starts. */
export function warmupStepsOf({ trainingSteps, warmupSteps, normalizeObservations }: Length): number {
  const wanted = Math.max(warmupSteps, normalizeObservations ? fewestScaleSteps : 0);
  return Math.min(wanted, Math.floor(trainingSteps * largestWarmupShare));
}

/** Updates that a run makes in all, to within a step of its markets. */
export function plannedUpdates(length: Length): number {
  return Math.floor((length.trainingSteps - warmupStepsOf(length)) * length.updatesPerStep);
}
