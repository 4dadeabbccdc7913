// Prices of a file that move on the same days: a price list of the year or the quarter, an index that is in every price.
//
// Such a day is one experiment, not one a product: whatever else it brought (a season, a budget year, rivals that rose as well) is in what
// all of them answer, and forty products that agree know hardly more than one. Products whose percents differ still tell how those differences
// are answered (shared-days.ts takes the day itself out of them), and an index that moves every day is many experiments. Of a few
// price lists with nearly the same percents nothing is left: prices then stay until a test has told.
//
// Stores of a chain charge one price for the same product: that is one product's price, so each product counts once.

import type { ProductHistory } from '../table/dataset.ts';
import { productOfSeries } from './product-of-series.ts';

/** How prices of a file move together. */
export interface SharedMoves {
  /** Weeks on which they do, as many as would count as much if all were of one size; 1 or more. */
  readonly weeks: number;
}

/** Prices move together where the steps of two products agree by so much on average: the cosine of their weekly steps. */
const together = 0.3;
const fewestProducts = 5;
/** Steps of a week are one: products are not sold on every day, and a cut that ends within it is no step. */
const daysPerWeek = 7;
/** So few shared weeks tell nothing by themselves. */
const fewestWeeks = 4;

/** null where the file's products move their prices by themselves, or are too few. */
export function sharedMoves(histories: readonly ProductHistory[]): SharedMoves | null {
  const sums = new Map<number, number>();
  const seen = new Set<string>();
  let moving = 0;
  for (const history of histories) {
    const product = productOfSeries(history.product) ?? history.product.id;
    if (seen.has(product)) continue;
    seen.add(product);
    const steps = weeklySteps(history);
    const norm = Math.sqrt(sumOf([...steps.values()].map((step) => step ** 2)));
    if (!(norm > 0)) continue;
    moving++;
    for (const [week, step] of steps) sums.set(week, (sums.get(week) ?? 0) + step / norm);
  }
  if (moving < fewestProducts) return null;
  const squares = [...sums.values()].map((step) => step ** 2);
  const all = sumOf(squares);
  const agreement = (all - moving) / (moving * (moving - 1));
  return agreement > together ? { weeks: all ** 2 / sumOf(squares.map((square) => square ** 2)) } : null;
}

/**
 * Whether such a file leaves its elasticities untold: it moved on too few weeks, and products' differences from each other leave more than half
 * of the error that their mean had before.
 *
 * @param meanError standard error of the mean elasticity of the file
 * @param priorError the same before it
 */
export function leavesUntold(moves: SharedMoves | null, meanError: number, priorError: number): boolean {
  return moves !== null && moves.weeks < fewestWeeks && meanError > priorError / 2;
}

/** What a product's verdict rests on there. */
export const untoldGround =
  'The prices of most products moved at the same time and by similar percentages, so what else happened then (a season, rivals that raised prices too) cannot be separated from the effect of price. Testing a few products while the others keep their price would tell for these.';

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Steps of log price by the week they fall into. */
function weeklySteps({ days, price, unknown }: ProductHistory): Map<number, number> {
  const steps = new Map<number, number>();
  let before = NaN;
  for (let t = 0; t < days.length; t++) {
    if (unknown?.[t] === 1 || !(price[t]! > 0)) continue;
    const now = price[t]!;
    if (now !== before && before > 0) {
      const week = Math.floor(days[t]! / daysPerWeek);
      steps.set(week, (steps.get(week) ?? 0) + Math.log(now / before));
    }
    before = now;
  }
  return steps;
}
