// A batch and its noise into the arena, in plain loops: a view per row would be garbage by the thousand every update.

import type { Batch, UpdateNoise } from '../../learner.ts';

import type { Place } from './places.ts';
import type { BatchPlaces } from './program.ts';

/** @throws Error naming the array whose length does not fit. */
export function placeBatch(places: BatchPlaces, batch: Batch, arena: Float32Array): void {
  const { observations, pairs, reward, discount, size } = places;
  const stateDim = observations.cols;
  const actionDim = pairs.cols - stateDim;
  checkLength('state', batch.state, size, stateDim);
  checkLength('action', batch.action, size, actionDim);
  checkLength('reward', batch.reward, size, 1);
  checkLength('nextState', batch.nextState, size, stateDim);
  checkLength('discount', batch.discount, size, 1);
  placeRows(batch.state, size, stateDim, arena, observations, startOf(observations, 0));
  placeRows(batch.nextState, size, stateDim, arena, observations, startOf(observations, 1));
  if (pairs.stride === observations.stride) {
    // Rows lie alike in both: three moves of memory instead of three loops.
    for (const [to, from] of [
      [0, 0],
      [1, 0],
      [2, 1],
    ] as const) {
      const begin = startOf(observations, from);
      arena.copyWithin(startOf(pairs, to), begin, begin + size * observations.stride);
    }
  } else {
    placeRows(batch.state, size, stateDim, arena, pairs, startOf(pairs, 0));
    placeRows(batch.state, size, stateDim, arena, pairs, startOf(pairs, 1));
    placeRows(batch.nextState, size, stateDim, arena, pairs, startOf(pairs, 2));
  }
  placeRows(batch.action, size, actionDim, arena, pairs, startOf(pairs, 0) + stateDim);
  arena.set(batch.reward, reward.offset);
  arena.set(batch.discount, discount.offset);
}

/** The noise of an agent that needs some. */
export function placeNoise(place: Place, size: number, noise: UpdateNoise, arena: Float32Array): void {
  checkLength('noise.action', noise.action, size, place.cols);
  checkLength('noise.nextAction', noise.nextAction, size, place.cols);
  placeRows(noise.action, size, place.cols, arena, place, place.offset);
  placeRows(noise.nextAction, size, place.cols, arena, place, place.offset + size * place.stride);
}

/** `rows` rows of `width` numbers, one after another, to every `stride`th float from `start` on. */
export function placeRows(
  values: Float32Array,
  rows: number,
  width: number,
  arena: Float32Array,
  { stride }: Pick<Place, 'stride'>,
  start: number,
): void {
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    const to = start + row * stride;
    for (let i = 0; i < width; i++) arena[to + i] = values[from + i]!;
  }
}

function startOf({ offset, copyStride }: Place, copy: number): number {
  return offset + copy * copyStride;
}

function checkLength(name: string, values: Float32Array, rows: number, cols: number): void {
  if (values.length !== rows * cols)
    throw new Error(
      `placeBatch: expected ${name} of ${rows} x ${cols} = ${rows * cols} numbers, got ${values.length}`,
    );
}
