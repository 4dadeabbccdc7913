// How many steps a second the markets make, eight at once under random prices, on one core in Node: the history market of the
// demo's product, and beside it the demand market `reference`.
//
// Both are measured in turn in one run, so that their ratio holds where the machine is not calm.

import { summarizeDemand } from '../../src/core/demand/summarize-demand.ts';
import { createMarket } from '../../src/core/market/create-market.ts';
import type { Market } from '../../src/core/market/market.ts';
import { runProducts } from '../../src/core/market/run-product.ts';
import { namedMarket } from '../../src/core/market/typed-in.ts';
import { Random } from '../../src/core/random.ts';
import { marketSetupFor } from '../../src/core/run/market-setup.ts';
import { defaultSettings } from '../../src/core/run/settings.ts';
import { median } from '../../src/core/statistics/summary.ts';
import { readDataset } from '../../src/headless/read-dataset.ts';
import type { BenchRow } from './bench-rows.ts';

const markets = 8;
const turns = 2500;
const repetitions = 11;

/** Rows for a table of benchmarks; each market is timed `repetitions` times after a turn that does not count. */
export async function benchmarkMarkets(): Promise<BenchRow[]> {
  const { histories } = await readDataset('public/demo/marketplace-product.csv', {}, []);
  const products = runProducts(histories, summarizeDemand(histories), []);
  const history = marketSetupFor({ ...defaultSettings, market: 'history' }, products);
  const reference = namedMarket('reference', defaultSettings)!;
  const both = [history, reference].map((setup) => createMarket(setup, markets, 1, 'training'));
  const random = new Random(1);
  const seconds = both.map((): number[] => []);
  for (let k = 0; k <= repetitions; k++)
    both.forEach((market, i) => {
      const took = secondsOf(market, random);
      if (k > 0) seconds[i]!.push(took);
    });
  const [ofHistory, ofReference] = seconds as [number[], number[]];
  const rates = ofHistory.map((each) => (markets * turns) / each);
  const ratios = ofHistory.map((each, k) => each / ofReference[k]!);
  return [
    { name: 'steps of a history market', value: median(rates), unit: 'steps/s', spread: rangeOf(rates) },
    {
      name: 'the same beside steps of the demand market reference',
      value: median(ratios),
      unit: 'x its time',
      spread: rangeOf(ratios),
    },
  ];
}

function secondsOf(market: Market, random: Random): number {
  const actions = new Float32Array(markets);
  const started = performance.now();
  for (let turn = 0; turn < turns; turn++) {
    for (let i = 0; i < markets; i++) actions[i] = 2 * random.uniform() - 1;
    const { terminated, truncated } = market.step(actions);
    const ended = [...truncated.keys()].filter((i) => truncated[i] === 1 || terminated[i] === 1);
    if (ended.length > 0) market.reset(ended);
  }
  return (performance.now() - started) / 1000;
}

function rangeOf(values: readonly number[]): string {
  return `${Math.min(...values).toPrecision(3)} to ${Math.max(...values).toPrecision(3)}, ${values.length} times`;
}
