// Rooms, seats and whatever else is priced by the day: bookings tell what kind of day it will be, and its price follows that. Every product
// has good and bad days of its own, so that dear days sell as much as cheap ones, or more, and nothing beside the price says why.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import {
  cents,
  dayFactor,
  drawTruths,
  examDays,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** How good a day is, in log units: standard deviation, and the share of a day's departure that the next one keeps; shops differ between these. */
const departures = { least: 0.2, most: 0.4 } as const;
const persistences = { least: 0, most: 0.8 } as const;
/** How much of a day's departure goes into its log price, and the standard deviation of what chance adds. */
const reactions = { least: 0.25, most: 0.55 } as const;
const whims = { least: 0.01, most: 0.04 } as const;
/** Prices stay within this share of the list price. */
const widest = 0.35;

/** How a shop prices its days. */
interface YieldPolicy {
  readonly departure: number;
  readonly persistence: number;
  readonly reaction: number;
  readonly whim: number;
}

export const yieldPricing: Scenario = {
  name: 'yield pricing',
  summary: "each day's price follows the product's own demand of that day",
  isDynamic: false,
  make: (random) => {
    const draw = random.fork('policy');
    const between = ({ least, most }: { least: number; most: number }) =>
      least + (most - least) * draw.uniform();
    const policy: YieldPolicy = {
      departure: between(departures),
      persistence: between(persistences),
      reaction: between(reactions),
      whim: between(whims),
    };
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => ({
      truth,
      ...pricedByTheDay(truth, policy, random.fork(truth.id)),
    }));
    return staticShop(
      'yield-pricing.csv',
      dailyFile(products),
      products.map(({ truth, price }) =>
        staticProduct(truth, price.at(-1)!, { level: Math.exp(policy.departure ** 2 / 2) }),
      ),
    );
  },
};

function pricedByTheDay(
  truth: ProductTruth,
  { departure, persistence, reaction, whim }: YieldPolicy,
  random: Random,
) {
  const shocks = random.fork('shocks');
  const chance = random.fork('whims');
  const counts = random.fork('units');
  const price = new Float64Array(examDays);
  const units = new Float64Array(examDays);
  let log = departure * shocks.normal();
  for (let t = 0; t < examDays; t++) {
    const pull = reaction * (log + Math.log(dayFactor(truth, t)));
    price[t] = cents(
      truth.listPrice * Math.exp(Math.max(-widest, Math.min(widest, pull + whim * chance.normal()))),
    );
    units[t] = scatteredCount(counts, Math.exp(log) * trueUnits(truth, t, price[t]!), truth.dispersion);
    log = persistence * log + departure * Math.sqrt(1 - persistence ** 2) * shocks.normal();
  }
  return { price, units };
}
