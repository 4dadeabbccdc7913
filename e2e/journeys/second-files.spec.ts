// Sales without costs, and the costs in a file of their own: joined, they bring the profit to Prices; taken out, it is unknown
// again. A file that does not belong is refused and changes nothing.

import { expect, test } from '../fixtures/test.ts';

/** 90 days of two products, without costs. */
function salesCsv(): string {
  const rows = ['Date,SKU,Price,Units'];
  for (let i = 0; i < 90; i++) {
    const day = new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);
    for (const [sku, base, reach] of [
      ['007', 12, 40],
      ['008', 30, 15],
    ] as const) {
      const price = base * [1, 1.1, 0.9, 1.2][Math.floor(i / 6) % 4]!;
      const units = Math.round(reach * (price / base) ** -1.8 + 3 * Math.sin(i * 1.7));
      rows.push(`${day},${sku},${price.toFixed(2)},${units}`);
    }
  }
  return rows.join('\n');
}

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a second file with costs brings the profit to Prices', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.load(file('sales.csv', salesCsv()));
  const second = page.getByRole('region', { name: 'Second files', exact: true });
  await expect(second).toBeVisible();
  await expect(page.getByRole('region', { name: 'Cost is missing' })).toBeVisible();
  const input = second.getByLabel('Add a second file');

  await input.setInputFiles(file('strangers.csv', 'SKU,Cost\nX1,3\nX2,4\n'));
  await expect(page.getByText(/"strangers.csv": none of its products is in the sales/)).toBeVisible();
  await expect(second.getByRole('listitem')).toHaveCount(0);

  await input.setInputFiles(file('kosten.csv', 'Artikel;EK-Preis\n7;6,40\n8;17,00\n9;1,00\n'));
  const joined = second.getByRole('listitem');
  await expect(joined).toContainText('2 rows of 3 rows matched: costs for 2 of 2 products');
  await expect(joined).toContainText('1 product of the file is not in the sales and left out: "9".');
  await expect(page.getByRole('region', { name: 'Cost is missing' })).toHaveCount(0);

  await lab.goTo('Train');
  await lab.set('Training steps', 600);
  await lab.set('Hidden units', 16);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  const expected = page.getByRole('region', { name: 'Expected figures, scrollable' });
  const profit = expected.getByRole('row', { name: /^Profit/ }).getByRole('cell');
  await expect(profit.first()).toContainText(/\d/);

  await lab.goTo('Data');
  await second.getByRole('button', { name: 'Remove kosten.csv' }).click();
  await expect(second.getByRole('listitem')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Cost is missing' })).toBeVisible();
});
