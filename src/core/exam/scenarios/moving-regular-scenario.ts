// Cuts with a display run beside a regular price that moves every few weeks, now and then in the middle of a cut, so that what a cut returns to
// is not what it came from. Nothing marks the displays.

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

/** Regular prices as shares of the list price, each for one week to three. */
const regularPolicy = { levels: [0.92, 0.96, 1, 1.04, 1.08], shortest: 7, longest: 21 } as const;
/** Days of a cut, and between two. */
const cutDays = { least: 3, most: 7 } as const;
const daysBetween = { least: 8, most: 20 } as const;
const depths = [0.08, 0.12, 0.16, 0.2] as const;
/** What a display sells beyond the price; products differ between these. */
const lifts = { weakest: 1.2, strongest: 1.7 } as const;

export const movingRegular: Scenario = {
  name: 'moving regular',
  summary: 'cuts with a display that nothing marks, beside a regular price that moves every few weeks',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const regular = chancePrices(stream.fork('regular'), truth.listPrice, examDays, regularPolicy);
      const cuts = cutSpells(stream.fork('cuts'), cutDays, daysBetween, depths);
      const price = regular.map((usual, t) => cents(usual * (1 - cuts[t]!)));
      const lift = lifts.weakest + (lifts.strongest - lifts.weakest) * stream.fork('lift').uniform();
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => (cuts[t]! > 0 ? lift : 1) * trueUnits(truth, t, today),
      );
      return { truth, price, units };
    });
    return staticShop(
      'moving-regular.csv',
      dailyFile(products),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};
