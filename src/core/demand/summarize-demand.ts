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
import { clearlyMinds, isPricedDaily } from './day-prices.ts';
import { countPrices, isDaily } from './demand-terms.ts';
import { demandLevel, steepeningShifts } from './expected-units.ts';
import { type DemandFitResult, fitDemand } from './fit-demand.ts';
import { type FullDemandResult, fitFullDemand } from './fit-full-demand.ts';
import { type LargeOrders, largeOrders } from './large-orders.ts';
import { fileTerms } from './file-terms.ts';
import { type FileTerms, nothingShared } from './lasting.ts';
import { poolDemand } from './pool-demand.ts';
import { atChargedPrices, type PriceShift, priceShift, shiftSentence } from './price-dates.ts';
import { elasticityPrior, weighAgainstPrior } from './prior.ts';
import { quantityBreaks } from './quantity-breaks.ts';
import { type RegularPrice, regularPrice } from './regular-price.ts';
import type { Steepening } from './steepening.ts';
import { settlingExperiment } from './settling-experiment.ts';
import { fewestPrices } from './verdict-limits.ts';
import { demandVerdict, interval95, verdictSentence } from './verdict.ts';

/** The full model (fit-full-demand.ts), or the plain regression (fit-demand.ts). */
export type DemandModel = 'full' | 'plain';

export interface SummaryOptions {
  readonly model?: DemandModel;
  /** What the category's other products cost; none where absent. */
  readonly category?: CategoryIndex | null;
  /** What the products of the file have in common; absent: nothing. */
  readonly shared?: FileTerms;
  /** By how many days the file's prices are off; absent: by none. */
  readonly shift?: PriceShift;
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
  file: ProductHistory,
  { model = 'full', category = null, shared = nothingShared, shift = 0 }: SummaryOptions = {},
): { readonly result: DemandFitResult; readonly summary: DemandSummary } {
  const history = atChargedPrices(file, shift);
  const orders = model === 'full' ? (largeOrders(history) ?? averagedRows(history)) : null;
  const used = orders?.history ?? history;
  const plain = fitDemand(used);
  const breaks = plain.fit && quantityBreaks(used, plain.fit);
  const result = model === 'plain' ? plain : fullOf(used, category, breaks, shared);
  const steepening = model === 'full' ? steepeningOf(used, result, shared) : null;
  const own = summaryOf(used, result, category, breaks, followsItsDemand(used, result, shared));
  const summary = withShift(withShape(own, steepening), shift);
  return { result, summary: orders ? withLargeOrders(summary, orders, history) : summary };
}

/** Whether its price follows the demand of its day, as those of its file do. */
function followsItsDemand(history: ProductHistory, { fit }: DemandFitResult, shared: FileTerms): boolean {
  if (shared.followsDemand !== true || fit === null) return false;
  return isPricedDaily(history) && !clearlyMinds(fit.ownElasticity);
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

/** With a sentence where its prices were moved to other days. */
function withShift(summary: DemandSummary, shift: PriceShift): DemandSummary {
  const { found } = summary;
  if (shift === 0 || found === null) return summary;
  return { ...summary, found: { ...found, sentences: [shiftSentence(shift), ...found.sentences] } };
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
  return fitFullDemand(history, category, promotionsOf(history, breaks, shared), shared);
}

/** Promotions as far as they are to be told apart by their mark or shape. */
function promotionsOf(
  history: ProductHistory,
  breaks: QuantityBreaks | null,
  { cuts }: FileTerms,
): RegularPrice | null {
  const found = regularPrice(history);
  // A mark in the file is no shape.
  if (found === null || found.told === 'column') return found;
  // The shape of quantity breaks and that of promotions are alike.
  if (breaks !== null) return null;
  // Beside a regular price that moves not every cut returns to where it came from: what cuts sell tells all of them, their shape some.
  return cuts && countPrices(found.regular) >= fewestPrices ? null : found;
}

function summaryOf(
  history: ProductHistory,
  result: DemandFitResult | FullDemandResult,
  category: CategoryIndex | null,
  quantityBreaksFound: QuantityBreaks | null,
  isFollowing: boolean,
): DemandSummary {
  const full = 'promotions' in result ? result : null;
  const { fit } = result;
  const promotions = full?.promotions ?? null;
  // Discounts that the file marks as promotions are no quantity breaks.
  const breaks = promotions === null ? quantityBreaksFound : null;
  const estimate = fit?.ownElasticity ?? null;
  const grounded = demandVerdict(result, breaks, promotions, isFollowing);
  const usesPastPrices = breaks === null && grounded.verdict !== 'suspicious' && !isFollowing;
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
    found: full && {
      ...demandFindings(history, full, category),
      ...(isFollowing ? { followsDemand: true } : {}),
    },
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
  const shift = model === 'full' ? priceShift(histories) : 0;
  const charged = histories.map((history) => atChargedPrices(history, shift));
  const categories = categoryIndices(charged);
  const shared = model === 'full' ? fileTerms(charged, categories) : nothingShared;
  return (place) => ({ model, category: categories[place]!, shared, shift });
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
