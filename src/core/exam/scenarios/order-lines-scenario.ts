// A shop's export of order lines: one row a line, one or a few units each, and no row at all where nothing was sold.

import { scatteredCount } from '../../demand/simulated-product.ts';
import { isoDate } from '../../table/day-numbers.ts';
import type { Random } from '../../random.ts';
import { chancePrices, drawTruths, examDays, examFirstDay, trueUnits, usualShape } from '../product-truth.ts';
import { salesCsv, type CsvCell } from '../sales-csv.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** One unit in most lines, up to three. */
const lineShares = [0.7, 0.92] as const;

export const orderLines: Scenario = {
  name: 'order lines',
  summary: 'order lines, thin, days without a row',
  isDynamic: false,
  make: (random) => {
    const shape = { ...usualShape, lowestLevel: 0.6, highestLevel: 6 };
    const products = drawTruths(random.fork('truths'), shape).map((truth) => ({
      truth,
      price: chancePrices(random.fork(truth.id).fork('prices'), truth.listPrice),
    }));
    const lines = function* (): Generator<CsvCell[]> {
      const counts = random.fork('units');
      const parts = random.fork('lines');
      let order = 10_000;
      for (let t = 0; t < examDays; t++)
        for (const { truth, price } of products) {
          let left = scatteredCount(counts, trueUnits(truth, t, price[t]!), truth.dispersion);
          while (left > 0) {
            const quantity = Math.min(left, lineQuantity(parts));
            left -= quantity;
            yield [
              isoDate(examFirstDay + t),
              `A${order++}`,
              truth.id,
              truth.name,
              truth.category,
              price[t]!.toFixed(2),
              quantity,
              truth.unitCost.toFixed(2),
            ];
          }
        }
    };
    const header = [
      'Order Date',
      'Order ID',
      'SKU',
      'Product Name',
      'Category',
      'Unit Price',
      'Quantity',
      'Unit Cost',
    ];
    return staticShop(
      'order-lines.csv',
      salesCsv(header, lines()),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};

function lineQuantity(random: Random): number {
  const u = random.uniform();
  return u < lineShares[0] ? 1 : u < lineShares[1] ? 2 : 3;
}
