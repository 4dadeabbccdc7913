// Poisson counts of any mean, for simulations.

import type { Random } from '../random.ts';

/** Knuth's product of uniforms loses its digits beyond this mean; larger ones are summed from parts of it. */
const largestPart = 30;

/** A Poisson count with that mean (0 or more), exact in law: Poisson counts add up. */
export function poissonCount(random: Random, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= largestPart) {
    const limit = Math.exp(-Math.min(left, largestPart));
    for (let product = random.uniform(); product > limit; product *= random.uniform()) count++;
  }
  return count;
}
