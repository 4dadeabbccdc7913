// The bounds of everything that comes in with a model or a project, and of what is written into one: the same for both, so
// that the lab never writes what it would refuse.
// Prices and other figures have bounds far beyond any shop and far within what arithmetic bears.

import { z } from 'zod';

/** Currency; a price is above 0. */
const largestPrice = 1e12;
/** Of any unit. */
const largestFigure = 1e15;

export const figure = z.number().min(-largestFigure).max(largestFigure);
export const price = z.number().positive('expected a price above 0').max(largestPrice);
/** A price, or 0 for what is given away. */
export const freePrice = z.number().min(0, 'expected a price of 0 or more').max(largestPrice);
/** How many or how much of something. */
export const amount = z.number().min(0).max(largestFigure);
export const share = z.number().min(0).max(1);

/** Words and names; `longest` in characters: a cell of a file has no more. */
export function text(longest = 1_000_000) {
  return z
    .string()
    .max(longest)
    .refine((value) => !/\p{Surrogate}/u.test(value), 'expected whole characters, got half of one');
}
