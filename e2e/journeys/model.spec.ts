// The model leaves the lab as one zip and comes back with the same price; what is not such a zip is refused.

import { readFile } from 'node:fs/promises';

import { expect, test } from '../fixtures/test.ts';

test('export, reload, import: the same price', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.button('Load demo data').click();
  await expect(lab.suggestedPrice).toBeVisible();
  const price = await lab.readSuggestedPrice();
  const download = await lab.exportModel();
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  const zip = await readFile(await download.path());

  await page.reload();
  await lab.goTo('Prices');
  await page.getByLabel('Import model').setInputFiles({
    name: download.suggestedFilename(),
    mimeType: 'application/zip',
    buffer: zip,
  });
  await expect(lab.suggestedPrice).toBeVisible();
  expect(Math.abs((await lab.readSuggestedPrice()) / price - 1)).toBeLessThan(1e-6);

  const cut = zip.subarray(0, Math.floor(zip.length / 2));
  await page
    .getByLabel('Import model')
    .setInputFiles({ name: 'cut.zip', mimeType: 'application/zip', buffer: cut });
  await expect(page.getByRole('alert')).toContainText(/damaged|cut short|not a zip/i);
  expect(await lab.readSuggestedPrice(), 'the model before the refused one stays').toBe(price);
});

test('a foreign zip is refused with its reason', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Prices');
  await page.getByLabel('Import model').setInputFiles({
    name: 'notes.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('these are no bytes of a zip'),
  });
  await expect(page.getByRole('alert')).toContainText(/not a zip/i);
});
