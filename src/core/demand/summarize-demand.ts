// One product's demand in plain data: the fit, the elasticity markets use, the verdict.

import type { ProductHistory } from '../table/dataset.ts';
import type { DemandSummary, ElasticityEstimate } from './demand-summary.ts';
import { demandLevel } from './expected-units.ts';
import { fitDemand, type DemandFitResult, type Estimate } from './fit-demand.ts';
import { poolDemand } from './pool-demand.ts';
import { quantityBreaks } from './quantity-breaks.ts';
import { elasticityPrior, weighAgainstPrior } from './prior.ts';
import { settlingExperiment } from './settling-experiment.ts';
import { demandVerdict, interval95, verdictSentence } from './verdict.ts';

/**
 * Everything the page and the markets need to know of one product's demand.
 *
 * The market's elasticity is never above 0. Where the file shows quantity breaks, or says that dearer sells more, the
 * estimate is no evidence of how demand answers to price, and the markets use the prior alone.
 */
export function summarizeProductDemand(
  history: ProductHistory,
  result: DemandFitResult = fitDemand(history),
): DemandSummary {
  const { fit } = result;
  const estimate = fit?.ownElasticity ?? null;
  const breaks = fit && quantityBreaks(history, fit);
  const grounded = demandVerdict(result, breaks);
  const usesPastPrices = breaks === null && grounded.verdict !== 'suspicious';
  const weighed = weighAgainstPrior(usesPastPrices ? estimate : null);
  const marketElasticity = Math.min(0, weighed.value);
  const { baseUnits, ...level } = demandLevel(history, fit, marketElasticity);
  const experiment =
    grounded.verdict === 'answers'
      ? null
      : settlingExperiment(history, fit, marketElasticity, usesPastPrices);
  return {
    productId: history.product.id,
    estimate: estimate?.value ?? null,
    standardError: estimate?.standardError ?? null,
    interval: estimate && interval95(estimate),
    marketElasticity,
    marketElasticityError: weighed.standardError,
    prior: elasticityPrior,
    pooled: null,
    dispersion: fit?.regression.dispersion ?? null,
    days: result.days,
    distinctPrices: result.distinctPrices,
    verdict: grounded.verdict,
    sentence: verdictSentence(grounded, experiment),
    referencePrice: history.price.at(-1)!,
    baseUnits,
    level,
    crossElasticity: fit?.crossElasticity?.value ?? null,
    crossInterval: fit?.crossElasticity ? interval95(fit.crossElasticity) : null,
    withoutCompetitor: fit?.withoutCompetitor ? withInterval(fit.withoutCompetitor) : null,
    quantityBreaks: breaks,
    experiment,
  };
}

function withInterval(estimate: Estimate): ElasticityEstimate {
  return {
    estimate: estimate.value,
    standardError: estimate.standardError,
    interval: interval95(estimate),
  };
}

/** The demand of all products of a file: each on its own, then pooled within its category. */
export function summarizeDemand(histories: readonly ProductHistory[]): DemandSummary[] {
  return poolDemand(
    histories,
    histories.map((history) => summarizeProductDemand(history)),
  );
}
