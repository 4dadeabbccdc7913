// Has demand drifted? A test of the newer days against everything before, in level and in elasticity.
//
// The regression of the old days is fitted again on old and newer ones with two more effects, 0 on the old days:
//
//   ... + level * newer + bend * newer * (log price - mean log price of the newer days)
//
// exp(level) - 1 is the share by which more is sold at the same price, bend the change of elasticity. Because both stand in one
// regression, what the old fit does not know is in their errors. Neighbouring days are alike, so the variances are multiplied by
// the inflation that the residuals' correlations give, and the days count for that much fewer degrees of freedom.
//
// Source: a Chow test (Econometrica 28(3), 1960) in a quasi-Poisson regression.

import type { DemandFit } from '../demand/fit-demand.ts';
import { quasiPoisson, type PoissonFit } from '../demand/quasi-poisson.ts';
import { chanceOfNone, studentCritical, studentTwoSided } from '../statistics/distributions.ts';
import { deviation, mean } from '../statistics/summary.ts';
import { predictPeriod, type Prediction } from './prediction.ts';

export interface DriftEstimate {
  /** Of the level: log of the factor (-Infinity where nothing sold); of the elasticity: the difference. */
  readonly change: number;
  readonly standardError: number;
  /** 95 % interval of `change`. */
  readonly interval: readonly [number, number];
  /** Two-sided. */
  readonly pValue: number;
}

export interface Drift {
  readonly level: DriftEstimate | null;
  /** null where the newer days hold no two prices to tell it from. */
  readonly elasticity: DriftEstimate | null;
  /** Index among the newer days from which the level most likely differs; null without newer days. */
  readonly since: number | null;
  /** How much more sums of days scatter than those of independent days, 1 or more. */
  readonly inflation: number;
}

export interface NewerDay {
  readonly prediction: Prediction;
  readonly price: number;
  readonly units: number;
}

/** Days below which nothing is tested, and below which a changed elasticity is not asked for. */
const fewestDays = 3;
const fewestDaysForBend = 10;
/** Standard deviation of the newer log prices below which they tell nothing about elasticity. */
const stillPrice = 0.01;
const largestPersistence = 0.93;

/** Tests `newer` days against the fit of the old ones. `oldUnits` are the units of the fit's rows. */
export function testDrift(fit: DemandFit, newer: readonly NewerDay[]): Drift {
  const inflationBefore = meanInflation(pearson(fit.terms.units, fit.regression), fit.terms.names.length);
  const nothing = { level: null, elasticity: null, since: null, inflation: inflationBefore };
  if (newer.length < fewestDays) return nothing;
  const since = likeliestStart(newer, fit.regression.dispersion);
  if (newer.every(({ units }) => units === 0)) {
    const { mean, variance } = predictPeriod(
      fit,
      newer.map(({ prediction }) => prediction),
      inflationBefore,
    );
    const pValue = Math.min(1, 2 * chanceOfNone(mean, variance));
    const level = {
      change: -Infinity,
      standardError: Infinity,
      interval: [-Infinity, Infinity] as const,
      pValue,
    };
    return { ...nothing, level, since };
  }
  const bends = newer.length >= fewestDaysForBend && movesEnough(newer);
  const joint = jointFit(fit, newer, bends) ?? (bends ? jointFit(fit, newer, false) : null);
  if (joint === null) return nothing;
  const { regression, units, terms } = joint;
  const inflation = meanInflation(pearson(units, regression), terms);
  const estimate = (j: number): DriftEstimate => {
    const change = regression.coefficients[j]!;
    const standardError = Math.sqrt(regression.covariance[j]![j]! * inflation);
    const freedom = Math.max(3, units.length / inflation - terms);
    const margin = studentCritical(0.05, freedom) * standardError;
    return {
      change,
      standardError,
      interval: [change - margin, change + margin],
      pValue: studentTwoSided(change / standardError, freedom),
    };
  };
  const first = fit.terms.names.length;
  return {
    level: estimate(first),
    elasticity: terms > first + 1 ? estimate(first + 1) : null,
    since,
    inflation,
  };
}

function movesEnough(newer: readonly NewerDay[]): boolean {
  return deviation(newer.map(({ price }) => Math.log(price))) > stillPrice;
}

/** The regression over old and newer days with one or two effects more; null where it cannot be had. */
function jointFit(
  fit: DemandFit,
  newer: readonly NewerDay[],
  bends: boolean,
): { readonly regression: PoissonFit; readonly units: Float64Array; readonly terms: number } | null {
  const old = fit.terms.units.length;
  const joined = (before: Float64Array | null, after: (day: NewerDay) => number) => {
    const column = new Float64Array(old + newer.length);
    if (before) column.set(before);
    newer.forEach((day, i) => (column[old + i] = after(day)));
    return column;
  };
  const meanLog = mean(newer.map(({ price }) => Math.log(price)));
  const columns = [
    ...fit.terms.columns.map((column, j) => joined(column, ({ prediction }) => prediction.terms[j]!)),
    joined(null, () => 1),
    ...(bends ? [joined(null, ({ price }) => Math.log(price) - meanLog)] : []),
  ];
  const units = joined(fit.terms.units, (day) => day.units);
  const result = quasiPoisson(columns, units);
  return 'problem' in result ? null : { regression: result.fit, units, terms: columns.length };
}

/**
 * How much more the mean of `residuals` (in order of time) scatters than that of independent ones: 1 + 2 times the sum
 * of their correlations.
 *
 * A level that wanders under the noise of counts is an ARMA(1, 1): its correlation falls at once to some r1 and from
 * there by the factor phi a row, so the sum is r1 / (1 - phi). A plain r1 would take a slow wander for almost none.
 * Where r1 is hardly more than its own error phi cannot be told, and r1 stands for it. Fitting `terms` effects draws each
 * correlation down by about (1 + terms) / rows, which is given back; the result is never below 1.
 *
 * Source: Box, Jenkins, Reinsel and Ljung, "Time Series Analysis", section 3.4; the correction: Kendall, Biometrika 41, 1954.
 */
export function meanInflation(residuals: readonly number[], terms: number): number {
  const rows = residuals.length;
  const squares = residuals.reduce((sum, value) => sum + value ** 2, 0);
  if (squares === 0) return 1;
  const correlation = (lag: number) => {
    let product = 0;
    for (let t = lag; t < rows; t++) product += residuals[t]! * residuals[t - lag]!;
    return product / squares + (1 + terms) / rows;
  };
  const first = correlation(1);
  if (first <= 0) return 1;
  const second = correlation(2);
  const slow = (second + correlation(3)) / (first + second);
  // From one standard error of r1 on the ratio gains weight, and has all of it from two and a half.
  const weight = Math.min(1, Math.max(0, (first * Math.sqrt(rows) - 1) / 1.5));
  const persistence = Math.max(first, weight * slow + (1 - weight) * first);
  const phi = Math.min(largestPersistence, persistence + 3 / rows);
  return 1 + (2 * first) / (1 - phi);
}

/** Where a step in the residuals most likely began: the k with the largest (sum of residuals from k on)^2 / days from k on. */
function likeliestStart(newer: readonly NewerDay[], dispersion: number): number {
  let best = 0;
  let bestScore = -1;
  let sum = 0;
  for (let k = newer.length - 1; k >= 0; k--) {
    const { units, prediction } = newer[k]!;
    sum += (units - prediction.mean) / Math.sqrt(dispersion * prediction.mean);
    const score = sum ** 2 / (newer.length - k);
    if (score >= bestScore) {
      best = k;
      bestScore = score;
    }
  }
  return best;
}

function pearson(units: Float64Array, { fitted }: PoissonFit): number[] {
  return Array.from(units, (value, t) => (value - fitted[t]!) / Math.sqrt(fitted[t]!));
}
