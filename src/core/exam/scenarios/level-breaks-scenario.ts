// A shop whose products' demand jumps to another level now and then, for reasons that its file does not know: a listing lost or won, a new
// competitor, a moved shelf. A few days later the price follows, so that dear days are good days and price seems to matter little.

import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import { cents, drawTruths, examDays, soldUnits, trueUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Chance of a jump on a day, and the standard deviation of the log levels that it leads to. */
const jumpChance = 0.02;
const levelSd = 0.5;
/** By how much log price rises with the log level, and the days after a jump until it does. */
const follows = 0.2;
const noticedAfter = 3;
/** Prices are also looked at without a jump; standard deviation of what chance adds each time. */
const reviewChance = 0.03;
const step = 0.04;

export const levelBreaks: Scenario = {
  name: 'level breaks',
  summary: 'demand jumps to another level, and the price is changed after it',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const level = jumpingLevel(stream.fork('level'));
      const price = followingPrices(stream.fork('prices'), truth.listPrice, level);
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => Math.exp(level[t]!) * trueUnits(truth, t, today),
      );
      return { truth, price, units, level };
    });
    return staticShop(
      'level-breaks.csv',
      dailyFile(products),
      products.map(({ truth, price, level }) =>
        // The coming days are at the level that the file ends with.
        staticProduct(truth, price.at(-1)!, { level: Math.exp(level.at(-1)!) }),
      ),
    );
  },
};

/** Log demand over its usual. [days] */
function jumpingLevel(random: Random): Float64Array {
  let now = 0;
  return Float64Array.from({ length: examDays }, () => {
    if (random.uniform() < jumpChance) now = levelSd * random.normal();
    return now;
  });
}

/** [days] */
function followingPrices(random: Random, listPrice: number, level: Float64Array): Float64Array {
  let now = 0;
  return level.map((here, t) => {
    const noticed = t > noticedAfter && level[t - noticedAfter] !== level[t - noticedAfter - 1];
    if (noticed || random.uniform() < reviewChance) now = follows * here + step * random.normal();
    return cents(listPrice * Math.exp(now));
  });
}
