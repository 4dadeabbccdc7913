// The page stays smooth: charts redraw at a pace while a run trains, and what a million rows show is drawn in many
// frames. Counted, not timed (see drawing.ts); the milliseconds stand in `npm run bench -- page`.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeBigCsv } from '../bench/make-big-csv.ts';
import { watchDrawing } from '../fixtures/drawing.ts';
import { expect, test } from '../fixtures/test.ts';
import { watchWords } from '../fixtures/words-shown.ts';

test('charts redraw at a pace, one a frame, while a run trains on WASM', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 64);
  await lab.set('Training steps', 500_000);
  await lab.button('Start training').click();
  await lab.expectState('training');
  for (const chart of ['Episode return', 'Reward parts', 'Price path', 'Losses'] as const)
    await expect(lab.chart(chart)).toBeVisible();
  await expect.poll(async () => (await lab.readProgress()).updates).toBeGreaterThan(50);
  await page.waitForTimeout(1_000);

  const before = (await lab.readProgress()).updates;
  const { frames, seconds } = await watchDrawing(page, () => page.waitForTimeout(10_000));
  await expect.poll(async () => (await lab.readProgress()).updates).toBeGreaterThan(before);
  const redraws = new Map<string, number>();
  for (const name of frames.flatMap((frame) => frame.charts)) redraws.set(name, (redraws.get(name) ?? 0) + 1);
  expect([...redraws.keys()]).toContain('Losses');
  // Three times a second, each over two or three frames; drawn with every frame it would be sixty.
  for (const [name, count] of redraws) expect(count / seconds, name).toBeLessThan(10);
  // The second may be what is left of the one drawn in the frame before.
  expect(Math.max(...frames.map((frame) => frame.charts.length)), 'charts in one frame').toBeLessThan(3);
  await lab.button('Stop').click();
});

test('Demand of a catalogue is drawn over frames when it is first opened', async ({ lab, page }) => {
  await lab.open('?backend=wasm&demo=catalogue');
  await expect(lab.button('Show prices')).toBeEnabled();
  const { frames } = await watchDrawing(page, async () => {
    await lab.goTo('Demand');
    await expect(page.getByRole('list', { name: 'Products by sales' }).getByRole('listitem')).toHaveCount(40);
    await expect(page.getByRole('heading', { name: 'Elasticities' })).toBeVisible();
    await expect(page.locator('.recharts-line').first()).toBeVisible();
  });
  // 771 at once without it. A chart's own elements stand in a frame of their own.
  const [opened] = frames.filter(({ added }) => added > 50);
  expect(opened!.added, 'elements in the first frame').toBeLessThan(500);
});

test('a million rows: progress, a page drawn in many frames, and a cancel that stops', async ({
  lab,
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'pricing-lab-'));
  const path = join(folder, 'million.csv');
  await writeBigCsv(path, 1_000_000);
  try {
    await lab.open('?backend=wasm');
    const progress = page.getByRole('progressbar', { name: 'Share of the file read' });
    await lab.load(path);
    await expect(progress).toBeVisible();
    await lab.button('Cancel reading').click();
    await expect(lab.button('Load demo data')).toBeVisible();
    await expect(page.getByText('1,000,000')).toHaveCount(0);

    const said = await watchWords(page.getByRole('main'));
    const { frames } = await watchDrawing(page, async () => {
      await lab.load(path);
      await expect(page.getByText('1,000,000').first()).toBeVisible();
      await expect(page.getByRole('table', { name: 'The data as read' })).toBeVisible();
      await expect(page.locator('.recharts-line')).toHaveCount(2);
    });
    expect(
      (await said()).some((words) => /[1-9]\d\d,\d{3} rows/.test(words)),
      'rows counted on the way',
    ).toBe(true);
    expect(Math.max(...frames.map((frame) => frame.added)), 'elements in one frame').toBeLessThan(500);
  } finally {
    await rm(folder, { recursive: true });
  }
});
