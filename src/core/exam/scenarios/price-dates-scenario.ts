// A shop whose file has each price on another day than it was charged: noted when the day ended it is the next day's, and where a sale is booked
// when it is shipped the row has tomorrow's price as well. In another shop's file prices arrive a day late.

import { dailyFile } from '../daily-file.ts';
import { chancePrices, drawTruths, examDays, soldUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

export const priceDates: Scenario = {
  name: 'price dates',
  summary: 'the file has prices a day early, or a day late',
  isDynamic: false,
  make: (random) => {
    const isEarly = random.fork('clock').uniform() < 0.5;
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      // The last price holds for two days, so that the file ends with the price that is charged.
      const days = chancePrices(stream.fork('prices'), truth.listPrice, examDays);
      const all = Float64Array.from([...days, days.at(-1)!]);
      const [earlier, later] = [all.subarray(0, examDays), all.subarray(1)];
      const [charged, price] = isEarly ? [earlier, later] : [later, earlier];
      const units = soldUnits(stream.fork('units'), truth, charged);
      return { truth, price, units };
    });
    return staticShop(
      'price-dates.csv',
      dailyFile(products),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};
