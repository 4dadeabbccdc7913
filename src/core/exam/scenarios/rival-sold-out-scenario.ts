// A rival is out of stock now and then: its buyers come over, and whoever sets the prices sees it a day later and raises his for as long. The file
// has no column of the rival, so that dear days are good days and price seems to matter little.

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

/** Chance of a day that a rival in stock runs out, and for how many days. */
const chance = 0.025;
const outDays = { least: 5, most: 19 } as const;
/** What its buyers add, in log units; products differ between these. */
const gains = { weakest: 0.25, strongest: 0.6 } as const;
/** By how much the price is raised for them. */
const raise = 1.07;
/** Prices as shares of the list price otherwise. */
const policy = { levels: [0.9, 0.95, 1, 1.05, 1.1], shortest: 14, longest: 35 } as const;

export const rivalSoldOut: Scenario = {
  name: 'rival sold out',
  summary: 'a rival that no column tells runs out of stock now and then, and prices are raised meanwhile',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const isOut = outages(stream.fork('rival'));
      const gain = gains.weakest + (gains.strongest - gains.weakest) * stream.fork('gain').uniform();
      const usual = chancePrices(stream.fork('prices'), truth.listPrice, examDays, policy);
      const price = usual.map((today, t) => cents(today * (isOut[t - 1] === 1 ? raise : 1)));
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => Math.exp(gain * isOut[t]!) * trueUnits(truth, t, today),
      );
      return { truth, price, units };
    });
    // Whether the rival is out of stock scales the profit of every price alike.
    return staticShop(
      'rival-sold-out.csv',
      dailyFile(products),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};

/** 1 while the rival has nothing. [days] */
function outages(random: Random): Uint8Array {
  const isOut = new Uint8Array(examDays);
  for (let t = 0; t < examDays; t++) {
    if (random.uniform() >= chance) continue;
    const days = outDays.least + random.integer(outDays.most - outDays.least + 1);
    isOut.fill(1, t, t + days);
    t += days;
  }
  return isOut;
}
