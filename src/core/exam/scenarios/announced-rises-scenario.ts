// A shop that announces its rises: buyers stock up at the old price in the days before, and buy less until that is used up. Prices are held for
// weeks, so that few days tell how a new one is answered in the end.

import { dailyFile } from '../daily-file.ts';
import { chancePrices, drawTruths, examDays, soldUnits, trueUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Days on which buyers know of a rise, and those by which what they bought ahead is used up. */
const known = { fewest: 5, most: 12 } as const;
const usedUpAfter = 25;
/** Log units on the last day before a rise, and on the first after it, per log of the rise; what is least bought, in log units. */
const buyAhead = 6;
const missing = 3;
const leastBought = -1;

const policy = { levels: [0.92, 0.96, 1, 1.04, 1.08], shortest: 25, longest: 60 } as const;

export const announcedRises: Scenario = {
  name: 'announced rises',
  summary: 'rises are announced: buyers stock up before each, and buy less after it',
  isDynamic: false,
  make: (random) => {
    const shopsNotice = known.fewest + random.fork('notice').integer(known.most - known.fewest + 1);
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const price = chancePrices(stream.fork('prices'), truth.listPrice, examDays, policy);
      const moved = aroundRises(price, shopsNotice);
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => Math.exp(moved[t]!) * trueUnits(truth, t, today),
      );
      return { truth, price, units };
    });
    // The coming days are judged at what is usual: nothing is announced, and cupboards are as they always are.
    return staticShop(
      'announced-rises.csv',
      dailyFile(products),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};

/** What stocking up adds to log units. [days] */
function aroundRises(price: Float64Array, notice: number): Float64Array {
  const moved = new Float64Array(price.length);
  for (let t = 1; t < price.length; t++) {
    const rise = Math.log(price[t]! / price[t - 1]!);
    if (!(rise > 0)) continue;
    for (let k = 1; k <= Math.min(t, notice); k++) moved[t - k]! += buyAhead * rise * (1 - (k - 1) / notice);
    for (let k = 0; k < usedUpAfter && t + k < price.length; k++)
      moved[t + k]! -= missing * rise * Math.exp((-3 * k) / usedUpAfter);
  }
  return moved.map((value) => Math.max(leastBought, value));
}
