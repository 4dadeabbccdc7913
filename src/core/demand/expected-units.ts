// What the fit expects to be sold: weekday factors, annual factors and the present level.

import { civilFromDay, dayFromCivil, weekdayOf } from '../table/calendar.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { annualAngle, isDaily, trendYears } from './demand-terms.ts';
import type { DemandFit } from './fit-demand.ts';

/** Rows that say what the present level is where there is no fit. */
const recentRows = 28;

/** The coefficient of a term, 0 where the fit has none. */
function coefficientOf(fit: DemandFit, name: string): number {
  const index = fit.terms.names.indexOf(name);
  return index < 0 ? 0 : fit.regression.coefficients[index]!;
}

/** Relative demand Monday to Sunday with mean 1 over the open days; closed weekdays are 0. Ones where not daily. */
export function weekdayFactors(history: ProductHistory, fit: DemandFit | null): number[] {
  if (!isDaily(history) || fit === null) return new Array<number>(7).fill(1);
  const present = new Set(fit.terms.rows.map((t) => weekdayOf(history.days[t]!)));
  const factors = [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
    if (fit.terms.closedWeekdays.includes(weekday)) return 0;
    return present.has(weekday) ? Math.exp(coefficientOf(fit, `weekday${weekday}`)) : NaN;
  });
  const known = factors.filter((factor) => factor > 0);
  const mean = known.reduce((sum, factor) => sum + factor, 0) / known.length;
  return factors.map((factor) => (Number.isNaN(factor) ? 1 : factor / mean));
}

/** Relative demand January to December against the history's last day; ones where the fit has no annual pair. */
export function monthFactors(history: ProductHistory, fit: DemandFit | null): number[] {
  if (fit === null || !fit.terms.names.includes('annualSin')) return new Array<number>(12).fill(1);
  const lastDay = history.days.at(-1)!;
  const { year } = civilFromDay(lastDay);
  const now = annualEffect(fit, lastDay);
  return Array.from({ length: 12 }, (_, month) => {
    const factor = Math.exp(annualEffect(fit, dayFromCivil(year, month + 1, 15)) - now);
    return Math.min(5, Math.max(0.2, factor));
  });
}

/**
 * Expected units a row at the history's last price, on an average open weekday at the level of its last day.
 *
 * Without a fit: the mean of the last 28 rows, each carried to the last price with `fallbackElasticity`.
 */
export function baseUnits(
  history: ProductHistory,
  fit: DemandFit | null,
  fallbackElasticity: number,
): number {
  const last = history.days.length - 1;
  const price = history.price[last]!;
  if (fit === null) {
    const from = Math.max(0, last + 1 - recentRows);
    let sum = 0;
    for (let t = from; t <= last; t++)
      sum += history.units[t]! * (price / history.price[t]!) ** fallbackElasticity;
    return sum / (last + 1 - from);
  }
  const day = history.days[last]!;
  const competitor = history.competitorPrice?.[last] ?? NaN;
  const level =
    coefficientOf(fit, 'const') +
    coefficientOf(fit, 'elasticity') * Math.log(price / fit.terms.meanPrice) +
    coefficientOf(fit, 'trend') * trendYears(day, fit.terms.meanDay) +
    annualEffect(fit, day) +
    (competitor > 0 ? coefficientOf(fit, 'competitor') * Math.log(competitor / price) : 0);
  return Math.exp(level) * meanWeekdayEffect(history, fit);
}

function annualEffect(fit: DemandFit, day: number): number {
  const angle = annualAngle(day, fit.terms.firstDay);
  return (
    coefficientOf(fit, 'annualSin') * Math.sin(angle) + coefficientOf(fit, 'annualCos') * Math.cos(angle)
  );
}

/** Mean of exp(weekday effect) over the weekdays that took part. */
function meanWeekdayEffect(history: ProductHistory, fit: DemandFit): number {
  if (!isDaily(history)) return 1;
  const present = [...new Set(fit.terms.rows.map((t) => weekdayOf(history.days[t]!)))];
  const effects = present.map((weekday) => Math.exp(coefficientOf(fit, `weekday${weekday}`)));
  return effects.reduce((sum, effect) => sum + effect, 0) / effects.length;
}
