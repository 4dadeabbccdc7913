// The full demand model of one product.
//
//   log E[units] = level(t) + e * log(price / mean) + trend + weekday + season [+ c * log(rival / regular)]
//                  [+ k * category index] [+ d * log(price / regular) + m * promoted]
//
// level(t) wanders as much as the days say (local-level.ts); it takes up what moves demand apart from price. Where promotions
// are told apart, m is what displays and leaflets do at any depth, and d by how much more a discount does than the same step of
// the regular price: N(0, 0.8), so that e answers to the regular price and borrows from discounts what they can tell. Sold-out days are censored,
// unknown days and prices that slipped by a digit take no part, and no single day carries the fit away.

import type { Estimate } from '../statistics/estimate.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { averagedOverBreaks } from './break-averaging.ts';
import type { BreaksSeen } from './break-habits.ts';
import type { CategoryIndex } from './category-index.ts';
import { isDaily, ownWeights, pickRows } from './demand-terms.ts';
import { type DemandLevel, steeperTerm } from './expected-units.ts';
import { columnBesideFit } from './column-beside-fit.ts';
import { isDriver } from './drivers.ts';
import { errorGrowth, studentGrowth } from './error-growth.ts';
import { type DemandFitResult, estimateOf, fitDemand, unitWeights } from './fit-demand.ts';
import {
  type FoundPromotions,
  dipOf,
  halvesOf,
  lastingOf,
  levelAlone,
  lostSales,
  sharedErrorOf,
  promotionFacts,
  promotedWeekdays,
  stockingUpOf,
  unitOutliers,
} from './full-findings.ts';
import { type FullTerms, type Outlier, fullTerms, sharedPrior } from './full-terms.ts';
import { type FileTerms, memoryColumn, nothingShared, usualHabit } from './lasting.ts';
import { ownJumps, type StepsSeen } from './jumps-with-prices.ts';
import { fitWithBreaks, jumpsOf, oddestOf } from './level-breaks.ts';
import { fitLocalLevel, type LevelFit } from './local-level.ts';
import { weighAgainstPrior } from './prior.ts';
import { type RegularPrice, regularPrice } from './regular-price.ts';
import { cutLengths, cutPart } from './shown-cuts.ts';

export interface FullDemandResult extends DemandFitResult {
  /** Level of demand where promotions leave the price untold but not the level; else null. */
  readonly level: DemandLevel | null;
  readonly promotions: FoundPromotions | null;
  /** Days that sold out, and what was asked for on them beyond what was sold. */
  readonly soldOut: { readonly days: number; readonly lostUnits: number };
  readonly unknownDays: number;
  readonly outliers: readonly Outlier[];
}

/** Pearson residuals beyond this many standard deviations weigh less. */
const huber = 4;
const spareDays = 4;

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
  const { input, result } = fitWithBreaks(levelInput(terms, kept), shared.breaks ?? null);
  if (!('fit' in result))
    return { ...facts, fit: null, problem: result.problem, ...plainInstead(history, terms) };
  const habits = withBesides && kept.length === terms.names.length ? shared.breaks?.habits : undefined;
  const averaged = habits && averagedOverBreaks(input, result.fit, habits);
  const level = withOffset({ ...result.fit, ...averaged }, terms, kept);
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
        ...(found ? { weekdays: promotedWeekdays(history, terms.rows, found) } : {}),
        dip: withBesides ? dipOf(history, input, terms, level, found, 1) : null,
      }),
    };
  }
  const own = estimateOf(level, ownWeights(terms.names));
  const errorFactor = errorGrowth(level, ownWeights(terms.names));
  const priceJumps = shared.jumps ? ownJumps(shared.jumps, terms.columns[1]!) : null;
  const ofJumps = priceJumps?.error ?? 0;
  const grown = ({ value, standardError }: Estimate): Estimate => ({
    value,
    standardError: Math.hypot(standardError * errorFactor * studentGrowth(rows - level.usedFreedom), ofJumps),
  });
  const elasticity = grown(estimateOf(level, unitWeights(terms, 'elasticity')));
  if (!Number.isFinite(elasticity.standardError) || elasticity.standardError <= 0)
    return {
      ...described,
      fit: null,
      problem: 'the rows fit the regression exactly, so its error cannot be estimated',
    };
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
      crossElasticity: effectOf(terms, level, 'competitor'),
      withoutCompetitor: null,
      full: {
        level,
        halves: withBesides ? halvesOf(input, terms, level, errorFactor) : null,
        errorFactor,
        lasting: lastingOf(history, terms, level),
        stockingUp: stockingUpOf(history, terms, level),
        sharedError: Math.hypot(sharedErrorOf(terms, level), ofJumps),
        priceJumps,
        jumps: jumpsOf(input, terms, level),
        ...effectsOf(terms, level),
      },
    },
  };
}

/** The coefficient of a term; null where the fit has none. */
function effectOf(terms: FullTerms, level: LevelFit, name: string): Estimate | null {
  return terms.names.includes(name) ? estimateOf(level, unitWeights(terms, name)) : null;
}

/** What else the fit says, term by term. */
function effectsOf(terms: FullTerms, level: LevelFit) {
  const of = (name: string) => effectOf(terms, level, name);
  const shareOf = (demand: string, prices: string) =>
    terms.names.includes(demand) ? { demand: of(demand)!, prices: of(prices)! } : null;
  return {
    category: of('category'),
    slow: of('slow'),
    mix: of('mix'),
    cut: of('cut'),
    rises: terms.names.includes('ahead') ? { ahead: of('ahead')!, after: of('after')! } : null,
    shop: shareOf('shopDemand', 'shopPrices'),
    peers: shareOf('peerDemand', 'peerPrices'),
    drivers: Object.fromEntries(terms.names.filter(isDriver).map((name) => [name, of(name)!])),
  };
}

/**
 * The steepening that one product's days ask for, beside a fit at that of `shared`; null where they cannot say. To first order
 * about that one.
 */
export function steepeningBeside(
  history: ProductHistory,
  category: CategoryIndex | null,
  shared: FileTerms,
): Estimate | null {
  const terms = fullTerms(history, category, regularPrice(history), true, shared);
  const { names, rows, distinctPrices, steepening = 0 } = terms;
  // Two prices lie on a curve of any shape.
  if (distinctPrices < 3 || rows.length < names.length + 1 + spareDays) return null;
  const { input, result } = fitWithBreaks(
    levelInput(
      terms,
      names.map((_, j) => j),
    ),
    shared.breaks ?? null,
  );
  if (!('fit' in result)) return null;
  const own = ownWeights(names);
  // A loose elasticity is no measure of what its own change would add.
  const elasticity = weighAgainstPrior(estimateOf(result.fit, own)).value;
  if (!(elasticity < 0)) return null;
  const column = steeperTerm(terms).map((value) => value * elasticity);
  // On days when the whole shop is cheap, what these sell is the days' and not the curve's.
  const also = ['shopPrices', 'peerPrices'].flatMap((name) => {
    const prices = names.indexOf(name);
    return prices < 0 ? [] : [terms.columns[prices]!.map((value) => value ** 2)];
  });
  const beyond = columnBesideFit(input, column, result.fit, errorGrowth(result.fit, own), also);
  return beyond && { value: steepening + beyond.value, standardError: beyond.standardError };
}

/** What the cuts of one product sell beyond their price, beside its fit, by their length; null where its days cannot say. [lengths] */
export function cutsBeside(
  history: ProductHistory,
  category: CategoryIndex | null,
  shared: FileTerms,
): (Estimate | null)[] {
  const untold = cutLengths.map(() => null);
  // A row of a week may hold days of a cut and others.
  if (!isDaily(history) || regularPrice(history)) return untold;
  const terms = fullTerms(history, category, null, true, shared);
  const { names, rows, distinctPrices } = terms;
  if (distinctPrices < 3 || rows.length < names.length + 3 + spareDays) return untold;
  const [price, days] = [pickRows(history.price, rows), pickRows(history.days, rows)];
  const columns = cutLengths.map((longest) => cutPart(price, days, longest));
  if (columns.every((column) => column === null)) return untold;
  const { input, result } = fitWithBreaks(
    levelInput(
      terms,
      names.map((_, j) => j),
    ),
    shared.breaks ?? null,
  );
  if (!('fit' in result)) return untold;
  // A bend of the curve, and buyers who are used to the dearer price, make cheap rows sell more as well.
  const also = [
    terms.columns[1]!.map((value) => value ** 2),
    pickRows(memoryColumn(history, usualHabit), rows),
  ];
  const { fit } = result;
  const growth = errorGrowth(fit, ownWeights(names));
  return columns.map((column) => column && columnBesideFit(input, column, fit, growth, also));
}

/** How odd the oddest step of the level is, in standard deviations; null where the days cannot say. */
export function oddestLevelStep(
  history: ProductHistory,
  category: CategoryIndex | null,
  shared: FileTerms,
): number | null {
  const terms = fullTerms(history, category, regularPrice(history), true, shared);
  if (terms.rows.length < terms.names.length + spareDays) return null;
  const kept = terms.names.map((_, j) => j).filter((j) => j !== 1 || terms.distinctPrices >= 2);
  return oddestOf(levelInput(terms, kept));
}

/** Steps of one product's level beside those of its price; null where its days cannot say. */
export function stepsSeen(
  history: ProductHistory,
  category: CategoryIndex | null,
  shared: FileTerms,
): StepsSeen | null {
  // A row of a week may hold days of several prices.
  if (!isDaily(history)) return null;
  const terms = fullTerms(history, category, regularPrice(history), true, shared);
  if (terms.rows.length < terms.names.length + spareDays || terms.distinctPrices < 2) return null;
  const all = terms.names.map((_, j) => j);
  const result = fitLocalLevel({ ...levelInput(terms, all), breaks: [] });
  if (!('fit' in result) || result.fit.oddSteps === null) return null;
  const { level, oddSteps, levelVariance } = result.fit;
  const steps = (values: Float64Array) => values.subarray(1).map((value, t) => value - values[t]!);
  return { priceSteps: steps(terms.columns[1]!), levelSteps: steps(level), oddSteps, levelVariance };
}

/** The breaks of one product's level, and the steps of its price; null where its days cannot say. */
export function breaksSeen(
  history: ProductHistory,
  category: CategoryIndex | null,
  shared: FileTerms,
): BreaksSeen | null {
  const terms = fullTerms(history, category, regularPrice(history), true, shared);
  if (terms.rows.length < terms.names.length + spareDays || terms.distinctPrices < 2) return null;
  const { input, result } = fitWithBreaks(
    levelInput(
      terms,
      terms.names.map((_, j) => j),
    ),
    shared.breaks ?? null,
  );
  if (!('fit' in result)) return null;
  const { level } = result.fit;
  const price = terms.columns[1]!;
  return {
    priceSteps: price.subarray(1).map((value, t) => value - price[t]!),
    breaks: (input.breaks ?? []).map((row) => ({ row, step: level[row + 1]! - level[row]! })),
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

/** The plain regression says as much as the full one where that one does not settle. */
function plainInstead(history: ProductHistory, terms: FullTerms): Partial<FullDemandResult> {
  return terms.discounts.length > 0 ? {} : fitDemand(history);
}
