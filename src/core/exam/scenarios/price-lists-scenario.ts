// Shops whose prices change by a price list: those of all products on the same day, by percents that are alike. Demand of the whole shop moves of
// itself, and jumps within days of each list, as the year or the quarter begins for everybody. What all products answer to a list is then
// the answer to all of that; only how their percents differ says what a price does.

import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import { cents, drawTruths, examDays, soldUnits, trueUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Mean log rise of a list, the share of lists that are cuts, and how far a product's percent lies from its list's. */
const usualRise = 0.05;
const cutShare = 0.2;
const ownSd = 0.03;
/** Daily step of the shop's log demand, its jump near a list (standard deviations), and how many days off that may be. */
const dailyStep = 0.004;
const jumpSd = 0.1;
const jumpDays = 10;

/** A list in the middle of the file: whatever products answer, all of it may be something else. */
export const priceList = listed(
  'price list',
  'all prices change once, on one day on which demand changes as well',
  1,
);

/** A list a quarter or so: what lists have in common may be something else, how products differ in them is not. */
export const priceLists = listed(
  'price lists',
  'all prices change on the same four days, by percents that differ',
  4,
);

function listed(name: string, summary: string, lists: number): Scenario {
  return {
    name,
    summary,
    isDynamic: false,
    make: (random) => {
      const { days, rises, demand } = shopOf(random.fork('shop'), lists);
      const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
        const stream = random.fork(truth.id);
        const own = stream.fork('percents');
        const steps = rises.map((rise) => rise + ownSd * own.normal());
        // The list price of the truth lies in the middle of what was charged.
        const first = -0.5 * steps.reduce((sum, step) => sum + step, 0);
        const price = demand.map((_, t) =>
          cents(
            truth.listPrice *
              Math.exp(steps.reduce((sum, step, k) => sum + (t >= days[k]! ? step : 0), first)),
          ),
        );
        const units = soldUnits(
          stream.fork('units'),
          truth,
          price,
          (t, today) => Math.exp(demand[t]!) * trueUnits(truth, t, today),
        );
        return { truth, price, units };
      });
      // The coming days are at the level that the file ends with.
      const level = Math.exp(demand.at(-1)!);
      return staticShop(
        `${name.replace(' ', '-')}.csv`,
        dailyFile(products),
        products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!, { level })),
      );
    },
  };
}

interface ListedShop {
  /** The day of each list, and what it adds to every log price. */
  readonly days: readonly number[];
  readonly rises: readonly number[];
  /** Log demand of the whole shop over its usual. [days] */
  readonly demand: Float64Array;
}

function shopOf(random: Random, lists: number): ListedShop {
  const apart = examDays / lists;
  const days = Array.from({ length: lists }, (_, k) =>
    Math.round((k + 0.25 + 0.5 * random.uniform()) * apart),
  );
  const rises = days.map(() => usualRise * (0.5 + random.uniform()) * (random.uniform() < cutShare ? -1 : 1));
  const jumps = new Map(
    days.map((day) => [day - jumpDays + random.integer(2 * jumpDays + 1), jumpSd * random.normal()]),
  );
  let now = 0;
  const demand = Float64Array.from({ length: examDays }, (_, t) => {
    now += dailyStep * random.normal() + (jumps.get(t) ?? 0);
    return now;
  });
  return { days, rises, demand };
}
