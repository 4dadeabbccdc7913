// The engines in a browser: what an update costs on any GPU, counted on the software adapter beside stock
// TensorFlow.js, a forward pass over very many products there, and a whole DDPG run in the lab's own worker on WASM.

import { chromium, type Browser, type Page } from 'playwright';

import { referenceMarket } from '../../src/core/market/demand/reference-market.ts';
import { settingsFrom } from '../../src/core/run/run-settings.ts';
import type { FromWorker } from '../../src/worker/calls.ts';
import type { LabEvent } from '../../src/worker/protocol/lab-protocol.ts';
import type { RunPlan } from '../../src/worker/protocol/run-protocol.ts';
import { startEngineServer } from '../engine/engine-server.ts';
import { openEngineTests, runEngineTest } from '../engine/engine-tests.ts';
import { browserArguments, findBrowser, webgpuArguments } from '../fixtures/browser.ts';

import { withBuiltPage } from './page.ts';
import { lotsRow, type BenchRow } from './bench-rows.ts';

const sac = {
  hiddenUnits: 16,
  batchSize: 16,
  layerNorm: true,
  residualCritic: true,
  dropout: 0.1,
  maxGradientNorm: 1,
};
/** What is counted does not depend on the sizes, and the software adapter is slow. Wide enough for the input norm. */
const task = { observationSize: 18, actionSize: 1, capacity: 512, transitions: 512, seed: 1 };

/** Counts on the WebGPU engine; dispatches and JavaScript are those of any GPU. */
export function benchmarkGpuCounts(): Promise<BenchRow[]> {
  return withGpuBrowser(async (browser, url) => {
    const page = await enginePage(browser, url);
    const rows: BenchRow[] = [];
    const ours = await runEngineTest(page, 'counts', { ...task, settings: sac }, 9, 8);
    const theirs = await runEngineTest(await enginePage(browser, url), 'stockCounts', 18, 16, 16);
    rows.push(
      {
        name: 'WebGPU, SAC update with every switch: dispatches',
        value: ours.dispatches,
        unit: '',
        spread: '',
      },
      {
        name: 'WebGPU, SAC update with every switch: JavaScript',
        value: ours.jsMs,
        unit: 'ms',
        spread: `at most ${ours.jsMsMost.toFixed(2)}`,
      },
      { name: 'WebGPU: read-backs in 72 updates', value: ours.readsInBlocks, unit: '', spread: '' },
      {
        name: 'stock TensorFlow.js on WebGPU, plain SAC: dispatches',
        value: theirs.dispatches,
        unit: '',
        spread: '',
      },
      {
        name: 'stock TensorFlow.js on WebGPU, plain SAC: JavaScript',
        value: theirs.jsMs,
        unit: 'ms',
        spread: 'median of 9',
      },
    );
    const steady = await runEngineTest(
      await enginePage(browser, url),
      'steady',
      { ...task, observationSize: 5, settings: { hiddenUnits: 16, batchSize: 16 } },
      300,
    );
    rows.push({
      name: 'WebGPU, 300 updates: growth of GPU buffers',
      value: steady.after.buffers - steady.before.buffers,
      unit: '',
      spread: '',
    });
    return rows;
  });
}

/** A forward pass over `products` products on the software adapter, TensorFlow.js's `predict` beside its first lots. */
export function benchmarkGpuForward(products: number): Promise<BenchRow[]> {
  const lot = 8192;
  return withGpuBrowser(async (browser, url) => {
    const rows: BenchRow[] = [];
    for (const inputs of [8, 98]) {
      const page = await enginePage(browser, url);
      const { own, stock } = await runEngineTest(
        page,
        'manyProducts',
        inputs,
        lot,
        Math.ceil(products / lot),
        5,
      );
      await page.close();
      rows.push(
        lotsRow(`${inputs} inputs, WebGPU on the software adapter`, lot, own),
        lotsRow(`${inputs} inputs, TensorFlow.js predict on it`, lot, stock),
      );
    }
    return rows;
  });
}

/** A browser with the software adapter, and the address of the engines' page. */
async function withGpuBrowser<T>(work: (browser: Browser, url: string) => Promise<T>): Promise<T> {
  const { server, url } = await startEngineServer();
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...browserArguments, ...webgpuArguments],
  });
  try {
    return await work(browser, url);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function enginePage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await openEngineTests(page, url);
  return page;
}

/** DDPG with its published settings for a thousand episodes of thirty days, markets, replay and acting included. */
export async function benchmarkWholeRun(): Promise<BenchRow[]> {
  return withBuiltPage(async (_browser, page, lab) => {
    await lab.open('?backend=wasm');
    await lab.backend.getByText('WASM').waitFor();
    const url = page
      .workers()
      .find((worker) => worker.url().includes('lab.worker'))
      ?.url();
    if (url === undefined) throw new Error('The lab worker does not run.');
    const plan: RunPlan = {
      runId: 'bench',
      settings: {
        ...settingsFrom({
          market: 'demand',
          agent: 'ddpg',
          hiddenUnits: 256,
          batchSize: 100,
          learningRateActor: 1e-4,
          learningRateCritic: 1e-3,
          trainingSteps: 30_000,
          evaluationEverySteps: 100_000,
        }),
      },
      setup: { kind: 'demand', products: [{ name: 'reference', parameters: referenceMarket }] },
      histories: [],
      productNames: ['reference'],
      dataset: null,
    };
    const outcome = await page.evaluate(
      ([address, asked]) =>
        new Promise<{
          seconds: number;
          steps: number;
          episodes: number;
          updates: number;
          updateShare: number;
        }>((resolve, reject) => {
          const worker = new Worker(address, { type: 'module' });
          let episodes = 0;
          const shares: number[] = [];
          let last = { step: 0, updates: 0, elapsedSeconds: 0 };
          worker.onmessage = ({ data }: MessageEvent<FromWorker<LabEvent>>) => {
            if ('problem' in data) reject(new Error(data.problem));
            if (!('event' in data)) return;
            const { event } = data;
            if (event.type === 'report') {
              episodes += event.report.episodes.length;
              last = event.report.progress;
              if (Number.isFinite(event.report.progress.updateShare))
                shares.push(event.report.progress.updateShare);
            }
            if (event.type === 'failed') reject(new Error(event.message));
            if (event.type === 'state' && event.state === 'finished') {
              const { step: steps, updates, elapsedSeconds: seconds } = last;
              shares.sort((a, b) => a - b);
              resolve({ seconds, steps, updates, episodes, updateShare: shares[shares.length >> 1] ?? NaN });
              worker.terminate();
            }
          };
          worker.postMessage({ call: 1, name: 'init', args: { backend: 'wasm' } });
          worker.postMessage({ call: 2, name: 'startRun', args: { plan: asked } });
        }),
      [url, plan] as const,
    );
    const what = `DDPG 256 x 256 in the browser on WASM, ${outcome.episodes.toLocaleString('en')} episodes`;
    return [
      {
        name: `${what}: market steps a second`,
        value: outcome.steps / outcome.seconds,
        unit: '1/s',
        spread: `${outcome.seconds.toFixed(1)} s`,
      },
      {
        name: `${what}: updates a second`,
        value: outcome.updates / outcome.seconds,
        unit: '1/s',
        spread: '',
      },
      {
        name: `${what}: share of the time in updates`,
        value: 100 * outcome.updateShare,
        unit: '%',
        spread: 'median of its reports',
      },
    ];
  });
}
