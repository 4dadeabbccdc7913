// The WebGPU engine on a software adapter: right to the references, few dispatches, little JavaScript, nothing left
// behind, and a lost device is an error at once. The page is e2e/engine/engine-page.ts, served from the sources.

import { readFile } from 'node:fs/promises';

import { expect, test as base } from '@playwright/test';

import { Random } from '../../src/core/random.ts';
import { startEngineServer } from '../engine/engine-server.ts';
import { openEngineTests, runEngineTest } from '../engine/engine-tests.ts';

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
  await openEngineTests(page, engineUrl);
});

const everySwitch = {
  layerNorm: true,
  residualCritic: true,
  dropout: 0.2,
  valueScale: 2,
  valueBound: 5,
  maxGradientNorm: 1,
} as const;
/** 17 observations: wide enough that SAC norms its input. */
const small = { observationSize: 17, actionSize: 2, capacity: 50, transitions: 70, seed: 3 };
const sac = { ...small, settings: { ...everySwitch, agent: 'sac', hiddenUnits: 33, batchSize: 17 } } as const;
/** As many dispatches as any, and little to compute in them. */
const tiny = { ...sac, settings: { ...sac.settings, hiddenUnits: 4, batchSize: 2 } } as const;

for (const name of ['ddpg', 'td3', 'sac-plain', 'sac-stable', 'sac-two-actions'])
  test(`the reference updates of ${name} replay on the WebGPU engine to 2e-4`, async ({ page }) => {
    const path = new URL(`../../src/learning/golden/${name}.json`, import.meta.url);
    const result = await runEngineTest(page, 'golden', JSON.parse(await readFile(path, 'utf8')));
    expect(result.updates).toBeGreaterThanOrEqual(4);
    expect(result.maxRelativeError, result.worst).toBeLessThan(2e-4);
    expect(result.maxRelativeError).toBeGreaterThan(0);
  });

test('every kernel computes what its step says, on odd sizes and switches drawn at random', async ({
  page,
}) => {
  expect(await runEngineTest(page, 'steps', 8, 11, false)).toEqual([]);
});

test('kernels wider than a workgroup are right too', async ({ page }) => {
  expect(await runEngineTest(page, 'steps', 1, 12, true)).toEqual([]);
});

for (const [title, task] of [
  ['SAC with every switch', sac],
  ['SAC without any', { ...small, settings: plain('sac', 33, 17), observationSize: 3, actionSize: 1 }],
  ['SAC, residual and dropout without norm', withoutNorm()],
  ['DDPG', { ...small, settings: plain('ddpg', 17, 33), observationSize: 5, actionSize: 1 }],
  ['TD3', { ...small, settings: plain('td3', 98, 3), observationSize: 1, actionSize: 3 }],
] as const)
  test(`whole updates of ${title} agree with the portable learner`, async ({ page }) => {
    const result = await runEngineTest(page, 'wholeUpdates', task, 5);
    expect(result.updates).toEqual([5, 5]);
    for (const { names, error, where } of result.inspected) {
      expect(names).toBeGreaterThanOrEqual(3);
      expect(error, where).toBeLessThan(2e-4);
    }
    for (const { error, where } of [result.weights, result.moments, result.losses])
      expect(error, where).toBeLessThan(2e-4);
  });

test('an update takes at most 40 dispatches and reads nothing back', async ({ page }, info) => {
  // Encoding knows no sizes: small networks take as many dispatches, and the software adapter is slow. Its
  // milliseconds belong to `npm run bench -- engine`; here they are only noted.
  const { dispatches, jsMs, jsMsMost, readsInBlocks, lossBytes } = await runEngineTest(
    page,
    'counts',
    tiny,
    30,
    4,
  );
  info.annotations.push({
    type: 'measured',
    description: `${dispatches} dispatches, JavaScript ${jsMs.toFixed(3)} ms an update at the median, ${jsMsMost.toFixed(3)} at most`,
  });
  expect(dispatches).toBeLessThanOrEqual(40);
  expect(dispatches).toBeGreaterThan(20);
  expect(readsInBlocks).toBe(0);
  expect(lossBytes).toEqual([32]);
});

test('300 updates leave no GPU buffer and no tensor behind, dispose none at all', async ({ page }) => {
  const { before, after, left, updates, finite } = await runEngineTest(page, 'steady', tiny, 300);
  expect(updates).toBeGreaterThanOrEqual(300);
  expect(finite).toBe(true);
  expect(after).toEqual(before);
  expect(before.buffers).toBeGreaterThan(0);
  expect(left).toBe(0);
});

test('an engine made from a state and its memory goes on to the last digit', async ({ page }) => {
  const result = await runEngineTest(page, 'resumed', sac, 3, 4);
  expect(result).toEqual({ updates: 7, weights: true, moments: true, moved: true });
});

test('how many updates a submit holds changes no number', async ({ page }) => {
  const { submits, difference } = await runEngineTest(page, 'submits', sac, 6);
  expect(submits).toEqual([6, 1]);
  expect(difference.error, difference.where).toBe(0);
});

test('a device destroyed at any moment is an EngineLostError, never a hang', async ({ page }) => {
  for (let i = 0; i < 8; i++) {
    const { call, during, next, training } = await runEngineTest(page, 'lost', sac, i * i * 3);
    // What was under way either came through before or tells of the loss.
    expect(['none', 'EngineLostError'], call).toContain(during);
    expect(next).toBe('EngineLostError');
    expect(training).toBe('EngineLostError');
  }
});

test('TensorFlow.js sees the weights as tensors on its own device', async ({ page }) => {
  const { backend, names, shapes, difference, made, left } = await runEngineTest(page, 'tensors', sac);
  expect(backend).toMatch(/^lab-webgpu/);
  expect(names).toBeGreaterThan(40);
  expect(shapes).toBe(true);
  expect(difference.error, difference.where).toBe(0);
  expect([made, left]).toEqual([names, 0]);
});

for (const [agent, layerNorm] of [
  ['sac', true],
  ['sac', false],
  ['td3', false],
] as const)
  test(`many observations at once: ${agent}${layerNorm ? ' with norms' : ''}`, async ({ page }) => {
    const architecture = {
      agent,
      observationSize: 98,
      actionSize: 2,
      hidden: [33, 64],
      layerNorm,
      inputNorm: layerNorm,
      layerNormEpsilon: 1e-5,
      logStdRange: [-5, 2],
    } as const;
    const { length, difference, left } = await runEngineTest(page, 'forward', architecture, 777, 128);
    expect(length).toBe(2 * 777);
    expect(difference.error, difference.where).toBeLessThan(2e-4);
    expect(left).toBe(0);
  });

test('what a device has no room for is refused in words', async ({ page }) => {
  const task = { ...sac, settings: { ...sac.settings, hiddenUnits: 1024, batchSize: 1024 } };
  expect(await runEngineTest(page, 'tooLarge', task)).toMatch(/^Error: WebGPU: /);
});

function plain(agent: 'sac' | 'ddpg' | 'td3', hiddenUnits: number, batchSize: number) {
  return { agent, hiddenUnits, batchSize, layerNorm: false, residualCritic: false, valueScale: 1 } as const;
}

function withoutNorm() {
  return { ...sac, settings: { ...sac.settings, layerNorm: false, dropout: 0.3 } } as const;
}

test('20 runs whose device is destroyed at a random moment come to their end and say what happened', async ({
  page,
}) => {
  const random = new Random(3);
  for (let seed = 0; seed < 20; seed++) {
    // The run has some 80 steps and updates; every fifth loses its second device too and ends on WebAssembly.
    const first = 1 + random.integer(60);
    const moments = seed % 5 === 4 ? [first, first + 10] : [first];
    const { steps, updates, backends, messages } = await runEngineTest(page, 'lostRun', seed, moments);
    const label = `seed ${seed}, destroyed after ${moments.join(' and ')} events`;
    expect([steps, updates], label).toEqual([60, 52]);
    expect(backends[0], label).toBe('webgpu');
    expect(backends.length, label).toBe(1 + messages.length);
    expect(messages.length, label).toBeGreaterThan(0);
    for (const message of messages) expect(message, label).toMatch(/Training continues on (WebGPU|WASM)/);
  }
});
