// Two years of weeks, each with its units and revenue. Deals of two or three days, with a sign at the shelf, pull a week's revenue a unit
// below the posted price and bring more than their price explains. The advice is about the posted price.

import type { Random } from '../../random.ts';
import { cents, drawTruths, type ProductTruth, soldUnits, trueUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { daysOfWeek, daysOfWeeks, heldPrices, weeklyShop, type WeeklyProduct } from '../weekly-shop.ts';

/** A deal of two or three days comes a week to five after the one before. */
const pause = { least: 7, most: 35 } as const;
/** Share of the price that it lets off, and what its sign brings besides. */
const off = { least: 0.1, most: 0.25 } as const;
const lift = 1.4;

export const dealsWithinWeeks: Scenario = {
  name: 'deals within weeks',
  summary: 'weeks of units and revenue, with deals of some days in them',
  isDynamic: false,
  make: (random) =>
    weeklyShop(
      'deals-within-weeks.csv',
      drawTruths(random.fork('truths'), usualShape).map((truth) => sold(truth, random.fork(truth.id))),
    ),
};

function sold(truth: ProductTruth, random: Random): WeeklyProduct {
  const posted = heldPrices(random.fork('prices'), truth.listPrice);
  const deals = dealPrices(random.fork('deals'), posted);
  const expected = (t: number, price: number) => trueUnits(truth, t, price) * (price < posted[t]! ? lift : 1);
  const units = soldUnits(random.fork('units'), truth, deals, expected);
  return { truth, posted, units, revenue: units.map((count, t) => count * deals[t]!) };
}

/** The posted prices with deals, none in the last week, so that the file ends at the posted price. */
function dealPrices(random: Random, posted: Float64Array): Float64Array {
  const prices = posted.slice();
  for (let t = 0; ;) {
    t += pause.least + random.integer(pause.most - pause.least + 1);
    const depth = off.least + (off.most - off.least) * random.uniform();
    const until = t + 2 + random.integer(2);
    if (until > daysOfWeeks - daysOfWeek) return prices;
    for (; t < until; t++) prices[t] = cents(posted[t]! * (1 - depth));
  }
}
