// One product's demand curve with its draws: what outlooks, confidence and impact are computed from.
//
// The same draws serve every price, so that two prices are compared on the same curves. The best guess is the curve
// the Demand section shows and the markets use.

import type { DemandFindings, DemandSummary } from '../demand/demand-summary.ts';
import type { LastingFit } from '../demand/lasting.ts';
import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import {
  demandDraws,
  logAnswers,
  unitsExpected,
  type DemandDraws,
  type DrawnDemand,
} from '../demand/draws.ts';
import { steepened } from '../demand/steepening.ts';
import { estimateInOrder } from './estimate-in-order.ts';
import type { Estimate } from './gain-estimate.ts';
import { demandIndex, drawnElasticity, expectedDemand } from '../market/demand/demand-model.ts';
import { Random } from '../random.ts';
import type { ProductInfo } from '../table/dataset.ts';

export interface DemandCurve {
  /** Expected units a day at `price`. */
  units(price: number): number;
  /** The same on each drawn curve, into `out`. [draws] */
  drawnUnits(price: number, out: Float64Array): Float64Array;
  /** Both at once, with the middle 95 % of the draws, where that takes less than all of them. */
  estimate?(price: number): Estimate;
}

/** Curves drawn for a suggestion: the ends of an interval stand for 10 draws each. */
export const suggestionDraws = 400;
const seed = 1;

/** The draws of a product's own past; they depend on the product's id alone, so every reader has the same ones. */
export function fittedDraws(summary: DrawnDemand, draws: number): DemandDraws {
  return demandDraws(summary, draws, new Random(seed).fork('demand draws').fork(summary.productId));
}

/** The fitted curve of a product's own past. */
export function fittedCurve(
  summary: DrawnDemand,
  draws: number,
  drawn: DemandDraws = fittedDraws(summary, draws),
): DemandCurve {
  const worlds = { ...drawn, referencePrice: summary.referencePrice };
  return {
    units: (price) => unitsExpected(summary, price),
    drawnUnits: (price, out) => {
      logAnswers(worlds, price, out);
      for (let i = 0; i < out.length; i++) out[i] = drawn.base[i]! * Math.exp(out[i]!);
      return out;
    },
  };
}

/** What the fit found of habit and of a rival that answers, if anything. */
export interface LastingFound {
  readonly lasting: LastingFit | null;
}

/** The drawn elasticities over a season in which buyers get used to a price and a rival answers it. [draws] */
export function seasonElasticity(
  { lasting, estimate, productId }: Pick<DemandSummary, 'estimate' | 'productId'> & LastingFound,
  own: Float64Array,
): Float64Array {
  if (!lasting || estimate === null) return own;
  const { shift, slope, standardError } = lasting;
  const random = new Random(seed).fork('season draws').fork(productId);
  return own.map((drawn) =>
    Math.min(0, drawn + shift + slope * (drawn - estimate) + standardError * random.normal()),
  );
}

/** The answer to the index of the category's other prices, as it was fitted. */
export type CrossEffect = Pick<
  NonNullable<DemandFindings['category']>,
  'coefficient' | 'standardError' | 'sharedError'
>;

/** How units answer to the index of the category's other prices: the same draws for every reader. [draws] */
export function crossDraws(
  { id, category: name }: Pick<ProductInfo, 'id' | 'category'>,
  { coefficient, standardError, sharedError = 0 }: CrossEffect,
  draws: number,
): Float64Array {
  const random = new Random(seed).fork('cross draws');
  const common = random.fork('category').fork(name ?? '');
  const own = random.fork('product').fork(id);
  const ownError = Math.sqrt(Math.max(0, standardError ** 2 - sharedError ** 2));
  return Float64Array.from(
    { length: draws },
    () => coefficient + sharedError * common.normal() + ownError * own.normal(),
  );
}

/** The others' prices have moved a product's index by `by`. */
export interface IndexMove {
  /** Answer to the index. [draws] */
  readonly cross: Float64Array;
  readonly by: number;
}

/** The curve where the index of the category's prices has moved by `by` (log), each draw by its own cross effect. */
export function movedCurve(curve: DemandCurve, { cross, by }: IndexMove): DemandCurve {
  const mean = cross.reduce((sum, answer) => sum + answer, 0) / cross.length;
  return {
    units: (price) => curve.units(price) * Math.exp(mean * by),
    drawnUnits: (price, out) => {
      curve.drawnUnits(price, out);
      for (let i = 0; i < out.length; i++) out[i]! *= Math.exp(cross[i]! * by);
      return out;
    },
  };
}

/**
 * The curve of a demand market on its first day, its stock the limit.
 *
 * Its elasticity is as unsure as the market says; its level is taken as given, since nothing was fitted. `normals` are
 * standard normal numbers, one a draw.
 */
export class MarketCurve implements DemandCurve {
  private readonly parameters: DemandMarketParameters;
  private readonly normals: Float64Array;
  private readonly atReference: number;
  private readonly cross: number;
  private readonly most: number;

  constructor(parameters: DemandMarketParameters, normals: Float64Array) {
    const { elasticity, rivalPrice, initialInventory, referencePrice, rival, crossElasticity } = parameters;
    const index = demandIndex(parameters, 0);
    this.parameters = parameters;
    this.normals = normals;
    this.atReference = expectedDemand(parameters, elasticity, referencePrice, index, rivalPrice);
    this.cross = rival === 'none' ? 0 : crossElasticity;
    this.most = initialInventory ?? Infinity;
  }

  units(price: number): number {
    return this.unitsAt(this.parameters.elasticity, this.logRatio(price));
  }

  estimate(price: number): Estimate {
    const logRatio = this.logRatio(price);
    const { length } = this.normals;
    return estimateInOrder(this.units(price), (i) => this.ofDraw(i, logRatio), length, logRatio >= 0);
  }

  drawnUnits(price: number, out: Float64Array): Float64Array {
    const logRatio = this.logRatio(price);
    for (let i = 0; i < out.length; i++) out[i] = this.ofDraw(i, logRatio);
    return out;
  }

  private logRatio(price: number): number {
    const { referencePrice, steepening = 0 } = this.parameters;
    return steepened(Math.log(price / referencePrice), steepening);
  }

  private ofDraw(i: number, logRatio: number): number {
    return this.unitsAt(drawnElasticity(this.parameters, this.normals[i]!), logRatio);
  }

  private unitsAt(elasticity: number, logRatio: number): number {
    return Math.min(this.most, this.atReference * Math.exp((elasticity - this.cross) * logRatio));
  }
}

/**
 * The draws every demand market is asked with, in ascending order: the drawn units at a price then ascend or descend
 * too, and need no sorting. [suggestionDraws]
 */
export const marketNormals: Float64Array = new Random(seed)
  .fork('market draws')
  .fillNormal(new Float64Array(suggestionDraws))
  .sort();
