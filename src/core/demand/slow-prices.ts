// Prices and demand that drift together over months: a product is dear while it is in fashion and cheap when it fades.
//
// The level takes up what demand does of itself, but a price that follows it for months looks like a price that demand does not mind.
// Steps of the price within weeks do not have that trap. So log price counts twice: as it is, and as its mean over some weeks around
// the day (Mundlak, Econometrica 46(1), 1978). The own elasticity is then that of the steps, and the second coefficient what slow moves
// say beyond it: 0 where both say the same. One product hardly tells; the products of a file do, and where they do not, the column
// stays out.
//
// A habit of buyers has the same sign, weaker answers in the long run, but fades within weeks: where both are seen, the slow column
// must say something beyond the habit, and then the habit is no habit.

import type { Estimate } from '../statistics/estimate.ts';
import type { Prior } from './prior.ts';

/** Days on either side of a day that its slow price is the mean of: beyond buyers' memory, within a season. */
const halfWindowDays = 28;
/** Rows in such a window, and windows in the days, without which there is nothing slow. */
const fewestInWindow = 5;
const fewestWindows = 3;
/** Standard errors from 0 beyond which the file's mean says that prices follow demand. */
const certain = 3.5;
const fewestProducts = 5;
/** How far the products of a file differ in it. */
const usualSpread = 0.5;

/** Slow part of a log price on each day, 0 at the last; null where the days are too few or too far apart. [days] */
export function slowPart(log: Float64Array, days: Float64Array): Float64Array | null {
  const rows = days.length;
  const span = rows === 0 ? 0 : days[rows - 1]! - days[0]!;
  const inWindow = (2 * halfWindowDays * rows) / Math.max(1, span);
  if (span < fewestWindows * 2 * halfWindowDays || inWindow < fewestInWindow) return null;
  const slow = new Float64Array(rows);
  let from = 0;
  let to = 0;
  let sum = 0;
  for (let t = 0; t < rows; t++) {
    while (to < rows && days[to]! <= days[t]! + halfWindowDays) sum += log[to++]!;
    while (days[from]! < days[t]! - halfWindowDays) sum -= log[from++]!;
    slow[t] = sum / (to - from);
  }
  const last = slow[rows - 1]!;
  return slow.map((value) => value - last);
}

/** What is left of a log price without its slow part; all of it where there is none. [days] */
export function quickPart(log: Float64Array, days: Float64Array): Float64Array {
  const slow = slowPart(log, days);
  return slow ? log.map((value, t) => value - slow[t]!) : log;
}

/** What the file's products say of slow moves together: their mean and spread; null where that may be 0. */
export function slowAnswer(effects: readonly Estimate[]): Prior | null {
  const { mean, standardError } = meanEffect(effects, usualSpread);
  // Prices that demand makes rise hide an answer; nothing of the kind makes one look stronger than it is.
  if (effects.length < fewestProducts || !(mean / standardError > certain)) return null;
  return { mean, standardDeviation: Math.hypot(usualSpread, standardError) };
}

/** Mean of effects that differ from product to product by `spread`, each weighed by what it knows; of none 0 with an infinite error. */
export function meanEffect(
  effects: readonly Estimate[],
  spread: number,
): { mean: number; standardError: number } {
  let total = 0;
  let sum = 0;
  for (const { value, standardError } of effects) {
    const weight = 1 / (standardError ** 2 + spread ** 2);
    total += weight;
    sum += weight * value;
  }
  return { mean: total > 0 ? sum / total : 0, standardError: total ** -0.5 };
}
