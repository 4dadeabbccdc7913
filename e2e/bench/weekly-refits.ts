// Somebody who comes back every week: fits, accepts what is recommended, lives the week, adds it to the file and fits again.
//
// The largest change counts from yesterday's price, so that prices can walk far in some weeks. This plays that road in the truth, day by day,
// beside the same shop that holds its prices and the one that changes once, and beside slower ways of coming back: every fourth week, and
// every week but never beyond the largest change from the usual price of the last eight weeks. All on the same products and chance.
//
// usage: tsx e2e/bench/weekly-refits.ts [--shops N] [--seed K] [--products N] [--weeks N] [--kind NAME,NAME], which prints a table

import { parseArgs } from 'node:util';

import { defaultGuardrails } from '../../src/core/decisions/guardrails/guardrail-list.ts';
import { usualLevel } from '../../src/core/decisions/recommendation.ts';
import { scatteredCount } from '../../src/core/demand/simulated-product.ts';
import { bestPrice } from '../../src/core/exam/best-price.ts';
import { dailyFile } from '../../src/core/exam/daily-file.ts';
import { largestChange } from '../../src/core/exam/limits.ts';
import {
  cents,
  chancePrices,
  drawTruths,
  examDays,
  trueUnits,
  usualShape,
  type ProductTruth,
} from '../../src/core/exam/product-truth.ts';
import { allowedPrices } from '../../src/core/exam/shop.ts';
import { Random } from '../../src/core/random.ts';
import { mean, median } from '../../src/core/statistics/summary.ts';
import { buildDataset } from '../../src/core/table/build-dataset.ts';
import { memorySource } from '../../src/core/table/byte-source.ts';
import { readTable } from '../../src/core/table/read-table.ts';
import { defaultRoad } from '../../src/headless/default-road.ts';

const week = 7;
/** Weeks whose median price is the usual one. */
const usualWeeks = 8;

/** Expected units of a product on the day `t` at a price. */
type Demand = (t: number, price: number) => number;

interface Kind {
  readonly name: string;
  readonly thin?: boolean;
  /** The demand of a product, and its prices before. */
  readonly make: (
    truth: ProductTruth,
    random: Random,
    days: number,
  ) => { demand: Demand; past?: Float64Array };
}

const kinds: readonly Kind[] = [
  { name: 'clean', make: (truth) => ({ demand: (t, price) => trueUnits(truth, t, price) }) },
  { name: 'thin', thin: true, make: (truth) => ({ demand: (t, price) => trueUnits(truth, t, price) }) },
  {
    name: 'drift',
    make: (truth, random, days) => {
      const way = 0.35 * random.normal();
      return {
        demand: (t, price) => trueUnits(truth, t, price, truth.elasticity + way * (t / days - 0.5)),
      };
    },
  },
  {
    // Above the list price buyers mind much more.
    name: 'kinked',
    make: (truth) => ({
      demand: (t, price) => trueUnits(truth, t, price) * Math.min(1, truth.listPrice / price) ** 1.2,
    }),
  },
  {
    name: 'fashions',
    make: (truth, random, days) => {
      const peak = days * random.uniform();
      const fashion = (t: number) => 1.6 * (Math.exp(-(((t - peak) / 110) ** 2)) - 0.5);
      let log = 0;
      const past = Float64Array.from({ length: examDays }, (_, t) => {
        if (t % (2 * week) === 0) log = 0.16 * fashion(t) + 0.06 * random.normal();
        return cents(truth.listPrice * Math.exp(log));
      });
      return { demand: (t, price) => trueUnits(truth, t, price) * Math.exp(fashion(t)), past };
    },
  },
];

interface Product {
  readonly truth: ProductTruth;
  readonly demand: Demand;
  readonly past: Float64Array;
  readonly pastUnits: Float64Array;
  /** Chance of the coming days, the same whatever is charged. */
  readonly chance: Random;
}

/** A way of coming back: the price of next week from what is recommended; `prices` so far, the oldest first. */
interface Way {
  readonly name: string;
  readonly asks: (weekNumber: number) => boolean;
  readonly accepts: (recommended: number, prices: readonly number[]) => number;
}

const ways: readonly Way[] = [
  { name: 'one change', asks: (k) => k === 0, accepts: (recommended) => recommended },
  { name: 'every week', asks: () => true, accepts: (recommended) => recommended },
  { name: 'every fourth week', asks: (k) => k % 4 === 0, accepts: (recommended) => recommended },
  {
    name: 'every week, 15 % from the usual',
    asks: () => true,
    accepts: (recommended, prices) => {
      const usual = median(prices.slice(-usualWeeks * week));
      return cents(Math.min(usual * (1 + largestChange), Math.max(usual * (1 - largestChange), recommended)));
    },
  },
];

const { values } = parseArgs({
  options: {
    shops: { type: 'string', default: '3' },
    seed: { type: 'string', default: '8001' },
    products: { type: 'string', default: '24' },
    weeks: { type: 'string', default: '12' },
    kind: { type: 'string', default: kinds.map(({ name }) => name).join(',') },
  },
});
const weeks = Number(values.weeks);
const lastDay = examDays + weeks * week;

function productsOf(kind: Kind, random: Random): Product[] {
  const shape = {
    ...usualShape,
    products: Number(values.products),
    ...(kind.thin ? { lowestLevel: 0.5, highestLevel: 3 } : {}),
  };
  return drawTruths(random.fork('truths'), shape).map((truth) => {
    const stream = random.fork(truth.id);
    const { demand, past = chancePrices(stream.fork('prices'), truth.listPrice) } = kind.make(
      truth,
      stream.fork('kind'),
      lastDay,
    );
    const counts = stream.fork('units');
    const pastUnits = past.map((price, t) => scatteredCount(counts, demand(t, price), truth.dispersion));
    return { truth, demand, past, pastUnits, chance: stream.fork('coming') };
  });
}

function profitOf({ truth, demand }: Product, prices: ArrayLike<number>): number {
  let sum = 0;
  for (let t = examDays; t < lastDay; t++)
    sum += demand(t, prices[t - examDays]!) * (prices[t - examDays]! - truth.unitCost);
  return sum;
}

/** What is recommended for each product, by id; its present price where that is to stay. */
async function recommended(csv: string): Promise<Map<string, number>> {
  const dataset = buildDataset(
    await readTable(memorySource('weekly.csv', new TextEncoder().encode(csv)), {}),
    {},
  );
  const { suggestions } = await defaultRoad(dataset, {
    guardrails: defaultGuardrails,
    agent: null,
    steps: null,
    seed: 1,
    level: usualLevel,
    say: () => undefined,
  });
  return new Map(
    suggestions.map(({ productId, price, currentPrice, recommendation }) => [
      productId,
      recommendation.action === 'change' && price !== null ? price : currentPrice,
    ]),
  );
}

/** Prices of the coming days by this way. [products][days] */
async function walked(products: readonly Product[], way: Way): Promise<number[][]> {
  const prices = products.map(({ past }) => [...past]);
  const units = products.map(({ pastUnits }) => [...pastUnits]);
  for (let k = 0; k < weeks; k++) {
    const advice = way.asks(k)
      ? await recommended(
          dailyFile(products.map(({ truth }, i) => ({ truth, price: prices[i]!, units: units[i]! }))),
        )
      : null;
    products.forEach(({ truth, demand, chance }, i) => {
      const before = prices[i]!.at(-1)!;
      const next = advice ? way.accepts(advice.get(truth.id) ?? before, prices[i]!) : before;
      const counts = chance.fork(String(k));
      for (let day = 0; day < week; day++) {
        units[i]!.push(scatteredCount(counts, demand(prices[i]!.length, next), truth.dispersion));
        prices[i]!.push(next);
      }
    });
  }
  return prices.map((list) => list.slice(examDays));
}

console.log('| kind | way | value (each shop) | on average | losing at the end | mean change of price |');
console.log('| --- | --- | ---: | ---: | ---: | ---: |');
for (const name of values.kind.split(',')) {
  const kind = kinds.find((one) => one.name === name);
  if (!kind) throw new Error(`--kind "${name}" is none of ${kinds.map((one) => one.name).join(', ')}`);
  const seen = ways.map(() => ({ shares: [] as number[], losing: 0, moves: [] as number[], count: 0 }));
  for (let s = 0; s < Number(values.shops); s++) {
    const products = productsOf(kind, new Random(Number(values.seed) + s).fork('weekly').fork(name));
    const held = products.map(({ past }) => new Array<number>(weeks * week).fill(past.at(-1)!));
    const atBest = products.map((product) => {
      const now = product.past.at(-1)!;
      const { low, high } = allowedPrices(now, product.truth.unitCost);
      const at = (price: number) => profitOf(product, new Array<number>(weeks * week).fill(price));
      return Math.max(at(now), bestPrice(at, low, high).profit);
    });
    const keeping = products.map((product, i) => profitOf(product, held[i]!));
    const attainable = products.reduce((sum, _, i) => sum + atBest[i]! - keeping[i]!, 0);
    for (const [w, way] of ways.entries()) {
      const prices = await walked(products, way);
      const gains = products.map((product, i) => profitOf(product, prices[i]!) - keeping[i]!);
      const one = seen[w]!;
      one.shares.push(gains.reduce((sum, gain) => sum + gain, 0) / attainable);
      products.forEach((product, i) => {
        const last = prices[i]!.at(-1)!;
        const now = product.past.at(-1)!;
        one.count++;
        one.moves.push(Math.abs(Math.log(last / now)));
        const [then, still] = [last, now].map((price) =>
          profitOf(product, new Array<number>(weeks * week).fill(price)),
        );
        if (then! < 0.99 * still!) one.losing++;
      });
    }
  }
  ways.forEach((way, w) => {
    const { shares, losing, moves, count } = seen[w]!;
    const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
    console.log(
      `| ${name} | ${way.name} | ${shares.map((share) => (100 * share).toFixed(0)).join(', ')} | ${percent(mean(shares))} | ${percent(losing / count)} | ${percent(mean(moves))} |`,
    );
  });
}
