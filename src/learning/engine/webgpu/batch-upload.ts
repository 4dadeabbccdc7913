// A batch and its noise from plain memory to where a program wants them: reference updates are replayed this way.

import type { Batch, UpdateNoise } from '../../learner.ts';
import { placeBatch, placeNoise } from '../program/place-batch.ts';
import { movedBy, type Range } from '../program/places.ts';
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
 * What that stretch has to hold.
 *
 * @throws Error naming the array whose length does not fit
 */
export function batchWords(places: BatchPlaces, batch: Batch, noise: UpdateNoise): Float32Array<ArrayBuffer> {
  const { offset, length } = batchRange(places);
  const words = new Float32Array(length);
  const moved: BatchPlaces = {
    size: places.size,
    observations: movedBy(places.observations, -offset),
    pairs: movedBy(places.pairs, -offset),
    reward: movedBy(places.reward, -offset),
    discount: movedBy(places.discount, -offset),
    noise: places.noise && movedBy(places.noise, -offset),
  };
  placeBatch(moved, batch, words);
  if (moved.noise) placeNoise(moved.noise, moved.size, noise, words);
  return words;
}
