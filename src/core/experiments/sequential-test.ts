// A price test that may be looked at after every pair without fooling anybody, and that still ends as planned.
//
// Looking ten times at a test of 5 % finds an effect that is not there far more often than once in twenty. So the 5 % are spent
// over the looks, little at first and nearly all at the planned end:
//
//   spent(t) = 2 (1 - Phi(z / t)), t = pairs so far / planned pairs, z = 1.96
//
// Spending functions: Lan and DeMets, Biometrika 70(3), 1983. Departure: theirs of O'Brien and Fleming has sqrt(t), which with a look
// after every pair costs 2 to 4 points of the planned end's power (84 % to 81 % over 42 pairs); with t it costs one, and what is told
// is told after three quarters of the pairs instead of two thirds. The boundaries come from
// the pairs' own sign flips instead of a normal law: at each look, of the flips that have not crossed before, those farthest from 0
// cross, as many as the spending allows. What was seen is one of the flips if the price does nothing, so that it crosses at any
// look with a probability of at most 5 %, whatever the scatter of sales. Pairs beyond the plan spend nothing more.

import { normalCdf, normalQuantile } from '../statistics/distributions.ts';
import { Random } from '../random.ts';

interface SequentialLook {
  readonly pairs: number;
  /** Mean difference B - A so far. */
  readonly mean: number;
  /** Mean differences at least as far from 0 cross at this look; Infinity where none does. */
  readonly boundary: number;
  readonly crosses: boolean;
}

export interface SequentialResult {
  /** One a pair, oldest first. */
  readonly looks: readonly SequentialLook[];
  /** Pairs after which an effect was first told; null where none was. */
  readonly toldAfter: number | null;
  /** Told, still open, or at its end without an effect. */
  readonly state: 'told' | 'open' | 'ended';
}

const alpha = 0.05;
const z975 = 1.959963984540054;
const usualFlips = 1_999;

/** The part of the 5 % that may be spent by `t`, the share of the planned pairs, 0 to 1; of so many comparisons each has its share. */
export function spentAlpha(t: number, comparisons = 1): number {
  const whole = alpha / comparisons;
  if (t >= 1) return whole;
  const z = comparisons === 1 ? z975 : normalQuantile(1 - whole / 2);
  return t <= 0 ? 0 : 2 * (1 - normalCdf(z / t));
}

/**
 * Looks at the differences B - A after every pair, in the order in which they came.
 *
 * `plannedPairs` was set before the test began; `comparisons` are made with the same test and share its 5 %. `seed` draws the flips; the same seed gives the same answer.
 */
export function sequentialTest(
  differences: readonly number[],
  plannedPairs: number,
  seed = 1,
  flips = usualFlips,
  comparisons = 1,
): SequentialResult {
  const random = new Random(seed).fork('sequential flips');
  const sums = new Float64Array(flips + 1); // the last is what was seen
  const signs = new Int32Array(flips);
  let alive = Array.from(sums.keys());
  const looks: SequentialLook[] = [];
  let toldAfter: number | null = null;
  differences.forEach((difference, k) => {
    for (let flip = 0; flip < flips; flip++) {
      if (k % 30 === 0) signs[flip] = random.integer(2 ** 30);
      sums[flip]! += signs[flip]! & 1 ? difference : -difference;
      signs[flip]! >>= 1;
    }
    sums[flips]! += difference;
    const pairs = k + 1;
    const crossed = sums.length - alive.length;
    const allowed = Math.floor(spentAlpha(pairs / plannedPairs, comparisons) * sums.length) - crossed;
    const boundary = boundaryOf(
      alive.map((flip) => Math.abs(sums[flip]!)),
      allowed,
    );
    const seen = Math.abs(sums[flips]!);
    const crosses = toldAfter === null && seen >= boundary;
    if (crosses) toldAfter = pairs;
    alive = alive.filter((flip) => Math.abs(sums[flip]!) < boundary);
    looks.push({ pairs, mean: sums[flips]! / pairs, boundary: boundary / pairs, crosses });
  });
  const state = toldAfter !== null ? 'told' : differences.length >= plannedPairs ? 'ended' : 'open';
  return { looks, toldAfter, state };
}

/** The least distance that at most `allowed` reach; those that are as far as each other cross together. */
function boundaryOf(distances: readonly number[], allowed: number): number {
  if (allowed <= 0) return Infinity;
  const sorted = Float64Array.from(distances).sort().reverse();
  if (allowed >= sorted.length) return sorted.at(-1) ?? Infinity;
  let at = allowed - 1;
  const next = sorted[allowed]!;
  const dust = 1e-9 * (sorted[0]! + 1e-300);
  while (at >= 0 && sorted[at]! - next <= dust) at--;
  return at < 0 ? Infinity : sorted[at]! - dust / 2;
}
