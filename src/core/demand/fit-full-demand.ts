// The full demand model of one product (design section 16).
//
//   log E[units] = level(t) + e * log(price / mean) + trend + weekday + season [+ c * log(rival / regular)]
//                  [+ k * category index] [+ d * log(price / regular) + m * promoted]
//
// level(t) wanders as much as the days say (local-level.ts); it takes up what moves demand apart from price. Where promotions
// are told apart, m is what displays and leaflets do at any depth, and d by how much more a discount does than the same step of
// the regular price: N(0, 0.8), so that e answers to the regular price and borrows from discounts what they can tell. Sold-out days are censored,
// unknown days and prices that slipped by a digit take no part, and no single day carries the fit away.

import { studentCritical } from '../statistics/distributions.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { medianInPlace } from '../statistics/summary.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { CategoryIndex } from './category-index.ts';
import { columnBesideFit } from './column-beside-fit.ts';
import {
  type DemandTerms,
  basicTerms,
  countPrices,
  isDaily,
  meanOrZero,
  movingCompetitor,
  ownWeights,
  pickRows,
  weekdaysWithoutSale,
} from './demand-terms.ts';
import { type DemandLevel, demandLevel } from './expected-units.ts';
import { type DemandFitResult, estimateOf, fitDemand, unitWeights } from './fit-demand.ts';
import {
  type GivenElasticity,
  type FileTerms,
  type LastingFit,
  answeringRival,
  followedShare,
  memoryColumn,
  nothingShared,
  surpriseShare,
} from './lasting.ts';
import { type LevelFit, type LevelInput, fitLocalLevel } from './local-level.ts';
import type { Prior } from './prior.ts';
import { type PromotionDip, afterPromotions, promotionDip } from './promotion-dip.ts';
import { type RegularPrice, regularPrice } from './regular-price.ts';
import { quickPart, slowPart } from './slow-prices.ts';
import { soldOutDays } from './sold-out.ts';
import { z975 } from './verdict-limits.ts';

export interface FullDemandResult extends DemandFitResult {
  /** Level of demand where promotions leave the price untold but not the level; else null. */
  readonly level: DemandLevel | null;
  readonly promotions: FoundPromotions | null;
  /** Days that sold out, and what was asked for on them beyond what was sold. */
  readonly soldOut: { readonly days: number; readonly lostUnits: number };
  readonly unknownDays: number;
  readonly outliers: readonly Outlier[];
}

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
}

/** A day that takes no part, or hardly any. */
export interface Outlier {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly kind: 'price' | 'units';
  readonly value: number;
  /** What would have been usual. */
  readonly usual: number;
}

/** Pearson residuals beyond this many standard deviations weigh less. */
const huber = 4;
/** Weights below this are named. */
const namedWeight = 0.5;
/** A price off the days around by this factor on one or two rows is a slip. */
const slipFactor = 3;
const slipRows = 2;
const slipWindow = 7;
const spareDays = 4;
/** Prior of the category's effect: N(0, 0.7), so that an index that moves with the own price takes nothing from it. */
export const categorySd = 0.7;
const discountSd = 0.8;
/** Rows of a promotion that tell something of it. */
const fewestPromoted = 3;
/** Standard deviation of log discounts below which all are one. */
const sameDiscount = 0.03;

/**
 * Fits one product. Where that cannot be done the result says why; it never throws.
 *
 * `found` tells promotions from the regular price; null where all prices are regular. `withBesides`: whether what is
 * told beside the fit is asked for too (the difference between the halves, the dip after promotions, the elasticity without
 * the rival): fits of their own, else null.
 */
export function fitFullDemand(
  history: ProductHistory,
  category: CategoryIndex | null = null,
  found: RegularPrice | null = regularPrice(history),
  shared: FileTerms = nothingShared,
  withBesides = true,
): FullDemandResult {
  const withRival = fitWith(history, category, found, true, shared, withBesides);
  const hasRival = withRival.fit?.terms.names.includes('competitor') ?? false;
  if (!hasRival)
    return withRival.fit || history.competitorPrice === null
      ? withRival
      : fitWith(history, category, found, false, shared, withBesides);
  // Of the fit without the rival only its elasticity is told.
  const alone = withBesides ? fitWith(history, category, found, false, shared, false) : { fit: null };
  return { ...withRival, fit: { ...withRival.fit!, withoutCompetitor: alone.fit?.ownElasticity ?? null } };
}

interface FullTerms extends DemandTerms {
  readonly soldOut: Uint8Array | null;
  readonly gaps: Float64Array;
  readonly slips: readonly Outlier[];
  readonly unknownDays: number;
  readonly priorPrecision: Float64Array;
  readonly shared: FileTerms;
  /** Log of price over regular price where promoted, and the rows. */
  readonly discounts: readonly number[];
}

function fitWith(
  history: ProductHistory,
  category: CategoryIndex | null,
  found: RegularPrice | null,
  withRival: boolean,
  shared: FileTerms,
  withBesides: boolean,
): FullDemandResult {
  const terms = fullTerms(history, category, found, withRival, shared);
  const rows = terms.rows.length;
  const facts = {
    days: rows,
    distinctPrices: terms.distinctPrices,
    level: null,
    promotions: null,
    soldOut: { days: 0, lostUnits: 0 },
    unknownDays: terms.unknownDays,
    outliers: terms.slips,
  };
  const fail = (problem: string): FullDemandResult => ({ fit: null, problem, ...facts });
  if (rows === 0) return fail('no row has both a price and sales');
  if (!terms.units.some((units) => units > 0)) return fail('nothing was ever sold');
  const hasPromotions = terms.discounts.length > 0;
  if (terms.distinctPrices < 2 && !hasPromotions)
    return fail(`the price was always ${terms.meanPrice.toFixed(2)}`);
  if (rows < terms.names.length + spareDays)
    return fail(`${rows} days are too few to separate ${terms.names.length} effects`);

  // Without a second regular price its column is empty and leaves the fit.
  const kept = terms.names.map((_, j) => j).filter((j) => j !== 1 || terms.distinctPrices >= 2);
  const input = levelInput(terms, kept);
  const result = fitLocalLevel(input);
  if (!('fit' in result))
    return { ...facts, fit: null, problem: result.problem, ...plainInstead(history, terms) };
  const level = withOffset(result.fit, terms, kept);
  const described = {
    ...facts,
    soldOut: lostSales(terms, level),
    outliers: [...terms.slips, ...unitOutliers(history, terms, level)],
  };
  if (kept.length < terms.names.length) {
    const withoutPrice = { ...terms, names: kept.map((j) => terms.names[j]!), columns: input.columns };
    return {
      ...described,
      fit: null,
      problem: 'the price moved only in promotions',
      level: levelAlone(history, withoutPrice, level),
      promotions: promotionFacts(withoutPrice, level, found, {
        regularMoved: false,
        dip: withBesides ? dipOf(history, input, terms, level, found, 1) : null,
      }),
    };
  }
  const own = estimateOf(level, ownWeights(terms.names));
  const errorFactor = errorGrowth(level, ownWeights(terms.names));
  const grown = ({ value, standardError }: Estimate): Estimate => ({
    value,
    standardError: standardError * errorFactor * studentGrowth(rows - level.usedFreedom),
  });
  const elasticity = grown(estimateOf(level, unitWeights(terms, 'elasticity')));
  if (!Number.isFinite(elasticity.standardError) || elasticity.standardError <= 0)
    return {
      ...described,
      fit: null,
      problem: 'the rows fit the regression exactly, so its error cannot be estimated',
    };
  const estimated = (name: string) =>
    terms.names.includes(name) ? estimateOf(level, unitWeights(terms, name)) : null;
  return {
    ...described,
    problem: null,
    promotions: promotionFacts(terms, level, found, {
      regularMoved: true,
      dip: withBesides ? dipOf(history, input, terms, level, found, errorFactor) : null,
    }),
    fit: {
      terms,
      regression: level,
      standardErrors: level.covariance.map((row, j) => Math.sqrt(row[j]!)),
      elasticity,
      ownElasticity: grown(own),
      crossElasticity: estimated('competitor'),
      withoutCompetitor: null,
      full: {
        level,
        halves: withBesides ? halvesOf(input, terms, level, errorFactor) : null,
        category: estimated('category'),
        errorFactor,
        lasting: lastingOf(history, terms, level),
        slow: estimated('slow'),
      },
    },
  };
}

/** The terms `kept` as the level's fit takes them. */
function levelInput(terms: FullTerms, kept: readonly number[]) {
  return {
    columns: kept.map((j) => terms.columns[j]!),
    y: terms.units,
    offset: sharedOffset(terms),
    gaps: terms.gaps,
    soldOut: terms.soldOut,
    priorPrecision: Float64Array.from(kept, (j) => terms.priorPrecision[j]!),
    huber,
    smoothing: null,
    start: null,
  };
}

/** What the file knows of a product's coefficient before its own days; null where nothing. */
function sharedPrior(name: string, { habit, cross, slow }: FileTerms): Prior | null {
  if (name === 'memory') return habit?.exponent ?? null;
  if (name === 'slow') return slow;
  return name === 'competitor' ? cross : null;
}

/** The part of the linear predictor that the file's means make: the prior of what is left is about 0. [rows] */
function sharedOffset({ names, columns, shared }: FullTerms): Float64Array | null {
  let offset: Float64Array | null = null;
  names.forEach((name, j) => {
    const known = sharedPrior(name, shared);
    if (!known) return;
    const before = offset;
    offset = columns[j]!.map((value, t) => (before?.[t] ?? 0) + known.mean * value);
  });
  return offset;
}

/** The fit with the file's means put back into its coefficients. */
function withOffset(level: LevelFit, { names, shared }: FullTerms, kept: readonly number[]): LevelFit {
  return {
    ...level,
    coefficients: level.coefficients.map(
      (value, j) => value + (sharedPrior(names[kept[j]!]!, shared)?.mean ?? 0),
    ),
  };
}

/** What buyers' habits and a rival's answer add to the own elasticity over a season; null where the file shows neither. */
function lastingOf(history: ProductHistory, terms: FullTerms, level: LevelFit): LastingFit | null {
  const { names } = terms;
  const { habit } = terms.shared;
  const rival = names.includes('competitor') ? answeringRival(history) : null;
  const memory = names.includes('memory');
  if (!memory && rival === null) return null;
  const follows = rival === null ? 0 : followedShare(rival);
  const shift = names.map((name) =>
    name === 'memory' && habit ? -surpriseShare(habit) : name === 'competitor' ? follows : 0,
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
    shift: added.value,
    slope: added.slope,
    standardError: added.standardError,
  };
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

/** The plain regression says as much as the full one where that one does not settle. */
function plainInstead(history: ProductHistory, terms: FullTerms): Partial<FullDemandResult> {
  return terms.discounts.length > 0 ? {} : fitDemand(history);
}

function fullTerms(
  history: ProductHistory,
  category: CategoryIndex | null,
  found: RegularPrice | null,
  withRival: boolean,
  shared: FileTerms,
): FullTerms {
  const { habit } = shared;
  const closedWeekdays = isDaily(history) ? weekdaysWithoutSale(history) : [];
  const competitor = withRival ? movingCompetitor(history) : null;
  const soldOut = soldOutDays(history);
  const regularAll = found?.regular ?? history.price;
  const slipped = slips(regularAll);
  const rows: number[] = [];
  const slipsNamed: Outlier[] = [];
  let unknownDays = 0;
  for (let t = 0; t < history.days.length; t++) {
    if (history.unknown?.[t] === 1) {
      unknownDays++;
      continue;
    }
    if (!(history.price[t]! > 0) || history.sales[t]! < 0) continue;
    if (closedWeekdays.includes(weekdayOf(history.days[t]!))) continue;
    if (competitor && !(competitor[t]! > 0)) continue;
    const usual = slipped.get(t);
    if (usual !== undefined) {
      slipsNamed.push({ day: history.days[t]!, kind: 'price', value: history.price[t]!, usual });
      continue;
    }
    rows.push(t);
  }
  const pick = (values: ArrayLike<number>) => pickRows(values, rows);
  const days = pick(history.days);
  const regular = pick(regularAll);
  const meanPrice = meanOrZero(regular);
  const meanDay = meanOrZero(days);
  const firstDay = days[0] ?? 0;
  // Without a second regular price discounts alone would speak for it.
  const moves = countPrices(regular) >= 2;
  const charged = moves ? pick(history.price) : regular;
  const { names, columns } = basicTerms(isDaily(history), days, charged, { meanPrice, meanDay, firstDay });
  if (competitor) {
    names.push('competitor');
    columns.push(pick(competitor).map((rival, i) => Math.log(rival / regular[i]!)));
  }
  if (habit && moves && isDaily(history)) {
    names.push('memory');
    columns.push(pick(memoryColumn(history, habit)));
  }
  const slow = shared.slow && moves ? slowPart(columns[1]!, days) : null;
  const others = category && pick(category.index);
  if (slow) {
    names.push('slow');
    columns.push(slow);
  }
  if (others) {
    names.push('category');
    columns.push(slow ? quickPart(others, days) : others);
  }
  const discounts = found
    ? rows.filter((t) => found.promoted[t] === 1).map((t) => Math.log(history.price[t]! / regularAll[t]!))
    : [];
  if (found && discounts.length >= fewestPromoted) {
    const promoted = pick(found.promoted);
    const depth = Float64Array.from(rows, (t, i) =>
      promoted[i] === 1 ? Math.log(history.price[t]! / regularAll[t]!) : 0,
    );
    const hasDepths = deviation(discounts) > sameDiscount;
    // Where all discounts are one, or none, a mark says all there is to say.
    if (hasDepths || moves) {
      names.push('discount');
      columns.push(depth);
    }
    names.push('promoted');
    columns.push(promoted);
  }
  const spacing = Math.max(1, history.daysPerRow);
  return {
    names,
    columns,
    units: pick(history.units),
    rows,
    meanPrice,
    meanDay,
    firstDay,
    distinctPrices: countPrices(regular),
    lastPrice: regularAll.at(-1)!,
    closedWeekdays,
    soldOut: soldOut && Uint8Array.from(rows, (t) => soldOut[t]!),
    gaps: Float64Array.from({ length: Math.max(0, rows.length - 1) }, (_, i) =>
      Math.max(1, (days[i + 1]! - days[i]!) / spacing),
    ),
    slips: slipsNamed,
    unknownDays,
    priorPrecision: Float64Array.from(names, (name) => priorPrecision(name, shared, moves)),
    shared,
    discounts,
  };
}

/** Precision of what is known of a coefficient before its days; 0 where nothing. */
function priorPrecision(name: string, shared: FileTerms, regularMoves: boolean): number {
  if (name === 'category') return categorySd ** -2;
  const known = sharedPrior(name, shared);
  if (known) return known.standardDeviation ** -2;
  return name === 'discount' && regularMoves ? discountSd ** -2 : 0;
}

/** Rows whose price is far off those around, for a row or two, with the price that would have been usual. */
function slips(price: Float64Array): Map<number, number> {
  const found = new Map<number, number>();
  const limit = Math.log(slipFactor);
  for (let t = 0; t < price.length; t++) {
    if (!(price[t]! > 0)) continue;
    const before = price[t - 1] ?? price[t + 1] ?? price[t]!;
    // Most rows are like the one before them.
    if (t > 0 && Math.abs(Math.log(price[t]! / before)) < limit && !found.has(t - 1)) continue;
    const around = price.slice(Math.max(0, t - slipWindow), t + slipWindow + 1).filter((value) => value > 0);
    const usual = medianInPlace(around);
    if (Math.abs(Math.log(price[t]! / usual)) > limit) found.set(t, usual);
  }
  // A price that stays is a price.
  for (const t of [...found.keys()]) {
    let from = t;
    let to = t;
    while (found.has(from - 1)) from--;
    while (found.has(to + 1)) to++;
    if (to - from + 1 > slipRows) for (let k = from; k <= to; k++) found.delete(k);
  }
  return found;
}

function deviation(values: readonly number[]): number {
  const average = meanOrZero(values);
  return Math.sqrt(meanOrZero(values.map((value) => (value - average) ** 2)));
}

function lostSales({ soldOut, units }: FullTerms, level: LevelFit) {
  let days = 0;
  let lostUnits = 0;
  soldOut?.forEach((flag, i) => {
    if (flag !== 1) return;
    days++;
    lostUnits += Math.max(0, level.demand[i]! - units[i]!);
  });
  return { days, lostUnits };
}

function unitOutliers(
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
function levelAlone(history: ProductHistory, terms: DemandTerms, level: LevelFit): DemandLevel {
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
function dipOf(
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

function promotionFacts(
  terms: Pick<FullTerms, 'names' | 'discounts'>,
  level: LevelFit,
  found: RegularPrice | null,
  besides: Pick<FoundPromotions, 'regularMoved' | 'dip'>,
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

/** Moves that tell something of the scatter weigh against this many that are as the model has them. */
const usualMoves = 20;

/**
 * By what the standard error of a weighted sum grows when the rows that decide it scatter more than the model says, or
 * together with their neighbours: Newey and West, Econometrica 55(3), 1987, drawn to 1 where few rows decide.
 */
function errorGrowth(level: LevelFit, direction: readonly number[]): number {
  const { scores, information, dispersion, usedFreedom } = level;
  const rows = scores.length;
  const pull = level.pullOf(direction);
  const lags = Math.min(7, Math.floor(4 * (rows / 100) ** (2 / 9)));
  let expected = 0;
  let squares = 0;
  let actual = 0;
  for (let t = 0; t < rows; t++) {
    const own = pull[t]! ** 2 * information[t]! * dispersion;
    expected += own;
    squares += own ** 2;
    const here = pull[t]! * scores[t]!;
    actual += here ** 2;
    for (let lag = 1; lag <= lags && t - lag >= 0; lag++)
      actual += 2 * (1 - lag / (lags + 1)) * here * pull[t - lag]! * scores[t - lag]!;
  }
  if (!(expected > 0) || !(squares > 0)) return 1;
  const ratio = (actual / expected) * (rows / Math.max(1, rows - usedFreedom));
  const moves = expected ** 2 / squares;
  const drawn = (moves * ratio + usualMoves) / (moves + usualMoves);
  return Math.sqrt(Math.min(9, Math.max(1, drawn)));
}

/**
 * By what a standard error grows so that 1.96 of it are Student's 95 % interval: a dispersion from few rows is itself
 * uncertain. 1.4 with 4 spare rows, 1.01 with 120.
 */
function studentGrowth(freedom: number): number {
  return studentCritical(0.05, Math.max(1, freedom)) / z975;
}

/** Difference of the elasticity between the halves of the days, one column more at the smoothing already found. */
function halvesOf(
  input: Parameters<typeof fitLocalLevel>[0],
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
