// `lab elasticity FILE.csv`: what the demand regression finds in each product of a file.
//
// The shape of golden/demand/known-elasticity.fit.json, with interval and verdict; `--model plain` is that very regression, the
// default the full model (fit-full-demand.ts). Where a rival is in the fit,
// `elasticity` is the coefficient of log price beside log(competitor / own); `ownElasticity` is what our price alone
// does, the rival's held still, and carries the verdict; `withoutCompetitor` is the fit that ignores the rival.
// `pooled` is the estimate shrunk to the product's category, `quantityBreaks` says why a fit is no answer, `experiment`
// is the cheapest one that would settle the verdict; each is null where there is none.

import type { Estimate } from '../../core/statistics/estimate.ts';
import type { DemandSummary, DemandVerdict } from '../../core/demand/demand-summary.ts';
import { type DemandFitResult, priceInflation } from '../../core/demand/fit-demand.ts';
import { poolDemand } from '../../core/demand/pool-demand.ts';
import { fileOptions, fitProduct } from '../../core/demand/summarize-demand.ts';
import { testedDemand } from '../../core/demand/tested-demand.ts';
import { interval95 } from '../../core/demand/verdict.ts';
import { readLine } from '../command.ts';
import { elasticityLine } from '../lines/reading-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { testedFrom } from '../tests-file.ts';
import { writeCsv } from '../write-csv.ts';

const plainModel =
  'log E[units_t] = b0 + elasticity*log(price_t / mean price) + trend*(t - mean t)/365.25 + [weekday effects if daily] ' +
  '+ [one annual sine pair if >= 300 days] + [competitor*log(competitor/own) if a competitor price exists]; ' +
  't in days. Standard errors scaled by Pearson chi2/(n - k).';

const verdictWords: Readonly<Record<DemandVerdict, string>> = {
  answers: 'answers',
  leans: 'leans',
  cannotTell: 'cannot tell',
  suspicious: 'suspicious',
};

const fullModel =
  'log E[units_t] = level(t) + elasticity*log(regular price_t / mean) + trend*(t - mean t)/365.25 + [weekday effects if daily] ' +
  '+ [one annual sine pair if >= 300 days] + [competitor*log(competitor/regular)] + [category*index of the other prices] ' +
  '+ [discount*log(price/regular) + promoted] + [advertising, visitors, weather, event, distribution, 0 at their level of the last four weeks]; level(t) a random walk, 0 at the last day, its variance by REML; sold-out days ' +
  'censored; Huber weights. Interval of the next period: own error and what elasticities differ between periods of the file.';

/** @throws Error in one sentence where an option is wrong or the file cannot be read. */
export async function elasticityCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(elasticityLine, args);
  const { model } = values;
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const { histories } = dataset;
  const options = fileOptions(histories, model);
  const fitted = histories.map((history, i) => fitProduct(history, options(i)));
  const summaries = testedDemand(
    poolDemand(
      histories,
      fitted.map(({ summary }) => summary),
    ),
    await testedFrom(values.tests, 'elasticity'),
  );
  const products = summaries.map((summary, i) => entryOf(fitted[i]!.result, summary));
  const unusable = dataset.unusable.map(({ product, reason }) => ({ product: product.id, reason }));
  console.log(
    JSON.stringify({ model: model === 'full' ? fullModel : plainModel, products, unusable }, null, 1),
  );
  if (values.csv !== undefined) await writeCsv('elasticity', values.csv, csvRows(summaries));
}

/** What the lab says of each product, pooled and with the tests that are used in it. */
function csvRows(summaries: readonly DemandSummary[]) {
  return [
    ['product_id', 'elasticity', 'standard_error', 'low', 'high', 'verdict', 'sentence'],
    ...summaries.map((summary) => [
      summary.productId,
      summary.estimate,
      summary.standardError,
      summary.interval?.[0] ?? null,
      summary.interval?.[1] ?? null,
      verdictWords[summary.verdict],
      summary.sentence,
    ]),
  ];
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
    ...(summary.steepening ? { steepening: summary.steepening } : {}),
    ...(summary.tested
      ? {
          tested: summary.tested,
          withTests: {
            value: summary.estimate,
            standardError: summary.standardError,
            interval: summary.interval,
          },
        }
      : {}),
    ...(summary.found === null ? {} : { found: summary.found }),
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
    ...(fit.full === null || fit.crossElasticity !== null
      ? { standardError: fit.elasticity.standardError, interval: interval95(fit.elasticity) }
      : { standardError: summary.standardError, interval: summary.interval }),
    ...(fit.crossElasticity === null
      ? {}
      : {
          ownElasticity: estimateEntry(fit.ownElasticity),
          crossElasticity: estimateEntry(fit.crossElasticity),
          withoutCompetitor: fit.withoutCompetitor && estimateEntry(fit.withoutCompetitor),
        }),
    priceInflation: priceInflation(fit.terms),
    ...facts,
  };
}

function estimateEntry(estimate: Estimate) {
  return { ...estimate, interval: interval95(estimate) };
}
