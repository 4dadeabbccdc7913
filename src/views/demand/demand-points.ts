// What the demand chart draws: past days as points, and the curve over the span of past prices.

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { ProductHistory } from '../../core/table/dataset.ts';
import { decimate } from '../charts/decimate.ts';
import { expectedUnits } from './demand-words.ts';

/** Prices in currency. */
export interface PriceSpan {
  readonly low: number;
  readonly high: number;
}

export interface PricePoint {
  readonly price: number;
  readonly units: number;
}

const drawnPoints = 300;
const curvePoints = 60;

/** The range of past prices; a tenth of the price on each side where there was only one. */
export function priceSpan(history: ProductHistory): PriceSpan {
  let low = Infinity;
  let high = -Infinity;
  for (const price of history.price) {
    low = Math.min(low, price);
    high = Math.max(high, price);
  }
  return high > low ? { low, high } : { low: 0.9 * low, high: 1.1 * high };
}

/** Past days, thinned to what a chart can draw; lowest and highest units stay. */
export function dayPoints(history: ProductHistory): readonly PricePoint[] {
  const all = Array.from(history.price, (price, day) => ({ price, units: history.units[day]! }));
  return decimate(all, drawnPoints, (point) => point.units);
}

/** The curve base * (price / reference) ^ elasticity, evenly spaced over the span. */
export function curve(summary: DemandSummary, { low, high }: PriceSpan): readonly PricePoint[] {
  return Array.from({ length: curvePoints + 1 }, (_, index) => {
    const price = low + ((high - low) * index) / curvePoints;
    return { price, units: expectedUnits(summary, price) };
  });
}
