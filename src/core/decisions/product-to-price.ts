// What is known of a product before it is priced: what it costs and sells, its demand curve and its coming season, from its
// past, from a demand market's parameters, or from a market that is played.

import type { DemandSummary, DemandVerdict } from '../demand/demand-summary.ts';
import type { SettlingExperiment } from '../demand/settling-experiment.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { demandIndex, drawnElasticity } from '../market/demand/demand-model.ts';
import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import { prepareProduct, supportDays } from '../market/history/prepared-product.ts';
import { type MarketCheck, productCheck } from '../market/market-check.ts';
import type { MarketSetup } from '../market/market.ts';
import { modelOf } from '../market/market-models.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import type { Policy } from '../policy/policy.ts';
import { type DemandCurve, MarketCurve, marketNormals, suggestionDraws } from './demand-curve.ts';
import { evidenceToPrice, type PriceableProduct } from './evidence-to-price.ts';
import type { PriceMoves } from './guardrails/guardrail.ts';
import { MarketSeason, PlayedMarket, playedCurve } from './market-season.ts';
import { pricingEvidence } from './pricing-evidence.ts';
import { RowSeason } from './row-season.ts';
import { noMoves } from './recent-days.ts';
import { PlayedSeason } from './played-season.ts';
import type { Season } from './season.ts';

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

/** One product, ready to be priced, with what an agent is asked and how far its demand can be trusted. */
export interface ProductToPrice extends PriceableProduct {
  /** What the policy is asked with and how its answer becomes a price; null where none is asked. */
  readonly asked: Asked | null;
  readonly demand: DemandKnowledge;
  /** Past days with a price near `price`. */
  readonly supportDays: (price: number) => number;
  /** How well the history market that priced it predicts; null in a demand market, and where it was not checked. */
  readonly marketCheck: MarketCheck | null;
}

interface Asked {
  readonly observation: Float32Array;
  readonly priceOf: (action: number) => number;
  /** Set where the policy was trained to price a season day by day, in a market like the one it is valued in. */
  readonly policy: Policy | null;
}

/** How far the demand curve can be trusted. */
interface DemandKnowledge {
  readonly verdict: DemandVerdict;
  readonly verdictSentence: string;
  readonly experiment: SettlingExperiment | null;
}

/** What is known of product `index` of a setup, and the price that the policy asks for it (null without a policy). */
export function productToPrice(
  setup: MarketSetup,
  index: number,
  history: HistoryProduct | undefined,
  policy: Policy | null,
): ProductToPrice {
  const product = modelOf(setup).priced(setup, index);
  const past = product.history ?? history;
  const { currentPrice } = product;
  const asked = {
    currentPrice,
    asked: policy && {
      observation: product.observation(policy.architecture.observationSize),
      priceOf: (action: number) => product.priceOf(action),
      policy: product.world === null && past ? null : policy,
    },
    marketCheck: productCheck(setup, index),
  };
  if (past) return { ...pastOf(past, currentPrice, product.world), ...asked };
  if (product.world === null) return { ...playedProduct(setup, index, product), ...asked };
  return {
    ...pastless(knownByName(product.name, product.world), setup.products.length === 1),
    ...asked,
  };
}

/** What a product's history says, whatever market prices it; `market` is its demand market where there is one. */
function pastOf(product: HistoryProduct, currentPrice: number, market: DemandMarketParameters | null) {
  const { history } = product;
  const summary: DemandSummary = product.demand ?? summarizeProductDemand(history);
  const { verdict, sentence, experiment } = summary;
  const prepared = prepareProduct(product, true);
  return {
    ...evidenceToPrice(pricingEvidence({ ...product, demand: summary }, currentPrice, market)),
    demand: {
      verdict,
      verdictSentence: sentence,
      experiment: verdict === 'cannotTell' ? experiment : null,
    },
    supportDays: (price: number) => supportDays(prepared, price),
  };
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
    noGround: null,
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
    past: null,
    settlingTest: demand.experiment,
    supportDays: noSupport,
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
    noGround: null,
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
    past: null,
    settlingTest: null,
    supportDays: noSupport,
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
  verdictSentence:
    'No sales history supports this price: demand is assumed to follow the settings of the market.',
  experiment: null,
};

/** Without a past nothing beyond this multiple of today's price is searched. */
export const untriedShare = 1.5;

/** A market's own uncertainty as draws: its level is taken as given. */
function marketDraws(parameters: DemandMarketParameters) {
  const { baseDemand, referencePrice, crossElasticity, rival, steepening } = parameters;
  const cross = rival === 'none' ? 0 : crossElasticity;
  return {
    base: new Float64Array(suggestionDraws).fill(baseDemand),
    steepening: steepening ? new Float64Array(suggestionDraws).fill(steepening) : null,
    elasticity: marketNormals.map((z) => drawnElasticity(parameters, z) - cross),
    referencePrice,
  };
}

/** Mean factor of weekday and season over the first `days` days. */
export function meanIndex(parameters: DemandMarketParameters, days: number): number {
  let sum = 0;
  for (let day = 0; day < days; day++) sum += demandIndex(parameters, day);
  return sum / days;
}

/** Without a history no past day supports a price. */
const noSupport = () => 0;

/** The season of one row among a million: the stock is a daily limit, and nothing is played. */
function quickSeason(parameters: DemandMarketParameters, unitCost: number, index: number): RowSeason {
  return new RowSeason(parameters, { unitCost, index, mostUnits: mostUnitsOf(parameters) });
}

/** The stock as a limit on every day's units; Infinity without one. */
export function mostUnitsOf({ initialInventory, days }: DemandMarketParameters): number {
  return initialInventory === null ? Infinity : initialInventory / days;
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
