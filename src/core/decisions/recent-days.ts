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
 * Mean over the last 28 rows of `profit - units * (price - cost)`, currency a row; 0 where the file has no profit or
 * the cost is unknown.
 *
 * Each row is held against its own cost, and one without is left out: a cost that rose since would pass for income of
 * the rows before. Only a file without a Cost column has one cost for all rows.
 */
export function overheadPerDay(history: ProductHistory): number {
  const { unitCost, cost, has, days, units, price, profit } = history;
  if (unitCost === null || !has.profit) return 0;
  let sum = 0;
  let rows = 0;
  for (let t = Math.max(0, days.length - recentRows); t < days.length; t++) {
    const its = cost ? cost[t]! : unitCost;
    if (Number.isNaN(its)) continue;
    sum += profit[t]! - units[t]! * (price[t]! - its);
    rows += 1;
  }
  return rows > 0 ? sum / rows : 0;
}
