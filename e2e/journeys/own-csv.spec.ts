// A file with headers of its own: the mapping dialog asks, the file is read, and a run ends at a price.

import { expect, test } from '../fixtures/test.ts';

/** 60 days of one product, semicolons and decimal commas, headers that no list of synonyms knows. */
function foreignCsv(): string {
  const rows = ['Kalendertag X;Merkmal B;Merkmal C'];
  for (let i = 0; i < 60; i++) {
    const date = new Date(Date.UTC(2025, 0, 1 + i));
    const price = [12.5, 13.9, 11.2, 14.75][Math.floor(i / 5) % 4]!;
    const units = Math.round(40 * (price / 13) ** -1.8 + 4 * Math.sin(i * 1.7));
    const day = `${String(date.getUTCDate()).padStart(2, '0')}.${String(date.getUTCMonth() + 1).padStart(2, '0')}.2025`;
    rows.push(`${day};${price.toFixed(2).replace('.', ',')};${(price * units).toFixed(2).replace('.', ',')}`);
  }
  return rows.join('\r\n');
}

test('own CSV with mapping to price', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.load({
    name: 'filiale-7.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(foreignCsv(), 'latin1'),
  });

  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  for (const [role, header] of [
    ['Report Date', 'Kalendertag X'],
    ['Product Price', 'Merkmal B'],
    ['Total Sales', 'Merkmal C'],
  ] as const) {
    await dialog.getByRole('combobox', { name: new RegExp(`^${role}`) }).selectOption({ label: header });
  }
  await dialog.getByRole('button', { name: 'Read the file' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('filiale-7.csv').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Found and repaired', exact: true })).toContainText(
    'decimal comma',
  );

  await lab.goTo('Train');
  await lab.set('Training steps', 600);
  await lab.set('Hidden units', 16);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  const price = await lab.readSuggestedPrice();
  expect(price).toBeGreaterThan(8);
  expect(price).toBeLessThan(18);
});
