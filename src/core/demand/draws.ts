// Draws of a product's demand curve: what intervals and confidence are computed from.
//
// Level and elasticity are estimated together. The elasticity is drawn from its posterior (the fit weighed against the
// prior); the level follows it along the regression's covariance and keeps its own error. Day-to-day noise is no part
// of it: the draws say where the curve lies, not where tomorrow's sales will.

import type { Random } from '../random.ts';
import type { DemandSummary } from './demand-summary.ts';
import { type Steepening, evenShapes, steepened } from './steepening.ts';

/** What curves are drawn from. */
export type DrawnDemand = Pick<
  DemandSummary,
  | 'productId'
  | 'marketElasticity'
  | 'marketElasticityError'
  | 'baseUnits'
  | 'referencePrice'
  | 'level'
  | 'steepening'
>;

export interface DemandDraws {
  /** Expected units a row at the reference price. [draws] */
  readonly base: Float64Array;
  /** Own-price elasticity, never above 0. [draws] */
  readonly elasticity: Float64Array;
  /** How it grows with the price (steepening.ts); null: not at all. [draws] */
  readonly steepening: Float64Array | null;
}

/**
 * `count` curves `base * exp(elasticity * steepened(log(price / referencePrice)))`; the same for the same state of `random`.
 *
 * As in the markets, dearer never sells more: a drawn elasticity above 0 counts as 0.
 */
export function demandDraws(summary: DrawnDemand, count: number, random: Random): DemandDraws {
  const { marketElasticity, marketElasticityError, baseUnits, level, steepening: shape = null } = summary;
  const base = new Float64Array(count);
  const elasticity = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const drawn = Math.min(0, marketElasticity + marketElasticityError * random.normal());
    const logShift = level.slope * (drawn - marketElasticity) + level.standardError * random.normal();
    elasticity[i] = drawn;
    base[i] = baseUnits * Math.exp(logShift);
  }
  return {
    base,
    elasticity,
    steepening: shape && drawnShapes(shape, base, elasticity),
  };
}

/** Gives every draw a shape, and moves its elasticity and level to where a fit of that shape has them. [draws] */
function drawnShapes(
  { value, elasticityShift, levelShift, ...known }: Steepening,
  base: Float64Array,
  elasticity: Float64Array,
): Float64Array {
  const evenly = evenShapes(known.shapes);
  return base.map((_, i) => {
    const steepening = evenly[i % evenly.length]!;
    const beyond = steepening - value;
    base[i]! *= Math.exp(elasticity[i]! * levelShift * beyond);
    elasticity[i]! *= Math.exp(elasticityShift * beyond);
    return steepening;
  });
}

/** Curves that were drawn, about the price at which `base` is sold. */
export interface DrawnCurves {
  /** [draws] */
  readonly elasticity: Float64Array;
  /** How it grows with the price; absent or null: not at all. [draws] */
  readonly steepening?: Float64Array | null;
  readonly referencePrice: number;
}

/** Log units at `price` over those at the reference price, on each curve, into `out`. [draws] */
export function logAnswers(
  { elasticity, steepening = null, referencePrice }: DrawnCurves,
  price: number,
  out: Float64Array,
): Float64Array {
  const logRatio = Math.log(price / referencePrice);
  if (steepening === null || logRatio === 0) {
    for (let i = 0; i < out.length; i++) out[i] = elasticity[i]! * logRatio;
    return out;
  }
  const { values, kindOf } = repeatedOf(steepening);
  const answers = values.map((value) => steepened(logRatio, value));
  for (let i = 0; i < out.length; i++) out[i] = elasticity[i]! * answers[kindOf[i]!]!;
  return out;
}

/** Numbers of which there are few, and which of them each is. */
interface Repeated {
  readonly values: readonly number[];
  /** Places in `values`. [draws] */
  readonly kindOf: Uint16Array;
}

/** Steepenings do not change once they are drawn, and many draws have the same. */
const repeated = new WeakMap<Float64Array, Repeated>();

function repeatedOf(numbers: Float64Array): Repeated {
  let known = repeated.get(numbers);
  if (known === undefined) {
    const kinds = new Map<number, number>();
    const kindOf = new Uint16Array(numbers.length);
    for (let i = 0; i < numbers.length; i++) {
      const kind = kinds.get(numbers[i]!) ?? kinds.size;
      kinds.set(numbers[i]!, kind);
      kindOf[i] = kind;
    }
    repeated.set(numbers, (known = { values: [...kinds.keys()], kindOf }));
  }
  return known;
}

/** Expected units a row at `price` by the best guess. */
export function unitsExpected(
  {
    baseUnits,
    marketElasticity,
    referencePrice,
    steepening,
  }: Pick<DrawnDemand, 'baseUnits' | 'marketElasticity' | 'referencePrice' | 'steepening'>,
  price: number,
): number {
  return (
    baseUnits *
    Math.exp(marketElasticity * steepened(Math.log(price / referencePrice), steepening?.value ?? 0))
  );
}

/** Expected units a row at `price` on curve `i`. */
export function unitsAt(draws: DemandDraws, i: number, price: number, referencePrice: number): number {
  const logRatio = Math.log(price / referencePrice);
  return draws.base[i]! * Math.exp(draws.elasticity[i]! * steepened(logRatio, draws.steepening?.[i] ?? 0));
}
