// Warm weeks sell ice cream and cold ones tea: the weather raises some categories and lowers others, and whoever sets the prices moves theirs
// along. The file has no column for it; what a category's other products sold and cost tells it.

import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import { cents, drawTruths, examDays, soldUnits, trueUnits, usualShape } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Standard deviation of warmth, and the share of it that stays until the next day. */
const warmth = 0.5;
const persistence = 0.93;
/** How demand of the categories answers to it, one after another, and by how much products of one differ. */
const answers = [1, -0.7, 0.6, -0.5] as const;
const differ = { least: 0.7, most: 1.3 } as const;
/** How much of that goes into log prices; how far these move by themselves, and for how long. */
const follows = 0.1;
const ownMove = 0.04;
const holds = { shortest: 5, longest: 12 } as const;

export const weather: Scenario = {
  name: 'weather',
  summary: 'the weather raises some categories and lowers others, and their prices are moved along',
  isDynamic: false,
  make: (random) => {
    const days = warmDays(random.fork('weather'));
    const truths = drawTruths(random.fork('truths'), usualShape);
    const categories = [...new Set(truths.map(({ category }) => category))];
    const products = truths.map((truth) => {
      const stream = random.fork(truth.id);
      const usual = answers[categories.indexOf(truth.category) % answers.length]!;
      const answer = usual * (differ.least + (differ.most - differ.least) * stream.fork('answer').uniform());
      const price = pricesAlong(stream.fork('prices'), truth.listPrice, answer, days);
      const units = soldUnits(
        stream.fork('units'),
        truth,
        price,
        (t, today) => Math.exp(answer * days[t]!) * trueUnits(truth, t, today),
      );
      return { truth, price, units, answer };
    });
    return staticShop(
      'weather.csv',
      dailyFile(products),
      products.map(({ truth, price, answer }) => {
        const { product, units } = staticProduct(truth, price.at(-1)!);
        const warm = (day: number) => Math.exp(answer * days.at(-1)! * persistence ** (day + 1));
        return { product, units: (day, charged) => warm(day) * units(day, charged) };
      }),
    );
  },
};

/** Prices that follow the weather, moved anew every few days. [days] */
function pricesAlong(random: Random, listPrice: number, answer: number, days: Float64Array): Float64Array {
  const price = new Float64Array(examDays);
  for (let t = 0; t < examDays;) {
    const today = cents(listPrice * Math.exp(follows * answer * days[t]! + ownMove * random.normal()));
    const until = Math.min(examDays, t + holds.shortest + random.integer(holds.longest - holds.shortest + 1));
    for (; t < until; t++) price[t] = today;
  }
  return price;
}

/** How warm it is over its usual. [days] */
function warmDays(random: Random): Float64Array {
  let now = warmth * random.normal();
  return Float64Array.from({ length: examDays }, () => {
    const today = now;
    now = persistence * now + warmth * Math.sqrt(1 - persistence ** 2) * random.normal();
    return today;
  });
}
