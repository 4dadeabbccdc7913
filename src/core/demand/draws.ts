// Draws of a product's demand curve: what intervals and confidence are computed from.
//
// Level and elasticity are estimated together. The elasticity is drawn from its posterior (the fit weighed against the
// prior); the level follows it along the regression's covariance and keeps its own error. Day-to-day noise is no part
// of it: the draws say where the curve lies, not where tomorrow's sales will.

import type { Random } from '../random.ts';
import type { DemandSummary } from './demand-summary.ts';

/** What curves are drawn from. */
export type DrawnDemand = Pick<
  DemandSummary,
  'productId' | 'marketElasticity' | 'marketElasticityError' | 'baseUnits' | 'referencePrice' | 'level'
>;

export interface DemandDraws {
  /** Expected units a row at the reference price. [draws] */
  readonly base: Float64Array;
  /** Own-price elasticity, never above 0. [draws] */
  readonly elasticity: Float64Array;
}

/**
 * `count` curves `base * (price / referencePrice) ^ elasticity`; the same for the same state of `random`.
 *
 * As in the markets, dearer never sells more: a drawn elasticity above 0 counts as 0.
 */
export function demandDraws(summary: DrawnDemand, count: number, random: Random): DemandDraws {
  const { marketElasticity, marketElasticityError, baseUnits, level } = summary;
  const base = new Float64Array(count);
  const elasticity = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const drawn = Math.min(0, marketElasticity + marketElasticityError * random.normal());
    const logShift = level.slope * (drawn - marketElasticity) + level.standardError * random.normal();
    elasticity[i] = drawn;
    base[i] = baseUnits * Math.exp(logShift);
  }
  return { base, elasticity };
}

/** Expected units a row at `price` on curve `i`. */
export function unitsAt(draws: DemandDraws, i: number, price: number, referencePrice: number): number {
  return draws.base[i]! * (price / referencePrice) ** draws.elasticity[i]!;
}
