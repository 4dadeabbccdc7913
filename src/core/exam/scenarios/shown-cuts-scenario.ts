// A shop that goes up and down: for one week or two a product is cut and shown, then it is back at a regular price that moves as well. Nothing
// marks the displays, and cuts last as long as what is between them, so that their shape does not give them away.

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

/** Regular prices as shares of the list price, each for one month or two. */
const regularPolicy = { levels: [0.96, 1, 1.04], shortest: 30, longest: 60 } as const;
/** Days of a cut, and between two. */
const spell = { least: 7, most: 14 } as const;
const depths = [0.1, 0.15, 0.2, 0.25] as const;
/** What a display sells beyond the price. */
const lift = 1.5;

export const shownCuts: Scenario = {
  name: 'shown cuts',
  summary: 'every cut has a display that nothing marks, for as long as prices are regular',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const regular = chancePrices(stream.fork('regular'), truth.listPrice, examDays, regularPolicy);
      const cuts = cutSpells(stream.fork('cuts'), spell, spell, depths);
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
      'shown-cuts.csv',
      dailyFile(products),
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
  },
};
