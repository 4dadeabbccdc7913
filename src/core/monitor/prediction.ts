// What the demand fit expects of a day it has not seen, at the price that was charged, and how far a day may stray.
//
//   log mean = x' b        Var[units] = dispersion * mean + mean^2 * x' Cov x
//
// The first part is the noise of days, the second what the fit does not know. Intervals are those of a negative
// binomial with that mean and variance (days without a sale belong to it), of a log-normal where the mean is large.

import { termValue } from '../demand/demand-terms.ts';
import { type DriverTerm, movingDrivers } from '../demand/drivers.ts';
import { type DemandFitResult, fitDemand, type DemandFit } from '../demand/fit-demand.ts';
import { z975 } from '../demand/verdict-limits.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import type { DriverRole } from '../table/demand-drivers.ts';
import type { ProductHistory } from '../table/dataset.ts';

/** A day's place in the regression: its terms, expected units and variance. */
export interface Prediction {
  /** The regression's terms. [terms] */
  readonly terms: readonly number[];
  readonly mean: number;
  readonly variance: number;
}

/** Beyond this mean the two intervals are alike, and counting up would take long. */
const largestCounted = 300;

/** A fit and what moves demand in it beside the price. */
export interface WatchedFit extends Pick<DemandFitResult, 'fit' | 'problem'> {
  readonly drivers: readonly DriverTerm[];
}

/** A driver is known where the error of its effect, in log units, is at most this. */
const largestDriverError = 1;

/**
 * The fit of `history` with those of the drivers `told` that can be told from the price and from each other. A column that cannot, such
 * as special days that are all Sundays, stays out.
 */
export function fitWatched(history: ProductHistory, told: readonly DriverRole[]): WatchedFit {
  let best: WatchedFit = { ...fitDemand(history), drivers: [] };
  if (best.fit === null) return best;
  for (const driver of movingDrivers(history).filter(({ role }) => told.includes(role))) {
    const drivers = [...best.drivers, driver];
    const { fit, problem } = fitDemand(history, drivers);
    const places = drivers.map(({ role }) => fit?.terms.names.indexOf(role) ?? -1);
    if (fit && places.every((j) => fit.standardErrors[j]! <= largestDriverError))
      best = { fit, problem, drivers };
  }
  return best;
}

/** Predictions of the days `from` on of a history; null on days the fit takes no part in (closed, no price, returns). */
export function predictDays(
  fit: DemandFit,
  history: ProductHistory,
  from: number,
  drivers: readonly DriverTerm[] = [],
): (Prediction | null)[] {
  const rivals = filledForward(history.competitorPrice);
  return Array.from({ length: history.days.length - from }, (_, i) => {
    const t = from + i;
    const day = history.days[t]!;
    if (!(history.price[t]! > 0) || history.sales[t]! < 0) return null;
    if (fit.terms.closedWeekdays.includes(weekdayOf(day))) return null;
    const at = { day, price: history.price[t]!, competitorPrice: rivals?.[t] ?? NaN };
    const terms = fit.terms.names.map((name) => {
      const driver = drivers.find(({ role }) => role === name);
      return driver ? driver.at(history.drivers![driver.role]![t]!) : termValue(name, fit.terms, at);
    });
    const mean = Math.exp(
      Math.min(
        50,
        terms.reduce((sum, value, j) => sum + value * fit.regression.coefficients[j]!, 0),
      ),
    );
    const doubt = quadraticForm(terms, fit.regression.covariance);
    return { terms, mean, variance: fit.regression.dispersion * mean + mean ** 2 * doubt };
  });
}

export interface PeriodPrediction {
  readonly mean: number;
  readonly variance: number;
  readonly interval: readonly [number, number];
}

/** Sum of several days; `inflation` is how much more the mean of dependent days scatters than that of independent ones. */
export function predictPeriod(
  fit: DemandFit,
  predictions: readonly Prediction[],
  inflation: number,
): PeriodPrediction {
  const mean = predictions.reduce((sum, prediction) => sum + prediction.mean, 0);
  const gradient = fit.terms.names.map((_, j) =>
    predictions.reduce((sum, { terms, mean: day }) => sum + day * terms[j]!, 0),
  );
  const noise = fit.regression.dispersion * mean * inflation;
  const variance = noise + quadraticForm(gradient, fit.regression.covariance);
  return { mean, variance, interval: interval95(mean, variance) };
}

/** The 95 % prediction interval of a count with that mean and variance. */
export function interval95(mean: number, variance: number): readonly [number, number] {
  if (!(mean > 0)) return [0, 0];
  if (mean > largestCounted || variance <= mean) {
    const spread = Math.sqrt(Math.log(1 + variance / mean ** 2));
    const middle = Math.log(mean) - spread ** 2 / 2;
    return [Math.exp(middle - z975 * spread), Math.exp(middle + z975 * spread)];
  }
  return [negativeBinomialQuantile(0.025, mean, variance), negativeBinomialQuantile(0.975, mean, variance)];
}

/** The smallest count whose share of smaller or equal counts reaches `share`. */
function negativeBinomialQuantile(share: number, mean: number, variance: number): number {
  const size = mean ** 2 / (variance - mean);
  const success = mean / variance; // size / (size + mean)
  let mass = Math.exp(size * Math.log(success));
  let sum = mass;
  let count = 0;
  while (sum < share && count < 100_000) {
    mass *= ((size + count) / (count + 1)) * (1 - success);
    count++;
    sum += mass;
  }
  return count;
}

function quadraticForm(vector: readonly number[], matrix: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++)
    for (let j = 0; j < vector.length; j++) sum += vector[i]! * matrix[i]![j]! * vector[j]!;
  return sum;
}

function filledForward(values: Float64Array | null): Float64Array | null {
  const filled = values?.slice() ?? null;
  if (filled) for (let t = 1; t < filled.length; t++) if (!(filled[t]! > 0)) filled[t] = filled[t - 1]!;
  return filled;
}
