// A whole project leaves one browser and comes back in another one that knows nothing; a damaged one changes nothing.

import { readFile } from 'node:fs/promises';

import { expect, test } from '../fixtures/test.ts';
import { LabPage } from '../pages/lab-page.ts';
import { PriceRecord } from '../pages/price-record.ts';

test('project: exported, opened in an empty browser, everything is back', async ({ lab, page, browser }) => {
  const record = new PriceRecord(lab);
  await lab.open('?backend=wasm');
  await record.loadCatalogue();
  await record.train(300);
  await record.train();
  await record.override(12.34, 'Clearance');
  await expect(lab.suggestedPrice).toContainText('override 12.34');
  const price = await lab.readSuggestedPrice();
  const entries = await record.entries();
  await lab.goTo('Models');
  await page
    .getByRole('button', { name: /^Rename / })
    .first()
    .click();
  await page.getByLabel(/^New name of/).fill('The cautious one');
  await lab.button('Save name').click();
  await expect(page.getByRole('listitem', { name: 'The cautious one' })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), lab.button('Export project').click()]);
  expect(download.suggestedFilename()).toBe('catalogue.pricinglab');
  const file = await readFile(await download.path());

  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const other = new LabPage(await context.newPage());
  const otherRecord = new PriceRecord(other);
  const open = (name: string, buffer: Buffer) =>
    other.page.getByLabel('Import project').setInputFiles({ name, mimeType: 'application/zip', buffer });
  await other.open('?backend=wasm');
  await other.goTo('Models');

  const damaged = Buffer.from(file);
  damaged[Math.floor(file.length / 2)]! ^= 0x55;
  await open('damaged.pricinglab', damaged);
  await expect(other.page.getByRole('alert')).toContainText(
    /The project cannot be opened: .*(changed or )?damaged/,
  );
  await expect(other.page.getByRole('heading', { name: 'No model yet' })).toBeVisible();
  await other.goTo('Data');
  await expect(other.button('Load demo data')).toBeVisible();

  await other.goTo('Models');
  await open('catalogue.pricinglab', file);
  await expect(other.page.getByText('Project opened')).toBeVisible();
  await expect(other.page.getByRole('listitem', { name: 'The cautious one' })).toBeVisible();
  await expect(other.page.getByRole('button', { name: /^Delete / })).toHaveCount(2);
  await expect(other.page.getByText('in use', { exact: true })).toHaveCount(1);

  await other.goTo('Train');
  await other.expectState('finished');
  await expect(other.chart('Episode return')).toContainText('episodes returned');
  await other.goTo('Prices');
  await expect(other.suggestedPrice).toContainText('override 12.34');
  expect(await other.readSuggestedPrice()).toBe(price);
  await otherRecord.open();
  await expect(otherRecord.history).toContainText('overridden to 12.34');
  // One more where demand fits that arrived after the run began change an expectation.
  await otherRecord.entries(entries);
  await otherRecord.verify();
  await other.button('Undo').click();
  await expect(otherRecord.history).toContainText('by undoing');
  await context.close();
});

test('project: what is no project is refused in a sentence', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Models');
  await page.getByLabel('Import project').setInputFiles({
    name: 'notes.pricinglab',
    mimeType: 'application/zip',
    buffer: Buffer.from('these are no bytes of a zip'),
  });
  await expect(page.getByRole('alert')).toContainText('The project cannot be opened: it is not a zip file.');
});
