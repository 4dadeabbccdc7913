// Buyers who stock up: in a cheap spell they fill their cupboards, and buy less until those are empty again.
//
//   units = level * (p / p0)^e * (1 + put - taken)      put = 4 * log(p0 / p) * exp(-held / 1.2) where p < p0, taken = held / 4
//
// `held` is what stands in the cupboards, in days of usual sales. The start of a cheap spell sells far more than a low price that
// is held, so that cuts look better than they are; what they sell more is missing later.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { bestPrice } from '../best-price.ts';
import { dailyFile } from '../daily-file.ts';
import {
  chancePrices,
  drawTruths,
  examDays,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import { allowedPrices, horizonDays, type ExamShop, type Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** What a cut of e^-1 puts into an empty cupboard, in days of usual sales, and what that fills up to. */
const eagerness = 4;
const room = 1.2;
/** Share of the cupboard that is taken from it a day, and the least that is bought still, of a day's usual sales. */
const used = 0.25;
const leastBought = 0.15;
const levels = [0.88, 0.94, 1, 1.06, 1.12] as const;

export const stockingUp: Scenario = {
  name: 'stocking up',
  summary: 'buyers fill their cupboards in cheap spells',
  isDynamic: false,
  make: (random) => {
    const products = drawTruths(random.fork('truths'), usualShape).map((truth) =>
      stocked(truth, random.fork(truth.id)),
    );
    const csv = dailyFile(products);
    const shop = staticShop(
      'stocking-up.csv',
      csv,
      products.map(({ truth, price }) => staticProduct(truth, price.at(-1)!)),
    );
    return withCupboards(shop, products);
  },
};

interface StockedProduct {
  readonly truth: ProductTruth;
  readonly price: Float64Array;
  readonly units: Float64Array;
  /** What stands in the cupboards when the file ends, in days of usual sales. */
  readonly held: number;
}

/** What is bought today over what is used, in days of usual sales. */
function putAside(truth: ProductTruth, held: number, price: number): number {
  const cut = Math.max(0, Math.log(truth.listPrice / price));
  return Math.max(leastBought - 1, eagerness * cut * Math.exp(-held / room) - used * held);
}

function stocked(truth: ProductTruth, random: Random): StockedProduct {
  const price = chancePrices(random.fork('prices'), truth.listPrice, examDays, {
    levels,
    shortest: 5,
    longest: 20,
  });
  const counts = random.fork('units');
  let held = 0;
  const units = price.map((today, t) => {
    const aside = putAside(truth, held, today);
    held = Math.max(0, held + aside);
    return scatteredCount(counts, (1 + aside) * trueUnits(truth, t, today), truth.dispersion);
  });
  return { truth, price, units, held };
}

/** The shop with what stands in its buyers' cupboards: the coming days begin where the file ends. */
function withCupboards(shop: ExamShop, products: readonly StockedProduct[]): ExamShop {
  const played = (index: number, priceOf: (day: number, yesterday: number) => number) => {
    const { truth, price, held: before } = products[index]!;
    let held = before;
    let today = price.at(-1)!;
    let sum = 0;
    for (let day = 0; day < horizonDays; day++) {
      today = priceOf(day, today);
      const aside = putAside(truth, held, today);
      held = Math.max(0, held + aside);
      sum += (1 + aside) * trueUnits(truth, examDays + day, today) * (today - truth.unitCost);
    }
    return sum;
  };
  const heldProfit = (index: number, price: number) => played(index, () => price);
  const best = Float64Array.from(shop.products, ({ currentPrice, unitCost }, i) => {
    const { low, high } = allowedPrices(currentPrice, unitCost);
    const kept = heldProfit(i, currentPrice);
    return Math.max(kept, bestPrice((price) => heldProfit(i, price), low, high).profit);
  });
  return {
    ...shop,
    profitOf: (index, prices) => heldProfit(index, prices[index]!),
    played: (index, pricer) =>
      played(index, (day, price) => pricer({ day, price, inventory: NaN, rivalPrice: NaN })),
    best,
    bestHeld: best,
  };
}
