// Promotions come with a display: demand rises for more reasons than the price. Who takes all of it for an answer to
// price lowers prices that should stay.
//
// Marked: a column says which days were promoted, and the regular price moved now and then. Unmarked: nothing says so and
// the regular price never moved, so the file cannot tell how the regular price is answered.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import {
  cents,
  chancePrices,
  drawTruths,
  examDays,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import type { ExamShop, Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Regular prices that a marked file has, each for three weeks to six. */
const regularPolicy = { levels: [0.92, 0.96, 1, 1.04, 1.08], shortest: 18, longest: 40 } as const;

export const promotionsMarked: Scenario = {
  name: 'promotions marked',
  summary: 'promotions with a display lift, marked in the file',
  isDynamic: false,
  make: (random) => promotedShop('promotions-marked', random, true),
};

export const promotionsUnmarked: Scenario = {
  name: 'promotions unmarked',
  summary: 'promotions with a display lift that nothing marks',
  isDynamic: false,
  make: (random) => promotedShop('promotions-unmarked', random, false),
};

function promotedShop(name: string, random: Random, isMarked: boolean): ExamShop {
  const truths = drawTruths(random.fork('truths'), usualShape);
  const products = truths.map((truth) => promoted(truth, random.fork(truth.id), isMarked));
  return staticShop(
    `${name}.csv`,
    dailyFile(products, isMarked ? ['On Promotion'] : []),
    products.map(({ truth, regular }) => staticProduct(truth, regular)),
  );
}

function promoted(truth: ProductTruth, random: Random, isMarked: boolean) {
  const regular = isMarked
    ? chancePrices(random.fork('regular'), truth.listPrice, examDays, regularPolicy)
    : new Float64Array(examDays).fill(truth.listPrice);
  const spells = promotionSpells(random.fork('promotions'));
  const lift = 1.2 + 0.4 * random.fork('lift').uniform();
  const counts = random.fork('units');
  const price = new Float64Array(examDays);
  const units = new Float64Array(examDays);
  for (let t = 0; t < examDays; t++) {
    const discount = spells[t]!;
    price[t] = cents(regular[t]! * (1 - discount));
    const shown = discount > 0 ? lift : 1;
    units[t] = scatteredCount(counts, shown * trueUnits(truth, t, price[t]!), truth.dispersion);
  }
  const extras = isMarked ? [Array.from(spells, (discount) => (discount > 0 ? 1 : 0))] : [];
  return { truth, price, units, extras, regular: regular.at(-1)! };
}

/** The discount of each day, 0 where there is none: four to seven days every three weeks or so, none at the end. */
function promotionSpells(random: Random): Float64Array {
  const discounts = new Float64Array(examDays);
  for (let t = 10 + random.integer(15); t < examDays - 14;) {
    const discount = [0.1, 0.15, 0.2, 0.25][random.integer(4)]!;
    const until = t + 4 + random.integer(4);
    for (; t < until; t++) discounts[t] = discount;
    t += 12 + random.integer(16);
  }
  return discounts;
}
