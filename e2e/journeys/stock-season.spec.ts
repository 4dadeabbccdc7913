// A season's stock that is not supplied again: the recommendation follows what is left, and Prices shows what to charge where more or
// less is left than expected.

import { expect, test } from '../fixtures/test.ts';

/** 240 days of a few products whose stock only falls; what the last day leaves is half of what a month would sell. */
function seasonCsv(): string {
  const days = 240;
  const header = 'Date,SKU,Price,Units,Cost,Inventory';
  let state = 11;
  const chance = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const rows: string[] = [];
  for (let product = 1; product <= 4; product++) {
    const sold: { price: number; units: number }[] = [];
    let price = 10;
    for (let day = 0; day < days; day++) {
      if (day % 4 === 0) price = [8.8, 9.4, 10, 10.6, 11.2][Math.floor(5 * chance())]!;
      const mean = 40 * (price / 10) ** -2.2;
      sold.push({
        price,
        units: Math.max(0, Math.round(mean * (1 + 0.3 * (chance() + chance() + chance() - 1.5)))),
      });
    }
    let left = 600 + sold.reduce((sum, { units }) => sum + units, 0);
    sold.forEach(({ price: today, units }, day) => {
      left -= units;
      const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
      rows.push(`${date},P${product},${today.toFixed(2)},${units},5.50,${left}`);
    });
  }
  return [header, ...rows].join('\n');
}

test('prices by stock left where a season cannot be supplied again', async ({ lab }) => {
  await lab.open('?backend=wasm');
  await lab.load({ name: 'season.csv', mimeType: 'text/csv', buffer: Buffer.from(seasonCsv()) });
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
  // Its year is the days of the calendar, and says so.
  await expect(lab.suggestedPrice).toContainText(/over the \d+ days of its calendar/);
  await expect(lab.page.getByRole('table', { name: 'Prices of all products' })).toContainText(/in \d+ days/);
  await expect(lab.page.getByRole('region', { name: 'All recommendations' })).toContainText(
    /The year counts the calendars? of .* for (its|their) .*days only\./,
  );
  const calendar = lab.suggestedPrice.getByRole('region', { name: 'Price calendar' });
  const mornings = calendar.getByRole('table', { name: 'Prices by stock left' }).getByRole('row');
  await expect(mornings.nth(1)).toBeVisible();
  for (const morning of (await mornings.all()).slice(1)) {
    const cells = await morning.getByRole('cell').allInnerTexts();
    const [planned, more, fewer] = cells.map((text) => {
      const [price, units] = text.replaceAll(',', '').split(' at ').map(Number);
      return { price: price!, units: units! };
    });
    expect(more!.units).toBeGreaterThan(planned!.units);
    expect(planned!.units).toBeGreaterThan(fewer!.units);
    // What is scarce is dear.
    expect(more!.price).toBeLessThan(planned!.price);
    expect(planned!.price).toBeLessThan(fewer!.price);
  }
});
