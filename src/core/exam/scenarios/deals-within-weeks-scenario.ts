// Two years of weeks, each with its units and revenue. Deals of two or three days, with a sign at the shelf, pull a week's revenue a unit
// below the posted price and bring more than their price explains. The advice is about the posted price.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { isoDate } from '../../table/day-numbers.ts';
import {
  cents,
  drawTruths,
  examFirstDay,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import { salesCsv, type CsvCell } from '../sales-csv.ts';
import type { Scenario } from '../shop.ts';
import { staticShop } from '../static-shop.ts';

const week = 7;
const weeks = 104;
const days = week * weeks;
/** Days that a posted price holds, and how far it lies from the list price. */
const held = { least: 35, most: 90 } as const;
const spread = 0.1;
/** A deal of two or three days comes a week to five after the one before. */
const pause = { least: 7, most: 35 } as const;
/** Share of the price that it lets off, and what its sign brings besides. */
const off = { least: 0.1, most: 0.25 } as const;
const lift = 1.4;

interface Sold {
  readonly truth: ProductTruth;
  readonly posted: Float64Array;
  readonly units: Float64Array;
  readonly revenue: Float64Array;
}

export const dealsWithinWeeks: Scenario = {
  name: 'deals within weeks',
  summary: 'weeks of units and revenue, with deals of some days in them',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) =>
      sold(truth, random.fork(truth.id)),
    );
    return staticShop(
      'deals-within-weeks.csv',
      salesCsv(
        ['Week', 'SKU', 'Product Name', 'Category', 'Units', 'Revenue', 'Unit Cost'],
        weekRows(products),
      ),
      products.map(({ truth, posted }) => {
        const { id, name, category, unitCost, elasticity } = truth;
        const currentPrice = posted.at(-1)!;
        return {
          product: { id, name, category, store: null, currentPrice, unitCost, elasticity },
          units: (day: number, price: number) => trueUnits(truth, days + day, price),
        };
      }),
    );
  },
};

function sold(truth: ProductTruth, random: Random): Sold {
  const posted = postedPrices(random.fork('prices'), truth.listPrice);
  const deals = dealPrices(random.fork('deals'), posted);
  const counts = random.fork('units');
  const units = deals.map((price, t) =>
    scatteredCount(counts, trueUnits(truth, t, price) * (price < posted[t]! ? lift : 1), truth.dispersion),
  );
  return { truth, posted, units, revenue: units.map((count, t) => count * deals[t]!) };
}

function postedPrices(random: Random, listPrice: number): Float64Array {
  const prices = new Float64Array(days);
  for (let t = 0; t < days;) {
    const until = Math.min(days, t + held.least + random.integer(held.most - held.least + 1));
    prices.fill(cents(listPrice * (1 + spread * (2 * random.uniform() - 1))), t, until);
    t = until;
  }
  return prices;
}

/** The posted prices with deals, none in the last week, so that the file ends at the posted price. */
function dealPrices(random: Random, posted: Float64Array): Float64Array {
  const prices = posted.slice();
  for (let t = 0; ;) {
    t += pause.least + random.integer(pause.most - pause.least + 1);
    const depth = off.least + (off.most - off.least) * random.uniform();
    const until = t + 2 + random.integer(2);
    if (until > days - week) return prices;
    for (; t < until; t++) prices[t] = cents(posted[t]! * (1 - depth));
  }
}

function* weekRows(products: readonly Sold[]): Generator<CsvCell[]> {
  const total = (values: Float64Array, from: number) =>
    values.subarray(from, from + week).reduce((sum, value) => sum + value, 0);
  for (let from = 0; from < days; from += week)
    for (const { truth, units, revenue } of products)
      yield [
        isoDate(examFirstDay + from),
        truth.id,
        truth.name,
        truth.category,
        total(units, from),
        total(revenue, from).toFixed(2),
        truth.unitCost.toFixed(2),
      ];
}
