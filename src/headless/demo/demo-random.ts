// Draws that the demo files are made of.

import type { Random } from '../../core/random.ts';

/** A Poisson count by Knuth's product of uniforms; for means up to a few hundred. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random.uniform();
  let count = 0;
  while (product > limit) {
    product *= random.uniform();
    count += 1;
  }
  return count;
}

/** A price that ends in .99, near `price`. */
export function endingIn99(price: number): number {
  return Math.max(0.99, Math.round(price) - 0.01);
}

/**
 * One price a day: each holds for `shortest` to `longest` days, then another of `levels` follows.
 */
export function pricePath(
  random: Random,
  levels: readonly number[],
  days: number,
  shortest: number,
  longest: number,
): number[] {
  const path: number[] = [];
  let level = random.integer(levels.length);
  while (path.length < days) {
    const held = shortest + random.integer(longest - shortest + 1);
    for (let k = 0; k < held && path.length < days; k++) path.push(levels[level]!);
    level = (level + 1 + random.integer(levels.length - 1)) % levels.length;
  }
  return path;
}
