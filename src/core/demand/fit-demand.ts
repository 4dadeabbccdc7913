// The demand fit of one product: own-price elasticity with its error, and what else the regression found.
//
// Where a rival's price exists it enters as log(competitor / own). Its coefficient then
// says what happens when the ratio changes, and the elasticity what happens when both prices move together. What a
// price change of ours alone does is the difference of the two: that is `ownElasticity`, it is what a fit without
// the rival estimates too, and it is what markets and verdicts use.

import type { DriverRole } from '../table/demand-drivers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { demandTerms, ownWeights, type DemandTerms } from './demand-terms.ts';
import type { DriverTerm } from './drivers.ts';
import { dot } from '../statistics/dot.ts';
import type { Estimate } from '../statistics/estimate.ts';
import type { OwnJumps } from './jumps-with-prices.ts';
import type { LastingFit, StockingUp } from './lasting.ts';
import type { LevelFit } from './local-level.ts';
import { quasiPoisson, type PoissonFit } from './quasi-poisson.ts';

export interface DemandFit {
  readonly terms: DemandTerms;
  readonly regression: PoissonFit;
  /** Square roots of the covariance's diagonal, in the order of the terms. */
  readonly standardErrors: readonly number[];
  /** The coefficient of log price. */
  readonly elasticity: Estimate;
  /** What our price alone does, the rival's held still; the elasticity itself where no rival is in the fit. */
  readonly ownElasticity: Estimate;
  /** The coefficient of log(competitor / own), or null. */
  readonly crossElasticity: Estimate | null;
  /** The elasticity of the same regression without the rival, or null where no rival is in the fit. */
  readonly withoutCompetitor: Estimate | null;
  /** What the full model found besides; null for the plain regression. */
  readonly full: FullFacts | null;
}

/** What only the full model knows of a product. */
interface FullFacts {
  readonly level: LevelFit;
  /** How the elasticity differs between the second half of the days and the first; null where it cannot be told. */
  readonly halves: Estimate | null;
  /** Elasticity of units by the category's other prices; null without. */
  readonly category: Estimate | null;
  /** By what the standard error of the elasticity grew because neighbouring or uneven days say so, 1 or more. */
  readonly errorFactor: number;
  /** What habits and a rival's answer add over a season; null where the file shows neither. */
  readonly lasting: LastingFit | null;
  /** What cheap spells bring forward where buyers stock up; null where they do not. It is no part of what a held price does. */
  readonly stockingUp: StockingUp | null;
  /** What slow moves of the price say beyond quick ones; null where not asked. */
  readonly slow: Estimate | null;
  /** What cuts sell beyond their price, in log units; null where not asked. */
  readonly cut: Estimate | null;
  /** What wiggles of a price that is an average say beyond its steps; null where not asked. */
  readonly mix: Estimate | null;
  /** What rises to come, and rises behind, do to log units; null where not asked. */
  readonly rises: { readonly ahead: Estimate; readonly after: Estimate } | null;
  /** Of the elasticity's error what is off to the same side in all products, since all know the same of what others' prices do. */
  readonly sharedError: number;
  /** Where the level of demand jumped, the row after it and by how much in log units; empty where the file's levels do not. */
  readonly jumps: readonly { readonly row: number; readonly step: number }[];
  /** Jumps that demand makes with new prices beyond the answer to them; null where the file has none. */
  readonly priceJumps: OwnJumps | null;
  /** How strongly it takes part in the shop's good and bad days, and what the others' prices say of those; null where not asked. */
  readonly shop: { readonly demand: Estimate; readonly prices: Estimate } | null;
  /** The same of its category's days. */
  readonly peers: { readonly demand: Estimate; readonly prices: Estimate } | null;
  /** What advertising and its like do, by their roles. */
  readonly drivers: Readonly<Partial<Record<DriverRole, Estimate>>>;
}

export interface DemandFitResult {
  readonly fit: DemandFit | null;
  /** Why there is no fit, in words; null where there is. */
  readonly problem: string | null;
  /** Days that took part, or would have. */
  readonly days: number;
  readonly distinctPrices: number;
}

/** Spare days a fit needs beyond its effects: below this an error cannot be estimated. */
const spareDays = 4;

/** Fits one product, beside `drivers` where given. Where that cannot be done the result says why; it never throws. */
export function fitDemand(history: ProductHistory, drivers: readonly DriverTerm[] = []): DemandFitResult {
  const fitOf = (withCompetitor: boolean) => fitTerms(demandTerms(history, withCompetitor, drivers));
  const result = fitOf(true);
  const hasCompetitor = result.fit?.terms.names.includes('competitor') ?? false;
  if (!hasCompetitor) {
    return result.fit || history.competitorPrice === null ? result : fitOf(false);
  }
  const alone = fitOf(false);
  return { ...result, fit: { ...result.fit!, withoutCompetitor: alone.fit?.elasticity ?? null } };
}

function fitTerms(terms: DemandTerms): DemandFitResult {
  const days = terms.rows.length;
  const facts = { days, distinctPrices: terms.distinctPrices };
  const fail = (problem: string): DemandFitResult => ({ fit: null, problem, ...facts });
  if (days === 0) return fail('no row has both a price and sales');
  if (!terms.units.some((units) => units > 0)) return fail('nothing was ever sold');
  if (terms.distinctPrices < 2) return fail(`the price was always ${terms.meanPrice.toFixed(2)}`);
  if (days < terms.names.length + spareDays)
    return fail(`${days} days are too few to separate ${terms.names.length} effects`);
  const result = quasiPoisson(terms.columns, terms.units);
  if ('problem' in result) return fail(result.problem);
  const regression = result.fit;
  const elasticity = estimateOf(regression, unitWeights(terms, 'elasticity'));
  if (!Number.isFinite(elasticity.standardError) || elasticity.standardError <= 0)
    return fail('the rows fit the regression exactly, so its error cannot be estimated');
  const rival = terms.names.includes('competitor');
  const fit: DemandFit = {
    terms,
    regression,
    standardErrors: regression.covariance.map((row, j) => Math.sqrt(row[j]!)),
    elasticity,
    ownElasticity: rival ? estimateOf(regression, ownWeights(terms.names)) : elasticity,
    crossElasticity: rival ? estimateOf(regression, unitWeights(terms, 'competitor')) : null,
    withoutCompetitor: null,
    full: null,
  };
  return { fit, problem: null, ...facts };
}

/** The weights, one a term, that pick the coefficient `name` alone for `estimateOf`. */
export function unitWeights(terms: DemandTerms, name: string): number[] {
  return terms.names.map((own) => (own === name ? 1 : 0));
}

/** A weighted sum of coefficients with its standard error. */
export function estimateOf(
  regression: Pick<PoissonFit, 'coefficients' | 'covariance'>,
  weight: readonly number[],
): Estimate {
  let value = 0;
  let variance = 0;
  weight.forEach((left, a) => {
    value += left * regression.coefficients[a]!;
    weight.forEach((right, b) => (variance += left * right * regression.covariance[a]![b]!));
  });
  return { value, standardError: Math.sqrt(Math.max(0, variance)) };
}

/**
 * 1 / (1 - R2) of log price on the other effects; the rival counts with its own log price, since what is asked is
 * whether *our* price can be told from everything else.
 */
export function priceInflation(terms: Pick<DemandTerms, 'names' | 'columns'>): number {
  const price = terms.columns[1]!;
  const others = terms.columns
    .map((column, j) =>
      terms.names[j] === 'competitor' ? column.map((ratio, i) => ratio + price[i]!) : column,
    )
    // What buyers are used to and slow moves are made of the price itself.
    .filter(
      (_, j) =>
        j !== 1 && terms.names[j] !== 'memory' && terms.names[j] !== 'slow' && terms.names[j] !== 'cut',
    );
  // Gram-Schmidt: take every other effect out of log price; what remains over what was there is 1 - R2.
  const basis: Direction[] = [];
  for (const column of others) {
    const rest = without(column, basis);
    const squared = dot(rest, rest);
    if (squared > 1e-12 * dot(column, column)) basis.push({ rest, squared });
  }
  const centred = without(price, basis.slice(0, 1)); // the first is the constant
  const remaining = without(price, basis);
  return dot(centred, centred) / Math.max(1e-300, dot(remaining, remaining));
}

interface Direction {
  readonly rest: Float64Array;
  /** Its square. */
  readonly squared: number;
}

function without(column: Float64Array, basis: readonly Direction[]): Float64Array {
  const left = column.slice();
  for (const { rest, squared } of basis) {
    const share = dot(left, rest) / squared;
    for (let i = 0; i < left.length; i++) left[i]! -= share * rest[i]!;
  }
  return left;
}
