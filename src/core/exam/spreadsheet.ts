// What a careful person does in a spreadsheet: a straight line through log units and log price, days that sold nothing
// left out, and the price of the highest profit on that line within the guardrails.

import { bestPrice } from './best-price.ts';
import { allowedPrices } from './shop.ts';

/** The slope of log units on log price by least squares; null where the price never moved or little was sold. */
export function spreadsheetSlope(price: ArrayLike<number>, units: ArrayLike<number>): number | null {
  const points: [number, number][] = [];
  for (let t = 0; t < price.length; t++)
    if (units[t]! > 0 && price[t]! > 0) points.push([Math.log(price[t]!), Math.log(units[t]!)]);
  const mean = (k: 0 | 1) => points.reduce((sum, point) => sum + point[k], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  let covariance = 0;
  let variance = 0;
  for (const [a, b] of points) {
    covariance += (a - x) * (b - y);
    variance += (a - x) ** 2;
  }
  return points.length > 2 && variance > 1e-9 ? covariance / variance : null;
}

/** The price that the spreadsheet finds; today's where it finds no slope. */
export function spreadsheetPrice(slope: number | null, currentPrice: number, unitCost: number): number {
  if (slope === null) return currentPrice;
  const { low, high } = allowedPrices(currentPrice, unitCost);
  return bestPrice((price) => (price / currentPrice) ** slope * (price - unitCost), low, high).price;
}
