// How sure a difference between two policies is that played the same start states with the same noise.
//
// Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 8 and 13 (percentile intervals).
// Pairs are drawn together, so what a start state gives both policies cancels out. Several seeds' pairs may be put
// one after another: an interval over seeds and start states.

import { Random } from '../random.ts';

export interface Interval {
  readonly mean: number;
  /** 95 % percentile interval. */
  readonly low: number;
  readonly high: number;
}

const resamples = 2000;

/**
 * The mean of `of(policy mean, baseline mean)` over resampled pairs, with its 95 % interval; null with fewer than two
 * pairs. Always the same for the same numbers.
 *
 * @throws Error where the two have not the same number of returns.
 */
export function pairedBootstrap(
  policy: readonly number[],
  baseline: readonly number[],
  of: (policyMean: number, baselineMean: number) => number = (a, b) => a - b,
): Interval | null {
  const pairs = policy.length;
  if (baseline.length !== pairs)
    throw new Error(
      `pairedBootstrap: expected as many baseline returns as policy returns, got ${baseline.length} and ${pairs}`,
    );
  if (pairs < 2) return null;
  const random = new Random(pairs).fork('paired bootstrap');
  const drawn = new Float64Array(resamples);
  for (let n = 0; n < resamples; n++) {
    let a = 0;
    let b = 0;
    for (let i = 0; i < pairs; i++) {
      const pick = random.integer(pairs);
      a += policy[pick]!;
      b += baseline[pick]!;
    }
    drawn[n] = of(a / pairs, b / pairs);
  }
  drawn.sort();
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  return {
    mean: of(total(policy) / pairs, total(baseline) / pairs),
    low: drawn[Math.floor(0.025 * (resamples - 1))]!,
    high: drawn[Math.ceil(0.975 * (resamples - 1))]!,
  };
}
