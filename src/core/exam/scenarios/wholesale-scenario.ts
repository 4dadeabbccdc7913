// Categories whose prices follow what wholesale asks, as those of rivals do, which are not in the file. Products sell by how they compare with
// those rivals, so that a price that moved with its category seems to matter little, and one that is moved alone matters much.

import type { Random } from '../../random.ts';
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

/** Standard deviation of a category's log price by wholesale, and the days that it holds. */
const moves = 0.07;
const holds = { shortest: 14, longest: 40 } as const;
/** Products move by themselves as well, by less than elsewhere. */
const own = { levels: [0.94, 0.97, 1, 1.03, 1.06], shortest: 7, longest: 20 } as const;
/** How units answer to the rivals' prices. */
const cross = { least: 0.8, most: 1.4 } as const;

export const wholesale: Scenario = {
  name: 'unseen rivals',
  summary: 'categories follow wholesale prices, and so do rivals that are not in the file',
  isDynamic: false,
  make: (random) => {
    const rivals = new Map<string, Float64Array>();
    const rivalsOf = (category: string) => {
      const known = rivals.get(category) ?? wholesalePrices(random.fork(`wholesale of ${category}`));
      rivals.set(category, known);
      return known;
    };
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const ofRivals = rivalsOf(truth.category);
      const answer = cross.least + (cross.most - cross.least) * stream.fork('cross').uniform();
      const price = chancePrices(stream.fork('prices'), truth.listPrice, examDays, own).map((today, t) =>
        cents(today * Math.exp(ofRivals[t]!)),
      );
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => Math.exp(answer * ofRivals[t]!) * trueUnits(truth, t, today),
      );
      return { truth, price, units, level: Math.exp(answer * ofRivals.at(-1)!) };
    });
    return staticShop(
      'unseen-rivals.csv',
      dailyFile(products),
      products.map(({ truth, price, level }) => staticProduct(truth, price.at(-1)!, { level })),
    );
  },
};

/** Log of what wholesale asks over its usual. [days] */
function wholesalePrices(random: Random): Float64Array {
  const logs = new Float64Array(examDays);
  for (let t = 0; t < examDays;) {
    const level = moves * random.normal();
    const until = Math.min(examDays, t + holds.shortest + random.integer(holds.longest - holds.shortest + 1));
    for (; t < until; t++) logs[t] = level;
  }
  return logs;
}
