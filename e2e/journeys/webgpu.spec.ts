// The engines in a browser's worker. WebGPU runs on a software adapter: correct and slow, so the networks are small.

import { readFile } from 'node:fs/promises';

import type { FromWorker } from '../../src/worker/calls.ts';
import { expect, test } from '../fixtures/test.ts';

const goldenFolder = new URL('../../src/learning/golden/', import.meta.url);

test('trains at least 200 updates on WebGPU, and the badge says so', async ({ lab }) => {
  await lab.open('?backend=webgpu');
  await lab.goTo('Train');
  await expect(lab.backend).toContainText('WebGPU');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 32);
  await lab.set('Training steps', 300); // a fifth of them random, then an update a step: 240
  await lab.button('Start training').click();
  await lab.expectState('training');
  await lab.expectState('finished');
  expect((await lab.readProgress()).updates).toBeGreaterThanOrEqual(200);
  await expect(lab.backend).toContainText('WebGPU');
});

const references = ['ddpg', 'td3', 'sac-plain', 'sac-stable', 'sac-two-actions'];
const replays = [
  ...references.map((name) => ({ name, backend: 'webgpu', engine: 'fused' })),
  ...references.map((name) => ({ name, backend: 'wasm', engine: 'fused' })),
  ...references.map((name) => ({ name, backend: 'webgpu', engine: 'portable' })),
];
for (const { name, backend, engine } of replays)
  test(`the reference updates of ${name} replay on ${backend} (${engine}) to 2e-4`, async ({ lab, page }) => {
    await lab.open(`?backend=${backend}`);
    await expect(lab.backend).toContainText(backend === 'wasm' ? 'WASM' : 'WebGPU');
    const workerUrl = page
      .workers()
      .find((worker) => worker.url().includes('lab.worker'))
      ?.url();
    expect(workerUrl, 'the lab worker runs').toBeDefined();
    const golden = JSON.parse(await readFile(new URL(`${name}.json`, goldenFolder), 'utf8')) as unknown;
    const result = await page.evaluate(
      ([url, reference, wish, kind]) =>
        new Promise<{ updates: number; maxRelativeError: number; worst: string; backend: string }>(
          (resolve, reject) => {
            const worker = new Worker(url, { type: 'module' });
            worker.onmessage = ({ data }: MessageEvent<FromWorker<never>>) => {
              if ('result' in data && data.call === 2) resolve(data.result as never);
              if ('problem' in data) reject(new Error(data.problem));
            };
            worker.postMessage({ call: 1, name: 'init', args: { backend: wish } });
            worker.postMessage({ call: 2, name: 'replay', args: { golden: reference, engine: kind } });
          },
        ),
      [workerUrl!, golden, backend, engine] as const,
    );
    expect(result.backend).toBe(backend);
    expect(result.updates).toBeGreaterThanOrEqual(4);
    expect(result.maxRelativeError, `worst: ${result.worst}`).toBeLessThan(2e-4);
  });
