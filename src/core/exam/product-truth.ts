// One product of an exam shop: how many units a day it sells at a price, and how its prices moved.
//
//   log E[units] = log level + elasticity * log(price / list price) + weekday + season
//
// Units scatter with variance dispersion * mean. Elasticities vary from -1.2 to -3.5, alike within a category; unit costs
// are 40 to 75 % of the list price, so that some products are too dear, some too cheap and some about right.

import { scatteredCount } from '../demand/simulated-product.ts';
import type { Random } from '../random.ts';
import { dayFromCivil, weekdayOf } from '../table/day-numbers.ts';

export const examDays = 240;
/** A Wednesday. */
export const examFirstDay = dayFromCivil(2024, 10, 2);

export interface ProductTruth {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly listPrice: number;
  readonly unitCost: number;
  readonly elasticity: number;
  /** Units on a mean day at the list price. */
  readonly level: number;
  /** Variance over mean of a day's units. */
  readonly dispersion: number;
  /** Monday to Sunday, in log units. */
  readonly weekdays: readonly number[];
  /** Amplitude in log units, and the day of the year of its peak. */
  readonly season: number;
  readonly peakDay: number;
}

export interface ShopShape {
  readonly products: number;
  readonly categories: number;
  /** Units a day at the list price. */
  readonly lowestLevel: number;
  readonly highestLevel: number;
}

export const usualShape: ShopShape = { products: 40, categories: 8, lowestLevel: 8, highestLevel: 60 };

/** Elasticities of the exam lie between these. */
const elasticities = { weakest: -1.2, strongest: -3.5 } as const;

const categoryNames = ['Coffee', 'Tea', 'Bread', 'Cheese', 'Wine', 'Soap', 'Pasta', 'Fruit'] as const;

export function drawTruths(random: Random, shape: ShopShape): ProductTruth[] {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const categories = Array.from({ length: shape.categories }, (_, c) => ({
    name: categoryNames[c % categoryNames.length]!,
    elasticity: between(-3, -1.6),
    peakDay: random.integer(365),
  }));
  const shopWeek = Array.from({ length: 7 }, () => 0.18 * random.normal());
  return Array.from({ length: shape.products }, (_, i) => {
    const category = categories[i % shape.categories]!;
    const drawn = category.elasticity + 0.4 * random.normal();
    const listPrice = cents(Math.exp(between(Math.log(4), Math.log(60))));
    return {
      id: `P${String(i + 1).padStart(3, '0')}`,
      name: `${category.name} ${Math.floor(i / shape.categories) + 1}`,
      category: category.name,
      listPrice,
      unitCost: cents(listPrice * between(0.4, 0.75)),
      elasticity: Math.max(elasticities.strongest, Math.min(elasticities.weakest, drawn)),
      level: Math.exp(between(Math.log(shape.lowestLevel), Math.log(shape.highestLevel))),
      dispersion: [1, 1.5, 2, 3][random.integer(4)]!,
      weekdays: shopWeek.map((effect) => effect + 0.06 * random.normal()),
      season: between(0, 0.12),
      peakDay: category.peakDay,
    };
  });
}

/** Expected units of the day `t` (0 is the file's first) at `price`. */
export function trueUnits(
  truth: ProductTruth,
  t: number,
  price: number,
  elasticity: number = truth.elasticity,
): number {
  return truth.level * dayFactor(truth, t) * (price / truth.listPrice) ** elasticity;
}

/**
 * Units sold at one price a day, scattered around what is expected. [days]
 *
 * @param price [days]
 * @param expected units of a day at its price; the truth unless a scenario adds something of its own
 */
export function soldUnits(
  random: Random,
  truth: ProductTruth,
  price: Float64Array,
  expected: (t: number, price: number) => number = (t, today) => trueUnits(truth, t, today),
): Float64Array {
  return price.map((today, t) => scatteredCount(random, expected(t, today), truth.dispersion));
}

/** Weekday and season of the day `t`. */
export function dayFactor({ weekdays, season, peakDay }: ProductTruth, t: number): number {
  const day = examFirstDay + t;
  return Math.exp(weekdays[weekdayOf(day)]! + season * Math.cos((2 * Math.PI * (day - peakDay)) / 365.25));
}

/** Shares of the list price that prices move between. */
const priceLevels = [0.88, 0.94, 1, 1.06, 1.12] as const;

/** One price a day, moved by chance: each holds for two days to nine, then another level follows. [days] */
export function chancePrices(
  random: Random,
  listPrice: number,
  days: number = examDays,
  { levels, shortest, longest }: PricePolicy = { levels: priceLevels, shortest: 2, longest: 9 },
): Float64Array {
  const prices = new Float64Array(days);
  let level = random.integer(levels.length);
  for (let t = 0; t < days;) {
    const until = Math.min(days, t + shortest + random.integer(longest - shortest + 1));
    for (; t < until; t++) prices[t] = cents(listPrice * levels[level]!);
    level = (level + 1 + random.integer(levels.length - 1)) % levels.length;
  }
  return prices;
}

export interface PricePolicy {
  readonly levels: readonly number[];
  /** Days a price holds. */
  readonly shortest: number;
  readonly longest: number;
}

export function cents(price: number): number {
  return Math.max(0.01, Math.round(price * 100) / 100);
}
