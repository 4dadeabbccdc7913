// What the last rows of a history say for a decision: price changes of the last week, the rival's last price, and
// what a day costs beyond its units.

import type { ProductHistory } from '../table/dataset.ts';
import type { GuardrailFacts, PriceMoves } from './guardrails/guardrail.ts';
import { pastEnding } from './past-ending.ts';

const week = 7;
/** Prices in a file can be means over orders: less than half a cent is no change. */
const leastChange = 0.005;
/** Rows that say what a day costs beyond its units. */
const recentRows = 28;

/** Whether day `t` begins another price than the day before it had. */
export function isPriceChange(price: Float64Array, t: number): boolean {
  return t > 0 && Math.abs(price[t]! - price[t - 1]!) >= leastChange;
}

/** How the price moved by the end of the history; a price that never changed in it tells of no change. */
export function priceMoves({
  days,
  price,
  daysPerRow,
}: Pick<ProductHistory, 'days' | 'price' | 'daysPerRow'>): PriceMoves {
  const last = days.at(-1)!;
  let changesLastWeek = 0;
  let changed = -1;
  for (let t = days.length - 1; t > 0 && (changed < 0 || days[t]! > last - week); t--) {
    if (!isPriceChange(price, t)) continue;
    if (changed < 0) changed = t;
    if (days[t]! > last - week) changesLastWeek += 1;
  }
  return { changesLastWeek, daysSinceChange: changed < 0 ? null : last - days[changed]! + daysPerRow };
}

/** A price of which no move is known. */
export const noMoves: PriceMoves = { changesLastWeek: 0, daysSinceChange: null };

/** The moves of a file with those decided since. */
export function movesWith(moves: PriceMoves, decided: PriceMoves | undefined): PriceMoves {
  if (!decided) return moves;
  return {
    changesLastWeek: moves.changesLastWeek + decided.changesLastWeek,
    daysSinceChange: decided.daysSinceChange ?? moves.daysSinceChange,
  };
}

/**
 * The moves `day` days on, where the price has changed on `changes` of the days 0 to `day - 1` since, oldest first.
 *
 * When in the last week before day 0 the price changed is not known: those changes count until the week is over.
 */
export function movesAfter(moves: PriceMoves, day: number, changes: readonly number[]): PriceMoves {
  const last = changes.at(-1);
  return {
    changesLastWeek:
      (day < week ? moves.changesLastWeek : 0) + changes.filter((each) => each >= day - week).length,
    daysSinceChange:
      last !== undefined ? day - last : moves.daysSinceChange === null ? null : moves.daysSinceChange + day,
  };
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

/**
 * What the rules need to know of a product, from its past and from what was decided since.
 *
 * @param history - absent where its past is not known.
 * @param decided - price changes that are not in the file yet.
 */
export function factsOf(
  { currentPrice, unitCost }: Pick<GuardrailFacts, 'currentPrice' | 'unitCost'>,
  history: ProductHistory | undefined,
  decided: PriceMoves | undefined,
): GuardrailFacts {
  return {
    currentPrice,
    unitCost,
    competitorPrice: history ? lastCompetitorPrice(history) : null,
    pastEnding: history ? pastEnding(history.price) : null,
    ...movesWith(history ? priceMoves(history) : noMoves, decided),
  };
}
