// How well the agents learn, with the figures of all seeds: gap closed on markets whose optimum is known, the external
// check, the portfolio, and what each stability measure is worth.
//
// The rows of agents and markets are made on seeds that no choice of a setting was made on: settings were chosen on 0 to 10
// and 101 to 110.
//
// usage: tsx e2e/bench/learning.ts [reference|pathwise|markets|memory|published|portfolio|pendulum|ablation ...]

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import golden from '../../src/core/market/demand/golden/optimum.json' with { type: 'json' };
import { publishedCritics } from '../../src/core/agents/off-policy.ts';
import { portfolioPreset, presetValues, runPresets } from '../../src/core/run/presets.ts';
import type { RunSettings } from '../../src/core/run/settings.ts';
import { median } from '../../src/core/statistics/summary.ts';

import { pendulumRun } from './pendulum.ts';
import { trainAll, type TrainSummary } from './train-jobs.ts';

export interface LearningRow {
  readonly what: string;
  readonly value: string;
  readonly unit: string;
  readonly spread: string;
}

/** One by one, as they are measured. */
type Rows = AsyncGenerator<LearningRow, void>;

const catalogue = 'public/demo/catalogue.csv';
/** No choice was made on these. */
const freshSeeds = { first: 501, reference: 20, otherMarkets: 10 } as const;
const freshMemorySeeds = 611;
const ownMarkets = ['short-season', 'scarce-staple'];

/** Twenty seeds of every agent on the preset, 10,000 market steps, with the defaults. */
async function* referenceRows(): Rows {
  for (const agent of ['sac', 'td3', 'ddpg'] as const) {
    const jobs = fresh(freshSeeds.reference).map((seed) => ({
      market: 'reference',
      agent,
      seed,
      settings: {},
    }));
    yield gapRow(`${agent.toUpperCase()} on reference, 10,000 steps`, await trainAll(jobs));
  }
}

/** Markets on which the pathwise gradient is measured beside SAC. */
async function* pathwiseRows(): Rows {
  const folder = await goldenMarkets();
  const golden = ['profit-only', 'elastic-slow-mover'].map((name) => join(folder, `${name}.json`));
  const own = ownMarkets.map((name) => `e2e/bench/markets/${name}.json`);
  const agent = 'pathwise' as const;
  for (const market of ['reference', ...golden, ...own]) {
    const jobs = fresh(freshSeeds.otherMarkets).map((seed) => ({ market, agent, seed, settings: {} }));
    yield gapRow(`Pathwise gradient on ${basename(market, '.json')}`, await trainAll(jobs, 1));
  }
  await rm(folder, { recursive: true });
}

/** SAC with the same settings where elasticity, stock, days and rewards differ. */
async function* marketRows(): Rows {
  const folder = await goldenMarkets();
  const golden = ['profit-only', 'elastic-slow-mover'].map((name) => join(folder, `${name}.json`));
  for (const market of [...golden, ...ownMarkets.map((name) => `e2e/bench/markets/${name}.json`)]) {
    const count = market === golden[0] ? freshSeeds.reference : freshSeeds.otherMarkets;
    const jobs = fresh(count).map((seed) => ({ market, agent: 'sac' as const, seed, settings: {} }));
    yield gapRow(`SAC on ${basename(market, '.json')}, 10,000 steps`, await trainAll(jobs));
  }
  await rm(folder, { recursive: true });
}

/** The published Hi-Lo market from its starting point, on seeds that nothing was chosen on. */
async function* memoryRows(): Rows {
  const preset = runPresets.find(({ name }) => name === 'hiLo')!;
  for (const agent of ['sac', 'td3'] as const) {
    const settings = presetValues(preset, agent);
    const jobs = seeds(10).map((seed) => ({
      market: 'memory',
      agent,
      seed: freshMemorySeeds + seed,
      settings,
    }));
    yield gapRow(`${agent.toUpperCase()} on the market with memory, 20,000 steps`, await trainAll(jobs));
  }
}

/** DDPG as published, with the plain observation: the difference that settings and observation make. */
async function* publishedRows(): Rows {
  const settings = presetValues(
    runPresets.find(({ name }) => name === 'publishedDdpg')!,
    'ddpg',
  );
  const plain = seeds(5).map((seed) => ({ market: 'reference', agent: 'ddpg' as const, seed, settings }));
  yield gapRow('DDPG as published, plain observation, 20,000 steps', await trainAll(plain));
}

async function* portfolioRows(): Rows {
  const settings = presetValues(portfolioPreset, 'sac');
  const jobs = [1, 2, 3].map((seed) => ({ market: catalogue, agent: 'sac' as const, seed, settings }));
  const medians = (await trainAll(jobs)).map(({ medianGapClosed }) => percent(medianGapClosed));
  yield {
    what: 'SAC on the demo catalogue, 36,000 steps: gap closed of the median product',
    value: median(medians).toFixed(1),
    unit: '%',
    spread: `3 seeds: ${medians.map((value) => value.toFixed(1)).join(', ')}`,
  };
}

async function* pendulumRows(): Rows {
  for (const seed of [1, 2, 3]) {
    const { meanReturn, standardError, seconds } = await pendulumRun(seed);
    yield {
      what: `SAC on Pendulum-v1, seed ${seed}, 20,000 steps: mean return of 100 fixed starts`,
      value: meanReturn.toFixed(1),
      unit: '',
      spread: `standard error ${standardError.toFixed(1)}; published -157, optimum -137; ${seconds.toFixed(0)} s`,
    };
  }
}

/** Critics as published and the policy of the highest evaluation, so that one measure at a time is seen. */
const ablationBase: Partial<RunSettings> = {
  ...publishedCritics,
  trainingSteps: 5000,
  hiddenUnits: 64,
  batchSize: 64,
  finalists: 1,
};

/** Each stability measure turned over, the rest as in the base. */
const ablations: readonly (readonly [what: string, settings: Partial<RunSettings>])[] = [
  ['the base', {}],
  ['with LayerNorm', { layerNorm: true }],
  ['with dropout 0.1', { dropout: 0.1 }],
  ['with gradient clip 1', { maxGradientNorm: 1 }],
  ['with a residual critic', { residualCritic: true }],
  ['with value scale 10', { valueScale: 10 }],
  // The first bound never binds on these markets, the second one late.
  ['with value bound 50', { valueBound: 50 }],
  ['with value bound 30', { valueBound: 30 }],
  ['with observations normalised', { normalizeObservations: true }],
  ['without normalised rewards', { normalizeRewards: false }],
  ['with n-step returns of 3', { nStep: 3 }],
  ['with half an update a step', { updatesPerStep: 0.5 }],
  ['with two updates a step', { updatesPerStep: 2 }],
  ['with one market at a time', { parallelMarkets: 1 }],
  ['with 32 markets at a time', { parallelMarkets: 32 }],
  ['with constant learning rates', { finalLearningRate: 1 }],
  ['with target entropy -1', { targetEntropy: -1 }],
  ['with the plain observation', { observation: 'plain' }],
];

/** What each measure is worth to SAC on two markets, five seeds each: 5,000 steps, networks and batches of 64. */
export async function* ablationRows(): Rows {
  const folder = await goldenMarkets();
  for (const [what, settings] of ablations)
    for (const market of ['reference', join(folder, 'elastic-slow-mover.json')]) {
      const small = { ...ablationBase, ...settings };
      const jobs = seeds(5).map((seed) => ({ market, agent: 'sac' as const, seed, settings: small }));
      yield gapRow(`SAC on ${basename(market, '.json')} ${what}`, await trainAll(jobs));
    }
  await rm(folder, { recursive: true });
}

/** All of it but the ablation, which takes longer than the rest together. */
export async function* benchmarkLearning(): Rows {
  for (const part of [
    'reference',
    'pathwise',
    'markets',
    'memory',
    'published',
    'portfolio',
    'pendulum',
  ] as const) {
    console.error(`  ${part} ...`);
    yield* parts[part]();
  }
}

const parts = {
  reference: referenceRows,
  pathwise: pathwiseRows,
  markets: marketRows,
  memory: memoryRows,
  published: publishedRows,
  portfolio: portfolioRows,
  pendulum: pendulumRows,
  ablation: ablationRows,
};

function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, seed) => seed);
}

function fresh(count: number): number[] {
  return seeds(count).map((seed) => freshSeeds.first + seed);
}

/** @throws Error where a run says nothing of the gap: its market has no optimum, or it is another market than meant. */
function percent(gap: number | null | undefined): number {
  if (gap == null) throw new Error('A run did not say how much of the gap it closed.');
  return 100 * gap;
}

/** Runs whose kept policy does not earn more than the best price that never moves. */
function belowFixed(runs: readonly TrainSummary[]): number {
  return runs.filter(({ bestFixedPrice }) => bestFixedPrice && bestFixedPrice.policyIs !== 'above').length;
}

function gapRow(what: string, runs: readonly TrainSummary[]): LearningRow {
  const gaps = runs.map(({ gapClosed }) => percent(gapClosed));
  const last = runs.map(({ lastGapClosed }) => percent(lastGapClosed));
  return {
    what: `${what}: gap closed`,
    value: median(gaps).toFixed(1),
    unit: '%, median',
    spread:
      `worst ${Math.min(...gaps).toFixed(1)}; ${gaps.map((gap) => gap.toFixed(1)).join(' ')}; ` +
      `last evaluation, median ${median(last).toFixed(1)}; ` +
      `${belowFixed(runs)} of ${runs.length} below the best fixed price; ${median(runs.map((run) => run.secondsTraining)).toFixed(0)} s a run, ` +
      `${median(runs.map((run) => run.secondsLearning)).toFixed(1)} s of it learning`,
  };
}

/** A folder with the markets of the reference file, one file each; whoever asked removes it. */
async function goldenMarkets(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pricing-lab-markets-'));
  for (const entry of golden.markets)
    await writeFile(join(folder, `${entry.name}.json`), JSON.stringify(entry));
  return folder;
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  const asked = process.argv.slice(2);
  for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
    if (!Object.hasOwn(parts, name))
      throw new Error(`There is no part "${name}"; there are ${Object.keys(parts).join(', ')}.`);
    for await (const row of parts[name as keyof typeof parts]())
      console.log(`| ${row.what} | ${row.value} ${row.unit} | ${row.spread} |`);
  }
  // A helper thread of the kernels may still wait for work.
  process.exit(0);
}
