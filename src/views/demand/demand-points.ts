// What the demand chart draws: past days as points, and the curve over the span of past prices.

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { ProductHistory } from '../../core/table/dataset.ts';
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
const goldenRatio = (1 + Math.sqrt(5)) / 2;

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

/**
 * Past days, thinned to what a chart can draw without changing how they scatter.
 *
 * Every point has the same chance: multiples of the golden ratio spread over the days without falling in step with
 * the week, as an even stride could. (Thinning a line keeps its peaks and would hollow the cloud out.)
 */
export function dayPoints(history: ProductHistory, limit = drawnPoints): readonly PricePoint[] {
  const count = history.price.length;
  const indices =
    count <= limit
      ? history.price.keys()
      : new Set(Array.from({ length: limit }, (_, index) => Math.floor(((index * goldenRatio) % 1) * count)));
  return Array.from(indices, (day) => ({ price: history.price[day]!, units: history.units[day]! }));
}

/** The curve base * (price / reference) ^ elasticity, evenly spaced over the span. */
export function curve(summary: DemandSummary, { low, high }: PriceSpan): readonly PricePoint[] {
  return Array.from({ length: curvePoints + 1 }, (_, index) => {
    const price = low + ((high - low) * index) / curvePoints;
    return { price, units: expectedUnits(summary, price) };
  });
}
