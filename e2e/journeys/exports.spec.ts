// Everything that leaves the lab as a file: it arrives, and its own format's reader can read it.

import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';

import { expect, test } from '../fixtures/test.ts';

async function downloaded(page: Page, act: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) };
}

test('a model in every form, the run, and charts as picture and table', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.button('Load demo data').click();
  await expect(lab.suggestedPrice).toBeVisible();
  await lab.goTo('Models');

  const model = (form: string) =>
    downloaded(page, async () => {
      await page.getByRole('button', { name: /^Download / }).click();
      await page.getByRole('menuitem', { name: new RegExp(`^${form}`) }).click();
      await expect(page.getByRole('menu')).toHaveCount(0);
    });

  const zip = await model('Everything as one zip');
  expect(zip.name).toMatch(/\.zip$/);
  expect(Object.keys(unzipSync(zip.bytes))).toEqual(
    expect.arrayContaining([
      'card.json',
      'model.json',
      'weights.bin',
      'model.onnx',
      'model-prices.onnx',
      'model.safetensors',
    ]),
  );

  const card = await model('Card as JSON');
  const { architecture } = JSON.parse(strFromU8(card.bytes)) as { architecture: { observationSize: number } };
  const inputs = architecture.observationSize;

  const onnx = await model('ONNX(?! with)');
  expect(onnx.name).toMatch(/\.onnx$/);
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(onnx.bytes, { executionProviders: ['wasm'] });
  const observation = new ort.Tensor('float32', new Float32Array(inputs).fill(0.5), [1, inputs]);
  const { action } = await session.run({ observation });
  expect(action!.dims).toEqual([1, 1]);
  expect(Math.abs((action!.data as Float32Array)[0]!)).toBeLessThanOrEqual(1);

  // Raw columns in, a price out: what scales and rounds lies in the graph.
  const pricer = await model('ONNX with prices');
  expect(pricer.name).toMatch(/-prices\.onnx$/);
  expect(strFromU8(pricer.bytes)).toContain('card');
  expect([...unzipSync(zip.bytes)['model-prices.onnx']!]).toEqual([...pricer.bytes]);
  const pricing = await ort.InferenceSession.create(pricer.bytes, { executionProviders: ['wasm'] });
  expect(pricing.outputNames).toEqual(['action', 'price']);

  const safetensors = await model('safetensors');
  const length = Number(new DataView(safetensors.bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(strFromU8(safetensors.bytes.subarray(8, 8 + length))) as Record<
    string,
    { shape: number[] }
  >;
  expect(header['l1.weight']!.shape[1]).toBe(inputs);

  const log = await downloaded(page, () => lab.button('Export run log').click());
  const lines = strFromU8(log.bytes)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  expect(lines[0]!.type).toBe('run');
  expect(new Set(lines.map(({ type }) => type))).toEqual(
    new Set(['run', 'baselines', 'episode', 'loss', 'evaluation']),
  );

  const events = await downloaded(page, () => lab.button('Export TensorBoard file').click());
  expect(events.name).toMatch(/^events\.out\.tfevents\.\d+/);
  const view = new DataView(events.bytes.buffer);
  let records = 0;
  let at = 0;
  for (; at < events.bytes.length; records++) at += Number(view.getBigUint64(at, true)) + 16;
  expect(at, 'records fill the file to its last byte').toBe(events.bytes.length);
  expect(records).toBeGreaterThan(lines.length);

  await lab.goTo('Train');
  const chart = (item: string) =>
    downloaded(page, async () => {
      await lab.button('Save the chart Episode return').click();
      await page.getByRole('menuitem', { name: item }).click();
      await expect(page.getByRole('menu')).toHaveCount(0);
    });
  const png = await chart('Save as PNG');
  expect([...png.bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const figure = (await lab.chart('Episode return').boundingBox())!;
  const width = new DataView(png.bytes.buffer).getUint32(16);
  expect(Math.abs(width - 2 * figure.width), 'twice the size of the figure').toBeLessThan(80);
  expect(await distinctColors(page, png.bytes), 'axes, words and lines are in the picture').toBeGreaterThan(
    20,
  );

  const svg = strFromU8((await chart('Save as SVG')).bytes);
  expect(Number(/^<svg [^>]*width="([0-9]+)"/.exec(svg)?.[1]), 'as wide as it is shown').toBe(width / 2);
  expect(svg.includes('>Episode<'), 'its words are in it').toBe(true);
  expect(svg.includes('var('), 'its colours are those of this moment').toBe(false);

  const csv = await chart('Save data as CSV');
  const [head, ...rows] = strFromU8(csv.bytes).replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(head).toContain('market step,episode return (reward)');
  const episodes = lines.filter(({ type }) => type === 'episode' || type === 'evaluation');
  expect(rows).toHaveLength(episodes.length);
});

/** Colours in the picture, as the browser decodes it. */
async function distinctColors(page: Page, png: Uint8Array): Promise<number> {
  return page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      return new Set(new Uint32Array(data.buffer)).size;
    },
    [...png],
  );
}
