// A shop that knows its busy days, holidays and sunny weekends, and is dearer on them: good days and dear prices come together, for every
// product alike. One product's days cannot tell what price did; what its neighbours sold can.

import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import {
  cents,
  chancePrices,
  drawTruths,
  examDays,
  soldUnits,
  trueUnits,
  usualShape,
} from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Standard deviation of the log demand of the shop's days, and the share of it that stays until the next. */
const busy = 0.35;
const persistence = 0.3;
/** How much of it goes into every log price. */
const follows = 0.15;
/** Prices move by chance as well, by less than elsewhere. */
const levels = [0.94, 0.97, 1, 1.03, 1.06] as const;

export const busyDays: Scenario = {
  name: 'busy days',
  summary: 'everything is dearer on days that are known to be busy',
  isDynamic: false,
  make: (random) => {
    const shop = shopDays(random.fork('days'));
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const byChance = chancePrices(stream.fork('prices'), truth.listPrice, examDays, {
        levels,
        shortest: 2,
        longest: 9,
      });
      const price = byChance.map((today, t) => cents(today * Math.exp(follows * shop[t]!)));
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => Math.exp(shop[t]!) * trueUnits(truth, t, today),
      );
      return { truth, price, units };
    });
    return staticShop(
      'busy-days.csv',
      dailyFile(products),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};

/** Log demand of the whole shop over its usual. [days] */
function shopDays(random: Random): Float64Array {
  let now = busy * random.normal();
  return Float64Array.from({ length: examDays }, () => {
    const today = now;
    now = persistence * now + busy * Math.sqrt(1 - persistence ** 2) * random.normal();
    return today;
  });
}
