// Days of large orders set aside, so that the posted price answers alone.
//
// Where large orders are cheaper a unit, a day's price is an average that falls because the day sold much. In a file of days in
// whole cents such averages look like prices. They are told from posted ones by their habits: a posted price holds for days in a
// row and comes back; an average stands alone, below the posted price before or after it, and much more is sold on that day.
// Without those days the others tell what the posted price does, as long as large orders come whatever that price is; what they
// bring besides is the same at every price that is advised.

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

/** A posted price is seen on so many days and this share of them, some in a row. */
const postedDays = 3;
const postedShare = 0.04;
/** Fewer of the selling days are no habit, more leave too little that is posted. */
const fewestShare = 0.05;
const mostShare = 0.6;
/** Of the days off the posted prices so many lie below the one before or after. */
const fewestBelow = 0.9;
/** Of those days at most so many stand beside a day of the same price: an average seldom does, a promotion of some days always. */
const mostHeld = 0.25;
/** A day of large orders sells at least so many times as much. */
const leastRatio = 1.5;
/** A day's price is rounded to the cent. */
const halfCent = 0.0051;

/** null where the file shows none, or fewer than two posted prices: then nothing can be told without them. */
export function largeOrders(history: ProductHistory): LargeOrders | null {
  if (!isDaily(history) || history.promoted != null || history.regularPrice != null) return null;
  const { price, units, unknown } = history;
  const keys = Array.from(price, (value) => Math.round(1e4 * value));
  const posted = postedPrices(keys);
  if (posted.size < 2) return null;
  const isPosted = keys.map((key) => posted.has(key));
  const before = held(price, isPosted, 1);
  const after = held(price, isPosted, -1);
  const list = price.map((value, t) => (isPosted[t] ? value : listPrice(value, before[t]!, after[t]!)));
  let selling = 0;
  let off = 0;
  let below = 0;
  let heldOff = 0;
  let unitsOff = 0;
  let unitsOn = 0;
  const isLarge = new Uint8Array(price.length);
  for (let t = 0; t < price.length; t++) {
    if (!(units[t]! > 0) || unknown?.[t] === 1) continue;
    selling++;
    if (isPosted[t]) {
      unitsOn += units[t]!;
      continue;
    }
    off++;
    unitsOff += units[t]!;
    isLarge[t] = 1;
    if (price[t]! < list[t]! + halfCent) below++;
    if (keys[t] === keys[t - 1] || keys[t] === keys[t + 1]) heldOff++;
  }
  if (off < fewestShare * selling || off > mostShare * selling || below < fewestBelow * off) return null;
  if (heldOff > mostHeld * off) return null;
  const ratio = unitsOff / off / (unitsOn / (selling - off));
  if (!(ratio >= leastRatio)) return null;
  return {
    history: {
      ...history,
      price: list,
      unknown: isLarge.map((large, t) => (large === 1 || unknown?.[t] === 1 ? 1 : 0)),
    },
    days: off,
    share: off / selling,
    ratio,
  };
}

/** Prices, in hundredths of a cent, that were seen on enough days and on two of them in a row. */
function postedPrices(keys: readonly number[]): Set<number> {
  const days = new Map<number, number>();
  const inARow = new Set<number>();
  keys.forEach((key, t) => {
    days.set(key, (days.get(key) ?? 0) + 1);
    if (t > 0 && keys[t - 1] === key) inARow.add(key);
  });
  const fewest = Math.max(postedDays, postedShare * keys.length);
  return new Set([...inARow].filter((key) => days.get(key)! >= fewest));
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
