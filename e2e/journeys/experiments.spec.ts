// A price test from its plan to its read-out: the plan leaves as a CSV, comes back filled in, and says what it showed.

import { readFile } from 'node:fs/promises';

import { expect, test } from '../fixtures/test.ts';

/** The plan's file with units and sales filled in; price B sells `lossAtB` units less a day. */
function filledIn(plan: string, lossAtB: number): string {
  const [header, ...lines] = plan.trim().split('\r\n');
  const names = header!.split(',');
  const at = (name: string) => names.indexOf(name);
  const filled = lines.map((line, i) => {
    const cells = line.split(',');
    const units = 40 + ((i * 7) % 5) - (cells[at('arm')] === 'B' ? lossAtB : 0);
    cells[at('units')] = String(units);
    cells[at('sales')] = (units * Number(cells[at('price')])).toFixed(2);
    return cells.join(',');
  });
  return [header, ...filled].join('\r\n');
}

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('plan a price test, fill it in, read it out', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await page.getByRole('button', { name: /A catalogue of 60 products/ }).click();
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Experiments');
  const plan = page.getByRole('region', { name: 'Plan a price test' });
  await expect(plan.getByText(/the chance of detecting a difference of/)).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Power by length' })).toBeVisible();

  await plan.getByLabel('Price B', { exact: true }).fill('16.99');
  await plan.getByLabel('Length', { exact: true }).fill('3');
  await plan.getByLabel('Length', { exact: true }).blur();
  await expect(plan.getByText('21 pairs')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    lab.button('Download assignment plan').click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  const lines = text.trim().split('\r\n');
  expect(lines[0]).toBe('date,weekday,product_id,pair,arm,price,units,sales,profit');
  expect(lines).toHaveLength(1 + 42);
  expect(lines.filter((line) => line.includes(',B,16.99,'))).toHaveLength(21);

  const result = page.getByRole('region', { name: 'Test result' });
  const input = result.getByLabel('Test result CSV');
  await input.setInputFiles(csv('empty-plan.csv', text));
  await expect(result.getByRole('alert')).toContainText('“empty-plan.csv” has no row with units');

  await input.setInputFiles(csv('result.csv', filledIn(text, 12)));
  const readOut = page.getByRole('region', { name: 'Read-out' });
  await expect(readOut).toContainText(
    /Price B brought .* profit a day than price A .*95 % interval .*21 pairs/,
  );
  await expect(readOut.getByRole('row', { name: /Units a day/ })).toContainText(/-1[12]/);
  await expect(readOut.getByRole('row', { name: /Units a day/ })).toContainText('below 0.001');
  await expect(page.getByRole('figure', { name: 'Differences of the pairs' })).toBeVisible();
  await expect(result.getByRole('alert')).toHaveCount(0);

  // A test without an effect says so, and a broken cell is named by row and column.
  await input.setInputFiles(csv('nothing.csv', filledIn(text, 0)));
  await expect(readOut.getByRole('row', { name: /Units a day/ })).not.toContainText('below 0.001');
  const broken = filledIn(text, 12).split('\r\n');
  broken[3] = broken[3]!.replace(/,\d+,([\d.]+),$/, ',many,$1,');
  await input.setInputFiles(csv('broken.csv', broken.join('\r\n')));
  await expect(result.getByRole('alert')).toContainText(
    'Row 4, column “units”: expected a number, got “many”.',
  );
});

test('a result is read out without any data, if it names its pairs', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Experiments');
  await expect(page.getByRole('heading', { name: 'No product to test yet' })).toBeVisible();
  const rows = Array.from({ length: 16 }, (_, i) => {
    const arm = (i + Math.floor(i / 8)) % 2 === 0 ? 'A' : 'B';
    return `2026-01-${String(5 + i).padStart(2, '0')},${(i % 8) + 1},${arm},${arm === 'A' ? 10 : 11},${arm === 'A' ? 20 + (i % 3) : 30}`;
  });
  await page
    .getByLabel('Test result CSV')
    .setInputFiles(csv('paired.csv', ['date,pair,arm,price,units', ...rows].join('\n')));
  await expect(page.getByRole('region', { name: 'Read-out' })).toContainText(
    /Price B brought .* more revenue a day/,
  );
});

test('from a product in doubt to its test: its prices, and none of the product before', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await page.getByRole('button', { name: /A catalogue of 60 products/ }).click();
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Experiments');
  const plan = page.getByRole('region', { name: 'Plan a price test' });
  const [priceA, priceB] = ['Price A', 'Price B'].map((name) => plan.getByLabel(name, { exact: true }));
  await priceB!.fill('1.23');
  const ofFirst = await priceA!.inputValue();

  await lab.goTo('Demand');
  await lab.openTab('All figures');
  await page.getByLabel('Verdict', { exact: true }).selectOption('leans');
  await page
    .getByRole('table', { name: 'Demand of all products' })
    .getByText('Price effect likely')
    .last()
    .click();
  const settles = page.getByRole('region', { name: 'What would settle it' });
  const prices = await settles
    .getByText(/^[\d.,]+( and [\d.,]+)?$/)
    .first()
    .innerText();
  await settles.getByRole('button', { name: 'Plan this test' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Experiments' })).toBeVisible();
  await expect(priceA!).not.toHaveValue(ofFirst);
  await expect.poll(async () => prices.split(' and ').includes(await priceB!.inputValue())).toBe(true);
  await expect(plan.getByLabel('Measured in')).toHaveValue('units');

  // Two prices that hardly differ: the page says so, and one click gives a plan that finds its effect.
  await priceB!.fill((1.005 * Number(await priceA!.inputValue())).toFixed(2));
  await priceB!.blur();
  const hopeless = plan.getByText('This test would most likely show nothing');
  await expect(hopeless).toBeVisible();
  await plan
    .getByRole('button', { name: /^(Units instead|Price B [\d.]+), \d+ weeks$/ })
    .first()
    .click();
  await expect(hopeless).toBeHidden();
  await expect(plan.getByText(/the chance of detecting a difference of/)).toBeFocused();
  await expect(plan.getByText(/a day is (8\d|9\d|100)\s%/)).toBeVisible();
});
