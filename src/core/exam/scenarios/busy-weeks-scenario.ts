// Two years of weeks of a shop that knows its busy weeks and is dearer in them. What its days cannot tell, its weeks can tell even less: there
// are a hundred of them, and in each all products have one price.

import type { Random } from '../../random.ts';
import { cents, drawTruths, type ProductTruth, soldUnits, trueUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { daysOfWeek, daysOfWeeks, weeklyPrices, weeklyShop, type WeeklyProduct } from '../weekly-shop.ts';

/** Standard deviation of the log demand of the shop's weeks, and the share of it that stays until the next. */
const busy = 0.3;
const persistence = 0.3;
/** How much of it goes into every log price. */
const follows = 0.15;
/** Prices move by chance as well, by less than elsewhere. */
const own = { levels: [0.94, 0.97, 1, 1.03, 1.06], shortest: 1, longest: 4 } as const;

export const busyWeeks: Scenario = {
  name: 'busy weeks',
  summary: 'two years of weeks, everything dearer in those known to be busy',
  isDynamic: false,
  make: (random) => {
    const shop = shopWeeks(random.fork('weeks'));
    return weeklyShop(
      'busy-weeks.csv',
      drawTruths(random.fork('truths'), usualShape).map((truth) => sold(truth, shop, random.fork(truth.id))),
    );
  },
};

function sold(truth: ProductTruth, shop: Float64Array, random: Random): WeeklyProduct {
  const posted = weeklyPrices(random.fork('prices'), truth.listPrice, own).map((price, t) =>
    cents(price * Math.exp(follows * shop[t]!)),
  );
  const expected = (t: number, price: number) => Math.exp(shop[t]!) * trueUnits(truth, t, price);
  const units = soldUnits(random.fork('units'), truth, posted, expected);
  return { truth, posted, units, revenue: units.map((count, t) => count * posted[t]!) };
}

/** Log demand of the whole shop over its usual, the same on all days of a week. [days] */
function shopWeeks(random: Random): Float64Array {
  const logs = new Float64Array(daysOfWeeks);
  let now = busy * random.normal();
  for (let t = 0; t < daysOfWeeks; t += daysOfWeek) {
    logs.fill(now, t, t + daysOfWeek);
    now = persistence * now + busy * Math.sqrt(1 - persistence ** 2) * random.normal();
  }
  return logs;
}
