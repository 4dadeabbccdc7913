// Price tests on simulated shops, to prove the promises: how often a test of two equal prices claims an effect, how
// often a planned test finds the effect it was planned for, and how often the interval holds the truth.
//
// Demand is made as unkind as shops are: counts with more scatter than Poisson, many zeros, weekday patterns, a level
// that wanders from day to day (autocorrelated), rare days of very large orders.

import type { Random } from '../random.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import { poissonCount } from '../statistics/poisson-count.ts';
import { assignDays, plannedExtent, type TestDesign } from './assignment.ts';
import { readOut, type ReadOut } from './read-out.ts';
import type { ResultDay } from './result-file.ts';

export interface SimulatedShop {
  /** Units a day at price A. */
  readonly level: number;
  readonly elasticity: number;
  /** Standard deviation of the daily log level, and how much of it stays for the next day (0 to 1). */
  readonly wander: number;
  readonly stays: number;
  /** Share of days on which nothing sells whatever the price. */
  readonly zeros: number;
  /** Share of days of a large order, ten times the usual units. */
  readonly largeOrders: number;
}

/** Shops of every kind; the same for the same stream. */
export function randomShop(random: Random): SimulatedShop {
  return {
    level: 2 * 80 ** random.uniform(),
    elasticity: -0.5 - 2.5 * random.uniform(),
    wander: 0.1 + 0.5 * random.uniform(),
    stays: 0.9 * random.uniform(),
    zeros: random.uniform() < 0.3 ? 0.4 * random.uniform() : 0,
    largeOrders: random.uniform() < 0.3 ? 0.05 : 0,
  };
}

/** Units of each day of `prices`, in order of days; price A is `priceA`. */
function simulatedUnits(
  shop: SimulatedShop,
  days: readonly { readonly day: number; readonly price: number }[],
  priceA: number,
  random: Random,
): number[] {
  let level = random.normal() * shop.wander;
  return days.map(({ day, price }) => {
    level = shop.stays * level + Math.sqrt(1 - shop.stays ** 2) * shop.wander * random.normal();
    const weekday = 1 + 0.3 * Math.sin((2 * Math.PI * weekdayOf(day)) / 7);
    const open = random.uniform() >= shop.zeros ? 1 : 0;
    const order = random.uniform() < shop.largeOrders ? 10 : 1;
    const mean = shop.level * (price / priceA) ** shop.elasticity * weekday * Math.exp(level) * order;
    return open * poissonCount(random, mean);
  });
}

/** Expected units of an average day at `priceRatio` times price A. */
export function expectedUnits(shop: SimulatedShop, priceRatio: number): number {
  const usual = shop.level * Math.exp(shop.wander ** 2 / 2) * (1 - shop.zeros) * (1 + 9 * shop.largeOrders);
  return usual * priceRatio ** shop.elasticity;
}

/** A test carried out as planned in that shop, and read out. */
export function simulatedTest(
  design: TestDesign,
  shop: SimulatedShop,
  unitCost: number,
  random: Random,
): ReadOut {
  const days = simulatedDays(design, shop, unitCost, random);
  return readOut(
    { fileName: 'simulated', days, openRows: 0, planned: plannedExtent(days) },
    unitCost,
    random.integer(2 ** 30),
  );
}

/** Standard deviation of a pair's difference in profit, over a test as long as the design says. */
export function simulatedScatter(
  design: TestDesign,
  shop: SimulatedShop,
  unitCost: number,
  random: Random,
): number {
  const sums = new Map<string, number>();
  for (const { pair, arm, profit } of simulatedDays(design, shop, unitCost, random))
    sums.set(pair, (sums.get(pair) ?? 0) + (arm === 'B' ? profit : -profit) / design.holdDays);
  const differences = [...sums.values()];
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (differences.length - 1));
}

function simulatedDays(
  design: TestDesign,
  shop: SimulatedShop,
  unitCost: number,
  random: Random,
): ResultDay[] {
  const plan = assignDays(design);
  const units = simulatedUnits(shop, plan, design.priceA, random);
  return plan.map((assigned, i) => ({
    ...assigned,
    units: units[i]!,
    sales: units[i]! * assigned.price,
    profit: units[i]! * (assigned.price - unitCost),
  }));
}
