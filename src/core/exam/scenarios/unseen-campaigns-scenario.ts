// A shop that advertises its cuts and writes nothing down of it: campaigns begin and end with low prices, mostly, and sell as much as the price
// does. What the file shows of them is that low prices sell more than the others lead to.

import { dailyFile } from '../daily-file.ts';
import { chancePrices, drawTruths, examDays, soldUnits, trueUnits, usualShape } from '../product-truth.ts';
import type { Random } from '../../random.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** What a campaign sells, in log units; products differ between these. */
const lifts = { weakest: 0.15, strongest: 0.45 } as const;
/** Chance that a price below the list price has one, and that another has. */
const chances = { cut: 0.8, other: 0.1 } as const;

export const unseenCampaigns: Scenario = {
  name: 'unseen campaigns',
  summary: 'most low prices have a campaign that no column tells',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const lift = lifts.weakest + (lifts.strongest - lifts.weakest) * stream.fork('lift').uniform();
      const price = chancePrices(stream.fork('prices'), truth.listPrice, examDays);
      const runs = campaigns(stream.fork('campaigns'), price, truth.listPrice);
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => Math.exp(lift * runs[t]!) * trueUnits(truth, t, today),
      );
      return { truth, price, units };
    });
    // Whether a campaign runs scales the profit of every price alike.
    return staticShop(
      'unseen-campaigns.csv',
      dailyFile(products),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};

/** 1 while a campaign runs; whether one does is decided anew with every price. [days] */
function campaigns(random: Random, price: Float64Array, listPrice: number): Float64Array {
  let runs = 0;
  return price.map((today, t) => {
    if (t === 0 || today !== price[t - 1])
      runs = random.uniform() < (today < listPrice ? chances.cut : chances.other) ? 1 : 0;
    return runs;
  });
}
