// The page stays smooth: no task of the main thread over 50 ms while training, none while a million rows are read.
//
// The first paint of a chart is left out: recording begins once all four charts have drawn. A long task is counted by
// the browser itself (the Long Tasks API), which reports every task over 50 ms.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { writeBigCsv } from '../bench/make-big-csv.ts';
import { expect, test } from '../fixtures/test.ts';

async function recordLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
}

async function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
}

test('no task over 50 ms while training for 10 s on WASM', async ({ lab, page }) => {
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

  await recordLongTasks(page);
  await page.waitForTimeout(10_000);
  expect(await longTasks(page)).toEqual([]);
  await lab.button('Stop').click();
});

test('a million rows: progress, a page that answers, and a cancel that stops', async ({ lab, page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'pricing-lab-'));
  const path = join(folder, 'million.csv');
  await writeBigCsv(path, 1_000_000);
  try {
    await lab.open('?backend=wasm');
    await recordLongTasks(page);
    await lab.load(path);
    await expect(page.getByRole('progressbar', { name: 'Share of the file that is read' })).toBeVisible();
    await lab.button('Cancel reading').click();
    await expect(lab.button('Load demo data')).toBeVisible();
    await expect(page.getByText('1,000,000')).toHaveCount(0);

    await lab.load(path);
    await expect(page.getByText('1,000,000').first()).toBeVisible({ timeout: 60_000 });
    expect(await longTasks(page)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
