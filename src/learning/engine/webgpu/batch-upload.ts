// A batch and its noise from plain memory to where a program wants them: reference updates are replayed this way.

import type { Batch, UpdateNoise } from '../../learner.ts';
import type { Place, Range } from '../program/places.ts';
import type { BatchPlaces } from '../program/program.ts';

/** The stretch of the arena that holds the batch. */
export function batchRange({ observations, pairs, reward, discount, noise }: BatchPlaces): Range {
  const places = [observations, pairs, reward, discount, ...(noise ? [noise] : [])];
  const offset = Math.min(...places.map((place) => place.offset));
  const end = Math.max(
    ...places.map(
      (place) => place.offset + (place.copies - 1) * place.copyStride + place.rows * place.stride,
    ),
  );
  return { offset, length: end - offset };
}

/**
 * Writes the batch into `values`, which stands for the arena from float `start` on.
 *
 * @throws Error where the batch has another size than the program's.
 */
export function fillBatch(
  places: BatchPlaces,
  batch: Batch,
  noise: UpdateNoise,
  values: Float32Array,
  start: number,
): void {
  const { observations, pairs, reward, discount, size } = places;
  if (batch.size !== size)
    throw new Error(`WebGpuEngine.update: expected a batch of ${size} transitions, got ${batch.size}`);
  const observationSize = observations.cols;
  const write = (place: Place, copy: number, column: number, from: Float32Array, width: number, row = 0) => {
    for (let r = 0; r * width < from.length; r++)
      values.set(
        from.subarray(r * width, (r + 1) * width),
        place.offset + copy * place.copyStride + (row + r) * place.stride + column - start,
      );
  };
  write(observations, 0, 0, batch.state, observationSize);
  write(observations, 1, 0, batch.nextState, observationSize);
  write(pairs, 0, 0, batch.state, observationSize);
  write(pairs, 1, 0, batch.state, observationSize);
  write(pairs, 2, 0, batch.nextState, observationSize);
  write(pairs, 0, observationSize, batch.action, pairs.cols - observationSize);
  write(reward, 0, 0, batch.reward, size);
  write(discount, 0, 0, batch.discount, size);
  if (!places.noise) return;
  write(places.noise, 0, 0, noise.action, places.noise.cols);
  write(places.noise, 0, 0, noise.nextAction, places.noise.cols, size);
}
