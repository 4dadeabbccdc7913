// Cleaned histories for tests and simulations: only what matters there is given, the rest is plain.

import type { ProductHistory } from '../table/dataset.ts';

export interface HistoryFixture {
  readonly id?: string;
  readonly category?: string | null;
  /** Days since 1970-01-01; daily from 2025-01-06 (a Monday) where absent. */
  readonly days?: readonly number[];
  readonly price: readonly number[];
  readonly units: readonly number[];
  readonly organicConversion?: readonly number[];
  readonly adConversion?: readonly number[];
  readonly unitCost?: number | null;
  readonly cost?: readonly number[];
  readonly competitorPrice?: readonly number[];
  readonly inventory?: readonly number[];
  readonly daysPerRow?: number;
}

/** 2025-01-06, a Monday. */
export const fixtureFirstDay = 20094;

export function historyFixture(given: HistoryFixture): ProductHistory {
  const n = given.price.length;
  const column = (values: readonly number[] | undefined) =>
    values ? Float64Array.from(values) : new Float64Array(n);
  const price = Float64Array.from(given.price);
  const units = Float64Array.from(given.units);
  const sales = units.map((value, t) => value * price[t]!);
  const unitCost = given.unitCost ?? null;
  return {
    product: { id: given.id ?? 'SKU-1', name: given.id ?? 'A product', category: given.category ?? null },
    days: Int32Array.from(given.days ?? Array.from({ length: n }, (_, t) => fixtureFirstDay + t)),
    price,
    organicConversion: column(given.organicConversion),
    adConversion: column(given.adConversion),
    profit: units.map((value, t) => (unitCost === null ? 0 : value * (price[t]! - unitCost))),
    sales,
    predictedSales: Float64Array.from(sales),
    units,
    salesMeaning: 'money',
    priceKnown: new Uint8Array(n).fill(1),
    unitCost,
    cost: given.cost ? Float64Array.from(given.cost) : null,
    inventory: given.inventory ? Float64Array.from(given.inventory) : null,
    competitorPrice: given.competitorPrice ? Float64Array.from(given.competitorPrice) : null,
    has: {
      organicConversion: given.organicConversion !== undefined,
      adConversion: given.adConversion !== undefined,
      profit: unitCost !== null,
    },
    daysPerRow: given.daysPerRow ?? 1,
    report: {
      rows: n,
      history: n,
      forecastRows: 0,
      duplicateDates: 0,
      priceMissing: 0,
      organicMissing: 0,
      adMissing: 0,
      profitMissing: 0,
      salesMissing: 0,
      conversionAbove100: 0,
      negativeSales: 0,
      negativeProfit: 0,
      dateGaps: 0,
      salesIsRevenueShare: 1,
    },
  };
}
