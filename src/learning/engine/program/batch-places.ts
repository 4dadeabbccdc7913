// Room for a batch and its noise.

import type { Planner } from './places.ts';
import type { BatchPlaces } from './program.ts';

export interface ProgramSizes {
  readonly observationSize: number;
  readonly actionSize: number;
  readonly batchSize: number;
}

/** Room for observations [batch, observation], pairs [batch, observation + action], reward and discount [batch], and two noises a row. */
export function planBatch(
  planner: Planner,
  { observationSize, actionSize, batchSize }: ProgramSizes,
  noisy: boolean,
): BatchPlaces {
  return {
    size: batchSize,
    observations: planner.place('observations', batchSize, observationSize, 2),
    pairs: planner.place('pairs', batchSize, observationSize + actionSize, 3),
    reward: planner.place('reward', 1, batchSize),
    discount: planner.place('discount', 1, batchSize),
    noise: noisy ? planner.place('noise', 2 * batchSize, actionSize) : null,
  };
}
