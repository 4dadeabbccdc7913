// Shelves that are empty before the day is over: what was sold is less than what was wanted, most of all on cheap days.
// The file has the stock that is left at the end of the day; the coming days are supplied again.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import { chancePrices, drawTruths, trueUnits, usualShape, type ProductTruth } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** What a morning's shelf holds, as a multiple of a mean day: about one day in ten sells out. */
const shelf = { least: 0.9, most: 2.2 } as const;

export const soldOut: Scenario = {
  name: 'sold-out days',
  summary: 'sold out on some days, stock in the file',
  isDynamic: false,
  make: (random) => {
    const truths = drawTruths(random.fork('truths'), usualShape);
    const products = truths.map((truth) => shelved(truth, random.fork(truth.id)));
    return staticShop(
      'sold-out-days.csv',
      dailyFile(products, ['Inventory']),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};

function shelved(truth: ProductTruth, random: Random) {
  const price = chancePrices(random.fork('prices'), truth.listPrice);
  const counts = random.fork('units');
  const supply = random.fork('supply');
  const left: number[] = [];
  const units = price.map((today, t) => {
    const share = shelf.least + (shelf.most - shelf.least) * supply.uniform();
    const morning = Math.max(1, Math.round(truth.level * share));
    const wanted = scatteredCount(counts, trueUnits(truth, t, today), truth.dispersion);
    const sold = Math.min(morning, wanted);
    left.push(morning - sold);
    return sold;
  });
  return { truth, price, units, extras: [left] };
}
