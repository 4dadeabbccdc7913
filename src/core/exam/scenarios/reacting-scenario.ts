// A manager who prices by last week's sales: dearer after a good week, cheaper after a bad one. Demand has weeks of its
// own that are good or bad, so high prices meet high demand, and a plain regression takes that for a response to price.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { mean } from '../../statistics/summary.ts';
import { dailyFile } from '../daily-file.ts';
import { cents, drawTruths, examDays, trueUnits, usualShape, type ProductTruth } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Log demand keeps this much of yesterday's departure, whose standard deviation is the second number. */
const persistence = 0.95;
const departure = 0.25;
/** How much of last week's departure in log sales goes into log price, and what chance adds. */
const reaction = 0.25;
const whim = 0.04;
/** Prices stay within this share of the list price. */
const widest = 0.18;

export const reacting: Scenario = {
  name: 'reacting',
  summary: "prices react to last week's sales",
  isDynamic: false,
  make: (random) => {
    const truths = drawTruths(random.fork('truths'), usualShape);
    const products = truths.map((truth) => ({ truth, ...managed(truth, random.fork(truth.id)) }));
    return staticShop(
      'reacting.csv',
      dailyFile(products),
      products.map(({ truth, price, level }) => staticProduct(truth, price.at(-1)!, { level })),
    );
  },
};

function managed(truth: ProductTruth, random: Random) {
  const price = new Float64Array(examDays);
  const units = new Float64Array(examDays);
  const shocks = random.fork('shocks');
  const whims = random.fork('whims');
  const counts = random.fork('units');
  let log = departure * shocks.normal();
  let today = truth.listPrice;
  for (let t = 0; t < examDays; t++) {
    if (t % 7 === 0) {
      const lately = t < 7 ? truth.level : mean(units.subarray(t - 7, t));
      const pull = reaction * Math.log(Math.max(0.05, lately / truth.level));
      const change = Math.max(-widest, Math.min(widest, pull + whim * whims.normal()));
      today = cents(truth.listPrice * Math.exp(change));
    }
    log = persistence * log + departure * Math.sqrt(1 - persistence ** 2) * shocks.normal();
    price[t] = today;
    units[t] = scatteredCount(counts, Math.exp(log) * trueUnits(truth, t, today), truth.dispersion);
  }
  // Whatever the departure is now, it is gone in a few weeks and scales every price's profit alike.
  return { price, units, level: Math.exp(log / 2) };
}
