// Cuts that come with a display, a leaflet or advertising that nothing in the file marks.
//
// Such a cut sells for two reasons, and a fit that knows of one takes all of it for an answer to price. Where spells return to the price
// before them they are promotions by their shape (regular-price.ts); where the regular price moves as well, or every price holds a week, no
// shape tells. But a display makes a jump: however small the cut, it sells so much more than the dear days around, while an answer to price
// grows with the cut. So a row that is cheap for days between dearer ones carries a mark beside its price, and the own elasticity is then that of
// the moves among dear rows and among cheap ones. One product hardly tells; the products of a file do, and where they do not, the
// mark stays out. How many days such cuts last the products say as well: beside cuts of a week a regular price that is low for three is no cut.
// All is asked beside a bend of the curve and buyers' memory, which make cheap rows sell more as well.

import type { Estimate } from '../statistics/estimate.ts';
import type { Prior } from './prior.ts';
import { meanEffect } from './slow-prices.ts';

/** A row that is this much below one is cheap beside it. */
const leastCut = 0.04;
/** Days that cheap spells last at most. Which of these a file's cuts do is asked as well: beside cuts of days a cheap month is no cut. */
export const cutLengths = [7, 14, 28] as const;
/** Cheap rows, and dear ones, without which a mark tells nothing. */
const fewestRows = 5;
/**
 * Standard errors above 0 beyond which the file's mean says that cuts were shown, by their length, and the least that is worth a term. Prices that are
 * lowered for the week after a bad one, with better weeks behind it, come to 3.5 over a week.
 */
const certain = [5, 5, 3] as const;
const leastLift = 0.05;
const fewestProducts = 5;
/** How far the products of a file differ in it. */
const usualSpread = 0.2;

/** What cuts of a file sell beyond their price, log units, and how many days they last at most. */
export interface ShownCuts extends Prior {
  readonly longestDays: number;
}

/**
 * 1 on rows that are cheaper than one before and one after, both so near that what is cheap between them lasts `longestDays` at most, else 0;
 * null where hardly any are, or nearly all. [rows]
 */
export function cutPart(price: Float64Array, days: Float64Array, longestDays: number): Float64Array | null {
  const rows = days.length;
  const cut = new Float64Array(rows);
  let cheap = 0;
  for (let t = 0; t < rows; t++) {
    const dear = price[t]! / (1 - leastCut);
    let before = t - 1;
    while (before >= 0 && price[before]! < dear && days[t]! - days[before]! <= longestDays) before--;
    let after = t + 1;
    while (after < rows && price[after]! < dear && days[after]! - days[t]! <= longestDays) after++;
    if (!(price[before]! >= dear && price[after]! >= dear)) continue;
    if (days[after]! - days[before]! - 1 > longestDays) continue;
    cut[t] = 1;
    cheap++;
  }
  return cheap >= fewestRows && rows - cheap >= fewestRows ? cut : null;
}

/**
 * What the file's products say of cuts together, by the length of `cutLengths` that says it most surely: their mean and spread; null where cuts
 * sell what their price explains.
 *
 * @param effects [lengths][products that can tell]
 */
export function cutAnswer(effects: readonly (readonly Estimate[])[]): ShownCuts | null {
  let surest = 0;
  let answer: ShownCuts | null = null;
  effects.forEach((ofLength, k) => {
    const { mean, standardError } = meanEffect(ofLength, usualSpread);
    const errors = mean / standardError;
    if (ofLength.length < fewestProducts || mean < leastLift || !(errors > certain[k]! && errors > surest))
      return;
    surest = errors;
    answer = {
      mean,
      standardDeviation: Math.hypot(usualSpread, standardError),
      longestDays: cutLengths[k]!,
    };
  });
  return answer;
}
