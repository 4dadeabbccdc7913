// Buyers who remember, in a file of two years of weeks: in the first days of a dear week they are used to a cheaper one, so that prices that
// last a week or two seem to matter more than a price that is held.

import { drawTruths, usualShape } from '../product-truth.ts';
import { rememberingShop } from '../remembering-shop.ts';
import type { Scenario } from '../shop.ts';
import { weeklyFile, weeklyPrices } from '../weekly-shop.ts';
import { rememberedProduct } from './memory-scenario.ts';

const prices = { levels: [0.88, 0.94, 1, 1.06, 1.12], shortest: 1, longest: 5 } as const;

export const memoryWeeks: Scenario = {
  name: 'weeks of buyers who remember',
  summary: 'a reference price in two years of weeks',
  isDynamic: true,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const posted = weeklyPrices(stream.fork('prices'), truth.listPrice, prices);
      const { product, daily } = rememberedProduct(truth, stream, posted);
      const revenue = daily.units.map((units, t) => units * posted[t]!);
      return { product, weekly: { truth, posted, units: daily.units, revenue } };
    });
    return rememberingShop(
      'memory-weeks.csv',
      weeklyFile(products.map(({ weekly }) => weekly)),
      products.map(({ product }) => product),
    );
  },
};
