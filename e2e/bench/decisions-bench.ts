// How fast a catalogue is priced beside a plain `predict` loop of TensorFlow.js on the same policy, in how much
// memory, and how often the interval of the expected units holds the truth.
//
// usage: tsx e2e/bench/decisions-bench.ts [PRODUCTS]

import { createWriteStream, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';

import * as tf from '@tensorflow/tfjs';

import { fittedCurve, suggestionDraws } from '../../src/core/decisions/demand-curve.ts';
import { defaultGuardrails } from '../../src/core/decisions/guardrails/guardrail-list.ts';
import { outlookAt } from '../../src/core/decisions/outlook.ts';
import { priceCatalogue, type CatalogueOutcome } from '../../src/core/decisions/price-catalogue.ts';
import { simulatedProduct } from '../../src/core/demand/simulated-product.ts';
import { summarizeProductDemand } from '../../src/core/demand/summarize-demand.ts';
import { layersModelJson, weightBytes, weightsFile } from '../../src/core/export/model/layers-model.ts';
import { referenceMarket } from '../../src/core/market/demand/reference-market.ts';
import { createModelCard } from '../../src/core/model/create-model-card.ts';
import { createPolicy } from '../../src/core/policy/actor.ts';
import { initialActorWeights } from '../../src/core/policy/initial-weights.ts';
import type { ActorArchitecture } from '../../src/core/policy/policy.ts';
import { Random } from '../../src/core/random.ts';
import { settingsFrom } from '../../src/core/run/run-settings.ts';
import { defaultSettings } from '../../src/core/run/settings.ts';
import { startNodeBackend } from '../../src/headless/node-backend.ts';
import { catalogueFile } from '../../src/headless/demo/catalogue-file.ts';
import { fileSource } from '../../src/headless/file-source.ts';

export interface BatchBenchmark {
  readonly products: number;
  readonly megabytesIn: number;
  readonly megabytesOut: number;
  readonly seconds: number;
  /** CPU time of this process. */
  readonly cpuSeconds: number;
  /** Largest resident set while pricing, and how far that is above the one before. */
  readonly peakMegabytes: number;
  readonly peakAboveMegabytes: number;
}

export interface CoverageBenchmark {
  readonly products: number;
  /** Share of the 95 % intervals of expected units that hold the truth, by price over today's. */
  readonly byRatio: readonly { readonly ratio: number; readonly coverage: number }[];
  readonly coverage: number;
}

/** A portfolio's policy of the usual size; its weights are untrained, which takes as long. */
const architecture: ActorArchitecture = {
  agent: 'sac',
  observationSize: 8,
  actionSize: 1,
  hidden: [defaultSettings.hiddenUnits, defaultSettings.hiddenUnits],
  layerNorm: true,
  inputNorm: true,
  layerNormEpsilon: 1e-5,
  logStdRange: [-5, 2],
};
const weights = initialActorWeights(architecture, new Random(1));
const card = createModelCard(
  {
    createdBy: 'a benchmark',
    settings: settingsFrom({ market: 'demand' }),
    setup: { kind: 'demand', products: [{ name: 'Reference', parameters: referenceMarket }] },
    data: null,
    backend: 'cpu',
  },
  { snapshot: { architecture, weights }, step: 1, updates: 1, bestReturn: null, evaluationEpisodes: 0 },
);

/** A generated catalogue from disk to disk: read, asked, guarded, with intervals and confidence, written. */
export async function benchmarkBatch(products: number): Promise<BatchBenchmark> {
  const path = join(tmpdir(), `pricing-lab-bench-${process.pid}.csv`);
  const result = `${path}.prices.csv`;
  try {
    await pipeline(Readable.from(catalogueFile(products, 1)), createWriteStream(path));
    const before = process.memoryUsage.rss();
    let peak = before;
    let outcome: CatalogueOutcome | undefined;
    const started = performance.now();
    const cpuBefore = process.cpuUsage();
    const model = { policy: createPolicy(architecture, weights), card };
    const parts = priceCatalogue(await fileSource(path), model, defaultGuardrails);
    async function* lines() {
      for (;;) {
        const next = await parts.next();
        if (next.done) {
          outcome = next.value;
          return;
        }
        peak = Math.max(peak, process.memoryUsage.rss());
        yield next.value.csv;
      }
    }
    await pipeline(Readable.from(lines()), createWriteStream(result));
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    if (outcome?.counts.priced !== products)
      throw new Error(`internal: expected ${products} products, priced ${outcome?.counts.priced}`);
    return {
      products,
      megabytesIn: statSync(path).size / 1e6,
      megabytesOut: statSync(result).size / 1e6,
      seconds,
      cpuSeconds: (user + system) / 1e6,
      peakMegabytes: peak / 1e6,
      peakAboveMegabytes: (peak - before) / 1e6,
    };
  } finally {
    rmSync(path, { force: true });
    rmSync(result, { force: true });
  }
}

/**
 * Products a second through `predict` of the same policy as a TensorFlow.js LayersModel on WASM, nothing else done:
 * `together` at a time, the answer read back each time.
 */
export async function benchmarkPredict(products: number, together: number): Promise<number> {
  await startNodeBackend('wasm');
  const json = layersModelJson(architecture, 'a benchmark') as {
    readonly modelTopology: object;
    readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
  };
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest[0]!.weights,
      weightData: weightBytes(architecture, weights)[weightsFile]!.buffer as ArrayBuffer,
    }),
  );
  const observations = new Random(2).fillNormal(new Float32Array(together * architecture.observationSize));
  const predictOnce = () =>
    tf.tidy(() => {
      const input = tf.tensor2d(observations, [together, architecture.observationSize]);
      return (model.predict(input) as tf.Tensor).dataSync();
    });
  for (let i = 0; i < 3; i++) predictOnce();
  const started = performance.now();
  for (let done = 0; done < products; done += together) predictOnce();
  const seconds = (performance.now() - started) / 1000;
  model.dispose();
  return products / seconds;
}

/** Simulated products with a known demand curve: is what they truly sell in the interval of what is expected? */
export function benchmarkCoverage(products: number): CoverageBenchmark {
  const ratios = [0.85, 1, 1.15];
  const held = ratios.map(() => 0);
  const random = new Random(1).fork('coverage');
  for (let i = 0; i < products; i++) {
    const { history, elasticity, expected } = simulatedProduct(i, random.fork(`product ${i}`));
    const summary = summarizeProductDemand(history);
    const curve = fittedCurve(summary, suggestionDraws);
    ratios.forEach((ratio, k) => {
      const price = ratio * summary.referencePrice;
      const { outlook } = outlookAt(curve, price, { unitCost: null, overheadPerDay: 0 }, suggestionDraws);
      const [low, high] = outlook.units.interval;
      const truth = expected.units * (price / expected.price) ** elasticity;
      if (low <= truth && truth <= high) held[k]! += 1;
    });
  }
  return {
    products,
    byRatio: ratios.map((ratio, k) => ({ ratio, coverage: held[k]! / products })),
    coverage: held.reduce((sum, count) => sum + count, 0) / (products * ratios.length),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const products = Number(process.argv[2] ?? 1_000_000);
  const result = {
    batch: await benchmarkBatch(products),
    predictPerSecond: await benchmarkPredict(20_000, 1),
    predictTogetherPerSecond: await benchmarkPredict(200_000, 256),
    coverage: benchmarkCoverage(1000),
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}
