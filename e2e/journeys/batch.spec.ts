// A catalogue of 100,000 products through the policy: cancelled midway, then to the end, while the page answers.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Papa from 'papaparse';

import { catalogueFile } from '../../src/headless/demo/catalogue-file.ts';
import { watchDrawing } from '../fixtures/drawing.ts';
import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

const products = 100_000;

/** A model of the demand market prices any catalogue; how good it is does not matter here. */
async function trainAnything(lab: LabPage): Promise<void> {
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 64);
  await lab.set('Training steps', 400);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  await expect(lab.suggestedPrice).toBeVisible();
  await lab.page.getByRole('tab', { name: 'Catalogue file' }).click();
}

test('100,000 products: cancelled midway, then to the end, and the page answers', async ({ lab, page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'pricing-lab-'));
  const path = join(folder, 'catalogue.csv');
  await writeFile(path, catalogueFile(products, 1));
  try {
    await lab.open('?backend=wasm');
    await trainAnything(lab);
    const input = page.getByLabel('Catalogue CSV');
    const panel = page.getByRole('region', { name: 'Price a catalogue file' });
    const bar = page.getByRole('progressbar', { name: 'Share of the catalogue priced' });

    await input.setInputFiles(path);
    await expect(bar).toBeVisible();
    await expect(panel).toContainText(/[1-9],\d{3} products · .* rows a second · .* left/);
    await lab.button('Cancel pricing').click();
    await expect(panel).toContainText('Pricing cancelled');
    await expect(bar).toHaveCount(0);
    const [, stoppedAt] = /stopped after ([\d,]+) products/.exec(await panel.innerText()) ?? [];
    const priced = Number(stoppedAt?.replaceAll(',', ''));
    expect(priced).toBeGreaterThan(0);
    expect(priced).toBeLessThan(products);

    const { frames, seconds } = await watchDrawing(page, async () => {
      await input.setInputFiles(path);
      await expect(panel).toContainText(/[1-9]\d,\d{3} products/);
    });
    // The worker reports four times a second; nothing is drawn for a product.
    expect(frames.length / seconds, 'drawn frames a second').toBeLessThan(10);
    const result = page.getByRole('button', { name: /^Download batch prices/ });
    await expect(result).toBeVisible({ timeout: 400_000 });
    await expect(panel).toContainText('100,000 products priced in');

    const [download] = await Promise.all([page.waitForEvent('download'), result.click()]);
    expect(download.suggestedFilename()).toBe('catalogue-prices.csv');
    const text = (await readFile(await download.path(), 'utf8')).replace(/^\uFEFF/, '');
    const rows = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
    expect(rows).toHaveLength(products);
    // The rules hold in the file too: a price moves by at most 15 %, or there is none.
    const withPrice = rows.filter((row) => row['recommended_price'] !== '');
    const furthest = withPrice.reduce(
      (most, row) =>
        Math.max(most, Math.abs(Number(row['recommended_price']) / Number(row['current_price']) - 1)),
      0,
    );
    expect(withPrice.length).toBeGreaterThan(products / 2);
    expect(furthest).toBeGreaterThan(0);
    expect(furthest).toBeLessThanOrEqual(0.15 + 1e-9);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a file that is no catalogue is refused with what is missing', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await trainAnything(lab);
  await page.getByLabel('Catalogue CSV').setInputFiles({
    name: 'notes.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Colour,Size\nred,3\nblue,4\n'),
  });
  const alert = page.getByRole('alert').filter({ hasText: 'notes.csv could not be priced' });
  await expect(alert).toContainText(/price/i);
  // A bad row is reported and the rest is priced.
  await page.getByLabel('Catalogue CSV').setInputFiles({
    name: 'small.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Product ID,Price,Cost\nA,10,6\nB,n/a,3\nC,8,5\n'),
  });
  const panel = page.getByRole('region', { name: 'Price a catalogue file' });
  await expect(panel).toContainText('2 products priced');
  await panel.getByText('1 row could not be priced').click();
  await expect(panel).toContainText(/Row 3: .*n\/a/);
});
