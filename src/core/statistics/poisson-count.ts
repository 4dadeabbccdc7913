// Poisson counts of any mean, for simulations.
//
// Source of the fast form: Hörmann, "The transformed rejection method for generating Poisson random variables",
// Insurance: Mathematics and Economics 12 (1993), algorithm PTRS.

import type { Random } from '../random.ts';
import { logGamma } from './distributions.ts';

/** Knuth's product of uniforms loses its digits beyond this mean; larger ones are summed from parts of it. */
const largestPart = 30;
/** From this mean on a sum of parts takes too long: a wholesaler's week has tens of millions of units. */
const largestSum = 10_000;

/** A Poisson count with that mean (0 or more), exact in law. */
export function poissonCount(random: Random, mean: number): number {
  if (mean > largestSum) return countByRejection(random, mean);
  let count = 0;
  // Poisson counts add up.
  for (let left = mean; left > 0; left -= largestPart) {
    const limit = Math.exp(-Math.min(left, largestPart));
    for (let product = random.uniform(); product > limit; product *= random.uniform()) count++;
  }
  return count;
}

/** PTRS: a few uniforms a count, however large its mean. */
function countByRejection(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const surelyIn = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= surelyIn) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const height = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / us ** 2 + b);
    if (height <= count * Math.log(mean) - mean - logGamma(count + 1)) return count;
  }
}
