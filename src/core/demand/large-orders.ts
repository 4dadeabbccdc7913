// Days of large orders set aside, so that the posted price answers alone.
//
// Where large orders are cheaper a unit, a day's price is an average that falls because the day sold much. In a file of days in
// whole cents such averages look like prices. They are told from posted ones by their habits: a posted price holds for days in a
// row and comes back; an average stands alone, below the posted price before or after it, and much more is sold on that day.
// Without those days the others tell what the posted price does, as long as large orders come whatever that price is; what they
// bring besides is the same at every price that is advised.
//
// A few such days in a year are no habit, and move a fit all the more: they lie far off all other prices. They are set aside where
// they sell more than any discount could explain, whether the file shows a habit or not.

import { deviation, mean } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { isDaily } from './demand-terms.ts';

export interface LargeOrders {
  /** The history with the posted price on every day, and days of large orders unknown. */
  readonly history: ProductHistory;
  readonly days: number;
  /** Of the selling days, 0 to 1. */
  readonly share: number;
  /** Mean units on those days over those of the others. */
  readonly ratio: number;
}

/** A posted price is seen on so many days in a row, or on this share of the selling days and two of them in a row. */
const postedDays = 3;
const postedShare = 0.04;
/** Fewer of the selling days are no habit (see `isBeyondPrice`), more leave too little that is posted. */
const fewestShare = 0.05;
const mostShare = 0.6;
const mostOfOnePrice = 0.1;
/** Of the days off the posted prices so many lie below the one before or after. */
const fewestBelow = 0.9;
/** Of those days at most so many stand beside a day of the same price: an average seldom does, a promotion of some days always. */
const mostHeld = 0.25;
/** A day of large orders sells at least so many times as much. */
const leastRatio = 1.5;
/** No price has ever been answered more strongly than this... */
const steepest = 5;
/** ... by buyers of so many days on either side ... */
const daysAround = 3;
/** ... and no chance is larger than so many standard deviations. */
const certain = 3;
/** A day's price is rounded to the cent. */
const halfCent = 0.0051;

/** null where the file shows none, or one posted price and many of them: then nothing can be told without them (quantity-breaks.ts says so). */
export function largeOrders(history: ProductHistory): LargeOrders | null {
  if (!isDaily(history) || history.promoted != null || history.regularPrice != null) return null;
  const { price, units, unknown } = history;
  const keys = Array.from(price, (value) => Math.round(1e4 * value));
  const sells = Array.from(units, (sold, t) => sold > 0 && unknown?.[t] !== 1);
  const posted = postedPrices(keys.filter((_, t) => sells[t]!));
  if (posted.size === 0) return null;
  const isPosted = keys.map((key) => posted.has(key));
  const before = held(price, isPosted, 1);
  const after = held(price, isPosted, -1);
  const list = price.map((value, t) => (isPosted[t] ? value : listPrice(value, before[t]!, after[t]!)));
  const selling = sells.filter(Boolean).length;
  const off: number[] = [];
  let unitsOn = 0;
  sells.forEach((isSold, t) => {
    if (!isSold) return;
    if (isPosted[t]) unitsOn += units[t]!;
    else off.push(t);
  });
  if (off.length === 0 || off.length > (posted.size > 1 ? mostShare : mostOfOnePrice) * selling) return null;
  const below = off.filter((t) => price[t]! < list[t]! + halfCent);
  // Days without a sale carry the price of the day before: only those that sell say whether a price was held.
  const isHeld = (t: number, step: 1 | -1) => {
    let k = t + step;
    while (k >= 0 && k < keys.length && !sells[k]) k += step;
    return keys[k] === keys[t];
  };
  const besideIts = off.filter((t) => isHeld(t, -1) || isHeld(t, 1));
  if (below.length < fewestBelow * off.length || besideIts.length > mostHeld * off.length) return null;
  const ratio = off.reduce((sum, t) => sum + units[t]!, 0) / off.length / (unitsOn / (selling - off.length));
  const isHabit = posted.size >= 2 && off.length >= fewestShare * selling && ratio >= leastRatio;
  const on = [...sells.keys()].filter((t) => sells[t]! && isPosted[t]!);
  if (!isHabit && !isBeyondPrice(off, on, history, list)) return null;
  const isLarge = new Set(off);
  return {
    history: {
      ...history,
      price: list,
      unknown: Uint8Array.from(price, (_, t) => (isLarge.has(t) || unknown?.[t] === 1 ? 1 : 0)),
    },
    days: off.length,
    share: off.length / selling,
    ratio,
  };
}

/**
 * Whether the days `off` the posted prices sold more than buyers who answer to prices as strongly as any ever did would have bought,
 * after what was sold on the days `on` them, ascending, around each. The first and last days may be those of a price that is new.
 */
function isBeyondPrice(
  off: readonly number[],
  on: readonly number[],
  { price, units }: ProductHistory,
  list: Float64Array,
): boolean {
  let sold = 0;
  let most = 0;
  for (const t of off) {
    const next = on.findIndex((other) => other > t);
    if (next <= 0) continue;
    const around = on.slice(Math.max(0, next - daysAround), next + daysAround);
    sold += units[t]!;
    most += mean(around.map((other) => units[other]!)) * Math.max(1, list[t]! / price[t]!) ** steepest;
  }
  const unitsOn = on.map((t) => units[t]!);
  const dispersion = Math.max(1, deviation(unitsOn) ** 2 / mean(unitsOn));
  return sold > most + certain * Math.sqrt(dispersion * most);
}

/** Prices of selling days, in hundredths of a cent, that were seen on enough of them in a row, or on many and on two in a row. */
function postedPrices(keys: readonly number[]): Set<number> {
  const days = new Map<number, number>();
  const longestRun = new Map<number, number>();
  let run = 0;
  keys.forEach((key, t) => {
    days.set(key, (days.get(key) ?? 0) + 1);
    run = keys[t - 1] === key ? run + 1 : 1;
    if (run > (longestRun.get(key) ?? 0)) longestRun.set(key, run);
  });
  const fewest = Math.max(postedDays, postedShare * keys.length);
  return new Set(
    [...longestRun]
      .filter(([key, run]) => run >= postedDays || (run >= 2 && days.get(key)! >= fewest))
      .map(([key]) => key),
  );
}

/** The posted price that was seen last, looking from the beginning (`step` 1) or the end (-1); NaN before the first. */
function held(price: Float64Array, isPosted: readonly boolean[], step: 1 | -1): Float64Array {
  const out = new Float64Array(price.length).fill(NaN);
  let last = NaN;
  for (let t = step === 1 ? 0 : price.length - 1; t >= 0 && t < price.length; t += step) {
    if (isPosted[t]) last = price[t]!;
    out[t] = last;
  }
  return out;
}

/** The posted price of a day off it: the nearest one above its average; the higher where none is. */
function listPrice(value: number, before: number, after: number): number {
  const around = [before, after].filter((each) => each > 0);
  const above = around.filter((each) => each >= value - halfCent);
  return above.length > 0 ? Math.min(...above) : Math.max(...around);
}
