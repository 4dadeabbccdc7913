// Shops whose demand answers to price in another shape than a constant elasticity. Everything else is as in `clean`.
//
// Each product has the elasticity of its truth at its list price; what differs is how it changes from there. Where it grows with
// the price, a constant elasticity promises too much of a dear price and too little of the road back.

import type { Random } from '../../random.ts';
import { dailyFile } from '../daily-file.ts';
import { chancePrices, dayFactor, drawTruths, examDays, soldUnits, usualShape } from '../product-truth.ts';
import type { ExamShop, Scenario } from '../shop.ts';
import { staticProduct, staticShop } from '../static-shop.ts';

/** Units at a price over those at the list price; `ratio` is the price over the list price, `elasticity` that at the list price. */
type Shape = (ratio: number, elasticity: number) => number;

/** Units fall by the same number for every coin, down to none. */
const linear: Shape = (ratio, elasticity) => Math.max(0, 1 + elasticity * (ratio - 1));

/** Units fall by the same share for every coin. */
const semiLog: Shape = (ratio, elasticity) => Math.exp(elasticity * (ratio - 1));

/** Share of those who would ever buy that buy at the list price. */
const buying = 0.5;

/** Every buyer has a price up to which they buy, and these scatter as a logistic: cheap prices run out of buyers. */
const logit: Shape = (ratio, elasticity) => {
  const odds = (1 / buying - 1) * Math.exp((-elasticity / (1 - buying)) * (ratio - 1));
  return 1 / (buying * (1 + odds));
};

/** How much more a price above the list price counts than one below it. */
const lossFactor = 2;

/** Who knows the list price minds more to pay over it than they like to pay less. */
const kinked: Shape = (ratio, elasticity) =>
  ratio ** ((elasticity * 2 * (ratio > 1 ? lossFactor : 1)) / (1 + lossFactor));

/** Half the sales at the list price are to buyers who hardly look at the price, so that a dear price loses less and less. */
const twoKinds: Shape = (ratio, elasticity) =>
  (ratio ** (0.4 * elasticity) + ratio ** (1.6 * elasticity)) / 2;

export const linearDemand = shaped('linear demand', 'units fall by the same number for every coin', linear);
export const semiLogDemand = shaped(
  'semi-log demand',
  'units fall by the same share for every coin',
  semiLog,
);
export const logitDemand = shaped('logit demand', 'cheap prices run out of buyers', logit);
export const kinkedDemand = shaped('kinked demand', 'a price over the list price counts twice', kinked);
export const twoKindsOfBuyers = shaped(
  'two kinds of buyers',
  'half the sales hardly answer to price',
  twoKinds,
);

function shaped(name: string, summary: string, shape: Shape): Scenario {
  return { name, summary, isDynamic: false, make: (random) => shapedShop(name, random, shape) };
}

function shapedShop(name: string, random: Random, shape: Shape): ExamShop {
  const products = drawTruths(random.fork('truths'), usualShape).map((truth) => {
    const stream = random.fork(truth.id);
    const price = chancePrices(stream.fork('prices'), truth.listPrice);
    const unitsOf = (t: number, today: number) =>
      truth.level * dayFactor(truth, t) * shape(today / truth.listPrice, truth.elasticity);
    const units = soldUnits(stream.fork('units'), truth, price, unitsOf);
    return { truth, price, units, unitsOf };
  });
  return staticShop(
    `${name.replaceAll(' ', '-')}.csv`,
    dailyFile(products),
    products.map(({ truth, price, unitsOf }) => {
      const now = price.at(-1)!;
      const elasticity = elasticityAt((today) => unitsOf(0, today), now);
      return {
        ...staticProduct(truth, now, { elasticity }),
        units: (day, today) => unitsOf(examDays + day, today),
      };
    }),
  );
}

/** Log units over log price about `price`. */
function elasticityAt(units: (price: number) => number, price: number): number {
  const step = 0.01;
  return Math.log(units(price * (1 + step)) / units(price * (1 - step))) / Math.log((1 + step) / (1 - step));
}
