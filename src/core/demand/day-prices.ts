// Prices that follow the demand of their day: rooms, seats, freight and tickets whose system makes a day dearer the better it is booked.
//
// A dear day is then one that would have sold much at any price. Nothing in such a file says how much less it sold for being dear: a fit finds
// demand that hardly minds the price, or likes it, and raises prices for good. No term takes that out, since what moves the price is what the
// days' sales would be measured against. So the file is told, not mended: where prices move on most days, and the products together seem to mind
// them so little that everything should be dearer without end, no elasticity of theirs is an answer.

import type { Estimate } from '../statistics/estimate.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { isDaily } from './demand-terms.ts';
import { scatteredMean } from './shared-days.ts';

/** A smaller step of a price is none. */
const leastStep = 0.002;
/** Steps of the price over those that there could be. */
const leastMoving = 0.5;
/** An elasticity above this asks for ever higher prices: revenue itself rises with them. */
const neverEnough = -1;
const certain = 3;

/** Whether a product is priced anew on most of its days. */
export function isPricedDaily(history: ProductHistory): boolean {
  if (!isDaily(history)) return false;
  const { price, unknown } = history;
  let [steps, moves] = [0, 0];
  for (let t = 1; t < price.length; t++) {
    const step = Math.abs(Math.log(price[t]! / price[t - 1]!));
    if (unknown?.[t] === 1 || !Number.isFinite(step)) continue;
    steps++;
    if (step > leastStep) moves++;
  }
  return moves > leastMoving * steps;
}

/** Whether elasticities of products that are priced daily are together none that buyers have. */
export function followsDemand(elasticities: readonly Estimate[]): boolean {
  const { value, standardError } = scatteredMean(elasticities);
  return value - certain * standardError > neverEnough;
}

/** Whether a product clearly sells less when it is dear, whatever the others of its file do. */
export function clearlyMinds({ value, standardError }: Estimate): boolean {
  return value + certain * standardError < neverEnough;
}

export const followsDemandGround =
  'Its price moves on most days, and where prices are set anew so often, sales fall by a smaller percentage than prices rise. Either buyers hardly mind the price, or prices follow the demand of their day, ' +
  'as those of rooms and seats do: good days are dear. Unless chance set the prices, the file does not tell which; a price test would.';
