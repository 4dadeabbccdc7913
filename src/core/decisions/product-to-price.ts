// What is known of a product before it is priced: what it costs and sells, its demand curve and its coming season, from its
// past, from a demand market's parameters, or from a market that is played.

import type { DemandSummary, DemandVerdict } from '../demand/demand-summary.ts';
import type { SettlingExperiment } from '../demand/settling-experiment.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { calibrateDemandMarket } from '../market/demand/calibrate.ts';
import { demandIndex, drawnElasticity } from '../market/demand/demand-model.ts';
import type { DemandMarketParameters } from '../market/demand/parameters.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import { type PreparedProduct, prepareProduct } from '../market/history/prepared-product.ts';
import { replayedHistories } from '../market/kinds.ts';
import { type MarketCheck, setupCheck } from '../market/market-check.ts';
import type { MarketSetup } from '../market/market.ts';
import { modelOf } from '../market/models.ts';
import { pastRange } from '../market/price-from-action.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import type { Policy } from '../policy/policy.ts';
import {
  type DemandCurve,
  crossDraws,
  fittedCurve,
  fittedDraws,
  MarketCurve,
  marketNormals,
  seasonElasticity,
  suggestionDraws,
} from './demand-curve.ts';
import type { PriceMoves } from './guardrails/guardrail.ts';
import { MarketSeason, PlayedMarket, playedCurve } from './market-season.ts';
import type { ProfitTerms } from './outlook.ts';
import { RowSeason } from './row-season.ts';
import { lastCompetitorPrice, noMoves, overheadPerDay, priceMoves } from './recent-days.ts';
import type { RecommendedSeries } from './recommend.ts';
import { usualHorizonDays } from './recommendation.ts';
import { seasonWithMemory } from './season-with-memory.ts';
import { type Season, type SeasonDraws, PlainSeason, PlayedSeason } from './season.ts';
import { isReplenished } from './stock.ts';

/** A product that is known by the parameters of a demand market, not by a past. */
interface KnownMarket {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  /** null where unknown; the parameters then hold what the policy is asked with. */
  readonly unitCost: number | null;
  readonly competitorPrice: number | null;
  readonly moves: PriceMoves;
  readonly parameters: DemandMarketParameters;
  readonly demand: DemandKnowledge;
}

/** One product, ready to be priced. */
export interface ProductToPrice {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  readonly currentPrice: number;
  readonly terms: ProfitTerms;
  /** What its cost was assumed from; null where it is known or unknown. */
  readonly assumedCost: string | null;
  readonly promotionsOnly: boolean;
  readonly competitorPrice: number | null;
  readonly moves: PriceMoves;
  /** What the policy is asked with and how its answer becomes a price; null where none is asked. */
  readonly asked: Asked | null;
  readonly curve: DemandCurve;
  /** The coming season where a unit sold costs `unitCost`. */
  readonly seasonOf: (unitCost: number) => Season;
  /** How it is tied to others of its category; null where it is priced alone. */
  readonly tie: Tie | null;
  /** Prices about which something is known. */
  readonly evidence: { readonly lowest: number; readonly highest: number };
  readonly response: Pick<
    RecommendedSeries['demand'],
    'elasticity' | 'elasticityError' | 'unitsPerDay' | 'dispersion' | 'daysPerRow'
  >;
  readonly demand: DemandKnowledge;
  readonly prepared: PreparedProduct | null;
  /** How well the history market that priced it predicts; null in a demand market, and where it was not checked. */
  readonly marketCheck: MarketCheck | null;
}

interface Asked {
  readonly observation: Float32Array;
  readonly priceOf: (action: number) => number;
  /** Set where the policy was trained to price a season day by day, in a market like the one it is valued in. */
  readonly policy: Policy | null;
}

/** What a product has to do with the prices of others. */
interface Tie {
  /** Products of one group are priced together. */
  readonly group: string;
  /** Answer to the index of the others' prices; null where none is known. [draws] */
  readonly cross: Float64Array | null;
  readonly shares: Readonly<Record<string, number>>;
}

/** How far the demand curve can be trusted. */
interface DemandKnowledge {
  readonly verdict: DemandVerdict;
  readonly verdictSentence: string;
  readonly experiment: SettlingExperiment | null;
}

export function productToPrice(
  setup: MarketSetup,
  index: number,
  history: HistoryProduct | undefined,
  policy: Policy | null,
): ProductToPrice {
  const product = modelOf(setup).priced(setup, index);
  const past = product.history ?? history;
  const asked = {
    currentPrice: product.currentPrice,
    asked: policy && {
      observation: product.observation(policy.architecture.observationSize),
      priceOf: (action: number) => product.priceOf(action),
      policy: product.world === null && past ? null : policy,
    },
    marketCheck: ownCheck(setup, index),
  };
  if (past) return { ...pastOf(past, product.world), ...asked };
  if (product.world === null) return { ...playedProduct(setup, index, product), ...asked };
  return {
    ...pastless(knownByName(product.name, product.world), setup.products.length === 1),
    ...asked,
  };
}

/** How well the market that replays a product's history predicts; null in another one, and where it was not checked. */
function ownCheck(setup: MarketSetup, index: number): MarketCheck | null {
  const own = replayedHistories(setup)?.[index];
  return own?.holdOut ? setupCheck({ ...setup, products: [own] }) : null;
}

/** Prices this far beyond the past ones are still searched: the curve carries a little way. */
const evidenceMargin = 0.2;

/** What a product's history says, whatever market prices it; `market` is its demand market where there is one. */
function pastOf(product: HistoryProduct, market: DemandMarketParameters | null) {
  const { history } = product;
  const summary: DemandSummary = product.demand ?? summarizeProductDemand(history);
  const { verdict, sentence, experiment } = summary;
  const draws = fittedDraws(summary, suggestionDraws);
  const daysPerRow = Math.max(1, history.daysPerRow);
  const past = pastRange(history.price);
  const evidence = {
    lowest: past.lowest * (1 - evidenceMargin),
    highest: past.highest * (1 + evidenceMargin),
  };
  return {
    id: history.product.id,
    name: history.product.name,
    category: history.product.category,
    terms: { unitCost: history.unitCost, overheadPerDay: overheadPerDay(history) },
    assumedCost: history.assumedCost ?? null,
    promotionsOnly: summary.found?.promotions?.regularMoved === false,
    competitorPrice: lastCompetitorPrice(history),
    moves: priceMoves(history),
    curve: fittedCurve(summary, suggestionDraws, draws),
    seasonOf: (unitCost: number) => {
      const worlds = {
        base: draws.base.map((units) => units / daysPerRow),
        elasticity:
          market !== null && market.rival !== 'none'
            ? draws.elasticity
            : seasonElasticity(summary, draws.elasticity),
        referencePrice: summary.referencePrice,
      };
      return (
        (isPlayed(history, market)
          ? null
          : seasonWithMemory(
              history,
              summary,
              { ...worlds, elasticity: draws.elasticity },
              unitCost,
              indexOf(market),
              evidence,
            )) ?? pastSeason(product, summary, worlds, unitCost, market)
      );
    },
    tie: isPlayed(history, market) ? null : tieOf(history, summary),
    evidence,
    response: {
      elasticity: summary.marketElasticity,
      elasticityError: summary.marketElasticityError,
      unitsPerDay: summary.baseUnits / daysPerRow,
      // A row's variance over its mean is a day's as well, where days are alike.
      dispersion: summary.dispersion ?? 1,
      daysPerRow,
    },
    demand: {
      verdict,
      verdictSentence: sentence,
      experiment: verdict === 'cannotTell' ? experiment : null,
    },
    prepared: prepareProduct(product, true),
  };
}

/** Products of one category in one place, where the file tells what they take from each other. */
export function tieOf({ product }: HistoryProduct['history'], { found }: DemandSummary): Tie | null {
  if (product.category === null) return null;
  const category = found?.category ?? null;
  return {
    group: JSON.stringify([product.category, product.series ?? null]),
    cross: category?.isTold === true ? crossDraws(product, category, suggestionDraws) : null,
    shares: category?.shares ?? {},
  };
}

/** Whether the season of a product is played: its stock can run out or a rival answers. */
function isPlayed(history: HistoryProduct['history'], market: DemandMarketParameters | null): boolean {
  return runsOut(history) || (market !== null && market.rival !== 'none');
}

function runsOut(history: HistoryProduct['history']): boolean {
  return history.inventory !== null && !isReplenished(history);
}

/** The coming season of a product with a past: played where its stock can run out or a rival answers. */
function pastSeason(
  { history }: HistoryProduct,
  summary: DemandSummary,
  draws: SeasonDraws,
  unitCost: number,
  market: DemandMarketParameters | null,
): Season {
  if (!isPlayed(history, market))
    return new PlainSeason(
      draws,
      unitCost,
      usualHorizonDays,
      market ? meanIndex(market, usualHorizonDays) : 1,
    );
  const parameters = market ?? calibrateDemandMarket(history, summary, referenceMarket).parameters;
  return new PlayedSeason(runsOut(history) ? parameters : withoutStock(parameters), draws, unitCost);
}

/** A shelf that is filled up again: its stock never ends the season. */
function withoutStock(parameters: DemandMarketParameters): DemandMarketParameters {
  return { ...parameters, initialInventory: null };
}

/** Factors of the coming days. [days] */
function indexOf(market: DemandMarketParameters | null): Float64Array {
  return Float64Array.from({ length: usualHorizonDays }, (_, day) => (market ? demandIndex(market, day) : 1));
}

/** Mean factor of weekday and season over the first `days` days. */
export function meanIndex(parameters: DemandMarketParameters, days: number): number {
  let sum = 0;
  for (let day = 0; day < days; day++) sum += demandIndex(parameters, day);
  return sum / days;
}

/** What a market's parameters say where there is no history; one that stands alone is played day by day. */
function pastless(market: KnownMarket, isAlone: boolean) {
  const { id, name, category, unitCost, competitorPrice, moves, parameters, demand } = market;
  return {
    id,
    name,
    category,
    terms: { unitCost, overheadPerDay: 0 },
    assumedCost: null,
    promotionsOnly: false,
    competitorPrice,
    moves,
    curve: new MarketCurve(parameters, marketNormals),
    seasonOf: (cost: number): Season =>
      isAlone
        ? new PlayedSeason(parameters, marketDraws(parameters), cost)
        : quickSeason(parameters, cost, meanIndex(parameters, parameters.days)),
    tie: null,
    evidence: marketEvidence(parameters),
    response: marketResponse(parameters),
    demand,
    prepared: null,
  };
}

/** Prices about which a market's parameters say something. */
export function marketEvidence({ referencePrice, maxPrice }: DemandMarketParameters) {
  return {
    lowest: referencePrice / untriedShare,
    highest: Math.min(maxPrice ?? Infinity, referencePrice * untriedShare),
  };
}

/** How demand answers to its price in a market of these parameters. */
export function marketResponse(parameters: DemandMarketParameters): ProductToPrice['response'] {
  const { elasticity, elasticityError, baseDemand, crossElasticity, rival } = parameters;
  return {
    elasticity: elasticity - (rival === 'none' ? 0 : crossElasticity),
    elasticityError,
    unitsPerDay: baseDemand,
    dispersion: 1,
    daysPerRow: 1,
  };
}

/** A product of a market that says neither a past nor a demand curve: the market itself is played. */
function playedProduct(
  setup: MarketSetup,
  index: number,
  { name, currentPrice }: { readonly name: string; readonly currentPrice: number },
) {
  const market = new PlayedMarket(setup, index);
  const curve = playedCurve(market);
  return {
    id: name,
    name,
    category: null,
    terms: { unitCost: modelOf(setup).costs(setup)[index]!.unitCost, overheadPerDay: 0 },
    assumedCost: null,
    promotionsOnly: false,
    competitorPrice: null,
    moves: noMoves,
    curve,
    seasonOf: (unitCost: number) => new MarketSeason(market, currentPrice, unitCost),
    tie: null,
    evidence: market.range(),
    response: {
      elasticity: elasticityAt(curve, currentPrice),
      elasticityError: 0,
      unitsPerDay: curve.units(currentPrice),
      dispersion: 1,
      daysPerRow: 1,
    },
    demand: asTheMarketSays,
    prepared: null,
  };
}

/** Percent of units for a percent of price, from 5 % below `price` to 5 % above; 0 where nothing is sold there. */
function elasticityAt(curve: DemandCurve, price: number): number {
  const [below, above] = [0.95 * price, 1.05 * price];
  const ratio = curve.units(above) / curve.units(below);
  return ratio > 0 && Number.isFinite(ratio) ? Math.log(ratio) / Math.log(above / below) : 0;
}

const asTheMarketSays: DemandKnowledge = {
  verdict: 'cannotTell',
  verdictSentence: 'No sales history is behind this: demand is taken to follow the market as it was set.',
  experiment: null,
};

/** Without a past nothing beyond this multiple of today's price is searched. */
export const untriedShare = 1.5;

/** A market's own uncertainty as draws: its level is taken as given. */
function marketDraws(parameters: DemandMarketParameters) {
  const { baseDemand, referencePrice, crossElasticity, rival } = parameters;
  const cross = rival === 'none' ? 0 : crossElasticity;
  return {
    base: new Float64Array(suggestionDraws).fill(baseDemand),
    elasticity: marketNormals.map((z) => drawnElasticity(parameters, z) - cross),
    referencePrice,
  };
}

/** The season of one row among a million: the stock is a daily limit, and nothing is played. */
export function quickSeason(parameters: DemandMarketParameters, unitCost: number, index: number): RowSeason {
  const { initialInventory, days } = parameters;
  const mostUnits = initialInventory === null ? Infinity : initialInventory / days;
  return new RowSeason(parameters, { unitCost, index, mostUnits });
}

/** A product of a market that was typed in. */
function knownByName(name: string, parameters: DemandMarketParameters): KnownMarket {
  return {
    id: name,
    name,
    category: null,
    unitCost: parameters.unitCost,
    competitorPrice: parameters.rival === 'none' ? null : parameters.rivalPrice,
    moves: noMoves,
    parameters,
    demand: asTheMarketSays,
  };
}
