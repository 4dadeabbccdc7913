// A shop whose prices end in .99 more often than not, and whose buyers like that: at .99 or .95 more is sold than the price explains. Whoever
// asks for any cent loses what the ending brought.

import type { Random } from '../../random.ts';
import { bestLabel } from '../best-price.ts';
import { dailyFile } from '../daily-file.ts';
import { chancePrices, drawTruths, soldUnits, trueUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Chance that a new price ends in .99. */
const charmChance = 0.7;
/** What such an ending sells beyond its price. */
const charmLift = 1.12;

export const charmEndings: Scenario = {
  name: 'charm endings',
  summary: 'most prices end in .99, which sells 12 % more',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
      const stream = random.fork(truth.id);
      const unitsOf = (t: number, price: number) => liftOf(price) * trueUnits(truth, t, price);
      const price = withEndings(chancePrices(stream.fork('prices'), truth.listPrice), stream.fork('endings'));
      return { truth, price, units: soldUnits(stream.fork('units'), truth, price, unitsOf) };
    });
    return staticShop(
      'charm-endings.csv',
      dailyFile(products),
      products.map(({ truth, price }) => {
        const { product, units } = staticProduct(truth, price.at(-1)!);
        return { product, units: (day: number, today: number) => liftOf(today) * units(day, today) };
      }),
      bestLabel,
    );
  },
};

function liftOf(price: number): number {
  const ending = Math.round(100 * price) % 100;
  return ending === 99 || ending === 95 ? charmLift : 1;
}

/** Most prices moved to the nearest .99. [days] */
function withEndings(price: Float64Array, random: Random): Float64Array {
  const ended = price.slice();
  for (let t = 0; t < price.length; t++) {
    if (t > 0 && price[t] === price[t - 1]) ended[t] = ended[t - 1]!;
    else if (random.uniform() < charmChance) ended[t] = Math.max(1, Math.round(price[t]!)) - 0.01;
  }
  return ended;
}
