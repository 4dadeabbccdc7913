// The prior of an elasticity and how an estimate is weighed against it.
//
// Few prices and much noise give estimates such as -11.5; a market built on one would teach nonsense. Between two
// normal beliefs the precisions add, so a firm estimate stands and a loose one moves to what is usual.

import type { Estimate } from '../statistics/estimate.ts';

export interface Prior {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Design section 4: N(-1.5, 1). */
export const elasticityPrior: Prior = { mean: -1.5, standardDeviation: 1 };

/** Posterior of a normal estimate under a normal prior: precision-weighted mean, and its standard error. */
export function weighAgainstPrior(estimate: Estimate | null, prior: Prior = elasticityPrior): Estimate {
  if (estimate === null) return { value: prior.mean, standardError: prior.standardDeviation };
  const precision = 1 / estimate.standardError ** 2;
  const priorPrecision = 1 / prior.standardDeviation ** 2;
  return {
    value: (precision * estimate.value + priorPrecision * prior.mean) / (precision + priorPrecision),
    standardError: 1 / Math.sqrt(precision + priorPrecision),
  };
}
