// A thin shop whose report has no row where a product sold nothing: taken as they stand, dear prices keep their good days only.

import { dailyFile } from '../daily-file.ts';
import { chancePrices, drawTruths, soldUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

export const zerosLeftOut: Scenario = {
  name: 'zeros left out',
  summary: 'half a unit to three a day, no row on days without a sale',
  isDynamic: false,
  make: (random) => {
    const shape = { ...usualShape, lowestLevel: 0.5, highestLevel: 3 };
    const products = drawTruths(random.fork('truths'), shape).map((truth) => {
      const stream = random.fork(truth.id);
      const price = chancePrices(stream.fork('prices'), truth.listPrice);
      const units = soldUnits(stream.fork('units'), truth, price);
      return { truth, price, units };
    });
    return staticShop(
      'zeros-left-out.csv',
      dailyFile(products, [], false),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};
