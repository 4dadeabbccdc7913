// Pooling: products of a category borrow from each other (empirical Bayes).
//
// The elasticities of a category are taken as normal about a mean mu with standard deviation tau, and every fit as
// normal about its product's own. tau comes from the method of moments, mu from the fits weighed by 1 / (se^2 + tau^2):
//   DerSimonian and Laird, "Meta-analysis in clinical trials", 1986.
// mu is weighed against the usual N(-1.5, 1), so that a category that knows nothing stays there; then each product's
// fit is weighed against N(mu, tau^2 + error of mu^2). A firm fit stands, a thin one moves to its category.
//
// Departure: the moment estimate of tau is 0 for many small categories, which would make all their products one, and
// the intervals too narrow. It is averaged with a usual spread of 0.6, which counts as three products. In simulations
// (3 to 20 products, tau 0 to 1) the pooled 95 % interval then covers 92 to 99 in 100, against 88 to 99 without.

import type { ProductHistory } from '../table/dataset.ts';
import type { DemandSummary } from './demand-summary.ts';
import type { Estimate } from './fit-demand.ts';
import { weighAgainstPrior } from './prior.ts';

/** Fewer fits than this are no category. */
const fewestProducts = 3;
/** What is usual within a category, and how many products it weighs. */
const usualSd = 0.6;
const usualWeight = 3;

/** The elasticities of a category. */
interface CategoryElasticity {
  readonly mean: number;
  /** Standard error of `mean`. */
  readonly meanError: number;
  /** How far products differ: tau. */
  readonly sd: number;
  /** Fits it rests on. */
  readonly products: number;
}

/**
 * The summaries again, those in a category of three or more fits shrunk towards it; `histories` in the same order.
 * A suspicious product stays with the usual prior.
 *
 * Verdict, interval and sentence stay those of the product's own days; `prior`, `pooled`, `marketElasticity` and what
 * follows from it change.
 */
export function poolDemand(
  histories: readonly ProductHistory[],
  summaries: readonly DemandSummary[],
): DemandSummary[] {
  const members = new Map<string, Estimate[]>();
  summaries.forEach((summary, i) => {
    const category = histories[i]!.product.category;
    const evidence = evidenceOf(summary);
    if (category === null || evidence === null) return;
    members.set(category, [...(members.get(category) ?? []), evidence]);
  });
  const categories = new Map(
    [...members]
      .filter(([, estimates]) => estimates.length >= fewestProducts)
      .map(([category, estimates]) => [category, categoryElasticity(estimates)]),
  );
  return summaries.map((summary, i) => {
    const category = categories.get(histories[i]!.product.category ?? '');
    // Whatever moved with a suspicious product's price may have moved with its category's, only less.
    const stands = category === undefined || summary.verdict === 'suspicious';
    return stands ? summary : pooled(summary, category);
  });
}

/** A fit as evidence of its product's elasticity; quantity breaks are none, nor is more sold at higher prices. */
function evidenceOf({ estimate, standardError, quantityBreaks, verdict }: DemandSummary): Estimate | null {
  if (estimate === null || standardError === null) return null;
  if (quantityBreaks !== null || verdict === 'suspicious') return null;
  return { value: estimate, standardError };
}

/** Mean and spread of a category from its fits, at least one. */
export function categoryElasticity(estimates: readonly Estimate[]): CategoryElasticity {
  const sumOf = (of: (estimate: Estimate) => number) =>
    estimates.reduce((sum, estimate) => sum + of(estimate), 0);
  const precision = ({ standardError }: Estimate) => standardError ** -2;
  const weights = sumOf(precision);
  const fixedMean = sumOf((one) => precision(one) * one.value) / weights;
  const q = sumOf((one) => precision(one) * (one.value - fixedMean) ** 2);
  const spread = weights - sumOf((one) => precision(one) ** 2) / weights;
  const freedom = estimates.length - 1;
  const moment = spread > 0 ? Math.max(0, (q - freedom) / spread) : 0;
  const variance = (freedom * moment + usualWeight * usualSd ** 2) / (freedom + usualWeight);
  const weight = ({ standardError }: Estimate) => 1 / (standardError ** 2 + variance);
  const total = sumOf(weight);
  const mean = weighAgainstPrior({
    value: sumOf((one) => weight(one) * one.value) / total,
    standardError: Math.sqrt(1 / total),
  });
  return {
    mean: mean.value,
    meanError: mean.standardError,
    sd: Math.sqrt(variance),
    products: estimates.length,
  };
}

function pooled(summary: DemandSummary, category: CategoryElasticity): DemandSummary {
  const prior = {
    mean: category.mean,
    standardDeviation: Math.hypot(category.sd, category.meanError),
  };
  const weighed = weighAgainstPrior(evidenceOf(summary), prior);
  const marketElasticity = Math.min(0, weighed.value);
  return {
    ...summary,
    prior,
    pooled: {
      estimate: weighed.value,
      standardError: weighed.standardError,
      categoryMean: category.mean,
      categorySd: category.sd,
      products: category.products,
    },
    marketElasticity,
    marketElasticityError: weighed.standardError,
    // The level goes with the elasticity it was estimated together with.
    baseUnits:
      summary.baseUnits * Math.exp(summary.level.slope * (marketElasticity - summary.marketElasticity)),
  };
}
