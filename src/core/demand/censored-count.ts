// What is known of a day that sold out: demand was at least what was sold.
//
// Demand D with mean mu and variance dispersion * mu is taken as dispersion * N, N Poisson with mean lambda = mu / dispersion.
// With P(k) = Pr(N >= k), the regularised lower incomplete gamma function, which also serves where k is no whole number,
//
//   E[N | N >= k] = lambda P(k - 1) / P(k)        E[N (N - 1) | N >= k] = lambda^2 P(k - 2) / P(k)
//
// Source of the function's series and continued fraction: Abramowitz and Stegun, 6.5.29 and 6.5.31, the fraction by Lentz.

import { logGamma } from '../statistics/distributions.ts';

export interface CensoredMoments {
  /** E[D | D >= sold] */
  readonly mean: number;
  /** Var[D | D >= sold] */
  readonly variance: number;
}

/** Mean and variance of a demand of mean `mu` that was at least `sold`. */
export function censoredMoments(mu: number, dispersion: number, sold: number): CensoredMoments {
  const k = sold / dispersion;
  const lambda = mu / dispersion;
  const reached = atLeast(k, lambda);
  // So far below what was sold that the chance of it is no number any more: demand was what was sold.
  if (!(reached > 1e-280)) return { mean: Math.max(sold, mu), variance: 0 };
  const first = (lambda * atLeast(k - 1, lambda)) / reached;
  const second = (lambda ** 2 * atLeast(k - 2, lambda)) / reached + first;
  const variance = Math.max(0, second - first ** 2) * dispersion ** 2;
  return {
    mean: Math.max(sold, first * dispersion),
    variance: Math.min(dispersion * mu, variance),
  };
}

/** Pr(N >= k) of a Poisson count of mean `lambda`; 1 for k of 0 and below. */
export function atLeast(k: number, lambda: number): number {
  if (k <= 0) return 1;
  if (lambda <= 0) return 0;
  const front = Math.exp(k * Math.log(lambda) - lambda - logGamma(k + 1));
  if (lambda < k + 1) {
    let term = 1;
    let sum = 1;
    for (let i = 1; i < 1000 && term > 1e-15 * sum; i++) {
      term *= lambda / (k + i);
      sum += term;
    }
    return Math.min(1, front * sum);
  }
  // 1 - Q(k, lambda), Q by its continued fraction.
  const tiny = 1e-300;
  let b = lambda + 1 - k;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1000; i++) {
    const an = -i * (i - k);
    b += 2;
    d = an * d + b;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return Math.max(0, 1 - front * k * h);
}
