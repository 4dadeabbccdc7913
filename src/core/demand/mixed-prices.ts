// Prices of weeks and months that are no price at all: revenue over units, which moves with what share of the units went at a discount.
//
// Coupons, members and deals pull such a figure down most when most is bought with them, and much is bought then anyway: it wiggles
// with demand around the posted price, and each wiggle looks like a strong answer. The posted price itself moves in steps that stay.
// So log price counts twice, as it is and as its distance from the steps (Mundlak, Econometrica 46(1), 1978): the own elasticity is then
// that of the steps, and the second coefficient what wiggles say beyond it. It enters where no row repeats a price, so that none was
// posted, and where the products of a file agree that wiggles sell more than steps do. Where steps are few the elasticity is then
// uncertain, as it should be.
//
// Steps: segments of constant log price, the cheapest cut at a price a segment (Jackson et al., "An algorithm for optimal partitioning
// of data on an interval", IEEE Signal Processing Letters 12(2), 2005).

import type { Estimate } from '../statistics/estimate.ts';
import { median } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { isDaily } from './demand-terms.ts';
import type { Prior } from './prior.ts';
import { meanEffect } from './slow-prices.ts';

/** Of the selling rows at most this share repeats the price of the row before, to the cent. */
const mostRepeated = 0.15;
const fewestRows = 40;
/** Rows that a posted price holds, at least, and how many variances of the wiggle times log rows another segment costs. */
const shortestStep = 4;
const costOfStep = 8;
const fewestSteps = 3;
/** Standard errors from 0 beyond which the file's mean says that wiggles are no answer to price. */
const certain = 3.5;
const fewestProducts = 5;
/** How far the products of a file differ in it. */
const usualSpread = 0.5;

/** Log price less that of its step; null where the rows are days, or prices were posted, or never stepped. [rows] */
export function mixPart(history: ProductHistory): Float64Array | null {
  const { price, units } = history;
  if (isDaily(history) || price.length < fewestRows || !price.every((value) => value > 0)) return null;
  let repeated = 0;
  for (let t = 1; t < price.length; t++)
    if (Math.abs(price[t]! - price[t - 1]!) < 0.0005 || units[t] === 0) repeated++;
  if (repeated > mostRepeated * price.length) return null;
  const log = price.map(Math.log);
  const starts = stepStarts(log);
  if (starts.length < fewestSteps) return null;
  const mix = log.slice();
  starts.forEach((from, k) => {
    const to = starts[k + 1] ?? log.length;
    const level = log.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
    for (let t = from; t < to; t++) mix[t] = mix[t]! - level;
  });
  return mix;
}

/** Where segments of constant value begin: of all cuts the one of least squares, each segment at a price. */
function stepStarts(values: Float64Array): number[] {
  const n = values.length;
  const changes = Float64Array.from({ length: n - 1 }, (_, t) => Math.abs(values[t + 1]! - values[t]!));
  // The median of |N(0, 2 s^2)| is 0.954 s.
  const wiggle = (median(changes) / 0.954) ** 2;
  const price = costOfStep * wiggle * Math.log(n);
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let t = 0; t < n; t++) {
    sums[t + 1] = sums[t]! + values[t]!;
    squares[t + 1] = squares[t]! + values[t]! ** 2;
  }
  const best = new Float64Array(n + 1).fill(Infinity);
  const from = new Int32Array(n + 1);
  best[0] = 0;
  for (let to = shortestStep; to <= n; to++)
    for (let start = 0; start <= to - shortestStep; start++) {
      const scatter = squares[to]! - squares[start]! - (sums[to]! - sums[start]!) ** 2 / (to - start);
      const cost = best[start]! + scatter + price;
      if (cost < best[to]!) {
        best[to] = cost;
        from[to] = start;
      }
    }
  const starts: number[] = [];
  for (let to = n; to > 0; to = from[to]!) starts.unshift(from[to]!);
  return starts;
}

/** What the file's products say of wiggles together: their mean and spread; null where they may answer as steps do. */
export function mixAnswer(effects: readonly Estimate[]): Prior | null {
  const { mean, standardError } = meanEffect(effects, usualSpread);
  if (effects.length < fewestProducts || !(mean / standardError < -certain)) return null;
  return { mean, standardDeviation: Math.hypot(usualSpread, standardError) };
}
