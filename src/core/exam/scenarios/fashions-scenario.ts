// A shop of fashions: each product comes up and fades over months, and its price goes with it. Dear months are good months, so
// that price seems to matter little; only the steps that chance adds within weeks tell what it does.

import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import { cents, drawTruths, examDays, soldUnits, trueUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Log units at the height of a fashion over those without it, and the days from its height to e^-1 of that. */
const height = 1.6;
const width = 110;
/** By how much log price rises with the log units of the fashion. */
const follows = 0.16;
/** Standard deviation of the steps that chance adds to log price, and days each holds. */
const step = 0.06;
const stepDays = 14;

export const fashions: Scenario = {
  name: 'fashions',
  summary: 'prices rise and fall with demand over months',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const fashion = fashionOf(stream.fork('fashion'));
      const price = followingPrices(stream.fork('prices'), truth.listPrice, fashion);
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => trueUnits(truth, t, today) * Math.exp(fashion(t)),
      );
      return { truth, price, units, fashion };
    });
    return staticShop(
      'fashions.csv',
      dailyFile(products),
      products.map(({ truth, price, fashion }) => {
        const usual = staticProduct(truth, price.at(-1)!);
        const units = (day: number, today: number) =>
          usual.units(day, today) * Math.exp(fashion(examDays + day));
        return { ...usual, units };
      }),
    );
  },
};

/** Log units of the day `t` over those at the height's half: its mean over the file is about 0. */
function fashionOf(random: Random): (t: number) => number {
  const peak = examDays * random.uniform();
  return (t) => height * (Math.exp(-(((t - peak) / width) ** 2)) - 0.5);
}

/** One price a day: the list price, what fashion adds, and a step of chance that holds for two weeks. [days] */
function followingPrices(random: Random, listPrice: number, fashion: (t: number) => number): Float64Array {
  let now = 0;
  let added = 0;
  return Float64Array.from({ length: examDays }, (_, t) => {
    if (t % stepDays === 0) {
      added = step * random.normal();
      now = follows * fashion(t);
    }
    return cents(listPrice * Math.exp(now + added));
  });
}
