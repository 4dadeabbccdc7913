// `lab elasticity FILE.csv`: what the demand regression finds in each product of a file.
//
// The shape of golden/demand/known-elasticity.fit.json, with interval and verdict. Where a rival is in the fit,
// `elasticity` is the coefficient of log price beside log(competitor / own); `ownElasticity` is what our price alone
// does, the rival's held still, and carries the verdict; `withoutCompetitor` is the fit that ignores the rival.
// `pooled` is the estimate shrunk to the product's category, `quantityBreaks` says why a fit is no answer, `experiment`
// is the cheapest one that would settle the verdict; each is null where there is none.

import type { DemandSummary, DemandVerdict } from '../../core/demand/demand-summary.ts';
import { fitDemand, type DemandFitResult, type Estimate } from '../../core/demand/fit-demand.ts';
import { poolDemand } from '../../core/demand/pool-demand.ts';
import { summarizeProductDemand } from '../../core/demand/summarize-demand.ts';
import { interval95 } from '../../core/demand/verdict.ts';
import { readLine } from '../command.ts';
import { elasticityLine } from '../commands.ts';
import { readDataset } from '../read-dataset.ts';

const model =
  'log E[units_t] = b0 + elasticity*log(price_t / mean price) + trend*(t - mean t)/365.25 + [weekday effects if daily] ' +
  '+ [one annual sine pair if >= 300 days] + [competitor*log(competitor/own) if a competitor price exists]; ' +
  't in days. Standard errors scaled by Pearson chi2/(n - k).';

const verdictWords: Readonly<Record<DemandVerdict, string>> = {
  answers: 'answers',
  leans: 'leans',
  cannotTell: 'cannot tell',
  suspicious: 'suspicious',
};

/** @throws Error in one sentence where the file cannot be read. */
export async function elasticityCommand(args: readonly string[]): Promise<void> {
  const dataset = await readDataset(readLine(elasticityLine, args).argument);
  const results = dataset.histories.map((history) => fitDemand(history));
  const summaries = poolDemand(
    dataset.histories,
    dataset.histories.map((history, i) => summarizeProductDemand(history, results[i])),
  );
  const products = summaries.map((summary, i) => entryOf(results[i]!, summary));
  const unusable = dataset.unusable.map(({ product, reason }) => ({ product: product.id, reason }));
  console.log(JSON.stringify({ model, products, unusable }, null, 1));
}

function entryOf({ fit, days }: DemandFitResult, summary: DemandSummary) {
  const facts = {
    verdict: verdictWords[summary.verdict],
    sentence: summary.sentence,
    pooled: summary.pooled,
    quantityBreaks: summary.quantityBreaks,
    experiment: summary.experiment,
    marketElasticity: summary.marketElasticity,
    marketElasticityError: summary.marketElasticityError,
  };
  if (fit === null)
    return {
      product: summary.productId,
      n: days,
      elasticity: null,
      standardError: null,
      interval: null,
      ...facts,
    };
  return {
    product: summary.productId,
    n: days,
    terms: fit.terms.names,
    coefficients: fit.regression.coefficients,
    standardErrors: fit.standardErrors,
    dispersion: fit.regression.dispersion,
    elasticity: fit.elasticity.value,
    standardError: fit.elasticity.standardError,
    interval: interval95(fit.elasticity),
    ...(fit.crossElasticity === null
      ? {}
      : {
          ownElasticity: estimateEntry(fit.ownElasticity),
          crossElasticity: estimateEntry(fit.crossElasticity),
          withoutCompetitor: fit.withoutCompetitor && estimateEntry(fit.withoutCompetitor),
        }),
    priceInflation: fit.priceInflation,
    ...facts,
  };
}

function estimateEntry(estimate: Estimate) {
  return { ...estimate, interval: interval95(estimate) };
}
