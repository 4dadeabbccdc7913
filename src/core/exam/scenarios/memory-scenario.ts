// Buyers who remember: a smoothed past price is what they are used to, and a price above it costs more than one below it
// gains. After a promotion demand dips, because the usual price looks dear for a while.
//
//   units = level * (p / p0)^e * (r / p)^g,  r' = 0.9 r + 0.1 p,  g larger where p lies above r
//
// A price that is held becomes the one that buyers are used to, so the elasticity of a held price is e.

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
import type { ExamShop, Scenario } from '../shop.ts';

const remembered = 0.9;
/** The exponent g where the price lies below what buyers are used to; above it, half as much again. */
const gain = { least: 0.5, most: 1.5 } as const;
const lossFactor = 1.5;

export const memory: Scenario = {
  name: 'memory',
  summary: 'a reference price and a dip after promotions',
  isDynamic: true,
  make: (random) => memoryShop(random, examDays),
};

/** Such a shop whose file has `days` days: what a longer past would tell. */
export function memoryShop(random: Random, days: number): ExamShop {
  const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
    const stream = random.fork(truth.id);
    const regular = chancePrices(stream.fork('prices'), truth.listPrice, days);
    return rememberedProduct(truth, stream, withPromotions(regular, stream.fork('promotions')));
  });
  return rememberingShop(
    'memory.csv',
    dailyFile(products.map(({ daily }) => daily)),
    products.map(({ product }) => product),
  );
}

/** A product whose buyers remember what they paid, and what it sold at `price`. [days] */
export function rememberedProduct(truth: ProductTruth, random: Random, price: Float64Array) {
  const g = gain.least + (gain.most - gain.least) * random.fork('gain').uniform();
  const counts = random.fork('units');
  let usual = truth.listPrice;
  const next = (reference: number, charged: number) => remembered * reference + (1 - remembered) * charged;
  const unitsAt = (t: number, reference: number, charged: number) => {
    const answer = charged > reference ? lossFactor * g : g;
    return trueUnits(truth, t, charged) * (reference / charged) ** answer;
  };
  const units = price.map((charged, t) => {
    const sold = scatteredCount(counts, unitsAt(t, usual, charged), truth.dispersion);
    usual = next(usual, charged);
    return sold;
  });
  const currentPrice = price.at(-1)!;
  const { id, name, category, unitCost, elasticity } = truth;
  const product: RememberingProduct = {
    product: { id, name, category, store: null, currentPrice, unitCost, elasticity },
    answer: { memory: { exponent: g, retention: remembered, lossFactor }, rival: null },
    memoryIsRival: false,
    market: {
      currentPrice,
      floor: unitCost / (1 - smallestMargin),
      memory: usual,
      next,
      profit: (day, reference, charged) =>
        unitsAt(price.length + day, reference, charged) * (charged - unitCost),
    },
  };
  return { product, daily: { truth, price, units } };
}

/** Four or five days at 15 to 25 % off, every four weeks or so; none in the last two weeks. */
function withPromotions(regular: Float64Array, random: Random): Float64Array {
  const price = Float64Array.from(regular);
  for (let t = 14 + random.integer(14); t < regular.length - 20; t += 20 + random.integer(16)) {
    const off = [0.15, 0.2, 0.25][random.integer(3)]!;
    const promoted = 4 + random.integer(2);
    for (let k = 0; k < promoted; k++, t++) price[t] = cents(regular[t]! * (1 - off));
  }
  return price;
}
