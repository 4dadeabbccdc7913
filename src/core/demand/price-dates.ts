// Files whose price column is a day off: a price noted when the day ends is tomorrow's, a sale booked when it is shipped is yesterday's.
//
// On the day of a step units then stand still, and move a day before it or after. Such a step looks like one that hardly anybody minds,
// with a level or a habit that does the rest. Daily steps of log units are regressed on the steps of log price of the day, of the day before
// and of the day after (leads and lags; Granger, "Investigating causal relations by econometric models and cross-spectral methods",
// Econometrica 37(3), 1969), and the products of a file answer together. Where only another day's step answers, that day's price is the
// one that was charged.

import type { Estimate } from '../statistics/estimate.ts';
import { cholesky, inverseCholesky } from '../statistics/cholesky.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { isDaily } from './demand-terms.ts';
import { meanEffect } from './slow-prices.ts';

/** The row whose price a row was sold at, less the row: 1 where the column shows prices a day late, -1 where a day early. */
export type PriceShift = -1 | 0 | 1;

const shifts = [-1, 0, 1] as const;
/** Rows with steps on all three days without which a product is not asked, and products without which a file is not. */
const fewestRows = 40;
const fewestProducts = 5;
/** Standard errors by which another day's step must answer, and answer more than the day's own. */
const certain = 5;
/** An answer weaker than this is none; of it the day's own step has at most so much. */
const leastAnswer = -0.5;
const mostOwn = 0.25;
/** How far the products of a file differ in it. */
const usualSpread = 0.5;
/** Added to units, so that a day without a sale has a logarithm. */
const half = 0.5;

/** Which row's price the products of a file were sold at; 0 where each day's own step answers, or too few can say. */
export function priceShift(histories: readonly ProductHistory[]): PriceShift {
  const answers = histories.map(stepAnswers).filter((answer) => answer !== null);
  if (answers.length < fewestProducts) return 0;
  const of = (shift: PriceShift) =>
    meanEffect(
      answers.map((answer) => answer[shifts.indexOf(shift)]!),
      usualSpread,
    );
  const own = of(0);
  for (const shift of [-1, 1] as const) {
    const { mean, standardError } = of(shift);
    const beyond = (own.mean - mean) / Math.hypot(standardError, own.standardError);
    if (
      mean < leastAnswer &&
      mean < -certain * standardError &&
      beyond > certain &&
      Math.abs(own.mean) < mostOwn * Math.abs(mean)
    )
      return shift;
  }
  return 0;
}

/** The history at the prices that were charged; a row whose price the file does not have is unknown. */
export function atChargedPrices(history: ProductHistory, shift: PriceShift): ProductHistory {
  if (shift === 0 || !isDaily(history)) return history;
  const { days, price } = history;
  const unknown = Uint8Array.from(days, (_, t) => history.unknown?.[t] ?? 0);
  const moved = price.map((today, t) => {
    if (days[t + shift] === days[t]! + shift) return price[t + shift]!;
    unknown[t] = 1;
    return today;
  });
  return { ...history, price: moved, unknown };
}

export function shiftSentence(shift: -1 | 1): string {
  const [when, moves, row] = shift === 1 ? ['late', 'before', 'after'] : ['early', 'after', 'before'];
  return `Prices stand a day ${when} in this file: units move on the day ${moves} a new price. Each day is taken at the price of the row ${row} it.`;
}

/** What a step of log units answers to the steps of log price, one for each of `shifts`; null where the rows cannot say. */
function stepAnswers(history: ProductHistory): Estimate[] | null {
  const { days, price, units, unknown } = history;
  if (!isDaily(history)) return null;
  const isStep = (t: number) =>
    t > 0 && t < days.length && days[t] === days[t - 1]! + 1 && price[t]! > 0 && price[t - 1]! > 0;
  const rows: number[] = [];
  for (let t = 1; t < days.length; t++)
    if (shifts.every((shift) => isStep(t + shift)) && unknown?.[t] !== 1 && unknown?.[t - 1] !== 1)
      rows.push(t);
  if (rows.length < fewestRows) return null;
  const step = (values: ArrayLike<number>, t: number, plus: number) =>
    Math.log((values[t]! + plus) / (values[t - 1]! + plus));
  const y = withoutWeekdays(
    rows.map((t) => step(units, t, half)),
    rows.map((t) => weekdayOf(days[t]!)),
  );
  return leastSquares(
    rows.map((t) => shifts.map((shift) => step(price, t + shift, 0))),
    y,
  );
}

/** Values over the mean of their weekday. [rows] */
function withoutWeekdays(values: readonly number[], weekdays: readonly number[]): number[] {
  const sums = new Float64Array(7);
  const counts = new Float64Array(7);
  values.forEach((value, i) => {
    sums[weekdays[i]!]! += value;
    counts[weekdays[i]!]!++;
  });
  return values.map((value, i) => value - sums[weekdays[i]!]! / counts[weekdays[i]!]!);
}

/** Coefficients of `y` on the columns of `x`, [rows][columns], with their errors; null where they cannot be told apart. */
function leastSquares(x: readonly (readonly number[])[], y: readonly number[]): Estimate[] | null {
  const n = shifts.length;
  const cross = new Float64Array(n * n);
  const right = new Float64Array(n);
  x.forEach((row, i) =>
    row.forEach((a, j) => {
      right[j]! += a * y[i]!;
      row.forEach((b, k) => (cross[j * n + k]! += a * b));
    }),
  );
  const lower = cholesky(cross, n, 1e-9);
  if (!lower) return null;
  const inverse = inverseCholesky(lower, n);
  const values = shifts.map((_, j) => right.reduce((sum, value, k) => sum + inverse[j * n + k]! * value, 0));
  const left = y.reduce(
    (sum, value, i) => sum + (value - x[i]!.reduce((all, a, j) => all + a * values[j]!, 0)) ** 2,
    0,
  );
  const variance = left / Math.max(1, y.length - n);
  return values.map((value, j) => ({ value, standardError: Math.sqrt(variance * inverse[j * n + j]!) }));
}
