// Updates on the lab's WebAssembly kernels in Node, on one thread and on two, beside the portable learner, and a
// forward pass over very many products beside TensorFlow.js's `predict`.
//
// usage: tsx e2e/bench/engine-speed.ts

import { pathToFileURL } from 'node:url';

import * as tf from '@tensorflow/tfjs';

import { createPolicy } from '../../src/core/policy/actor.ts';
import { initialActorWeights } from '../../src/core/policy/initial-weights.ts';
import { Random } from '../../src/core/random.ts';
import { settingsFrom } from '../../src/core/run/run-settings.ts';
import type { RunSettings } from '../../src/core/run/settings.ts';
import { startNodeBackend } from '../../src/headless/node-backend.ts';
import { firstState } from '../../src/learning/agents/learning-agents.ts';
import { createProgram } from '../../src/learning/agents/learning-agents.ts';
import { createWasmPolicy } from '../../src/learning/engine/wasm/wasm-policy.ts';
import { nodeKernels } from '../../src/learning/engine/wasm/node-kernels.ts';
import { createWasmEngine } from '../../src/learning/engine/wasm/wasm-engine.ts';
import { ReplayBuffer } from '../../src/learning/experience/replay-buffer.ts';

import { collectGarbage } from './collect-garbage.ts';
import { manyProductsActor, predictModel } from './predict-model.ts';
import { lotsRow, medianRow, type BenchRow } from './bench-rows.ts';

const repetitions = 60;

/** SAC (98 inputs, 256 x 256, batch 256) and DDPG of the preset (5 inputs, 256 x 256, batch 100). */
export async function benchmarkKernels(): Promise<BenchRow[]> {
  const sac = { hiddenUnits: 256, batchSize: 256 };
  const ddpg = { agent: 'ddpg', hiddenUnits: 256, batchSize: 100 };
  const rows: BenchRow[] = [];
  for (const threads of [1, 2] as const) {
    const on = `own kernels, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
    rows.push(
      await updateRow(`SAC update, ${on}, LayerNorm`, settingsFrom({ ...sac, layerNorm: true }), 98, threads),
      await updateRow(
        `SAC update, ${on}, no LayerNorm`,
        settingsFrom({ ...sac, layerNorm: false }),
        98,
        threads,
      ),
      await updateRow(`DDPG update of the preset, ${on}`, settingsFrom(ddpg), 5, threads),
    );
  }
  return rows;
}

async function updateRow(
  name: string,
  settings: RunSettings,
  observationSize: number,
  threads: 1 | 2,
): Promise<BenchRow> {
  const sizes = { observationSize, actionSize: 1 };
  const random = new Random(1);
  const replay = new ReplayBuffer({ capacity: 4096, ...sizes });
  const normal = (length: number) => random.fillNormal(new Float32Array(length));
  replay.add(
    normal(4096 * observationSize),
    random.fillUniform(new Float32Array(4096)),
    normal(4096),
    normal(4096 * observationSize),
    new Float32Array(4096).fill(0.99),
  );
  const engine = await createWasmEngine({
    program: createProgram(settings, sizes),
    from: firstState(settings, sizes, random),
    replay,
    seed: 1,
    files: nodeKernels,
    threads,
  });
  // Two at a time: DDPG's actor moves at every second update.
  const milliseconds: number[] = [];
  for (let i = -10; i < repetitions; i++) {
    const began = performance.now();
    engine.train(2);
    if (i >= 0) milliseconds.push((performance.now() - began) / 2);
  }
  engine.dispose();
  return medianRow(name, milliseconds);
}

/** Products a second of one forward pass, 8 and 98 inputs, 256 x 256. */
export async function benchmarkForward(products: number): Promise<BenchRow[]> {
  await startNodeBackend('wasm'); // what `predict` computes on, whatever was measured before
  const rows: BenchRow[] = [];
  for (const observationSize of [8, 98]) {
    const architecture = manyProductsActor(observationSize);
    const random = new Random(1);
    const weights = initialActorWeights(architecture, random);
    const chunk = 8192;
    const chunks = Math.ceil(products / chunk);
    const observations = random.fillNormal(new Float32Array(chunk * observationSize));
    const policy = await createWasmPolicy(architecture, weights, nodeKernels);
    const model = predictModel(architecture);
    const input = tf.tensor2d(observations, [chunk, observationSize]);
    const plain = createPolicy(architecture, weights);
    const ways: readonly (readonly [way: string, act: () => unknown])[] = [
      ['own kernels, one thread', () => policy.act(observations, chunk)],
      ['plain loops', () => plain.act(observations, chunk)],
      [
        'TensorFlow.js predict on WASM',
        async () => {
          const out = model.predict(input) as tf.Tensor;
          await out.data();
          out.dispose();
        },
      ],
    ];
    const milliseconds = ways.map((): number[] => []);
    for (const [, act] of ways) await act();
    // In turn, so that their ratio holds where the machine is not calm.
    for (let i = 0; i < chunks; i++)
      for (const [way, [, act]] of ways.entries()) {
        const began = performance.now();
        await act();
        milliseconds[way]!.push(performance.now() - began);
      }
    const name = (way: string) => `${observationSize} inputs, ${way}`;
    ways.forEach(([way], i) => void rows.push(lotsRow(name(way), chunk, milliseconds[i]!)));
    input.dispose();
    model.dispose();
  }
  return rows;
}

/** Growth over many updates on small networks: bytes of the kernels' memory and of JavaScript's heap. */
export async function benchmarkSteadiness(updates: number): Promise<BenchRow[]> {
  const settings = settingsFrom({ hiddenUnits: 32, batchSize: 32 });
  const sizes = { observationSize: 5, actionSize: 1 };
  const random = new Random(1);
  const replay = new ReplayBuffer({ capacity: 256, ...sizes });
  const normal = (length: number) => random.fillNormal(new Float32Array(length));
  replay.add(normal(256 * 5), normal(256), normal(256), normal(256 * 5), new Float32Array(256).fill(0.99));
  const engine = await createWasmEngine({
    program: createProgram(settings, sizes),
    from: firstState(settings, sizes, random),
    replay,
    seed: 1,
    files: nodeKernels,
    threads: 1,
  });
  engine.train(500);
  collectGarbage();
  const heap = process.memoryUsage().heapUsed;
  const memory = engine.memoryBytes;
  engine.train(updates);
  collectGarbage();
  const grown = process.memoryUsage().heapUsed - heap;
  const rows = [
    {
      name: `${updates.toLocaleString('en')} updates: growth of the kernels' memory`,
      value: engine.memoryBytes - memory,
      unit: 'bytes',
      spread: '',
    },
    {
      name: `${updates.toLocaleString('en')} updates: growth of the heap`,
      value: grown / 1e6,
      unit: 'MB',
      spread: '',
    },
  ];
  engine.dispose();
  return rows;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await benchmarkKernels());
