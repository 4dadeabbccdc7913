// A file that leaves one thing open: the dialog asks it, shows what each answer would make of the file, and the answer is
// kept for the next file with the same header.

import { expect, test } from '../fixtures/test.ts';

const day = (i: number) => new Date(Date.UTC(2025, 0, 2 + i)).toISOString().slice(0, 10);

/** Two products over 40 days from `first`, the days as columns. */
function wideCsv(first: number): Buffer {
  const days = Array.from({ length: 40 }, (_, i) => first + i);
  const row = (name: string, price: number) =>
    [name, price.toFixed(2), ...days.map((i) => price * (12 + (i % 5)))].join(',');
  return Buffer.from(
    [`Product,Price,${days.map(day).join(',')}`, row('Mug', 9.5), row('Pan', 14.5)].join('\n'),
  );
}

test('wide file after one question, remembered for the next one', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.load({ name: 'wide.csv', mimeType: 'text/csv', buffer: wideCsv(0) });

  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radiogroup')).toHaveCount(1);
  const effect = dialog.getByRole('status');
  await expect(effect).toHaveText('80 rows, 2 products, 2 Jan 2025 to 10 Feb 2025, prices 9.50 to 14.50.');
  const asRead = dialog.getByRole('table', { name: 'As they would be read' });
  await expect(asRead.getByRole('columnheader', { name: 'Units' })).toBeVisible();
  await dialog.getByRole('radio', { name: 'Sales in money' }).check();
  await expect(asRead.getByRole('columnheader', { name: 'Sales' })).toBeVisible();
  await expect(asRead).toContainText('Mug');
  const [choices] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save the choices' }).click(),
  ]);
  expect(choices.suggestedFilename()).toBe('choices-wide.json');
  await dialog.getByRole('button', { name: 'Read the file' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('wide.csv').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save the choices' })).toBeVisible();

  await lab.load({ name: 'later.csv', mimeType: 'text/csv', buffer: wideCsv(40) });
  await expect(page.getByText('Read with your earlier choices')).toBeVisible();
  await expect(page.getByText('later.csv').first()).toBeVisible();
  await page.getByRole('button', { name: 'Discard these choices' }).click();
  await expect(dialog.getByRole('radio', { name: 'Units sold' })).toBeChecked();
});
