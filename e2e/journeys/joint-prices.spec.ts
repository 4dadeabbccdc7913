// Prices that hang together: a ladder of sizes that the best prices would break is kept, and says what it costs; then the frontier
// takes the whole list to a goal, and what is chosen becomes the recommendation and the file that leaves.

import { readFile } from 'node:fs/promises';

import Papa from 'papaparse';
import type { Page } from '@playwright/test';

import { atRest } from '../fixtures/at-rest.ts';
import { ladderCsv } from '../fixtures/ladder-csv.ts';
import { expect, test } from '../fixtures/test.ts';

async function priceList(page: Page): Promise<ReadonlyMap<string, number>> {
  await expect(page.getByRole('region', { name: 'All recommendations' })).toHaveAttribute(
    'aria-busy',
    'false',
  );
  await page.getByRole('button', { name: 'Download price list' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).click(),
  ]);
  const text = (await readFile(await file.path(), 'utf8')).replace(/^\uFEFF/, '');
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return new Map(data.map((row) => [row['product_id']!, Number(row['recommended_price'])]));
}

test('a ladder of sizes is kept in the list that leaves; the frontier takes the list to a goal', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await lab.load(ladderCsv());
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Train');
  await lab.set('Training steps', 600);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  const total = page.getByRole('region', { name: 'All recommendations' });
  await expect(total).toContainText(/Change \d+ of 4 prices/);
  const free = await priceList(page);
  expect(free.get('cola-2')!).toBeGreaterThan(2 * free.get('cola-1')!);

  await page.getByRole('tab', { name: 'Relations' }).click();
  const ladder = page.getByRole('region', { name: 'Size ladder' });
  await expect(ladder).toContainText('1 ladder found in the names');
  await expect(ladder).toContainText('cola: 1 l, 2 l');
  await ladder.getByRole('switch', { name: 'Size ladder' }).check();
  await expect(ladder).toContainText(/Costs [\d.]+ a day\./);
  const held = await priceList(page);
  expect(held.get('cola-2')!).toBeLessThanOrEqual(2 * held.get('cola-1')! + 1e-6);

  // A gap that the ladder's prices cannot keep at once with the largest change is named, and no price is given silently.
  const gaps = page.getByRole('region', { name: 'Brand gap' });
  const choose = async (label: string, product: string) => {
    await gaps.getByRole('combobox', { name: label }).fill(product);
    await page.getByRole('listbox', { name: label }).getByRole('option', { name: product }).click();
  };
  await choose('Stays below', 'Own tea');
  await gaps.getByLabel('By at least, %').fill('60');
  await choose('Measured from', 'Brand tea');
  await gaps.getByRole('button', { name: 'Add this gap' }).click();
  await page.getByRole('table', { name: 'Prices of all products' }).getByText('Own tea').click();
  await expect(page.getByText(/Largest change and brand gap contradict each other/).first()).toBeVisible();
  await gaps.getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText(/contradict each other/)).toHaveCount(0);

  await page.getByRole('tab', { name: 'Frontier' }).click();
  const frontier = page.getByRole('region', { name: 'Profit against other goals' });
  await expect(frontier.getByRole('slider', { name: 'Lean to revenue' })).toBeVisible();
  const sentence = frontier.getByText(/prices? changes?: profit [\d,.]+ a day/);
  const revenueOf = async () =>
    Number(/revenue ([\d,.]+) a day/.exec(await sentence.innerText())![1]!.replaceAll(',', ''));
  const most = await revenueOf();
  const slider = frontier.getByRole('slider', { name: 'Lean to revenue' });
  await slider.focus();
  for (let step = 0; step < 20; step++) await slider.press('ArrowRight');
  await expect.poll(revenueOf).toBeGreaterThan(most);
  await atRest(page);
  const end = await revenueOf();

  // Between the two ends: a goal finds its point, and the recommendation follows.
  const goal = Math.round((most + end) / 2);
  await frontier.getByLabel('At least, a day').fill(String(goal));
  await frontier.getByRole('button', { name: 'Find the price list' }).click();
  await expect.poll(revenueOf).toBeGreaterThanOrEqual(goal);
  await expect(lab.suggestedPrice).toHaveAttribute('aria-busy', 'false');
  await expect(page.getByText(/with \d+\s% weight on revenue/).first()).toBeVisible();
  const leaned = await priceList(page);
  expect(leaned.get('cola-2')!).toBeLessThanOrEqual(2 * leaned.get('cola-1')! + 1e-6);
  expect([...leaned.values()]).not.toEqual([...held.values()]);

  // Beyond reach is said, and nothing changes.
  await frontier.getByLabel('At least, a day').fill('99999');
  await frontier.getByRole('button', { name: 'Find the price list' }).click();
  await expect(frontier.getByRole('alert')).toContainText('99,999.00 revenue a day is out of reach');

  await frontier.getByRole('button', { name: 'Back to most profit' }).click();
  await frontier.getByLabel('Maximum number of changes').fill('1');
  await expect(total).toContainText(/Change 1 of 4 prices/);
});
