// One product's demand in plain data: the fit, the elasticity markets use, the verdict.

import type { ProductHistory } from '../table/dataset.ts';
import type { DemandSummary, ElasticityEstimate } from './demand-summary.ts';
import { demandLevel } from './expected-units.ts';
import { fitDemand, type DemandFitResult, type Estimate } from './fit-demand.ts';
import { elasticityPrior, weighAgainstPrior } from './prior.ts';
import { demandVerdict, interval95 } from './verdict.ts';

/**
 * Everything the page and the markets need to know of one product's demand.
 *
 * The market's elasticity is never above 0: where the data say that dearer sells more, markets let price have no effect.
 */
export function summarizeProductDemand(
  history: ProductHistory,
  result: DemandFitResult = fitDemand(history),
): DemandSummary {
  const { fit } = result;
  const estimate = fit?.ownElasticity ?? null;
  const weighed = weighAgainstPrior(estimate);
  const marketElasticity = Math.min(0, weighed.value);
  const referencePrice = history.price.at(-1)!;
  const { baseUnits, ...level } = demandLevel(history, fit, marketElasticity);
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
    ...demandVerdict(result, referencePrice, history.daysPerRow),
    referencePrice,
    baseUnits,
    level,
    crossElasticity: fit?.crossElasticity?.value ?? null,
    crossInterval: fit?.crossElasticity ? interval95(fit.crossElasticity) : null,
    withoutCompetitor: fit?.withoutCompetitor ? withInterval(fit.withoutCompetitor) : null,
    quantityBreaks: null,
    experiment: null,
  };
}

function withInterval(estimate: Estimate): ElasticityEstimate {
  return {
    estimate: estimate.value,
    standardError: estimate.standardError,
    interval: interval95(estimate),
  };
}
