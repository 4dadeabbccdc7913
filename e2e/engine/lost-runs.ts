// Whole runs whose GPU device is destroyed at random moments: they go on, on a fresh device or on WebAssembly.

import type { BackendPreference } from '../../src/core/run/backend.ts';
import { Random } from '../../src/core/random.ts';
import { referenceMarket } from '../../src/core/market/demand/reference-market.ts';
import { settingsFrom } from '../../src/core/run/run-settings.ts';
import { chosenEngines, type EngineHost } from '../../src/learning/engine/choose-engine.ts';
import { browserKernels } from '../../src/learning/engine/wasm/browser-kernels.ts';
import { startTraining } from '../../src/learning/trainer.ts';

export interface LostRun {
  readonly steps: number;
  readonly updates: number;
  /** Backends in the order in which they computed. */
  readonly backends: readonly string[];
  readonly messages: readonly string[];
}

/** A small SAC run; its device is destroyed after each of `moments` events, that is between two updates or steps. */
export async function lostRun(seed: number, moments: readonly number[]): Promise<LostRun> {
  let device: GPUDevice | null = null;
  async function start(preference: BackendPreference): Promise<EngineHost> {
    device = preference === 'wasm' ? null : await newDevice();
    const name = device ? 'webgpu' : 'wasm';
    return {
      preference,
      report: { name, adapter: null, detail: device ? 'software adapter' : 'SIMD', reason: 'For a test.' },
      device,
      // This page's main thread may not wait for a second thread.
      kernels: { ...browserKernels, sharesMemory: false },
      now: () => performance.now(),
      restart: start,
    };
  }
  const small = settingsFrom({
    market: 'demand',
    seed,
    hiddenUnits: 8,
    batchSize: 8,
    parallelMarkets: 2,
    warmupSteps: 10,
    evaluationEpisodes: 2,
  });
  // Shorter than the form allows.
  const settings = { ...small, trainingSteps: 60, evaluationEverySteps: 30, actorRefreshUpdates: 4 };
  const parameters = { ...referenceMarket, days: 5, initialInventory: 300 };
  const setup = { kind: 'demand' as const, products: [{ name: 'tea', parameters }] };
  const run = startTraining(settings, setup, chosenEngines(await start('webgpu')));
  const random = new Random(seed).fork('how to destroy');
  const backends: string[] = [];
  const messages: string[] = [];
  let steps = 0;
  let updates = 0;
  let events = 0;
  for await (const event of run.events) {
    if (event.type === 'engine') {
      backends.push(event.backend.name);
      if (event.message !== null) messages.push(event.message);
    }
    if (event.type === 'step') steps = event.step;
    if (event.type === 'update') updates = event.updates;
    if (event.type === 'step' || event.type === 'update') events++;
    if (events === 20) await run.checkpoint();
    if (moments.includes(events)) {
      const doomed = device as GPUDevice | null;
      if (random.uniform() < 0.5) doomed?.destroy();
      else setTimeout(() => doomed?.destroy(), 5 * random.uniform());
    }
  }
  run.dispose();
  return { steps, updates, backends, messages };
}

async function newDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('The browser of the engine tests has no WebGPU adapter.');
  return adapter.requestDevice();
}
