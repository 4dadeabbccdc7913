// What a thousand series take: the demand fit of all of them, and the frontier of price lists over the whole catalogue.
//
// The shop is the exam's, prices moved by chance over 240 days, larger and in categories of 25
// that take sales from each other. Time is CPU time, which a busy machine does not stretch.
//
// usage: tsx e2e/bench/demand-bench.ts [PRODUCTS]

import { pathToFileURL } from 'node:url';

import { frontierSteps } from '../../src/core/decisions/frontier.ts';
import { defaultGuardrails } from '../../src/core/decisions/guardrails/guardrail-list.ts';
import { scatteredCount } from '../../src/core/demand/simulated-product.ts';
import { summarizeDemand } from '../../src/core/demand/summarize-demand.ts';
import { dailyFile } from '../../src/core/exam/daily-file.ts';
import { chancePrices, drawTruths, trueUnits, usualShape } from '../../src/core/exam/product-truth.ts';
import { Random } from '../../src/core/random.ts';
import { memorySource } from '../../src/core/table/byte-source.ts';
import { roadEnd } from '../../src/headless/default-road.ts';
import { datasetOf } from '../../src/headless/read-dataset.ts';
import type { BenchRow } from './bench-rows.ts';

/** Products of a category, which take sales from each other: log units answer so much to the mean log price of the others. */
const categorySize = 25;
const crossEffect = 0.9;

/** A shop's sales file: every product every day. */
export function manySeriesCsv(products: number, seed = 1): string {
  const random = new Random(seed);
  const categoryOf = (i: number) => Math.floor(i / categorySize);
  const shop = drawTruths(random.fork('truths'), { ...usualShape, products }).map((truth, i) => ({
    truth: { ...truth, category: `Category ${categoryOf(i) + 1}` },
    price: chancePrices(random.fork(truth.id).fork('prices'), truth.listPrice),
  }));
  const days = shop[0]!.price.length;
  const logs = shop.map(({ truth, price }) => price.map((today) => Math.log(today / truth.listPrice)));
  return dailyFile(
    shop.map(({ truth, price }, i) => {
      const counts = random.fork(truth.id).fork('units');
      const others = [...shop.keys()].filter((j) => j !== i && categoryOf(j) === categoryOf(i));
      const units = Array.from({ length: days }, (_, t) => {
        const index = others.reduce((sum, j) => sum + logs[j]![t]!, 0) / Math.max(1, others.length);
        const mean = trueUnits(truth, t, price[t]!) * Math.exp(crossEffect * index);
        return scatteredCount(counts, mean, truth.dispersion);
      });
      return { truth, price, units };
    }),
  );
}

function cpuSeconds(before?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The fit of `products` series and the frontier of their prices, in seconds of CPU. */
export async function benchmarkDemand(products: number): Promise<readonly BenchRow[]> {
  const csv = manySeriesCsv(products);
  const dataset = await datasetOf(memorySource('many-series.csv', new TextEncoder().encode(csv)), {}, []);
  const series = products.toLocaleString('en');
  const fitStart = process.cpuUsage();
  summarizeDemand(dataset.histories);
  const fit = cpuSeconds(fitStart);
  const {
    products: priced,
    lists,
    daysPerRow,
  } = await roadEnd(dataset, {
    guardrails: defaultGuardrails,
    agent: null,
    steps: null,
    seed: 1,
    say: () => undefined,
  });
  const frontierStart = process.cpuUsage();
  const steps = frontierSteps('revenue', priced.length, lists(), daysPerRow);
  let points = 0;
  while (steps.next().done !== true) points++;
  const frontier = cpuSeconds(frontierStart);
  const row = (name: string, value: number, spread: string): BenchRow => ({
    name,
    value,
    unit: 's of CPU',
    spread,
  });
  return [
    row(
      `demand fit of ${series} series of 240 days`,
      fit,
      `${((1000 * fit) / products).toFixed(1)} ms a series`,
    ),
    row(`frontier of ${series} products, profit against revenue`, frontier, `${points} price lists`),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(await benchmarkDemand(Number(process.argv[2] ?? 1000)));
