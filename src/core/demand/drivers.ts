// What moves demand beside the price and stands in the file: advertising, visitors, the weather, special days, distribution.
//
// Each is a column of the fit, 0 at its level of the last four weeks, so that what comes is expected at that level:
//
//   advertising              log(1 + x / usual x)    more of it does ever less
//   visitors, distribution   log(x / usual x)
//   weather                  (x - mean) / standard deviation
//   special days             1, or the share of a longer row's days
//
// A product whose price is cut whenever it is advertised cannot tell the two apart; the products of the file say together what advertising
// does, those that can tell. Where none can, little is known of it, and the error of the elasticity says so.

import type { Estimate } from '../statistics/estimate.ts';
import { deviation, mean } from '../statistics/summary.ts';
import { type DriverRole, driverRoles } from '../table/demand-drivers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { Prior } from './prior.ts';
import { z975 } from './verdict-limits.ts';

/** Days at the end whose mean is taken for what comes. */
const comingDays = 28;
/** No row is taken to have less than this share of the usual visitors, or stores. */
const leastShare = 0.01;
/** A column that moves less than this (standard deviation) tells nothing. */
const still = 0.01;

/**
 * What is known of an effect before a file. Advertising: elasticities of 0.12 on average (Sethuraman, Tellis and Briesch, "How well does
 * advertising work?", Journal of Marketing Research 48(3), 2011), which is half of the effect at the usual spend.
 */
export const usualDrivers: Readonly<Record<DriverRole, Prior>> = {
  advertising: { mean: 0.25, standardDeviation: 0.3 },
  visitors: { mean: 0.5, standardDeviation: 0.5 },
  weather: { mean: 0, standardDeviation: 0.3 },
  event: { mean: 0, standardDeviation: 0.5 },
  distribution: { mean: 0.7, standardDeviation: 0.5 },
};
/** How far the products of a file differ in it. */
export const usualDriverSd = 0.2;

/** What the file's products know of a driver's effect; `meanError` is off to the same side in all of them. */
interface DriverPrior extends Prior {
  readonly meanError: number;
}

export type DriverPriors = Readonly<Partial<Record<DriverRole, DriverPrior>>>;

/** In words within a sentence. */
export const driverWords: Readonly<Record<DriverRole, string>> = {
  advertising: 'advertising',
  visitors: 'the number of visitors',
  weather: 'the weather',
  event: 'special days',
  distribution: 'distribution',
};

/** Whether a term of a fit is a cause that the file tells beside the price. */
export function isDriver(name: string): name is DriverRole {
  return (driverRoles as readonly string[]).includes(name);
}

/** One driver as a term of a fit. */
export interface DriverTerm {
  readonly role: DriverRole;
  /** What the term is on a day of which the file says `value`. */
  readonly at: (value: number) => number;
}

/** Those drivers of a history that move. */
export function movingDrivers({ drivers, days }: Pick<ProductHistory, 'drivers' | 'days'>): DriverTerm[] {
  const from = days.findIndex((day) => day > days.at(-1)! - comingDays);
  return driverRoles.flatMap((role): DriverTerm[] => {
    const values = drivers?.[role];
    const scale = values && scaleOf(role, values);
    if (!scale) return [];
    const scaled = values.map(scale);
    if (deviation(scaled) < still) return [];
    const coming = mean(scaled.subarray(from));
    return [{ role, at: (value) => scale(value) - coming }];
  });
}

/** Their columns. [days of the history] */
export function driverTerms(history: Pick<ProductHistory, 'drivers' | 'days'>): {
  readonly names: readonly DriverRole[];
  readonly columns: readonly Float64Array[];
} {
  const terms = movingDrivers(history);
  return {
    names: terms.map(({ role }) => role),
    columns: terms.map(({ role, at }) => history.drivers![role]!.map(at)),
  };
}

/** How the fit measures a driver whose past is `values`; null where the figures cannot be scaled. [days] */
function scaleOf(role: DriverRole, values: Float64Array): ((value: number) => number) | null {
  if (role === 'event') return (value) => Math.min(1, Math.max(0, value));
  if (role === 'weather') {
    const [middle, spread] = [mean(values), deviation(values)];
    return spread > 0 ? (value) => (value - middle) / spread : null;
  }
  const some = values.filter((value) => value > 0);
  if (some.length === 0) return null;
  const usual = mean(some);
  return role === 'advertising'
    ? (value) => Math.log1p(Math.max(0, value) / usual)
    : (value) => Math.log(Math.max(leastShare, value / usual));
}

/** A step of each that a person can think of, and by how much its column grows with it. */
const steps: Readonly<Record<DriverRole, { readonly words: string; readonly by: number }>> = {
  advertising: { words: 'With twice the usual advertising', by: Math.log(3 / 2) },
  visitors: { words: 'With 10 % more visitors', by: Math.log(1.1) },
  weather: { words: 'At a weather figure one standard deviation higher', by: 1 },
  event: { words: 'On special days', by: 1 },
  distribution: { words: 'With 10 % more distribution', by: Math.log(1.1) },
};

/** What a driver does to demand, with its 95 % interval, or that nothing of it can be told. */
export function driverSentence(role: DriverRole, { value, standardError }: Estimate): string {
  const { words, by } = steps[role];
  const percent = (effect: number) => {
    const rounded = Math.round(100 * (Math.exp(by * effect) - 1));
    return `${rounded > 0 ? '+' : ''}${rounded} %`;
  };
  const [low, high] = [-1, 1].map((side) => value + side * z975 * standardError) as [number, number];
  const range = `${percent(low)} to ${percent(high)}`;
  if (low <= 0 && high >= 0)
    return `Whether ${driverWords[role]} ${role === 'event' ? 'change' : 'changes'} demand beside the price cannot be told (${words.charAt(0).toLowerCase()}${words.slice(1)}, ${range}).`;
  return (
    `${words} demand differs by ${percent(value)} (${range}). ` +
    'This is told apart from the price; the coming days are expected at the level of the last four weeks.'
  );
}
