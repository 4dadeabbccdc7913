// Two years of weeks, each with its units and revenue. Part of what is bought is bought with a coupon, more of it in good weeks: revenue a
// unit falls with demand, around a posted price that the file never shows. The advice is judged at the posted price.

import { scatteredCount } from '../../demand/simulated-product.ts';
import type { Random } from '../../random.ts';
import { drawTruths, trueUnits, usualShape, type ProductTruth } from '../product-truth.ts';
import type { Scenario } from '../shop.ts';
import { daysOfWeeks, heldPrices, weeklyShop, type WeeklyProduct } from '../weekly-shop.ts';

/** Share of the price that a coupon lets off. */
const coupon = 0.2;
/** Share of the units bought with one, the standard deviation of the demand that only coupons have, and what stays of it until the next day. */
const usualShare = 0.25;
const wander = 0.1;
const persistence = 0.9;
const shares = { least: 0.02, most: 0.6 } as const;

export const couponShare: Scenario = {
  name: 'coupon share',
  summary: 'weeks of units and revenue; coupons sell more in good weeks and pull the price down',
  isDynamic: false,
  make: (random) =>
    weeklyShop(
      'coupon-share.csv',
      drawTruths(random.fork('truths'), usualShape).map((truth) => sold(truth, random.fork(truth.id))),
    ),
};

function sold(truth: ProductTruth, random: Random): WeeklyProduct {
  const posted = heldPrices(random.fork('prices'), truth.listPrice);
  const coupons = random.fork('coupons');
  const counts = random.fork('units');
  const units = new Float64Array(daysOfWeeks);
  const revenue = new Float64Array(daysOfWeeks);
  let now = wander * coupons.normal();
  for (let t = 0; t < daysOfWeeks; t++) {
    const share = Math.min(shares.most, Math.max(shares.least, usualShare + now));
    const expected = trueUnits(truth, t, posted[t]!) * (1 - usualShare + share);
    units[t] = scatteredCount(counts, expected, truth.dispersion);
    revenue[t] = units[t]! * posted[t]! * (1 - coupon * share);
    now = persistence * now + wander * Math.sqrt(1 - persistence ** 2) * coupons.normal();
  }
  return { truth, posted, units, revenue };
}
