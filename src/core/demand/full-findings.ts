// What a full fit says besides the elasticity: promotions and the days after them, sales lost to empty shelves, odd days, what a price does
// over a season, and by how much the halves of the days differ.

import type { Estimate } from '../statistics/estimate.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import type { DriverRole } from '../table/demand-drivers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { columnBesideFit } from './column-beside-fit.ts';
import { type DemandTerms, countPrices, meanOrZero, ownWeights } from './demand-terms.ts';
import { type DemandLevel, demandLevel } from './expected-units.ts';
import { estimateOf, unitWeights } from './fit-demand.ts';
import type { FullTerms, Outlier } from './full-terms.ts';
import { isDriver, usualDrivers } from './drivers.ts';
import {
  type FileTerms,
  type GivenElasticity,
  type HabitForm,
  type LastingFit,
  answeringRival,
  followedShare,
  memoryColumn,
  stocksUp,
  type StockingUp,
  surpriseShare,
} from './lasting.ts';
import type { LevelFit, LevelInput } from './local-level.ts';
import { type PromotionDip, afterPromotions, promotionDip } from './promotion-dip.ts';
import type { RegularPrice } from './regular-price.ts';

/** What promotions of a product do. */
export interface FoundPromotions {
  readonly days: number;
  readonly told: RegularPrice['told'];
  /** Mean discount on those days, 0 to 1. */
  readonly discount: number;
  /** Units on a day of that discount over those of a day without; null where it cannot be told. */
  readonly lift: number | null;
  /** Whether the regular price moved too, so that something is known of it. */
  readonly regularMoved: boolean;
  /** What is sold in the days after one; null where that cannot be told. */
  readonly dip: PromotionDip | null;
  /** The weekdays that they fall on, 0 is Monday, where they have those to themselves; absent: they follow no weekday. */
  readonly weekdays?: readonly number[];
}

/** Weights below this are named. */
const namedWeight = 0.5;

/** Sold-out days of the fit, and the units that were asked for on them but not sold. */
export function lostSales({ soldOut, units }: FullTerms, level: LevelFit) {
  let days = 0;
  let lostUnits = 0;
  soldOut?.forEach((flag, i) => {
    if (flag !== 1) return;
    days++;
    lostUnits += Math.max(0, level.demand[i]! - units[i]!);
  });
  return { days, lostUnits };
}

/** Days whose units the fit weighs down, with what is usual there; sold-out days are none. */
export function unitOutliers(
  history: ProductHistory,
  { rows, units, soldOut }: FullTerms,
  level: LevelFit,
): Outlier[] {
  return rows.flatMap((t, i) =>
    level.weights[i]! < namedWeight && soldOut?.[i] !== 1
      ? [{ day: history.days[t]!, kind: 'units' as const, value: units[i]!, usual: level.fitted[i]! }]
      : [],
  );
}

/** The level at the regular price where that price never moved. */
export function levelAlone(history: ProductHistory, terms: DemandTerms, level: LevelFit): DemandLevel {
  const weight: Estimate = { value: 0, standardError: 1 };
  const fit = {
    terms,
    regression: level,
    standardErrors: [],
    elasticity: weight,
    ownElasticity: weight,
    crossElasticity: null,
    withoutCompetitor: null,
    full: null,
  };
  return demandLevel(history, fit, 0);
}

/** What is sold after promotions; null where no promotions are told or too few end. */
export function dipOf(
  { days, daysPerRow }: ProductHistory,
  input: LevelInput,
  { rows }: FullTerms,
  level: LevelFit,
  found: RegularPrice | null,
  errorFactor: number,
): PromotionDip | null {
  const column = found && afterPromotions(found, days, rows, daysPerRow);
  const log = column && columnBesideFit(input, column, level, errorFactor);
  return log && promotionDip(log, daysPerRow);
}

/** Of a weekday's days, at least this share is promoted, and at most the rest of it of any other's. */
const mostlyPromoted = 0.9;

/** The weekdays that promotions have to themselves: what such a day and what a discount sells is then one. None where not daily. */
export function promotedWeekdays(
  { days, daysPerRow }: Pick<ProductHistory, 'days' | 'daysPerRow'>,
  rows: readonly number[],
  { promoted }: Pick<RegularPrice, 'promoted'>,
): readonly number[] {
  if (daysPerRow >= 2) return [];
  const seen = new Float64Array(7);
  const marked = new Float64Array(7);
  for (const t of rows) {
    const weekday = weekdayOf(days[t]!);
    seen[weekday]!++;
    marked[weekday]! += promoted[t]!;
  }
  const shares = Array.from(seen, (count, weekday) => (count === 0 ? NaN : marked[weekday]! / count));
  const isSplit = shares.every(
    (share) => Number.isNaN(share) || share >= mostlyPromoted || share <= 1 - mostlyPromoted,
  );
  return isSplit ? [0, 1, 2, 3, 4, 5, 6].filter((weekday) => shares[weekday]! >= mostlyPromoted) : [];
}

/** What promotions were and did to units; null where none could be told from the regular price. */
export function promotionFacts(
  terms: Pick<FullTerms, 'names' | 'discounts'>,
  level: LevelFit,
  found: RegularPrice | null,
  besides: Pick<FoundPromotions, 'regularMoved' | 'dip' | 'weekdays'>,
): FoundPromotions | null {
  if (!found || terms.discounts.length === 0) return null;
  const depth = meanOrZero(terms.discounts);
  const at = (name: string) => {
    const j = terms.names.indexOf(name);
    return j < 0 ? null : level.coefficients[j]!;
  };
  const mark = at('promoted');
  return {
    days: terms.discounts.length,
    told: found.told,
    discount: 1 - Math.exp(depth),
    lift:
      mark === null
        ? null
        : Math.exp(Math.min(20, mark + ((at('discount') ?? 0) + (at('elasticity') ?? 0)) * depth)),
    ...besides,
  };
}

/** What buyers' habits and a rival's answer add to the own elasticity over a season; null where the file shows neither. */
export function lastingOf(history: ProductHistory, terms: FullTerms, level: LevelFit): LastingFit | null {
  const { names } = terms;
  const { habit } = terms.shared;
  const rival = names.includes('competitor') ? answeringRival(history) : null;
  const memory = names.includes('memory') && !(habit && stocksUp(habit));
  if (!memory && rival === null) return null;
  const follows = rival === null ? 0 : followedShare(rival);
  const shift = names.map((name) =>
    name === 'memory' && memory && habit ? -surpriseShare(habit) : name === 'competitor' ? follows : 0,
  );
  const added = givenElasticity(level, names, shift);
  return {
    memory: memory ? estimateOf(level, unitWeights(terms, 'memory')) : null,
    habit: memory ? habit : null,
    rival,
    given: {
      memory: memory ? givenElasticity(level, names, unitWeights(terms, 'memory')) : null,
      cross: rival ? givenElasticity(level, names, unitWeights(terms, 'competitor')) : null,
    },
    formError: memory && habit ? formError(history, terms, level, habit) : 0,
    shift: added.value,
    slope: added.slope,
    standardError: added.standardError,
  };
}

/** What cheap spells bring forward; null where buyers do not stock up. */
export function stockingUpOf(history: ProductHistory, terms: FullTerms, level: LevelFit): StockingUp | null {
  const { habit } = terms.shared;
  if (!habit || !stocksUp(habit) || !terms.names.includes('memory')) return null;
  return {
    exponent: estimateOf(level, unitWeights(terms, 'memory')),
    habit,
    formError: formError(history, terms, level, habit),
  };
}

/** Steps of log(1 - retention) and of the log of the loss factor. */
const formSteps = [0.05, 0.05] as const;

/** What the error of the habit's form leaves in the own elasticity: the fit follows a column that is off as it follows its rows. */
function formError(
  history: ProductHistory,
  { names, rows }: FullTerms,
  level: LevelFit,
  { retention, lossFactor, covariance: [xx, xy, yy] }: HabitForm,
): number {
  const exponent = level.coefficients[names.indexOf('memory')]!;
  const pull = level.pullOf(ownWeights(names));
  const column = (x: number, y: number) =>
    memoryColumn(history, {
      retention: 1 - (1 - retention) * Math.exp(x),
      lossFactor: lossFactor * Math.exp(y),
    });
  const slope = (up: Float64Array, down: Float64Array, step: number) =>
    rows.reduce(
      (sum, t, i) => sum - (pull[i]! * level.information[i]! * exponent * (up[t]! - down[t]!)) / (2 * step),
      0,
    );
  const [dx, dy] = formSteps;
  const u = slope(column(dx, 0), column(-dx, 0), dx);
  const v = slope(column(0, dy), column(0, -dy), dy);
  return Math.sqrt(Math.max(0, u * u * xx + 2 * u * v * xy + v * v * yy));
}

/** The same of what the file's products know together of advertising and its like. */
function driverDoubt(name: DriverRole, { drivers }: FileTerms): number {
  return drivers?.[name]?.meanError ?? usualDrivers[name].standardDeviation;
}

/** By how much what is known of an effect before its file may be off for all products at once. */
const commonDoubt: Readonly<Record<string, number>> = {
  category: 0.5,
  shopPrices: 0.7,
  peerPrices: 0.7,
};

/** How far the own elasticity moves where what is known before the file of others' prices is off by its common doubt. */
export function sharedErrorOf({ names, priorPrecision, shared }: FullTerms, level: LevelFit): number {
  const own = ownWeights(names);
  let variance = 0;
  const ofDrivers = names.filter(isDriver).map((name) => [name, driverDoubt(name, shared)] as const);
  for (const [name, doubt] of [...Object.entries(commonDoubt), ...ofDrivers]) {
    const j = names.indexOf(name);
    if (j < 0) continue;
    const covariance = own.reduce((sum, weight, k) => sum + weight * level.covariance[k]![j]!, 0);
    variance += (covariance * priorPrecision[j]! * doubt) ** 2;
  }
  return Math.sqrt(variance);
}

/** A weighted sum of coefficients at a given own elasticity: normal given normal. */
function givenElasticity(
  level: LevelFit,
  names: readonly string[],
  weight: readonly number[],
): GivenElasticity {
  const own = ownWeights(names);
  const sum = estimateOf(level, weight);
  const variance = estimateOf(level, own).standardError ** 2;
  const both =
    estimateOf(
      level,
      own.map((each, j) => each + weight[j]!),
    ).standardError ** 2;
  const slope = variance > 0 ? (both - variance - sum.standardError ** 2) / (2 * variance) : 0;
  return {
    value: sum.value,
    slope,
    standardError: Math.sqrt(Math.max(0, sum.standardError ** 2 - slope ** 2 * variance)),
  };
}

/** Difference of the elasticity between the halves of the days, one column more at the smoothing already found. */
export function halvesOf(
  input: LevelInput,
  terms: FullTerms,
  level: LevelFit,
  errorFactor: number,
): Estimate | null {
  const half = terms.rows.length >> 1;
  const price = terms.columns[1]!;
  const later = price.map((value, i) => (i < half ? 0 : value));
  if (countPrices(price.slice(0, half).map(Math.exp)) < 2 || countPrices(price.slice(half).map(Math.exp)) < 2)
    return null;
  return columnBesideFit(input, later, level, errorFactor);
}
