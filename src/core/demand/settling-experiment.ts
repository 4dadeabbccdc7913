// The cheapest price experiment that would settle what a file leaves open.
//
// A few prices around today's are weighed against each other: each held, in turn with today's, or in turn with its
// mirror image, for as many weeks as it takes. Turns cost half the lever, but cannot be mistaken for a trend or season.
// How much a week would tell follows from the regression itself: its days are added to the file's (X' W X / dispersion), so that
// trend, season and a rival that already moved with the price count for what they are. Settled means what the verdict
// "answers" asks for: an interval narrower than 1.5, and off 0 with a chance of 80 %.
//
// Source of the power calculation: Chow, Shao and Wang, "Sample Size Calculations in Clinical Research", section 3.2.

import { cholesky, inverseCholesky, solveCholesky } from '../statistics/cholesky.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { demandTerms, ownWeights, termValue, type DemandTerms } from './demand-terms.ts';
import { demandLevel } from './expected-units.ts';
import { priceInflation, type DemandFit } from './fit-demand.ts';
import { quasiPoisson } from './quasi-poisson.ts';
import { fewestPrices, largestInflation, widestAnswer, z975 } from './verdict-limits.ts';

export interface SettlingExperiment {
  /** The price to charge, in currency. */
  readonly price: number;
  /** A price that takes turns with it, a week (or longer row) each; null where `price` is held. */
  readonly secondPrice: number | null;
  readonly days: number;
  /** What the days are expected to cost against the present price, in currency; 0 where they would earn. */
  readonly expectedCost: number;
  /** What the cost is counted in: profit where the unit cost is known, else revenue. */
  readonly costIn: 'profit' | 'revenue';
  readonly sentence: string;
}

/** 80 % quantile of the standard normal. */
const z80 = 0.8416212335729143;
/** Steps from today's price that a shop may try without much harm. */
const priceSteps = [-0.2, -0.15, -0.1, 0.1, 0.15, 0.2];
/** An elasticity nearer to 0 than this is not what an experiment is planned to prove. */
const smallestProven = 0.5;
const shortestDays = 14;
const longestDays = 180;
const stepDays = 7;

/** What an experiment is planned from. */
interface Ground {
  readonly terms: DemandTerms;
  /** X' W X / dispersion of the file's days, the upper half alone. [terms * terms] */
  readonly information: Float64Array;
  readonly dispersion: number;
}

/**
 * The cheapest price and duration that would settle the product's elasticity; null where none within 180 days would.
 *
 * `likely` is the elasticity to plan with. `usesPastPrices` is false where past prices are no evidence (quantity
 * breaks, more sold at higher prices): the file then only says how much sells at today's price, and how unevenly.
 */
export function settlingExperiment(
  history: ProductHistory,
  fit: DemandFit | null,
  likely: number,
  usesPastPrices: boolean,
): SettlingExperiment | null {
  const ground = groundOf(history, usesPastPrices ? fit : null);
  const current = history.price.at(-1)!;
  const { baseUnits } = demandLevel(history, fit, likely);
  if (ground === null || !(baseUnits > 0)) return null;
  const { unitCost } = history;
  const costIn = unitCost === null ? 'revenue' : 'profit';
  const earned = (price: number) => baseUnits * (price / current) ** likely * (price - (unitCost ?? 0));
  const rowsPerDay = 1 / Math.max(1, history.daysPerRow);
  const future = futureRows(history, ground);
  const stops = stopsOf(history, ground.terms, future);
  let cheapest: Omit<SettlingExperiment, 'sentence'> | null = null;
  for (const prices of designs(current, ground.terms.distinctPrices)) {
    if (prices.some((price) => price !== current && price <= (unitCost ?? 0))) continue;
    const earnedThere = prices.reduce((sum, price) => sum + earned(price), 0) / prices.length;
    const costOf = (days: number) => Math.max(0, (earned(current) - earnedThere) * days * rowsPerDay);
    const before = cheapest;
    // More days never cost less: what is no cheaper at its fewest days is not looked at further.
    const isCheaper = (days: number) => {
      const cost = costOf(days);
      if (!Number.isFinite(cost)) return false;
      return (
        before === null || cost < before.expectedCost || (cost === before.expectedCost && days < before.days)
      );
    };
    const days = daysNeeded(
      ground,
      { future, stops },
      designOf(history, ground, prices, baseUnits, likely),
      isCheaper,
    );
    if (days !== null)
      cheapest = {
        price: prices[0]!,
        secondPrice: prices[1] ?? null,
        days,
        expectedCost: costOf(days),
        costIn,
      };
  }
  return cheapest && { ...cheapest, sentence: sentenceFor(cheapest) };
}

/**
 * Prices to hold or to take in turn, at or above cost only. Where the file has a single price two new ones are needed
 * for three in all: one on each side, or both on one.
 */
function designs(current: number, distinctPrices: number): (readonly number[])[] {
  const at = (step: number) => toTheCent(current * (1 + step));
  return priceSteps
    .filter((step) => at(step) !== current)
    .flatMap((step) => {
      const mirrored = [at(step), at(-step)];
      if (distinctPrices + 1 >= fewestPrices) return [[at(step)], [at(step), current], mirrored];
      return at(step / 2) === current ? [mirrored] : [mirrored, [at(step), at(step / 2)]];
    });
}

function toTheCent(price: number): number {
  return Number(price.toFixed(2));
}

/**
 * What the file's days tell. Where past prices are no evidence, or there is no fit, they stand at today's price: the
 * regression on the other effects then tells level and scatter, and the price's own column is empty.
 */
function groundOf(history: ProductHistory, fit: DemandFit | null): Ground | null {
  if (fit !== null)
    return {
      terms: fit.terms,
      information:
        fit.full === null
          ? informationOf(fit.terms.columns, fit.regression.fitted, fit.regression.dispersion)
          : inverseOf(fit.regression.covariance),
      dispersion: fit.regression.dispersion,
    };
  const all = demandTerms(history, false);
  const { units } = all;
  const without = [all.columns[0]!, ...all.columns.slice(2)];
  const full = quasiPoisson(without, units);
  const isFull = 'fit' in full;
  const result = isFull ? full : quasiPoisson([all.columns[0]!], units);
  if (!('fit' in result)) return null;
  const { fitted } = result.fit;
  // Sales far more even than chance would not be believed of new days.
  const dispersion = Math.max(1, result.fit.dispersion);
  const terms: DemandTerms = {
    ...all,
    names: isFull ? all.names : ['const', 'elasticity'],
    columns: [all.columns[0]!, new Float64Array(units.length), ...(isFull ? all.columns.slice(2) : [])],
    meanPrice: history.price.at(-1)!,
  };
  return { terms, information: informationOf(terms.columns, fitted, dispersion), dispersion };
}

/** What the days tell of the terms once the wandering level has taken its part: the inverse of their covariance. */
function inverseOf(covariance: readonly (readonly number[])[]): Float64Array {
  const terms = covariance.length;
  const lower = cholesky(Float64Array.from(covariance.flat()), terms);
  return lower === null ? new Float64Array(terms * terms) : inverseCholesky(lower, terms);
}

/** The days to come: the values of the terms where price does not enter, and the day's number. */
interface FutureRow {
  /** Days from today until it ends, rounded. */
  readonly days: number;
  /** Whose turn it is where prices take turns: a week, or a longer row, each. */
  readonly turn: number;
  /** In the order of the terms, at today's price. */
  readonly values: readonly number[];
}

/** The open rows of the next 180 days. */
function futureRows(history: ProductHistory, { terms }: Ground): readonly FutureRow[] {
  const spacing = Math.max(1, history.daysPerRow);
  const rows: FutureRow[] = [];
  for (let row = 1; row * spacing <= longestDays; row++) {
    const at = placeOf(history, history.days.at(-1)! + Math.round(row * spacing), history.price.at(-1)!);
    if (terms.closedWeekdays.includes(weekdayOf(at.day))) continue;
    rows.push({
      days: Math.round(row * spacing),
      turn: spacing > 1 ? row - 1 : Math.floor((row - 1) / stepDays),
      values: terms.names.map((name) => termValue(name, terms, at)),
    });
  }
  return rows;
}

function placeOf(history: ProductHistory, day: number, price: number) {
  return { day, price, competitorPrice: history.competitorPrice?.findLast((value) => value > 0) ?? NaN };
}

/** What rows to come tell beside their weight, the values that depend on the price left at 0. */
interface Moments {
  /** Sum of row row', the upper half alone. [terms * terms] */
  readonly products: Float64Array;
  /** [terms] */
  readonly sums: Float64Array;
  rows: number;
}

/** Where an experiment may stop: where a turn ends. */
interface Stop {
  readonly days: number;
  /** Of the future. */
  readonly rows: number;
  /** Of the first, third, ... turn until then, and of the others. */
  readonly moments: readonly [Moments, Moments];
}

function stopsOf(history: ProductHistory, terms: DemandTerms, future: readonly FutureRow[]): readonly Stop[] {
  const priced = pricedTerms(terms);
  const count = terms.names.length;
  const grown = [0, 1].map((): Moments => ({
    products: new Float64Array(count * count),
    sums: new Float64Array(count),
    rows: 0,
  })) as [Moments, Moments];
  const copyOf = ({ products, sums, rows }: Moments): Moments => ({
    products: products.slice(),
    sums: sums.slice(),
    rows,
  });
  const stops: Stop[] = [];
  future.forEach(({ days, turn, values }, i) => {
    const row = Float64Array.from(values);
    for (const j of priced) row[j] = 0;
    const its = grown[turn % 2]!;
    addRow(its.products, row, 1);
    for (let j = 0; j < count; j++) its.sums[j]! += row[j]!;
    its.rows++;
    const ends = future[i + 1]?.turn !== turn;
    const whole = history.daysPerRow > 1 ? days : (turn + 1) * stepDays;
    if (ends && whole >= shortestDays)
      stops.push({ days: whole, rows: i + 1, moments: [copyOf(grown[0]), copyOf(grown[1])] });
  });
  return stops;
}

/** Of a row's values only those of log price and of the rival's ratio depend on the price. */
function pricedTerms({ names }: DemandTerms): readonly number[] {
  return [...names.keys()].filter((j) => names[j] === 'elasticity' || names[j] === 'competitor');
}

/** Prices in turn, with what a row at each of them is. */
interface Design {
  /** One or two. */
  readonly prices: readonly {
    /** In the order of `pricedTerms`. */
    readonly values: readonly number[];
    /** Expected units over the dispersion. */
    readonly weight: number;
  }[];
  readonly wantedError: number;
}

/** `baseUnits`: a row, today. */
function designOf(
  history: ProductHistory,
  { terms, dispersion }: Ground,
  prices: readonly number[],
  baseUnits: number,
  likely: number,
): Design {
  const current = history.price.at(-1)!;
  return {
    prices: prices.map((price) => {
      const at = placeOf(history, 0, price);
      return {
        values: pricedTerms(terms).map((j) => termValue(terms.names[j]!, terms, at)),
        weight: (baseUnits * (price / current) ** likely) / dispersion,
      };
    }),
    wantedError: Math.min(widestAnswer / 2 / z975, Math.max(smallestProven, -likely) / (z975 + z80)),
  };
}

/** Days of a design until the verdict would be "answers"; null where 180 are too few, or so many are not worth it. */
function daysNeeded(
  ground: Ground,
  { future, stops }: { readonly future: readonly FutureRow[]; readonly stops: readonly Stop[] },
  design: Design,
  isWorthIt: (days: number) => boolean,
): number | null {
  const { terms } = ground;
  const weights = ownWeights(terms.names);
  const errorAt = (stop: Stop) => errorOf(informationAt(ground, stop, design), weights);
  const { wantedError } = design;
  // More days never tell less, so the first stop that suffices is found by halving; mostly not even the last does.
  let from = 0;
  let to = stops.length - 1;
  if (to < 0 || errorAt(stops[to]!) > wantedError) return null;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (errorAt(stops[middle]!) <= wantedError) to = middle;
    else from = middle + 1;
  }
  for (const { days, rows } of stops.slice(from)) {
    if (!isWorthIt(days)) return null;
    if (inflationWith(terms, future.slice(0, rows), design) <= largestInflation) return days;
  }
  return null;
}

/** The file's days and those of a design until `stop`, the upper half alone. [terms * terms] */
function informationAt({ terms, information }: Ground, { moments }: Stop, { prices }: Design): Float64Array {
  const count = terms.names.length;
  const priced = pricedTerms(terms);
  const all = information.slice();
  moments.forEach(({ products, sums, rows }, k) => {
    const { values, weight } = prices[k % prices.length]!;
    for (let i = 0; i < all.length; i++) all[i]! += weight * products[i]!;
    priced.forEach((a, m) => {
      const scaled = weight * values[m]!;
      for (let j = 0; j < count; j++) all[Math.min(a, j) * count + Math.max(a, j)]! += scaled * sums[j]!;
      for (let n = m; n < priced.length; n++) all[a * count + priced[n]!]! += scaled * values[n]! * rows;
    });
  });
  return all;
}

function informationOf(
  columns: readonly Float64Array[],
  fitted: Float64Array,
  dispersion: number,
): Float64Array {
  const information = new Float64Array(columns.length ** 2);
  const row = new Array<number>(columns.length);
  fitted.forEach((mean, i) => {
    columns.forEach((column, j) => (row[j] = column[i]!));
    addRow(information, row, mean / dispersion);
  });
  return information;
}

/** information += weight * row row', its upper half alone. */
function addRow(information: Float64Array, row: ArrayLike<number>, weight: number): void {
  const terms = row.length;
  for (let i = 0; i < terms; i++) {
    const scaled = weight * row[i]!;
    if (scaled === 0) continue; // most weekday columns of a row
    for (let j = i; j < terms; j++) information[i * terms + j]! += scaled * row[j]!;
  }
}

/** Standard error of the weighted sum of coefficients; infinite where the days cannot tell it. */
function errorOf(information: Float64Array, weights: readonly number[]): number {
  const terms = weights.length;
  const matrix = new Float64Array(terms * terms);
  for (let i = 0; i < terms; i++)
    for (let j = 0; j <= i; j++) matrix[i * terms + j] = information[j * terms + i]!;
  const lower = cholesky(matrix, terms);
  if (lower === null) return Infinity;
  const solved = solveCholesky(lower, terms, weights);
  return Math.sqrt(weights.reduce((sum, weight, j) => sum + weight * solved[j]!, 0));
}

/** Variance inflation of log price once the rows of a design stand below the file's. */
function inflationWith(terms: DemandTerms, added: readonly FutureRow[], { prices }: Design): number {
  const priced = pricedTerms(terms);
  const columns = terms.columns.map((column, j) => {
    const longer = new Float64Array(column.length + added.length);
    longer.set(column);
    const place = priced.indexOf(j);
    added.forEach(({ turn, values }, i) => {
      longer[column.length + i] = place < 0 ? values[j]! : prices[turn % prices.length]!.values[place]!;
    });
    return longer;
  });
  return priceInflation({ names: terms.names, columns });
}

function sentenceFor({
  price,
  secondPrice,
  days,
  expectedCost,
  costIn,
}: Omit<SettlingExperiment, 'sentence'>): string {
  const prices =
    secondPrice === null
      ? price.toFixed(2)
      : `${price.toFixed(2)} and ${secondPrice.toFixed(2)} in alternate weeks`;
  const cost =
    expectedCost < 0.005
      ? `which is not expected to cost any ${costIn}`
      : `at an expected cost of about ${rounded(expectedCost)} in ${costIn}`;
  return `Charging ${prices} for ${days} days would probably settle it, ${cost}.`;
}

/** Two or three leading digits: a plan is no bill. */
function rounded(amount: number): string {
  if (amount >= 100) return Number(amount.toPrecision(2)).toLocaleString('en');
  return amount.toFixed(amount >= 10 ? 0 : 2);
}
