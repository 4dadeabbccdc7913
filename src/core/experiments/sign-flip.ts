// The randomisation test of a paired experiment: effect, p value and interval that need no assumption on how sales
// scatter.
//
// A coin decided within each pair which half got price B. If the price did nothing, each difference B - A might as
// well have had the other sign; so all flips of the signs are as likely as what was seen, and the share of flips whose
// mean is at least as far from 0 is the p value. Skew, zeros and dependence between days change nothing about that.
// The interval holds every constant effect that the same test does not reject at 5 %.
//
// Source: Fisher, "The Design of Experiments", section 21; Imbens and Rubin, "Causal Inference", chapter 5; the
// p value of sampled flips counts the seen one: Phipson and Smyth, "Permutation P-values Should Never Be Zero", 2010.

import { Random } from '../random.ts';

export interface FlipResult {
  /** Mean difference B - A. */
  readonly mean: number;
  /** Two-sided. */
  readonly pValue: number;
  /** 95 % interval of a constant effect. */
  readonly interval: readonly [number, number];
  /** True where all flips were counted, false where they were sampled. */
  readonly isExact: boolean;
}

/** One minus the level of the interval. */
const alpha = 0.05;
/** Up to this many pairs all flips are counted: 2^13 = 8,192. */
const mostExactPairs = 13;
const sampledFlips = 9_999;

/**
 * Tests the differences B - A of the pairs, at least one.
 *
 * `seed` draws the flips where there are too many to count; the same seed gives the same answer.
 */
export function signFlipTest(differences: readonly number[], seed = 1): FlipResult {
  const n = differences.length;
  if (n === 0) throw new Error('signFlipTest: expected at least one difference, got none');
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const flips = flipSums(differences, new Random(seed).fork('sign flips'));
  const isExact = n <= mostExactPairs;
  const pValue = shareAsFar(flips, n, mean, 0, isExact);
  // Mean differences beyond which every effect is rejected: the test of tau rejects when tau is far from the mean.
  const spread = Math.max(...differences) - Math.min(...differences);
  const bound = (direction: -1 | 1) => {
    if (spread === 0) return mean;
    let inside = 0;
    let outside = spread;
    const rejects = (distance: number) =>
      shareAsFar(flips, n, mean, mean + direction * distance, isExact) <= alpha;
    if (!rejects(outside)) {
      // Too few pairs to reject anything.
      return direction * Infinity;
    }
    for (let i = 0; i < 60; i++) {
      const middle = (inside + outside) / 2;
      if (rejects(middle)) outside = middle;
      else inside = middle;
    }
    return mean + direction * outside;
  };
  return { mean, pValue, interval: [bound(-1), bound(1)], isExact };
}

interface Flips {
  /** Sum of sign * difference, and sum of signs, of every flip. */
  readonly sums: Float64Array;
  readonly signs: Float64Array;
}

/** All flips, or a sample of them. */
function flipSums(differences: readonly number[], random: Random): Flips {
  const n = differences.length;
  const count = n <= mostExactPairs ? 2 ** n : sampledFlips;
  const sums = new Float64Array(count);
  const signs = new Float64Array(count);
  for (let flip = 0; flip < count; flip++) {
    let bits = flip;
    let sum = 0;
    let sign = 0;
    for (let i = 0; i < n; i++) {
      if (n > mostExactPairs && i % 30 === 0) bits = random.integer(2 ** 30);
      const one = bits & 1 ? 1 : -1;
      bits >>= 1;
      sum += one * differences[i]!;
      sign += one;
    }
    sums[flip] = sum;
    signs[flip] = sign;
  }
  return { sums, signs };
}

/** The p value of "the effect is `effect`": the share of flips of `difference - effect` as far from 0 as the seen one. */
function shareAsFar(
  { sums, signs }: Flips,
  n: number,
  mean: number,
  effect: number,
  isExact: boolean,
): number {
  const seen = Math.abs(n * (mean - effect));
  const allowance = 1e-9 * (seen + Math.abs(n * mean));
  let asFar = 0;
  for (let flip = 0; flip < sums.length; flip++)
    if (Math.abs(sums[flip]! - effect * signs[flip]!) >= seen - allowance) asFar++;
  return isExact ? asFar / sums.length : (asFar + 1) / (sums.length + 1);
}
