// A demand summary of the tests' own.

import type { DemandSummary } from './demand-summary.ts';

/** Elasticity -2 with error 0.2 at 20 units for 10 each, but for what `change` says. */
export function summary(change: Partial<DemandSummary> = {}): DemandSummary {
  return {
    productId: 'soap',
    estimate: -2.1,
    standardError: 0.2,
    interval: [-2.49, -1.71],
    marketElasticity: -2,
    marketElasticityError: 0.2,
    prior: { mean: -1.5, standardDeviation: 1 },
    pooled: null,
    dispersion: 1.2,
    days: 160,
    distinctPrices: 5,
    verdict: 'answers',
    sentence: '',
    referencePrice: 10,
    baseUnits: 20,
    level: { slope: 0, standardError: 0.05 },
    crossElasticity: null,
    crossInterval: null,
    withoutCompetitor: null,
    quantityBreaks: null,
    found: null,
    experiment: null,
    ...change,
  };
}
