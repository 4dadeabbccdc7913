// `npm run bench`: one table of what was measured on this machine, now. `npm run bench -- NAME ...` runs only those;
// `--minutes N` bounds how long `faults` tries to break the lab (15 unless said); `--kills N` is how often `service-faults`
// kills a server, a worker or Redis (200).
//
// One thing runs at a time: on two cores a second one would be in every figure.

import { parseArgs } from 'node:util';

import { median } from '../../src/core/statistics/summary.ts';

import { benchmarkAdvice } from './advice-bench.ts';
import { benchmarkBatch, benchmarkCoverage, benchmarkPredict } from './decisions-bench.ts';
import { benchmarkDemand } from './demand-bench.ts';
import { benchmarkGpuCounts, benchmarkGpuForward, benchmarkWholeRun } from './engine-browser.ts';
import { benchmarkForward, benchmarkKernels, benchmarkSteadiness } from './engine-speed.ts';
import { benchmarkFaults } from './faults/faults.ts';
import { benchmarkJobs } from './jobs-bench.ts';
import { ablationRows, benchmarkLearning } from './learning.ts';
import { benchmarkMarkets } from './market-steps.ts';
import { benchmarkProducts } from './matmul.ts';
import { benchmarkPage } from './page.ts';
import { benchmarkReading } from './read-csv.ts';
import type { BenchRow, Row } from './bench-rows.ts';
import { benchmarkServiceFaults } from './service/service-faults.ts';
import { benchmarkHostile } from './service/service-hostile.ts';
import { benchmarkService } from './service/speed.ts';
import { benchmarkUpdates } from './update-speed.ts';

const benches: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  engine: engineRows,
  updates: updateRows,
  markets: async () => shown(await benchmarkMarkets()),
  reading: readingRows,
  page: benchmarkPage,
  decisions: decisionRows,
  demand: async () => shown(await benchmarkDemand(1_000)),
  learning: () => gathered(benchmarkLearning()),
  ablation: () => gathered(ablationRows()),
  faults: () => benchmarkFaults(minutes),
  jobs: async () => shown(await benchmarkJobs()),
  advice: adviceRows,
  service: benchmarkService,
  hostile: benchmarkHostile,
  'service-faults': () => benchmarkServiceFaults(kills),
};

/** All of what the engines promise, in one run: kernels beside the portable learner, counts, files and page. */
async function engineRows(): Promise<Row[]> {
  const parts: readonly (readonly [string, () => Promise<readonly Row[]>])[] = [
    ['products of matrices', productRows],
    ['updates on the kernels', async () => shown(await benchmarkKernels())],
    ['updates of the portable learner', updateRows],
    ['20,000 updates', async () => shown(await benchmarkSteadiness(20_000))],
    ['a million products', async () => shown(await benchmarkForward(1_000_000))],
    ['counts on WebGPU', async () => shown(await benchmarkGpuCounts())],
    ['a million products on WebGPU', async () => shown(await benchmarkGpuForward(1_000_000))],
    ['a thousand episodes in the browser', async () => shown(await benchmarkWholeRun())],
    ['a million rows', readingRows],
    ['the page', benchmarkPage],
  ];
  const rows: Row[] = [];
  for (const [what, measure] of parts) {
    console.error(`  ${what} ...`);
    rows.push(...(await measure()));
  }
  return rows;
}

async function gathered(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function adviceRows(): Promise<Row[]> {
  const summaries = await benchmarkAdvice();
  return summaries.map(
    ({ fileName, changed, tests, kept, belowLevel, objective, presentPerDay, gainPerDay }) => ({
      what: `advice on ${fileName}: ${objective ?? 'objective'} a day more`,
      value: ((100 * gainPerDay.value) / presentPerDay).toFixed(1),
      unit: '%',
      spread: `${changed} change, ${tests} test, ${kept} keep; ${belowLevel} below the level`,
    }),
  );
}

async function productRows(): Promise<Row[]> {
  const products = await benchmarkProducts();
  return products.map(({ what, kernels, tensorflow, range: [least, most] }) => ({
    what: `${what}, 256 x 256 x 256, own kernels`,
    value: figure(kernels),
    unit: 'GFLOP/s',
    spread: `${figure(least)} to ${figure(most)}; TensorFlow.js ${figure(tensorflow)}`,
  }));
}

async function updateRows(): Promise<Row[]> {
  return shown(await benchmarkUpdates());
}

function shown(rows: readonly BenchRow[]): Row[] {
  return rows.map(({ name, value, unit, spread }) => ({ what: name, value: figure(value), unit, spread }));
}

async function readingRows(): Promise<Row[]> {
  const runs = await benchmarkReading(1_000_000, 5);
  const seconds = runs.map((run) => run.readSeconds + run.cleanSeconds + run.featureSeconds);
  const ratios = runs.map((run, i) => seconds[i]! / run.papaSeconds);
  const { megabytes } = runs[0]!;
  const size = `${figure(megabytes)} MB, ${runs.length} runs`;
  const kept = runs.map((run) => run.keptMegabytes - megabytes);
  const peaks = runs.map((run) => run.peakMegabytes - megabytes);
  return [
    {
      what: 'a million rows from file to features and windows',
      value: figure(1_000_000 / median(seconds)),
      unit: 'rows/s',
      spread: `${size}, ${range(seconds)} s`,
    },
    {
      what: 'the same beside bare PapaParse',
      value: figure(median(ratios)),
      unit: 'x its time',
      spread: range(ratios),
    },
    {
      what: 'memory kept at its end, above the size of the file',
      value: figure(median(kept)),
      unit: 'MB',
      spread: range(kept),
    },
    {
      what: 'largest resident memory on the way, above before and the size of the file',
      value: figure(median(peaks)),
      unit: 'MB',
      spread: range(peaks),
    },
  ];
}

async function decisionRows(): Promise<Row[]> {
  const batch = await benchmarkBatch(1_000_000);
  const alone = await benchmarkPredict(20_000, 1);
  const together = await benchmarkPredict(200_000, 256);
  const { products, coverage, byRatio } = benchmarkCoverage(1000);
  const perSecond = batch.products / batch.seconds;
  return [
    {
      what: 'price a catalogue of a million, from CSV to CSV',
      value: figure(perSecond),
      unit: 'products/s',
      spread: `${figure(batch.seconds)} s, ${figure(batch.cpuSeconds)} of CPU; ${figure(batch.megabytesIn)} MB in, ${figure(batch.megabytesOut)} MB out`,
    },
    {
      what: 'memory while pricing it, in all',
      value: figure(batch.peakMegabytes),
      unit: 'MB',
      spread: `${figure(batch.peakAboveMegabytes)} MB above before`,
    },
    {
      what: 'TensorFlow.js predict of the same policy on WASM, one at a time, no more than its answer',
      value: figure(alone),
      unit: 'products/s',
      spread: `the whole batch is ${figure(perSecond / alone)} x as fast`,
    },
    {
      what: 'the same, 256 at a time',
      value: figure(together),
      unit: 'products/s',
      spread: `the whole batch is ${figure(perSecond / together)} x as fast`,
    },
    {
      what: '95 % intervals of expected units that hold the truth',
      value: figure(100 * coverage),
      unit: '%',
      spread: `${products} simulated products; ${byRatio
        .map((each) => `${figure(100 * each.coverage)} % at ${each.ratio} x the price`)
        .join(', ')}`,
    },
  ];
}

function range(values: readonly number[]): string {
  return `${figure(Math.min(...values))} to ${figure(Math.max(...values))}`;
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function table(rows: readonly Row[]): string {
  const lines = [
    ['what', 'value', 'unit', 'spread'],
    ...rows.map(({ what, value, unit, spread }) => [what, value, unit, spread]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => `| ${line.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`).join('\n');
}

const { values: given, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '15' }, kills: { type: 'string', default: '200' } },
});
const minutes = Number(given.minutes);
const kills = Number(given.kills);
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));
if (!(minutes > 0)) {
  console.error(`--minutes must be a number above 0, got "${given.minutes}".`);
  process.exitCode = 1;
} else if (!(kills > 0)) {
  console.error(`--kills must be a number above 0, got "${given.kills}".`);
  process.exitCode = 1;
} else if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown[0]}"; there are ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 1;
} else {
  const rows: Row[] = [];
  for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
    console.error(`${name} ...`);
    rows.push(...(await benches[name]!()));
  }
  console.log(table(rows));
}
