// One product's demand in plain data: the fit, the elasticity markets use, the verdict.

import type { Estimate } from '../statistics/estimate.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { averagedRows } from './averaged-rows.ts';
import { type CategoryIndex, categoryIndices } from './category-index.ts';
import {
  averagedRowsSentence,
  demandFindings,
  largeOrdersSentence,
  shapeSentence,
} from './demand-findings.ts';
import type { DemandSummary, ElasticityEstimate, QuantityBreaks } from './demand-summary.ts';
import { isDaily } from './demand-terms.ts';
import { demandLevel, steepeningShifts } from './expected-units.ts';
import { type DemandFitResult, fitDemand } from './fit-demand.ts';
import { type FullDemandResult, fitFullDemand } from './fit-full-demand.ts';
import { type LargeOrders, largeOrders } from './large-orders.ts';
import { fileTerms } from './file-terms.ts';
import { type FileTerms, nothingShared } from './lasting.ts';
import { poolDemand } from './pool-demand.ts';
import { elasticityPrior, weighAgainstPrior } from './prior.ts';
import { quantityBreaks } from './quantity-breaks.ts';
import { regularPrice } from './regular-price.ts';
import type { Steepening } from './steepening.ts';
import { settlingExperiment } from './settling-experiment.ts';
import { demandVerdict, interval95, verdictSentence } from './verdict.ts';

/** The full model of design section 16, or the plain regression of section 4. */
export type DemandModel = 'full' | 'plain';

export interface SummaryOptions {
  readonly model?: DemandModel;
  /** What the category's other products cost; none where absent. */
  readonly category?: CategoryIndex | null;
  /** What the products of the file have in common; absent: nothing. */
  readonly shared?: FileTerms;
}

/**
 * Everything the page and the markets need to know of one product's demand.
 *
 * The market's elasticity is never above 0. Where the file shows quantity breaks, or says that dearer sells more, the
 * estimate is no evidence of how demand answers to price, and the markets use the prior alone.
 */
export function summarizeProductDemand(history: ProductHistory, options: SummaryOptions = {}): DemandSummary {
  return fitProduct(history, options).summary;
}

/** The same, with the fit it rests on. */
export function fitProduct(
  history: ProductHistory,
  { model = 'full', category = null, shared = nothingShared }: SummaryOptions = {},
): { readonly result: DemandFitResult; readonly summary: DemandSummary } {
  const orders = model === 'full' ? (largeOrders(history) ?? averagedRows(history)) : null;
  const used = orders?.history ?? history;
  const plain = fitDemand(used);
  const breaks = plain.fit && quantityBreaks(used, plain.fit);
  const result = model === 'plain' ? plain : fullOf(used, category, breaks, shared);
  const steepening = model === 'full' ? steepeningOf(used, result, shared) : null;
  const summary = withShape(summaryOf(used, result, category, breaks), steepening);
  return { result, summary: orders ? withLargeOrders(summary, orders, history) : summary };
}

/** With the shape of its curve, in a sentence where the file's products are sure of it. */
function withShape(summary: DemandSummary, steepening: Steepening | null): DemandSummary {
  const { found, estimate } = summary;
  const sentence = steepening && estimate !== null ? shapeSentence(steepening) : null;
  return {
    ...summary,
    steepening,
    found: found && sentence !== null ? { ...found, sentences: [...found.sentences, sentence] } : found,
  };
}

/** The shape of the product's curve: the file's, with what it means for this fit; null where no shape is thought of. */
function steepeningOf(
  history: ProductHistory,
  { fit }: DemandFitResult,
  { shapes }: FileTerms,
): Steepening | null {
  if (!shapes) return null;
  return {
    ...shapes,
    ...(fit ? steepeningShifts(history, fit) : { elasticityShift: 0, levelShift: 0 }),
  };
}

function withLargeOrders(
  summary: DemandSummary,
  { days, share, ratio }: LargeOrders,
  history: ProductHistory,
): DemandSummary {
  const { found } = summary;
  if (found === null) return summary;
  return {
    ...summary,
    found: {
      ...found,
      unknownDays: found.unknownDays - days,
      largeOrders: { days, share, ratio },
      sentences: [
        isDaily(history) ? largeOrdersSentence(days, ratio) : averagedRowsSentence(days, ratio),
        ...found.sentences,
      ],
    },
  };
}

function fullOf(
  history: ProductHistory,
  category: CategoryIndex | null,
  breaks: QuantityBreaks | null,
  shared: FileTerms,
): FullDemandResult {
  const found = regularPrice(history);
  // The shape of quantity breaks and that of promotions are alike; a mark in the file is no shape.
  return fitFullDemand(history, category, breaks === null || found?.told === 'column' ? found : null, shared);
}

function summaryOf(
  history: ProductHistory,
  result: DemandFitResult | FullDemandResult,
  category: CategoryIndex | null,
  quantityBreaksFound: QuantityBreaks | null,
): DemandSummary {
  const full = 'promotions' in result ? result : null;
  const { fit } = result;
  const promotions = full?.promotions ?? null;
  // Discounts that the file marks as promotions are no quantity breaks.
  const breaks = promotions === null ? quantityBreaksFound : null;
  const estimate = fit?.ownElasticity ?? null;
  const grounded = demandVerdict(result, breaks, promotions);
  const usesPastPrices = breaks === null && grounded.verdict !== 'suspicious';
  const weighed = weighAgainstPrior(usesPastPrices ? estimate : null);
  const marketElasticity = Math.min(0, weighed.value);
  const { baseUnits, ...level } = full?.level ?? demandLevel(history, fit, marketElasticity);
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
    referencePrice: referencePrice(history, full),
    baseUnits,
    level,
    crossElasticity: fit?.crossElasticity?.value ?? null,
    crossInterval: fit?.crossElasticity ? interval95(fit.crossElasticity) : null,
    withoutCompetitor: fit?.withoutCompetitor ? withInterval(fit.withoutCompetitor) : null,
    quantityBreaks: breaks,
    experiment,
    found: full && demandFindings(history, full, category),
  };
}

/** The price charged last, or the regular one where promotions are told apart. */
function referencePrice(history: ProductHistory, full: FullDemandResult | null): number {
  const last = history.price.at(-1)!;
  if (full === null) return last;
  if (full.fit) return full.fit.terms.lastPrice;
  return full.level === null ? last : (regularPrice(history)?.regular.at(-1) ?? last);
}

function withInterval(estimate: Estimate): ElasticityEstimate {
  return {
    estimate: estimate.value,
    standardError: estimate.standardError,
    interval: interval95(estimate),
  };
}

/**
 * What each product's fit knows of its file: the category's other prices, and what the products have in common. For everybody
 * who fits a file product by product; `poolDemand` comes after the last.
 */
export function fileOptions(
  histories: readonly ProductHistory[],
  model: DemandModel = 'full',
): (place: number) => SummaryOptions {
  const categories = categoryIndices(histories);
  const shared = model === 'full' ? fileTerms(histories, categories) : nothingShared;
  return (place) => ({ model, category: categories[place]!, shared });
}

/** The demand of all products of a file: each on its own, then pooled within its category. */
export function summarizeDemand(
  histories: readonly ProductHistory[],
  model: DemandModel = 'full',
): DemandSummary[] {
  const options = fileOptions(histories, model);
  return poolDemand(
    histories,
    histories.map((history, i) => summarizeProductDemand(history, options(i))),
  );
}
