// The third of the three questions beside suggestPrice and suggestPrices: what was charged, and what it brought.

import type { ProductHistory } from '../table/dataset.ts';
import { isPriceChange } from './recent-days.ts';

/** One entry a day of the file, oldest first; decisions made since stand in the audit log. */
export interface ChargedPrices {
  /** Days since 1970-01-01. [days] */
  readonly days: Int32Array;
  /** Currency, as revenue and profit. [days] */
  readonly price: Float64Array;
  readonly units: Float64Array;
  readonly revenue: Float64Array;
  /** The file's own profit, else units times margin; null where neither profit nor cost is known. [days] */
  readonly profit: Float64Array | null;
  /** Days on which another price began. */
  readonly changes: readonly number[];
}

/**
 * What a product was charged and brought by row: price, units, revenue and profit (currency), and the days on which the price
 * changed.
 *
 * Profit is the file's, otherwise from the unit cost; null without either.
 */
export function priceHistory(history: ProductHistory): ChargedPrices {
  const { days, price, units, unitCost, has, profit } = history;
  const margin = (unit: number) => units.map((sold, t) => sold * (price[t]! - unit));
  return {
    days,
    price,
    units,
    revenue: units.map((sold, t) => sold * price[t]!),
    profit: has.profit ? profit : unitCost === null ? null : margin(unitCost),
    changes: [...days].filter((_, t) => isPriceChange(price, t)),
  };
}
