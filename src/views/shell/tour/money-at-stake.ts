// What a file's products take in and keep in a year, from their last rows. Pure.

import type { ProductHistory } from '../../../core/table/dataset.ts';

/** Rows that stand for the present. */
const recentRows = 90;
const daysPerYear = 365;

export interface MoneyAtStake {
  /** Currency a year. */
  readonly revenue: number;
  /** null where a cost is missing. */
  readonly profit: number | null;
}

type Sold = Pick<ProductHistory, 'price' | 'units' | 'unitCost' | 'daysPerRow'>;

export function moneyAtStake(histories: readonly Sold[]): MoneyAtStake {
  let revenue = 0;
  let profit: number | null = 0;
  for (const { price, units, unitCost, daysPerRow } of histories) {
    const rows = Math.min(recentRows, price.length);
    const perYear = daysPerYear / (rows * daysPerRow);
    for (let t = price.length - rows; t < price.length; t++) {
      const sold = units[t]!;
      if (!Number.isFinite(sold)) continue;
      revenue += price[t]! * sold * perYear;
      if (profit !== null)
        profit = unitCost === null ? null : profit + (price[t]! - unitCost) * sold * perYear;
    }
  }
  return { revenue, profit };
}
