// What the last rows of a history say for a decision: price changes of the last week, the rival's last price, and
// what a day costs beyond its units.

import type { ProductHistory } from '../table/dataset.ts';

const week = 7;
/** Prices in a file can be means over orders: less than half a cent is no change. */
const leastChange = 0.005;
/** Rows that say what a day costs beyond its units. */
const recentRows = 28;

/** Whether day `t` begins another price than the day before it had. */
export function isPriceChange(price: Float64Array, t: number): boolean {
  return t > 0 && Math.abs(price[t]! - price[t - 1]!) >= leastChange;
}

/** Price changes within the last seven calendar days of the history, its last day included. */
export function changesLastWeek({ days, price }: Pick<ProductHistory, 'days' | 'price'>): number {
  const last = days.at(-1)!;
  let changes = 0;
  for (let t = days.length - 1; t > 0 && days[t]! > last - week; t--)
    if (isPriceChange(price, t)) changes += 1;
  return changes;
}

/** The last price above 0 of the competitor column; null without one. */
export function lastCompetitorPrice({ competitorPrice }: ProductHistory): number | null {
  return competitorPrice?.findLast((value) => value > 0) ?? null;
}

/**
 * Mean over the last 28 rows of `profit - units * (price - unitCost)`, currency a row; 0 where the file has no profit
 * or the cost is unknown.
 */
export function overheadPerDay(history: ProductHistory): number {
  const { unitCost, has, days, units, price, profit } = history;
  if (unitCost === null || !has.profit) return 0;
  const from = Math.max(0, days.length - recentRows);
  let sum = 0;
  for (let t = from; t < days.length; t++) sum += profit[t]! - units[t]! * (price[t]! - unitCost);
  return sum / (days.length - from);
}
