// From evidence to a product that can be priced: its draws, its demand curve and its coming season, computed and never stored.

import {
  crossDraws,
  fittedCurve,
  fittedDraws,
  seasonElasticity,
  suggestionDraws,
  type DemandCurve,
} from './demand-curve.ts';
import type { PricingEvidence } from './pricing-evidence.ts';
import type { ProfitTerms } from './outlook.ts';
import type { PastEnding, PriceMoves } from './guardrails/guardrail.ts';
import type { RecommendedSeries } from './recommend.ts';
import { usualHorizonDays } from './recommendation.ts';
import { seasonWithMemory } from './season-with-memory.ts';
import { PlainSeason } from './plain-season.ts';
import { PlayedSeason } from './played-season.ts';
import type { Season } from './season.ts';
import type { DemandDraws } from '../demand/draws.ts';
import type { NoGround } from '../demand/evidence-of-fit.ts';
import type { ProductInfo } from '../table/dataset.ts';

/** What a product has to do with the prices of others. */
export interface Tie {
  /** Products of one group are priced together. */
  readonly group: string;
  /** Answer to the index of the others' prices; null where none is known. [draws] */
  readonly cross: Float64Array | null;
  readonly shares: Readonly<Record<string, number>>;
}

/** One product, ready to be priced by its own demand. */
export interface PriceableProduct {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  readonly currentPrice: number;
  readonly terms: ProfitTerms;
  /** What its cost was assumed from; null where it is known or unknown. */
  readonly assumedCost: string | null;
  /** Why no other price may be advised; null where one may. */
  readonly noGround: NoGround | null;
  readonly competitorPrice: number | null;
  readonly moves: PriceMoves;
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
  /** The test that would settle what the data cannot tell; null where it tells, or no test would. */
  readonly settlingTest: { readonly price: number; readonly days: number } | null;
  /** What its past says; null where it has none. */
  readonly past: {
    readonly product: ProductInfo;
    readonly lowest: number;
    readonly highest: number;
    /** What its prices ended in; null: in any cent. */
    readonly ending: PastEnding | null;
    /** The first day that is priced, days since 1970-01-01. */
    readonly firstDay: number;
  } | null;
}

/** Prices this far beyond the past ones are still searched: the curve carries a little way. */
const evidenceMargin = 0.2;

/** What can be priced of the little that a report carries of a product: the same draws, season and terms as on the page. */
export function evidenceToPrice(known: PricingEvidence): PriceableProduct {
  const { product, demand, daysPerRow, past, season, firstDay } = known;
  const draws = fittedDraws(demand, suggestionDraws);
  const evidence = {
    lowest: past.lowest * (1 - evidenceMargin),
    highest: past.highest * (1 + evidenceMargin),
  };
  return {
    id: product.id,
    name: product.name,
    category: product.category,
    currentPrice: known.currentPrice,
    terms: known.terms,
    assumedCost: known.assumedCost,
    noGround: demand.noGround,
    competitorPrice: known.competitorPrice,
    moves: known.moves,
    curve: fittedCurve(demand, suggestionDraws, draws),
    seasonOf: seasonsOf(known, draws, evidence),
    tie: season.kind === 'played' ? null : tieOf(product, demand.cross),
    evidence,
    response: {
      elasticity: demand.marketElasticity,
      elasticityError: demand.marketElasticityError,
      unitsPerDay: demand.baseUnits / daysPerRow,
      // A row's variance over its mean is a day's as well, where days are alike.
      dispersion: demand.dispersion ?? 1,
      daysPerRow,
    },
    settlingTest: demand.verdict === 'cannotTell' ? demand.experiment : null,
    past: { product, ...past, firstDay },
  };
}

/** The coming season for any unit cost: of all of them the worlds are the same. */
function seasonsOf(
  { demand, daysPerRow, season }: PricingEvidence,
  draws: DemandDraws,
  evidence: PriceableProduct['evidence'],
): (unitCost: number) => Season {
  const { lasting, estimate, productId } = demand;
  const worlds = {
    base: draws.base.map((units) => units / daysPerRow),
    elasticity: draws.elasticity,
    steepening: draws.steepening,
    referencePrice: demand.referencePrice,
  };
  switch (season.kind) {
    case 'memory': {
      const index = Float64Array.from(season.index);
      const remembered = { productId, estimate: estimate!, lasting: lasting! };
      return (unitCost) => seasonWithMemory(remembered, season.start, worlds, unitCost, index, evidence);
    }
    case 'plain': {
      const held = { ...worlds, elasticity: seasonElasticity(demand, draws.elasticity) };
      return (unitCost) => new PlainSeason(held, unitCost, usualHorizonDays, season.index);
    }
    case 'played': {
      // At a market's rival our price alone moves demand by the own elasticity.
      const elasticity = season.hasRival ? draws.elasticity : seasonElasticity(demand, draws.elasticity);
      const own = { ...worlds, elasticity };
      return (unitCost) => new PlayedSeason(season.parameters, own, unitCost);
    }
    default:
      return season satisfies never;
  }
}

/** Products of one category in one place, where the file tells what they take from each other. */
export function tieOf(
  product: Pick<ProductInfo, 'id' | 'category' | 'series'>,
  cross: PricingEvidence['demand']['cross'],
): Tie | null {
  if (product.category === null) return null;
  return {
    group: JSON.stringify([product.category, product.series ?? null]),
    cross: cross && crossDraws(product, cross, suggestionDraws),
    shares: cross?.shares ?? {},
  };
}
