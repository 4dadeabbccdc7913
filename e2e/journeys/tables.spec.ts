// Tables: sorted by several columns with Shift, by mouse and keys, and with the columns a person has chosen, also after a
// reload.

import { readFile } from 'node:fs/promises';

import type { Locator, Page } from '@playwright/test';

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { atRest } from '../fixtures/at-rest.ts';
import { expect, test } from '../fixtures/test.ts';
import { PriceRecord } from '../pages/price-record.ts';

const heads = (table: Locator) => table.getByRole('columnheader').allInnerTexts();
const chooser = (page: Page) => page.getByRole('dialog', { name: 'Columns', exact: true });

test('prices: two columns sort, columns are chosen by keyboard and kept, the download has all', async ({
  lab,
  page,
}) => {
  await PriceRecord.ofCatalogue(lab);
  const table = page.getByRole('table', { name: 'Prices of all products' });
  await expect(table).toBeVisible();

  // Category first, then the price of today within it.
  const columns = lab.button('Columns');
  await columns.focus();
  await page.keyboard.press('Enter');
  const box = (name: string) => chooser(page).getByRole('checkbox', { name, exact: true });
  await expect(box('Today')).toBeChecked();
  await box('Category').focus();
  await page.keyboard.press('Space');
  await expect(table.getByRole('columnheader', { name: 'Category' })).toBeVisible();
  await box('Gain a year').uncheck();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(columns).toBeFocused();

  const head = (name: string) => table.getByRole('columnheader', { name: new RegExp(`^${name}`) });
  await head('Category').getByRole('button').click();
  await head('Today').getByRole('button').focus();
  await page.keyboard.press('Shift+Enter');
  await expect(head('Category')).toHaveAttribute('aria-sort', 'ascending');
  await expect(head('Today')).toHaveAttribute('aria-sort', 'descending');
  await expect(head('Today')).toContainText('2');
  await expect(page.getByText('Sorted by Category, A to Z; then by Today, highest first.')).toBeAttached();
  await atRest(page);
  const shown = await table.getByRole('row').evaluateAll((rows) =>
    rows
      .slice(1)
      .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
      .map((row) => [...row.querySelectorAll('[role=cell]')].map((cell) => cell.textContent ?? '')),
  );
  const names = (await heads(table)).map((text) => text.split('\n')[0]!.trim());
  const at = (name: string) => names.findIndex((text) => text.startsWith(name));
  const keys = shown.map((cells) => ({
    category: cells[at('Category')]!,
    today: Number(cells[at('Today')]!.replaceAll(',', '')),
  }));
  expect(keys.length).toBeGreaterThan(8);
  expect(keys).toEqual(keys.toSorted((a, b) => a.category.localeCompare(b.category) || b.today - a.today));
  expect(await accessibilityViolations(page)).toEqual([]);

  // Downloads keep all columns.
  await lab.button('Download price list').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).first().click(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  expect(csv.split('\n')[0]).toContain('gain_per_year');

  // The next visit shows what was chosen, until it is as usual again.
  await page.reload();
  await lab.goTo('Models');
  await page.getByRole('button', { name: /^Use / }).click();
  await lab.goTo('Prices');
  await page.getByRole('table', { name: 'Prices of all products' }).waitFor();
  await expect(head('Category')).toBeVisible();
  await expect(table.getByRole('columnheader', { name: /A year/ })).toHaveCount(0);
  await columns.click();
  await chooser(page).getByRole('button', { name: 'Usual columns' }).click();
  await expect(table.getByRole('columnheader', { name: 'Category' })).toHaveCount(0);
  await expect(table.getByRole('columnheader', { name: /A year/ })).toBeVisible();
});

test('demand and runs: columns are chosen, and a second column decides between equal runs', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await page.getByRole('button', { name: /catalogue of 60 products/i }).click();
  await expect(page.getByText('catalogue.csv').first()).toBeVisible();
  await lab.goTo('Demand');
  await lab.openTab('All figures');
  const demand = page.getByRole('table', { name: 'Demand of all products' });
  await expect(demand).toBeVisible();
  await lab.button('Columns').click();
  await chooser(page).getByRole('checkbox', { name: 'Dispersion' }).uncheck();
  await expect(demand.getByRole('columnheader', { name: /Dispersion/ })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await page.getByText('One product', { exact: true }).click();
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 300);
  for (const [kept, seed] of [3, 1, 2].entries()) {
    await lab.set('Seed', seed);
    await lab.trainToTheEnd(kept);
  }
  await lab.openTab('Runs');
  const seeds = () => lab.runs.locator('td[data-label=Seed]').allInnerTexts();
  await expect.poll(seeds).toEqual(['2', '1', '3']);
  const head = (name: string) => lab.runs.getByRole('columnheader', { name: new RegExp(`^${name}`) });
  await head('Agent').getByRole('button').click();
  await head('Seed')
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await expect(page.getByText('Sorted by Agent, A to Z; then by Seed, highest first.')).toBeAttached();
  await expect.poll(seeds).toEqual(['3', '2', '1']);
  await expect(page.getByLabel('Order of runs')).toHaveValue('columns');
  await lab.button('Columns').click();
  await chooser(page).getByRole('checkbox', { name: 'Updates' }).check();
  await chooser(page).getByRole('checkbox', { name: 'Market' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(head('Updates')).toBeVisible();
  await expect(head('Market')).toHaveCount(0);
  await page.getByLabel('Order of runs').selectOption('name');
  await expect(head('Seed')).toHaveAttribute('aria-sort', 'none');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityViolations(page), colorScheme).toEqual([]);
  }
});
