// The WebAssembly engine in a browser: right to the references, and the same to the bit with a second thread.

import { readFile } from 'node:fs/promises';

import { expect, test as base, type Page } from '@playwright/test';

import { startEngineServer } from '../engine/engine-server.ts';
import type { WasmTest, WasmTestResult } from '../engine/wasm-tests.worker.ts';

const test = base.extend<object, { engineUrl: string }>({
  engineUrl: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from the pattern
    async ({}, use) => {
      const { server, url } = await startEngineServer();
      await use(url);
      await server.close();
    },
    { scope: 'worker' },
  ],
});

test.beforeEach(async ({ page, engineUrl }) => {
  await page.goto(`${engineUrl}wasm.html`);
});

type Plain = Omit<WasmTestResult, 'weights'> & { readonly weights: number[] };

/** Runs a test in a new worker of the page. */
function run(page: Page, wanted: WasmTest): Promise<Plain> {
  return page.evaluate(
    (given) =>
      new Promise<Plain>((resolve, reject) => {
        const worker = new Worker('/wasm-tests.worker.ts', { type: 'module' });
        worker.onmessage = ({ data }: MessageEvent<WasmTestResult>) => {
          worker.terminate();
          resolve({ ...data, weights: [...data.weights] });
        };
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage(given);
      }),
    wanted,
  );
}

for (const name of ['ddpg', 'sac-plain', 'sac-stable', 'sac-two-actions'])
  test(`${name}: reference updates agree to 2e-4`, async ({ page }) => {
    const file = new URL(`../../src/learning/golden/${name}.json`, import.meta.url);
    const golden: unknown = JSON.parse(await readFile(file, 'utf8'));
    const { error, where } = await run(page, { name: 'replay', golden });
    expect(error, where).toBeLessThan(2e-4);
    expect(error).toBeGreaterThan(0); // it did compare
  });

test('two threads compute the same as one, to the bit', async ({ page }) => {
  const one = await run(page, { name: 'train', threads: 1, updates: 20 });
  const two = await run(page, { name: 'train', threads: 2, updates: 20 });
  expect(one.isolated).toBe(true);
  expect([one.threads, two.threads]).toEqual([1, 2]);
  expect(one.weights.every(Number.isFinite)).toBe(true);
  expect(two.weights).toEqual(one.weights);
});

test('a present Chromium runs the kernels with fused multiply-adds', async ({ page }) => {
  expect((await run(page, { name: 'train', threads: 1, updates: 1 })).variant).toBe('relaxed');
});
