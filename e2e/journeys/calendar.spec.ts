// A shop whose rival follows: the recommendation is a calendar of prices, in the product's detail and in the price list.

import { readFile } from 'node:fs/promises';

import { strFromU8, unzipSync } from 'fflate';

import { expect, test } from '../fixtures/test.ts';

/** 240 days of a few products; the rival goes half the way to our price every day. */
function followedCsv(): string {
  const rows = ['Date,SKU,Price,Units,Cost,Competitor Price'];
  let state = 7;
  const chance = () => (state = (state * 16807) % 2147483647) / 2147483647;
  for (let product = 1; product <= 4; product++) {
    let theirs = 10;
    let price = 10;
    for (let day = 0; day < 240; day++) {
      if (day % 4 === 0) price = [8.8, 9.4, 10, 10.6, 11.2][Math.floor(5 * chance())]!;
      const mean = 80 * (price / 10) ** -2.1 * (theirs / 10) ** 1;
      const units = Math.max(0, Math.round(mean * (1 + 0.15 * (chance() + chance() + chance() - 1.5))));
      const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
      rows.push(`${date},P${product},${price.toFixed(2)},${units},6.00,${theirs.toFixed(2)}`);
      theirs = ((theirs + price) / 2) * Math.exp(0.03 * (chance() - 0.5));
    }
  }
  return rows.join('\n');
}

test('a calendar of prices where a rival follows', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.load({ name: 'followed.csv', mimeType: 'text/csv', buffer: Buffer.from(followedCsv()) });
  await lab.goTo('Train');
  // The form begins anew once the demand of all products is known.
  await expect(async () => {
    await lab.set('Training steps', 600);
    await expect(lab.button('Start training')).toBeEnabled({ timeout: 1_000 });
  }).toPass();
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');

  await expect(lab.suggestedPrice).toContainText(/Follow a calendar of \d+ prices/);
  const calendar = lab.suggestedPrice.getByRole('region', { name: 'Price calendar' });
  await expect(calendar.getByRole('figure', { name: 'Price calendar' })).toContainText(
    'over the best single price',
  );
  const steps = calendar.getByRole('table', { name: 'Prices by day' }).getByRole('row');
  await expect.poll(() => steps.count()).toBeGreaterThan(2);

  await page.getByRole('button', { name: 'Download price list' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /XLSX/ }).click(),
  ]);
  const sheets = unzipSync(await readFile(await file.path()));
  expect(strFromU8(sheets['xl/workbook.xml']!)).toContain('name="Calendar"');
  expect(strFromU8(sheets['xl/worksheets/sheet2.xml']!)).toContain('2025-08-29');
});
