// Three stores that sell the same products at other levels and other prices, each product in each store for some weeks and
// not for others. The dear store is the busy one: taken together, a product sells most when its mean price is high.

import type { Random } from '../../random.ts';
import { isoDate } from '../../table/day-numbers.ts';
import {
  cents,
  chancePrices,
  drawTruths,
  examDays,
  examFirstDay,
  soldUnits,
  usualShape,
} from '../product-truth.ts';
import { salesCsv, type CsvCell } from '../sales-csv.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

const places = [
  { store: 'North', level: 2.2, price: 1.12 },
  { store: 'Centre', level: 1, price: 1 },
  { store: 'South', level: 0.45, price: 0.9 },
] as const;

export const stores: Scenario = {
  name: 'stores',
  summary: 'three stores at different levels',
  isDynamic: false,
  make: (random) => {
    const shape = { ...usualShape, products: 20, categories: 4 };
    const products = drawTruths(random.fork('truths'), shape).flatMap((truth) =>
      places.map((place) => {
        const stream = random.fork(truth.id).fork(place.store);
        // Its own list price with its own level, which the elasticity alone would not give.
        const listPrice = cents(truth.listPrice * place.price);
        const local = { ...truth, listPrice, level: truth.level * place.level };
        const price = chancePrices(stream.fork('prices'), listPrice);
        const units = soldUnits(stream.fork('units'), local, price);
        return { local, store: place.store, price, units, isListed: listings(stream.fork('listings')) };
      }),
    );
    const rows = function* (): Generator<CsvCell[]> {
      for (let t = 0; t < examDays; t++)
        for (const { local, store, price, units } of products.filter(({ isListed }) => isListed[t]))
          yield [
            isoDate(examFirstDay + t),
            store,
            local.id,
            local.name,
            local.category,
            price[t]!.toFixed(2),
            units[t]!,
            local.unitCost.toFixed(2),
          ];
    };
    return staticShop(
      'stores.csv',
      salesCsv(['Date', 'Store', 'SKU', 'Product Name', 'Category', 'Price', 'Units', 'Cost'], rows()),
      products.map(({ local, store, price }) => staticProduct(local, price.at(-1)!, { store })),
    );
  },
};

/** Whether the store sells the product on each day: for three to ten weeks, then not for two to six; at the end it does. */
function listings(random: Random): Uint8Array {
  const isListed = new Uint8Array(examDays);
  for (let t = examDays; t > 0; t -= 14 + random.integer(29)) {
    const from = Math.max(0, t - 21 - random.integer(50));
    isListed.fill(1, from, t);
    t = from;
  }
  return isListed;
}
