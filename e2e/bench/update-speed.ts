// How long one SAC update takes in Node (98 inputs, 256 x 256, batch 256), on WASM and on plain JavaScript, beside
// the same networks differentiated by TensorFlow.js itself.
//
// usage: tsx e2e/bench/update-speed.ts

import { pathToFileURL } from 'node:url';

// The umbrella registers TensorFlow.js's own gradients; our learner uses none of them.
import * as tf from '@tensorflow/tfjs';

import { Random } from '../../src/core/random.ts';
import { settingsFrom } from '../../src/core/run/run-settings.ts';
import { median } from '../../src/core/statistics/summary.ts';
import { startNodeBackend, type NodeBackend } from '../../src/headless/node-backend.ts';
import { createLearner, firstState } from '../../src/learning/agents/learning-agents.ts';
import type { Batch, UpdateNoise } from '../../src/learning/learner.ts';

import { medianRow, type BenchRow } from './bench-rows.ts';
import { StockSac } from './stock-sac.ts';

const inputs = 98;
const batchSize = 256;
const hiddenUnits = 256;

/** Rows for the table of `npm run bench`; the JavaScript backend is measured five times, WASM thirty. */
export async function benchmarkUpdates(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [backend, repetitions] of [
    ['wasm', 30],
    ['cpu', 5],
  ] as const) {
    await startNodeBackend(backend);
    rows.push(...(await benchmarkOn(backend, repetitions)));
  }
  return rows;
}

async function benchmarkOn(backend: NodeBackend, repetitions: number): Promise<BenchRow[]> {
  const random = new Random(1);
  const batch = randomBatch(random);
  const noise = {
    nextAction: random.fillNormal(new Float32Array(batchSize)),
    action: random.fillNormal(new Float32Array(batchSize)),
  };
  const rows: BenchRow[] = [];
  for (const layerNorm of [true, false]) {
    const settings = settingsFrom({ hiddenUnits, batchSize, layerNorm });
    const sizes = { observationSize: inputs, actionSize: 1 };
    const learner = createLearner(settings, sizes, firstState(settings, sizes, random), 1);
    const title = `SAC update, ${backend}, ${layerNorm ? 'LayerNorm' : 'no LayerNorm'}`;
    const step = () => learner.update(batch, noise);
    const milliseconds = await timed(step, () => learner.readLosses(), repetitions);
    rows.push(
      medianRow(title, milliseconds),
      {
        name: `${title}: updates a second`,
        value: 1000 / median(milliseconds),
        unit: '1/s',
        spread: '',
      },
      { name: `${title}: kernels`, value: await kernelsOf(step), unit: '', spread: 'reshapes not counted' },
    );
    learner.dispose();
  }
  rows.push(...(await stockRows(backend, batch, noise, repetitions)));
  return rows;
}

async function stockRows(
  backend: NodeBackend,
  batch: Batch,
  noise: UpdateNoise,
  repetitions: number,
): Promise<BenchRow[]> {
  const stock = new StockSac(inputs, hiddenUnits);
  const title = `SAC update, ${backend}, no LayerNorm, TensorFlow.js's own gradients and Adam`;
  const step = () => stock.update(batch, noise);
  const row = medianRow(title, await timed(step, () => stock.settle(), repetitions));
  const kernels = {
    name: `${title}: kernels`,
    value: await kernelsOf(step),
    unit: '',
    spread: 'reshapes not counted',
  };
  stock.dispose();
  return [row, kernels];
}

/** Milliseconds of each repetition, its results read back, after three that do not count. */
async function timed(
  step: () => void,
  settle: () => Promise<unknown>,
  repetitions: number,
): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let i = 0; i < repetitions + 3; i++) {
    const started = performance.now();
    step();
    await settle();
    if (i >= 3) milliseconds.push(performance.now() - started);
  }
  return milliseconds;
}

async function kernelsOf(step: () => void): Promise<number> {
  const profile = await tf.profile(() => {
    step();
    return tf.scalar(0);
  });
  tf.dispose(profile.result);
  // fusedMatMul__op is the wrapper of the _FusedMatMul that is counted already.
  const free = new Set(['Reshape', 'Identity', 'fusedMatMul__op']);
  return profile.kernels.filter(({ name }) => !free.has(name)).length;
}

function randomBatch(random: Random): Batch {
  const normal = (length: number) => random.fillNormal(new Float32Array(length));
  return {
    size: batchSize,
    state: normal(batchSize * inputs),
    action: random.fillUniform(new Float32Array(batchSize)),
    reward: normal(batchSize),
    nextState: normal(batchSize * inputs),
    discount: new Float32Array(batchSize).fill(0.99),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await benchmarkUpdates());
