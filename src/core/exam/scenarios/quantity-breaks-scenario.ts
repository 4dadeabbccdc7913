// Large orders are cheaper a unit: days that sell much have low prices because they sell much. The list price itself
// moves by chance, and the advice is about the list price.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import {
  cents,
  chancePrices,
  drawTruths,
  examDays,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Units of an order from which a share of the price is let off. */
const breaks = [
  { from: 24, off: 0.2 },
  { from: 10, off: 0.1 },
] as const;
/** Share of days on which a large order comes in besides. */
const largeOrders = 0.25;

export const quantityBreaks: Scenario = {
  name: 'quantity breaks',
  summary: 'large orders are cheaper a unit',
  isDynamic: false,
  make: (random) => {
    const shape = { ...usualShape, lowestLevel: 4, highestLevel: 20 };
    const products = drawTruths(random.fork('truths'), shape).map((truth) =>
      withOrders(truth, random.fork(truth.id)),
    );
    return staticShop(
      'quantity-breaks.csv',
      dailyFile(products),
      products.map(({ truth, list }) => staticProduct(truth, list)),
    );
  },
};

/** Large orders are there whatever the list price is: they cost and bring the same at every advice. */
function withOrders(truth: ProductTruth, random: Random) {
  const list = chancePrices(random.fork('prices'), truth.listPrice);
  const counts = random.fork('units');
  const orders = random.fork('orders');
  const price = new Float64Array(examDays);
  const units = new Float64Array(examDays);
  for (let t = 0; t < examDays; t++) {
    const single = scatteredCount(counts, trueUnits(truth, t, list[t]!), truth.dispersion);
    // None on the last day, so that the file ends at the list price.
    const isLarge = t < examDays - 1 && orders.uniform() < largeOrders;
    const size = isLarge ? 10 + orders.integer(40) : 0;
    const off = breaks.find(({ from }) => size >= from)?.off ?? 0;
    units[t] = single + size;
    price[t] =
      units[t] === 0 ? list[t]! : cents((single * list[t]! + size * list[t]! * (1 - off)) / units[t]!);
  }
  return { truth, price, units, list: list.at(-1)! };
}
