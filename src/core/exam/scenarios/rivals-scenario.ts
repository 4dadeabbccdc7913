// A rival that answers: each day it moves half-way to our price. Raising the price costs less than the file's days say,
// since the rival follows, and the way there takes longer than one change.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import { smallestMargin } from '../limits.ts';
import {
  cents,
  chancePrices,
  drawTruths,
  examDays,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import { rememberingShop, type RememberingProduct } from '../remembering-shop.ts';
import type { Scenario } from '../shop.ts';

const follows = 0.5;
/** What chance does to the rival's price a day, in logs; none of it in what is expected of the coming days. */
const rivalWhim = 0.02;

export const rivals: Scenario = {
  name: 'rivals that answer',
  summary: 'a rival follows our price; its price is in the file',
  isDynamic: true,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) =>
      rivalled(truth, random.fork(truth.id)),
    );
    return rememberingShop(
      'rivals-that-answer.csv',
      dailyFile(
        products.map(({ daily }) => daily),
        ['Competitor Price'],
      ),
      products.map(({ remembering }) => remembering),
    );
  },
};

function rivalled(truth: ProductTruth, random: Random) {
  const cross = 0.5 + 0.6 * random.fork('cross').uniform();
  const price = chancePrices(random.fork('prices'), truth.listPrice);
  const whims = random.fork('whims');
  const counts = random.fork('units');
  const rival: number[] = [];
  let theirs = truth.listPrice;
  const next = (rivalPrice: number, ours: number) => rivalPrice + follows * (ours - rivalPrice);
  // With the rival held still our price moves demand by the elasticity.
  const unitsAt = (t: number, rivalPrice: number, ours: number) =>
    trueUnits(truth, t, ours) * (rivalPrice / truth.listPrice) ** cross;
  const units = price.map((ours, t) => {
    rival.push(cents(theirs));
    const sold = scatteredCount(counts, unitsAt(t, theirs, ours), truth.dispersion);
    theirs = next(theirs, ours) * Math.exp(rivalWhim * whims.normal());
    return sold;
  });
  const currentPrice = price.at(-1)!;
  const { id, name, category, unitCost, elasticity } = truth;
  const remembering: RememberingProduct = {
    product: { id, name, category, store: null, currentPrice, unitCost, elasticity },
    answer: { memory: null, rival: { cross, pace: follows, passThrough: 1, offset: 0 } },
    memoryIsRival: true,
    market: {
      currentPrice,
      floor: unitCost / (1 - smallestMargin),
      memory: theirs,
      next,
      profit: (day, rivalPrice, ours) => unitsAt(examDays + day, rivalPrice, ours) * (ours - unitCost),
    },
  };
  const extras = [rival.map((one) => one.toFixed(2))];
  return { remembering, daily: { truth, price, units, extras } };
}
