// What a price does over the coming season beyond what it does on its first day: buyers get used to it, and a rival follows.
//
//   log E[units] = ... + e * log p + g * log(r / p) + c * log(rival / p)      r' = 0.9 r + 0.1 p
//
// r is what buyers are used to: a price above it costs more than it will later, and after a promotion demand dips because the usual
// price looks dear. A price that is held becomes the one they are used to. A rival that moves towards our price takes back what
// its distance brought. Over a season of n days both are shares of the log price:
//
//   season elasticity = own elasticity - g * mean(0.9^t) + c * pass-through * mean(1 - (1 - pace)^t)

import type { ProductHistory } from '../table/dataset.ts';
import type { Estimate } from '../statistics/estimate.ts';
import type { AnnouncedRises } from './announced-rises.ts';
import type { DriverPriors } from './drivers.ts';
import type { PriceJumps } from './jumps-with-prices.ts';
import type { LevelBreaks } from './level-breaks.ts';
import type { Prior } from './prior.ts';
import type { SharedDays } from './shared-days.ts';
import type { ShownCuts } from './shown-cuts.ts';
import type { KnownShapes } from './steepening.ts';

/** Days of a season. */
const seasonDays = 30;
/** A rival whose pace is this many standard errors from none answers. */
const certain = 3;
/** Fewer steps of the rival tell nothing. */
const fewestSteps = 40;
/**
 * A file remembers where the products' mean effect is beyond this, and beyond so many of its standard errors: a habit that is not
 * there turns the file's prices into calendars. Of 61 simulated shops of thin order lines without one, two reached 3 (largest 3.04); shops
 * whose buyers remember reach 13 to 17.
 */
const leastMemory = 0.15;
const certainMemory = 5;

/** In what form buyers get used to prices. */
export interface HabitForm {
  /** Share of yesterday's remembered price in today's, 0 to 1. */
  readonly retention: number;
  /** By how much more a price above what buyers are used to counts than one below it. */
  readonly lossFactor: number;
  /** Of log(1 - retention) and the log of the loss factor: variance, covariance, variance. */
  readonly covariance: readonly [number, number, number];
}

/** How buyers of a file get used to prices; its products have it in common. */
export interface Habit extends HabitForm {
  /** The exponent of the file's products; null where each speaks for itself. */
  readonly exponent: Prior | null;
}

/** As in the literature on reference prices of daily goods, before a file has said anything else. */
export const usualForm: HabitForm = { retention: 0.9, lossFactor: 1.5, covariance: [0.49, 0, 0.16] };

/** What a file is asked first, whether it shows a habit at all: dear and cheap prices count alike. */
export const usualHabit: Habit = { ...usualForm, lossFactor: 1, exponent: null };

/** What the products of a file have in common, told by all of them. */
export interface FileTerms {
  /** null where buyers are not asked whether they remember, or do not. */
  readonly habit: Habit | null;
  /** How units answer to a rival's price; null where each product speaks for itself. */
  readonly cross: Prior | null;
  /** What slow moves of the price say beyond quick ones (slow-prices.ts); null where they say the same. */
  readonly slow: Prior | null;
  /** What wiggles of a price that is an average say beyond its steps (mixed-prices.ts); absent or null: the same. */
  readonly mix?: Prior | null;
  /** The shape of their demand curves; absent: a constant elasticity, and no other shape is thought of. */
  readonly shapes?: KnownShapes;
  /** Days that are good or bad for the whole shop (shared-days.ts); absent or null: its products have none in common. */
  readonly shop?: SharedDays | null;
  /** The same of each category by itself. */
  readonly peers?: SharedDays | null;
  /** How levels are searched for breaks (level-breaks.ts); absent or null: they have none. */
  readonly breaks?: LevelBreaks | null;
  /** What buyers do about rises they know of beforehand (announced-rises.ts); absent or null: nothing. */
  readonly rises?: AnnouncedRises | null;
  /** What the products say together of advertising and its like (drivers.ts); absent: only what is usual. */
  readonly drivers?: DriverPriors;
  /** Whether prices that move on most days follow demand (day-prices.ts); absent: no. */
  readonly followsDemand?: boolean;
  /** What cuts sell beyond their price (shown-cuts.ts); absent or null: nothing. */
  readonly cuts?: ShownCuts | null;
  /** Jumps of demand where prices change (jumps-with-prices.ts); absent or null: none beyond the answer to price. */
  readonly jumps?: PriceJumps | null;
}

export const nothingShared: FileTerms = { habit: null, cross: null, slow: null };

/** A row that is longer than this is longer than what buyers remember: it cannot tell. */
const longestRowDays = 14;

/** Whether rows are short enough to tell what buyers remember. */
export function tellsHabit({ daysPerRow }: Pick<ProductHistory, 'daysPerRow'>): boolean {
  return daysPerRow <= longestRowDays;
}

type PostedPrices = Pick<ProductHistory, 'price' | 'unknown' | 'daysPerRow'>;

/**
 * Log of the price that buyers are used to over the row's, 0 where they are one; larger by the loss factor below 0. The mean over the days of a
 * row, all at its price: in the first days of a week buyers are used to the one before. [rows]
 */
export function memoryColumn(
  history: PostedPrices,
  { retention, lossFactor }: Pick<HabitForm, 'retention' | 'lossFactor'>,
): Float64Array {
  const { price, unknown } = history;
  const days = daysARow(history);
  let used = startingPrice(history);
  return price.map((today, t) => {
    let sum = 0;
    for (let day = 0; day < days; day++) {
      const log = Math.log(used / today);
      sum += Number.isFinite(log) ? log * (log < 0 ? lossFactor : 1) : 0;
      // What a day of large orders paid on average was no posted price.
      if (unknown?.[t] !== 1) used = retention * used + (1 - retention) * today;
    }
    return sum / days;
  });
}

function daysARow({ daysPerRow }: PostedPrices): number {
  return Math.max(1, Math.round(daysPerRow));
}

/** Days whose mean price buyers are taken to be used to before a history: the first day's may be one of a promotion. */
const startingDays = 60;

function startingPrice(history: PostedPrices): number {
  const { price } = history;
  const rows = Math.min(Math.ceil(startingDays / daysARow(history)), price.length);
  let sum = 0;
  for (let t = 0; t < rows; t++) sum += price[t]!;
  return rows > 0 ? sum / rows : 1;
}

/** What buyers are used to on the day after the history. */
export function rememberedPrice(history: PostedPrices, { retention }: Pick<Habit, 'retention'>): number {
  const kept = retention ** daysARow(history);
  return history.price.reduce((used, row) => kept * used + (1 - kept) * row, startingPrice(history));
}

/** Mean of retention^t over the season: what is left of a step of the price as surprise. */
export function surpriseShare({ retention }: Pick<Habit, 'retention'>): number {
  return (1 - retention ** seasonDays) / ((1 - retention) * seasonDays);
}

/** Errors by which cheap days must count more than dear ones until that is no chance. */
const certainStocking = 2;

/**
 * Whether what looks like a habit is a cupboard: buyers who stock up buy more when it is cheap and less after it, whereas buyers who are
 * used to a price mind a dear one more than they welcome a cheap one (losses count more than gains).
 */
export function stocksUp({ lossFactor, covariance: [, , variance] }: HabitForm): boolean {
  return Math.log(lossFactor) + certainStocking * Math.sqrt(variance) < 0;
}

/** A promotion that says how large a dip is. */
export const usualPromotion = { days: 5, discount: 0.2 } as const;

/** Units at the usual price on the day after such a promotion, over usual ones, less 1, where buyers remember with this exponent. */
export function dipAfter(
  exponent: number,
  { retention, lossFactor }: Pick<HabitForm, 'retention' | 'lossFactor'>,
): number {
  const { days, discount } = usualPromotion;
  const used = 1 - discount * (1 - retention ** days);
  return used ** (exponent * lossFactor) - 1;
}

/** Whether the products of a file remember prices, from fits that allow it. */
export function remembers(effects: readonly Estimate[]): boolean {
  if (effects.length < 3) return false;
  const weights = effects.map(({ standardError }) => standardError ** -2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = effects.reduce((sum, { value }, i) => sum + weights[i]! * value, 0) / total;
  const scatter = effects.reduce((sum, { value }, i) => sum + weights[i]! * (value - mean) ** 2, 0);
  const grown = Math.max(1, scatter / (effects.length - 1));
  return mean > leastMemory && mean > certainMemory * Math.sqrt(grown / total);
}

export interface AnsweringRival {
  /** Share of the gap to where it wants to be that it closes a day, 0 to 1. */
  readonly pace: number;
  /** Of a step of our log price, what it takes over in the end, 0 to 1. */
  readonly passThrough: number;
  /** Where it settles: log of its price minus passThrough times log of ours. */
  readonly offset: number;
}

/** A coefficient at the estimated own elasticity, and how far it moves where that elasticity is another one. */
export interface GivenElasticity extends Estimate {
  readonly slope: number;
}

/** Season elasticity = own + shift + slope * (own - its estimate), with an error of its own. */
export interface LastingFit {
  /** Exponent of the price that buyers are used to over today's; null where not asked. */
  readonly memory: Estimate | null;
  /** How buyers of the file remember; null where not asked. */
  readonly habit: Habit | null;
  readonly rival: AnsweringRival | null;
  /** The exponent of memory and the answer to the rival's price, as draws of the own elasticity need them; null where there is none. */
  readonly given: { readonly memory: GivenElasticity | null; readonly cross: GivenElasticity | null };
  /** Standard error of the own elasticity because the habit's form is uncertain: off to the same side in all products of a file. */
  readonly formError: number;
  readonly shift: number;
  readonly slope: number;
  readonly standardError: number;
}

/** What buyers who stock up do: the column of a habit stands in the fit, and what is left is the answer to a price that is held. */
export interface StockingUp {
  /** Exponent of the price that they are used to over today's. */
  readonly exponent: Estimate;
  readonly habit: HabitForm;
  /** As `LastingFit.formError`. */
  readonly formError: number;
}

/**
 * How a rival answers: its daily step of log price on our log price and its own, by least squares; null where it does not.
 *
 *   log rival' - log rival = a + f * log p - h * log rival        pace h, pass-through f / h
 */
export function answeringRival({
  price,
  competitorPrice,
  daysPerRow,
}: ProductHistory): AnsweringRival | null {
  if (!competitorPrice || daysPerRow >= 2) return null;
  const rows: [number, number, number][] = [];
  for (let t = 0; t + 1 < price.length; t++) {
    const [ours, theirs, next] = [price[t]!, competitorPrice[t]!, competitorPrice[t + 1]!];
    if (ours > 0 && theirs > 0 && next > 0)
      rows.push([Math.log(ours), Math.log(theirs), Math.log(next / theirs)]);
  }
  const n = rows.length;
  if (n < fewestSteps) return null;
  const mean = (of: (row: [number, number, number]) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0) / n;
  const [p0, r0, s0] = [mean((row) => row[0]), mean((row) => row[1]), mean((row) => row[2])];
  const pp = mean((row) => (row[0] - p0) ** 2);
  const rr = mean((row) => (row[1] - r0) ** 2);
  const pr = mean((row) => (row[0] - p0) * (row[1] - r0));
  const ps = mean((row) => (row[0] - p0) * (row[2] - s0));
  const rs = mean((row) => (row[1] - r0) * (row[2] - s0));
  const det = pp * rr - pr ** 2;
  if (!(det > 1e-6 * pp * rr)) return null;
  const follow = (rr * ps - pr * rs) / det;
  const back = -(pp * rs - pr * ps) / det;
  const left = mean((row) => (row[2] - s0 - follow * (row[0] - p0) + back * (row[1] - r0)) ** 2);
  const error = Math.sqrt((left * rr) / det / (n - 3));
  if (!(follow > certain * error) || !(back > 0)) return null;
  const passThrough = Math.min(1, follow / back);
  // Over the file its steps are s0 on average, h times its mean distance to where it settles.
  return { pace: Math.min(1, back), passThrough, offset: r0 - passThrough * p0 + s0 / back };
}

/** Mean over the season of what a rival has taken over of a step of our log price. */
export function followedShare({ pace, passThrough }: Pick<AnsweringRival, 'pace' | 'passThrough'>): number {
  return passThrough * (1 - (1 - (1 - pace) ** seasonDays) / (pace * seasonDays));
}
