// Whoever plans a price cut buys advertising for it as well, and the file writes down what was spent. Who leaves the column aside takes what
// advertising sells for an answer to price, and cuts prices that should stay.
//
// Advertising: most cuts are advertised, and some days without a cut, so that the two can be told apart. Advertised cuts: spend
// follows the price alone, and nothing in the file can tell.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { mean } from '../../statistics/summary.ts';
import { dailyFile } from '../daily-file.ts';
import {
  cents,
  chancePrices,
  drawTruths,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../product-truth.ts';
import type { ExamShop, Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** How log demand answers to the square root of spend over its usual, which is another form than the fit has; products differ between these. */
const answers = { weakest: 0.12, strongest: 0.36 } as const;
/** Spend of a day over the usual, in campaigns and without. */
const campaign = { least: 2, most: 5 } as const;
const alwaysOn = 0.3;
/** Chance that a price below the list price is advertised, and that another is. */
const chances = { cut: 0.75, other: 0.2 } as const;
/** Spend over the usual for each share of the list price below the dearest one. */
const withCuts = 16;
const dearest = 1.12;
/** Days whose mean is what comes. */
const recentDays = 28;

export const advertising: Scenario = {
  name: 'advertising',
  summary: 'most cuts are advertised, and the spend is in the file',
  isDynamic: false,
  make: (random) => advertisedShop('advertising', random, chances),
};

export const advertisedCuts: Scenario = {
  name: 'advertised cuts',
  summary: 'spend goes up exactly as far as prices are cut, and is in the file',
  isDynamic: false,
  make: (random) => advertisedShop('advertised-cuts', random, null),
};

/** `chosen` null: spend follows the price. */
function advertisedShop(name: string, random: Random, chosen: typeof chances | null): ExamShop {
  const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
    const stream = random.fork(truth.id);
    const usual = 20 + 180 * stream.fork('usual').uniform();
    const answer = answers.weakest + (answers.strongest - answers.weakest) * stream.fork('answer').uniform();
    const price = chancePrices(stream.fork('prices'), truth.listPrice);
    const spend = spends(stream.fork('spend'), truth, price, chosen).map((share) => cents(share * usual));
    const lifts = spend.map((day) => answer * Math.sqrt(day / usual));
    const counts = stream.fork('units');
    const units = price.map((today, t) =>
      scatteredCount(counts, Math.exp(lifts[t]!) * trueUnits(truth, t, today), truth.dispersion),
    );
    return { truth, price, units, extras: [spend], coming: mean(lifts.slice(-recentDays)) };
  });
  return staticShop(
    `${name}.csv`,
    dailyFile(products, ['Ad Spend']),
    products.map(({ truth, price, coming }) =>
      staticProduct(truth, price.at(-1)!, { level: Math.exp(coming) }),
    ),
  );
}

/** Spend over its usual, anew with every price. [days] */
function spends(
  random: Random,
  { listPrice }: ProductTruth,
  price: Float64Array,
  chosen: typeof chances | null,
): Float64Array {
  let today = 0;
  return price.map((charged, t) => {
    if (t > 0 && charged === price[t - 1]) return today;
    const share = charged / listPrice;
    const strength = campaign.least + (campaign.most - campaign.least) * random.uniform();
    const isAdvertised = chosen !== null && random.uniform() < (share < 1 ? chosen.cut : chosen.other);
    today = chosen === null ? alwaysOn + withCuts * (dearest - share) : isAdvertised ? strength : alwaysOn;
    return today;
  });
}
