// What a product's past comes to for pricing, as plain numbers: a few hundred bytes that a report carries in place of the
// history and the fit. Everything drawn at random is drawn again from them, the same numbers each time, so a price found from
// evidence is the price found from the history (evidence-to-price.ts).

import type { DemandSummary } from '../demand/demand-summary.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import type { DrawnDemand } from '../demand/draws.ts';
import { type NoGround, noGroundOf } from '../demand/evidence-of-fit.ts';
import type { LastingFit } from '../demand/lasting.ts';
import { calibrateDemandMarket } from '../market/demand/calibrate.ts';
import { demandIndex } from '../market/demand/demand-model.ts';
import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import { pastRange } from '../market/price-from-action.ts';
import { mean } from '../statistics/summary.ts';
import type { ProductHistory, ProductInfo } from '../table/dataset.ts';
import type { CrossEffect } from './demand-curve.ts';
import type { PastEnding, PriceMoves } from './guardrails/guardrail.ts';
import type { ProfitTerms } from './outlook.ts';
import { pastEnding } from './past-ending.ts';
import { lastCompetitorPrice, overheadPerDay, priceMoves } from './recent-days.ts';
import { usualHorizonDays } from './recommendation.ts';
import { type MemoryStart, memoryStart } from './season-with-memory.ts';
import { isReplenished } from './stock-left.ts';

/** What the demand fit says, as far as prices depend on it. */
export interface DemandEvidence
  extends DrawnDemand, Pick<DemandSummary, 'estimate' | 'dispersion' | 'verdict'> {
  /** The test that would settle what is open; null where none would. Currency, days. */
  readonly experiment: { readonly price: number; readonly days: number } | null;
  /** Habit and a rival that answers; null where the fit found neither. */
  readonly lasting: LastingFit | null;
  /** The answer to its category's other prices; null where none is told. */
  readonly cross: (CrossEffect & { readonly shares: Readonly<Record<string, number>> }) | null;
  /** Why no other price may be advised from it; null where one may. */
  readonly noGround: NoGround | null;
}

/** How the coming season is valued. */
type SeasonEvidence =
  /** Days alike but for a factor; `index` is its mean. */
  | { readonly kind: 'plain'; readonly index: number }
  /** Played with what buyers are used to and a rival that answers. `index`: [days]. */
  | { readonly kind: 'memory'; readonly start: MemoryStart; readonly index: readonly number[] }
  /** Played with stock that runs out, or a market's rival. */
  | {
      readonly kind: 'played';
      readonly parameters: DemandMarketParameters;
      readonly hasRival: boolean;
    };

/** Plain data: what `JSON.parse` gives back is the same evidence. */
export interface PricingEvidence {
  readonly product: ProductInfo;
  readonly currentPrice: number;
  readonly terms: ProfitTerms;
  readonly assumedCost: string | null;
  /** The competitor's last price; null without one. */
  readonly competitorPrice: number | null;
  readonly moves: PriceMoves;
  readonly past: {
    readonly lowest: number;
    readonly highest: number;
    /** What its prices ended in; null: in any cent. */
    readonly ending: PastEnding | null;
  };
  /** Calendar days a row of the file covers, at least 1. */
  readonly daysPerRow: number;
  /** The day after the last row, days since 1970-01-01. */
  readonly firstDay: number;
  readonly demand: DemandEvidence;
  readonly season: SeasonEvidence;
}

/** `market` is the product's demand market where it is priced in one; null in a market that replays its history. */
export function pricingEvidence(
  { history, demand }: HistoryProduct,
  currentPrice: number,
  market: DemandMarketParameters | null,
): PricingEvidence {
  const summary = demand ?? summarizeProductDemand(history);
  const { product, unitCost } = history;
  const daysPerRow = Math.max(1, history.daysPerRow);
  return {
    product,
    currentPrice,
    terms: { unitCost, overheadPerDay: overheadPerDay(history) },
    assumedCost: history.assumedCost ?? null,
    competitorPrice: lastCompetitorPrice(history),
    moves: priceMoves(history),
    past: { ...pastRange(history.price), ending: pastEnding(history.price) },
    daysPerRow,
    firstDay: history.days.at(-1)! + Math.round(daysPerRow),
    demand: demandEvidence(summary),
    season: seasonEvidence(history, summary, market),
  };
}

function demandEvidence(summary: DemandSummary): DemandEvidence {
  const { productId, marketElasticity, marketElasticityError, baseUnits, referencePrice, level } = summary;
  const { estimate, dispersion, verdict, experiment, found } = summary;
  return {
    productId,
    marketElasticity,
    marketElasticityError,
    baseUnits,
    referencePrice,
    level,
    steepening: summary.steepening ?? null,
    estimate,
    dispersion,
    verdict,
    experiment: experiment && { price: experiment.price, days: experiment.days },
    lasting: found?.lasting ?? null,
    cross: crossEvidence(summary),
    noGround: noGroundOf(summary),
  };
}

/** What the category's other prices do to a product, where the file tells it. */
export function crossEvidence({ found }: Pick<DemandSummary, 'found'>): DemandEvidence['cross'] {
  const category = found?.category;
  if (category?.isTold !== true) return null;
  const { coefficient, standardError, sharedError = 0, shares } = category;
  return { coefficient, standardError, sharedError, shares };
}

function seasonEvidence(
  history: ProductHistory,
  { found, estimate, ...rest }: DemandSummary,
  market: DemandMarketParameters | null,
): SeasonEvidence {
  const hasRival = market !== null && market.rival !== 'none';
  const index = Array.from({ length: usualHorizonDays }, (_, day) => (market ? demandIndex(market, day) : 1));
  if (hasRival || runsOut(history)) {
    const parameters =
      market ?? calibrateDemandMarket(history, { ...rest, found, estimate }, referenceMarket).parameters;
    return {
      kind: 'played',
      // A shelf that is filled up again never ends the season.
      parameters: runsOut(history) ? parameters : { ...parameters, initialInventory: null },
      hasRival,
    };
  }
  const lasting = found?.lasting;
  if (lasting && estimate !== null) return { kind: 'memory', start: memoryStart(history, lasting), index };
  return { kind: 'plain', index: market ? mean(index) : 1 };
}

/** Whether its stock can run out for good. */
function runsOut(history: ProductHistory): boolean {
  return history.inventory !== null && !isReplenished(history);
}
