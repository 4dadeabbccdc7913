// Products whose elasticity is known because it was put in: what the coverage of the intervals is measured on.
//
// Units of a row are log-linear in price with level, trend, weekdays and a season as the plain regression (demand-terms.ts) has them. Around
// that mean they scatter with variance dispersion * mean: Poisson counts whose mean is gamma distributed (dispersion 1
// is plain Poisson), independent from row to row. Prices follow one of four policies, as shops have them; none looks
// at the noise of the day, but all but the first carry over from day to day, and the last answers to last week's sales.

import type { Random } from '../random.ts';
import { poissonCount } from '../statistics/poisson-count.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { annualAngle, trendYears } from './demand-terms.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';

export const pricePolicies = ['daily', 'held', 'promotions', 'drifting', 'reacting'] as const;
type PricePolicy = (typeof pricePolicies)[number];

/** Variance over mean of a row's units. */
export const simulatedDispersions = [1, 2, 5, 10] as const;

export interface SimulatedProduct {
  readonly history: ProductHistory;
  readonly elasticity: number;
  readonly dispersion: number;
  readonly policy: PricePolicy;
  /** What a row truly sells on average at `price`, on a mean weekday at the level of the history's last day. */
  readonly expected: { readonly price: number; readonly units: number };
}

interface Shape {
  readonly elasticity: number;
  readonly dispersion: number;
  readonly policy: PricePolicy;
  readonly listPrice: number;
  /** Standard deviation of log price, about. */
  readonly spread: number;
  readonly level: number;
  readonly trend: number;
  /** Amplitude of the season in log units. */
  readonly season: number;
  readonly peakDay: number;
  /** Monday to Sunday, in log units. */
  readonly weekdays: readonly number[];
  readonly days: readonly number[];
  readonly isDaily: boolean;
}

/** The product `index` of a simulation; dispersions and policies take turns, the rest is drawn. */
export function simulatedProduct(index: number, random: Random): SimulatedProduct {
  const shape = shapeOf(index, random.fork('shape'));
  const prices = new Float64Array(shape.days.length);
  const units = new Float64Array(shape.days.length);
  const priceStream = random.fork('prices');
  const unitStream = random.fork('units');
  const policy = policyOf(shape, priceStream);
  shape.days.forEach((day, t) => {
    prices[t] = Math.max(0.01, Number((shape.listPrice * Math.exp(policy(t, units))).toFixed(2)));
    units[t] = scatteredCount(unitStream, expectedUnits(shape, day, prices[t]), shape.dispersion);
  });
  const { elasticity, dispersion } = shape;
  const history = historyFixture({
    id: `SIM-${index}`,
    days: shape.days,
    price: [...prices],
    units: [...units],
    daysPerRow: shape.isDaily ? 1 : 7,
  });
  const lastDay = shape.days.at(-1)!;
  const meanWeekday = shape.weekdays.reduce((sum, effect) => sum + Math.exp(effect) / 7, 0);
  const onLastDay = expectedUnits(shape, lastDay, shape.listPrice);
  const meanUnits = (onLastDay / Math.exp(shape.weekdays[weekdayOf(lastDay)]!)) * meanWeekday;
  const expected = { price: shape.listPrice, units: meanUnits };
  return { history, elasticity, dispersion, policy: shape.policy, expected };
}

function shapeOf(index: number, random: Random): Shape {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const isDaily = random.uniform() < 0.75;
  const rows = isDaily ? 90 + random.integer(410) : 60 + random.integer(100);
  const days = Array.from({ length: rows }, (_, t) => fixtureFirstDay + t * (isDaily ? 1 : 7));
  return {
    elasticity: between(-3.5, -0.3),
    dispersion: simulatedDispersions[index % simulatedDispersions.length]!,
    policy: pricePolicies[Math.floor(index / simulatedDispersions.length) % pricePolicies.length]!,
    listPrice: Math.exp(between(Math.log(3), Math.log(80))),
    spread: between(0.05, 0.2),
    level: Math.exp(between(Math.log(5), Math.log(120))),
    trend: between(-0.4, 0.4),
    season: rows * (isDaily ? 1 : 7) >= 300 ? between(0, 0.3) : 0,
    peakDay: random.integer(365),
    weekdays: Array.from({ length: 7 }, () => (isDaily ? 0.2 * random.normal() : 0)),
    days,
    isDaily,
  };
}

function expectedUnits(shape: Shape, day: number, price: number): number {
  const { level, elasticity, listPrice, trend, season, peakDay, weekdays } = shape;
  return (
    level *
    Math.exp(
      elasticity * Math.log(price / listPrice) +
        trend * trendYears(day, fixtureFirstDay) +
        season * Math.cos(annualAngle(day, fixtureFirstDay + peakDay)) +
        weekdays[weekdayOf(day)]!,
    )
  );
}

/** Log price over list price of row `t`, which may look at the units sold before it. */
function policyOf(shape: Shape, random: Random): (t: number, units: Float64Array) => number {
  const { spread, policy, isDaily } = shape;
  let now = spread * random.normal();
  let left = 0;
  switch (policy) {
    case 'daily': // another price every row, from a handful
      return () => spread * 0.7 * (random.integer(5) - 2);
    case 'held': // one of a handful, for two days to three weeks
      return () => {
        if (left-- <= 0) {
          now = spread * 0.7 * (random.integer(5) - 2);
          left = 1 + random.integer(isDaily ? 20 : 5);
        }
        return now;
      };
    case 'promotions': // the list price, and now and then a discount for three to nine days
      return () => {
        if (left-- > 0) return now;
        const isPromotion = random.uniform() < (isDaily ? 0.06 : 0.2);
        now = isPromotion ? -spread * (1 + 1.5 * random.uniform()) : 0;
        left = isPromotion && isDaily ? 2 + random.integer(7) : 0;
        return now;
      };
    case 'drifting': // autocorrelated: keeps nine tenths of yesterday's departure
      return () => (now = 0.9 * now + spread * Math.sqrt(1 - 0.9 ** 2) * random.normal());
    case 'reacting': // autocorrelated, and cheaper after a week that sold less than the weeks before
      return (t, units) => {
        const lately = meanOf(units, t - 7, t);
        const before = meanOf(units, t - 28, t - 7);
        const pull = t >= 28 && before > 0 ? Math.max(-1, Math.min(1, lately / before - 1)) : 0;
        return (now = 0.8 * now + spread * (0.3 * pull + 0.55 * random.normal()));
      };
  }
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  const start = Math.max(0, from);
  for (let i = start; i < to; i++) sum += values[i]!;
  return to > start ? sum / (to - start) : 0;
}

/** A count with mean `mean` and variance `dispersion * mean`; `dispersion` at least 1. */
export function scatteredCount(random: Random, mean: number, dispersion: number): number {
  if (dispersion === 1) return poissonCount(random, mean);
  const scale = dispersion - 1;
  return poissonCount(random, scale * gamma(random, mean / scale));
}

/** Gamma with scale 1, by Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", 2000. */
function gamma(random: Random, shape: number): number {
  // Below 1 the method needs a power of a uniform on top of shape + 1 (their section 6).
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
