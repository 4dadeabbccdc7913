// From the demo catalogue to accepted prices with an override; a reload loses nothing.

import { expect, test } from '../fixtures/test.ts';
import { PriceRecord } from '../pages/price-record.ts';

/** The first of the file, which is the one shown before there is a model. */
const firstProduct = 'Linen Apron';

test('catalogue to accepted prices with an override: reload, and history and log are intact', async ({
  lab,
  page,
}) => {
  const record = await PriceRecord.ofCatalogue(lab);

  await page.getByRole('checkbox', { name: 'Select all listed' }).click();
  await lab.button('Accept selected').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(lab.button('Accept selected')).toBeFocused();
  await lab.button('Accept selected').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Accept \d+ prices?$/ })
    .click();
  await expect(lab.suggestedPrice).toContainText('accepted');
  await expect(page.getByRole('group', { name: 'Decisions about the selected products' })).toBeFocused();
  await record.show(firstProduct);
  await record.override(12.34, 'Clearance before the new season');
  await expect(lab.suggestedPrice).toContainText('override 12.34');
  await expect(lab.suggestedPrice.getByRole('button', { name: 'Override', exact: true })).toBeFocused();
  await expect(record.history).toContainText('overridden to 12.34');
  await expect(record.history).toContainText('Clearance before the new season');
  await expect(record.log).toContainText(/\d+ accepted, 1 overridden/);
  const standing = await record.log.getByText(/\d+ accepted, 1 overridden/).innerText();

  await lab.button('Undo').click();
  await expect(record.history).toContainText(/accepted at [\d.]+ by undoing/);
  await lab.button('Redo').click();
  await expect(record.history).toContainText('overridden to 12.34 by redoing');
  await record.verify();
  const entries = await record.entries(6); // opened, suggestions, accepted, overridden, undone, redone
  const file = await record.exportLog();
  expect(file.trimEnd().split('\n')).toHaveLength(entries + 1);

  await page.reload();
  await lab.goTo('Data');
  await record.loadCatalogue();
  await lab.goTo('Prices');
  await expect(record.history).toContainText('overridden to 12.34');
  await expect(record.history).toContainText(/accepted at/);
  await expect(record.log).toContainText(standing);
  expect(await record.entries(entries)).toBe(entries);
  await record.verify();
  await record.verifyFile(file);
  await expect(record.verification).toContainText('are those kept in this browser');

  // New prices do not move a price that a person set.
  await record.train(300);
  await record.show(firstProduct);
  await expect(lab.suggestedPrice).toContainText('override 12.34');
  await expect(record.log).toContainText(standing);
});
