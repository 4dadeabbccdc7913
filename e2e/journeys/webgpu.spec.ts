// WebGPU on a software adapter: correct and slow, so the networks are small.

import { readFile } from 'node:fs/promises';

import { expect, test } from '../fixtures/test.ts';

const goldenFolder = new URL('../../src/learning/golden/', import.meta.url);

test('trains at least 200 updates on WebGPU, and the badge says so', async ({ lab }) => {
  test.setTimeout(300_000);
  await lab.open('?backend=webgpu');
  await lab.goTo('Train');
  await expect(lab.backend).toContainText('WebGPU');
  await lab.choose('Market', 'Demand market');
  await lab.choose('Agent', 'DDPG');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 300); // a fifth of them random, then an update a step: 240
  await lab.button('Start training').click();
  await lab.expectState('training');
  await lab.expectState('finished', 240_000);
  expect((await lab.readProgress()).updates).toBeGreaterThanOrEqual(200);
  await expect(lab.backend).toContainText('WebGPU');
});

for (const name of ['ddpg', 'sac-plain', 'sac-stable', 'sac-two-actions'])
  test(`the reference updates of ${name} replay on WebGPU to 2e-4`, async ({ lab, page }) => {
    test.setTimeout(180_000);
    await lab.open('?backend=webgpu');
    await expect(lab.backend).toContainText('WebGPU');
    const workerUrl = page
      .workers()
      .find((worker) => worker.url().includes('lab.worker'))
      ?.url();
    expect(workerUrl, 'the lab worker runs').toBeDefined();
    const golden = JSON.parse(await readFile(new URL(`${name}.json`, goldenFolder), 'utf8')) as unknown;
    const result = await page.evaluate(
      ([url, reference]) =>
        new Promise<{ updates: number; maxRelativeError: number; worst: string; backend: string }>(
          (resolve, reject) => {
            const worker = new Worker(url, { type: 'module' });
            worker.onmessage = ({ data }: MessageEvent<Record<string, unknown>>) => {
              if (data['type'] === 'replayed') resolve(data['result'] as never);
              if (data['type'] === 'failed') reject(new Error(data['message'] as string));
            };
            worker.postMessage({ type: 'init', backend: 'webgpu' });
            worker.postMessage({ type: 'replay', requestId: 1, golden: reference });
          },
        ),
      [workerUrl!, golden] as const,
    );
    expect(result.backend).toBe('webgpu');
    expect(result.updates).toBeGreaterThanOrEqual(4);
    expect(result.maxRelativeError, `worst: ${result.worst}`).toBeLessThan(2e-4);
  });
