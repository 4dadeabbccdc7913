// Two products at a time go into a bundle for some days or weeks: both are cheaper then, and bundles sell more than their prices do. The file has the
// price within the bundle and no word of bundles.

import { cutSpells } from '../cut-spells.ts';
import { dailyFile } from '../daily-file.ts';
import {
  cents,
  chancePrices,
  drawTruths,
  examDays,
  soldUnits,
  trueUnits,
  usualShape,
} from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Regular prices as shares of the list price. */
const regularPolicy = { levels: [0.94, 1, 1.06], shortest: 10, longest: 30 } as const;
/** Days of a bundle, and between two of a pair. */
const bundleDays = { least: 5, most: 20 } as const;
const daysBetween = { least: 15, most: 40 } as const;
const depths = [0.08, 0.12] as const;
/** What a bundle sells beyond its price. */
const lift = 1.4;

export const bundles: Scenario = {
  name: 'bundles',
  summary: 'pairs of products are sold in bundles now and then, cheaper and better than by themselves',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth, i) => {
      const stream = random.fork(truth.id);
      const pair = random.fork('pairs').fork(String(i >> 1));
      const cuts = cutSpells(pair, bundleDays, daysBetween, depths);
      const regular = chancePrices(stream.fork('regular'), truth.listPrice, examDays, regularPolicy);
      const price = regular.map((usual, t) => cents(usual * (1 - cuts[t]!)));
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => (cuts[t]! > 0 ? lift : 1) * trueUnits(truth, t, today),
      );
      return { truth, price, units };
    });
    return staticShop(
      'bundles.csv',
      dailyFile(products),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};
