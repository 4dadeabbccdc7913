// Order lines of a shop in which somebody now and then buys for a firm: a few days in a hundred have an order of many times the usual
// units at less a unit. The mean of such a day is a price nobody posted, far below all others, on a day that sold far more.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { isoDate } from '../../table/day-numbers.ts';
import {
  cents,
  chancePrices,
  drawTruths,
  examDays,
  examFirstDay,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import { salesCsv, type CsvCell } from '../sales-csv.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Share of days on which one comes in, its size over a usual day's, and the share of the price that is let off. */
const share = 0.03;
const sizes = { least: 3, most: 10 } as const;
const off = 0.15;

interface Posted {
  readonly truth: ProductTruth;
  readonly price: Float64Array;
}

export const bulkOrders: Scenario = {
  name: 'bulk orders',
  summary: 'order lines; now and then one of many units at a lower price',
  isDynamic: false,
  make: (random) => {
    const shape = { ...usualShape, lowestLevel: 4, highestLevel: 30 };
    const products = drawTruths(random.fork('truths'), shape).map((truth) => ({
      truth,
      price: chancePrices(random.fork(truth.id).fork('prices'), truth.listPrice),
    }));
    return staticShop(
      'bulk-orders.csv',
      salesCsv(
        ['Order Date', 'Order ID', 'SKU', 'Product Name', 'Category', 'Unit Price', 'Quantity', 'Unit Cost'],
        orderLines(products, random),
      ),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};

function* orderLines(products: readonly Posted[], random: Random): Generator<CsvCell[]> {
  const counts = random.fork('units');
  const parts = random.fork('lines');
  const orders = random.fork('orders');
  let order = 10_000;
  for (let t = 0; t < examDays; t++)
    for (const { truth, price } of products) {
      const line = (quantity: number, paid: number): CsvCell[] => [
        isoDate(examFirstDay + t),
        `A${order++}`,
        truth.id,
        truth.name,
        truth.category,
        paid.toFixed(2),
        quantity,
        truth.unitCost.toFixed(2),
      ];
      let left = scatteredCount(counts, trueUnits(truth, t, price[t]!), truth.dispersion);
      while (left > 0) {
        const quantity = Math.min(left, 1 + parts.integer(4));
        left -= quantity;
        yield line(quantity, price[t]!);
      }
      // None on the last day, so that the file ends at the posted price.
      const size = sizes.least + (sizes.most - sizes.least) * orders.uniform();
      if (orders.uniform() < share && t < examDays - 1)
        yield line(Math.round(size * truth.level), cents(price[t]! * (1 - off)));
    }
}
