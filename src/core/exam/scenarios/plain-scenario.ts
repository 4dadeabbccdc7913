// Shops without a trap, with little to see, and with a response to price that moves.

import type { Random } from '../../random.ts';
import { mean } from '../../statistics/summary.ts';
import { dailyFile } from '../daily-file.ts';
import {
  chancePrices,
  drawTruths,
  examDays,
  type ShopShape,
  soldUnits,
  trueUnits,
  usualShape,
} from '../product-truth.ts';
import type { ExamShop, Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

export const clean: Scenario = {
  name: 'clean',
  summary: 'prices moved by chance',
  isDynamic: false,
  make: (random) => chanceShop('clean', random, usualShape, () => steady),
};

export const thin: Scenario = {
  name: 'thin',
  summary: 'half a unit to three a day',
  isDynamic: false,
  make: (random) =>
    chanceShop('thin', random, { ...usualShape, lowestLevel: 0.5, highestLevel: 3 }, () => steady),
};

export const drift: Scenario = {
  name: 'drift',
  summary: 'elasticities drift',
  isDynamic: false,
  make: (random) => chanceShop('drift', random, usualShape, drifting),
};

/** What is added to a product's elasticity on the day `t`. */
type Drift = (t: number) => number;

const steady: Drift = () => 0;

/** A straight way and a slow swing, both of chance; nothing is added on the file's last day. */
function drifting(random: Random): Drift {
  const way = 0.35 * random.normal();
  const swing = 0.1 * random.normal();
  const from = random.uniform();
  const wave = (t: number) => swing * Math.sin(2 * Math.PI * (t / examDays + from));
  return (t) => way * (1 - t / (examDays - 1)) + wave(t) - wave(examDays - 1);
}

/** Prices moved by chance, whatever else; a product's elasticity may be another one by now. */
function chanceShop(
  name: string,
  random: Random,
  shape: ShopShape,
  driftOf: (random: Random) => Drift,
): ExamShop {
  const truths = drawTruths(random.fork('truths'), shape);
  const products = truths.map((truth) => {
    const stream = random.fork(truth.id);
    const drift = driftOf(stream.fork('drift'));
    const price = chancePrices(stream.fork('prices'), truth.listPrice);
    const expected = (t: number, today: number) => trueUnits(truth, t, today, truth.elasticity + drift(t));
    const units = soldUnits(stream.fork('units'), truth, price, expected);
    const fileElasticity = truth.elasticity + mean(price.map((_, t) => drift(t)));
    return { truth, price, units, fileElasticity };
  });
  return staticShop(
    `${name}.csv`,
    dailyFile(products),
    products.map(({ truth, price, fileElasticity }) =>
      staticProduct(truth, price.at(-1)!, { fileElasticity }),
    ),
  );
}
