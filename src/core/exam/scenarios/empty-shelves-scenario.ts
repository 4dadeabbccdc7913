// A shop that is restocked on Mondays and runs empty before the next one, and whose file does not say so: cheap weeks sell out on Friday
// and show a weekend without a sale, so that cheap prices seem to sell no more than dear ones.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { weekdayOf } from '../../table/day-numbers.ts';
import { dailyFile } from '../daily-file.ts';
import {
  chancePrices,
  drawTruths,
  examDays,
  examFirstDay,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Stock of a Monday, in days of usual sales: between these by chance. */
const stockDays = { least: 6, most: 9 } as const;
const monday = 0;

export const emptyShelves: Scenario = {
  name: 'empty shelves',
  summary: 'weeks that sell out before they end, which the file does not say',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const price = chancePrices(stream.fork('prices'), truth.listPrice);
      return { truth, price, units: soldFromStock(stream.fork('units'), truth, price) };
    });
    return staticShop(
      'empty-shelves.csv',
      dailyFile(products),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};

function soldFromStock(random: Random, truth: ProductTruth, price: Float64Array): Float64Array {
  let stock = 0;
  return Float64Array.from({ length: examDays }, (_, t) => {
    if (t === 0 || weekdayOf(examFirstDay + t) === monday)
      stock = Math.round(
        truth.level * (stockDays.least + (stockDays.most - stockDays.least) * random.uniform()),
      );
    const sold = Math.min(stock, scatteredCount(random, trueUnits(truth, t, price[t]!), truth.dispersion));
    stock -= sold;
    return sold;
  });
}
