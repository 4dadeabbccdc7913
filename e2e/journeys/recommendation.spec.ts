// The story the page is for: a catalogue, trained as it comes; the first screen of Prices says what should change, what
// that gains and how sure it is; the safe changes are accepted and leave as a price list. What the agent would lose is
// shown with its value and is not recommended.

import { readFile } from 'node:fs/promises';

import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/test.ts';
import { PriceRecord } from '../pages/price-record.ts';

interface ListRow {
  readonly product_name: string;
  readonly current_price: string;
  readonly recommended_price: string;
  readonly action: string;
  readonly objective: string;
  readonly gain_per_day: string;
  readonly probability_of_gain: string;
  readonly agent_gain_per_day: string;
  readonly chosen_candidate: string;
  readonly decision: string;
}

async function download(
  page: Page,
  kind: RegExp,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await expect(page.getByRole('region', { name: 'All recommendations' })).toHaveAttribute(
    'aria-busy',
    'false',
  );
  await page.getByRole('button', { name: 'Download price list' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: kind }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

function listOf(bytes: Buffer): readonly ListRow[] {
  return Papa.parse<ListRow>(bytes.toString('utf8').replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data;
}

test('catalogue to an accepted price list; what the agent would lose is not recommended', async ({
  lab,
  page,
}) => {
  const record = new PriceRecord(lab);
  await page.setViewportSize({ width: 1366, height: 768 });
  await lab.open('?backend=wasm');
  await record.loadCatalogue();
  await lab.goTo('Train');
  await lab.set('Training steps', 600);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');

  // The first screen answers: how many, how much, how sure, and what of the rest.
  const total = page.getByRole('region', { name: 'All recommendations' });
  await expect(total).toContainText(
    /Change \d+ of 60 prices: \+[\d,.]+ profit a day \([\d,.]+ to [\d,.]+\), \+[\d,.]+ a year\./,
  );
  await expect(total).toBeInViewport();
  await expect(lab.suggestedPrice).toContainText(/[\d]+\s% chance of gain/);
  await expect(lab.suggestedPrice).toBeInViewport();
  const figures = page.getByRole('region', { name: 'Expected figures, scrollable' });
  await expect
    .poll(() => figures.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
    .toBe(0);
  const table = page.getByRole('table', { name: 'Prices of all products' });
  const rows = table.getByRole('row');
  const nameOf = (row: number) => rows.nth(row).getByRole('button').innerText();
  await expect(lab.suggestedPrice.getByRole('heading', { level: 2 })).toHaveText(await nameOf(1));

  // A row's recommendation stands beside it, and the page stays where it was.
  const before = await page.evaluate(() => window.scrollY);
  await rows.nth(3).click();
  await expect(lab.suggestedPrice.getByRole('heading', { level: 2 })).toHaveText(await nameOf(3));
  expect(await page.evaluate(() => window.scrollY)).toBe(before);

  // A higher level recommends no more changes than a lower one.
  const changes = async () =>
    Number(/\d+/.exec(await page.getByRole('button', { name: /^Change: / }).innerText())![0]);
  const usual = await changes();
  expect(usual).toBeGreaterThan(0);
  await page.getByLabel('Level of certainty', { exact: true }).selectOption('0.95');
  await expect(lab.suggestedPrice).toHaveAttribute('aria-busy', 'false');
  expect(await changes()).toBeLessThanOrEqual(usual);
  await page.getByLabel('Level of certainty', { exact: true }).selectOption('0.7');
  await expect(total).toContainText(`Change ${usual} of 60`);

  // Another price is valued beside the candidates.
  const today = Number(
    await lab.suggestedPrice
      .getByText(/^[\d.]+$/)
      .nth(1)
      .innerText(),
  );
  await lab.suggestedPrice.getByLabel('Evaluate another price').fill((today * 1.05).toFixed(2));
  await lab.button('Value it').click();
  const weighed = lab.suggestedPrice.getByRole('table', { name: 'Candidate prices' });
  await expect(weighed.getByRole('row', { name: /Your price/ })).toContainText((today * 1.05).toFixed(2));

  // The safe ones are accepted in one step.
  await lab.button('Accept recommended changes').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(/Ticked: \d+ changes: \+[\d,.]+ profit a day/);
  await dialog.getByRole('button', { name: /^Accept \d+ prices$/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('None open')).toBeVisible();
  await expect(lab.suggestedPrice).toContainText(/Accepted: [\d.]+ goes into the price list/);

  const csv = await download(page, /CSV/);
  expect(csv.name).toBe('catalogue-prices.csv');
  const list = listOf(csv.bytes);
  expect(list).toHaveLength(60);
  const changed = list.filter(({ action }) => action === 'change');
  expect(changed).toHaveLength(usual);
  for (const row of changed) {
    expect(Number(row.gain_per_day), row.product_name).toBeGreaterThan(0);
    expect(Number(row.probability_of_gain), row.product_name).toBeGreaterThanOrEqual(0.7);
    expect(row).toMatchObject({ objective: 'profit', decision: 'accept' });
  }
  for (const row of list.filter(({ action }) => action !== 'change'))
    expect(row.recommended_price, row.product_name).toBe(row.current_price);
  const xlsx = await download(page, /XLSX/);
  expect(xlsx.name).toBe('catalogue-prices.xlsx');
  expect(Object.keys(unzipSync(xlsx.bytes))).toContain('xl/worksheets/sheet1.xml');

  // An agent that was paid for units and cleared stock asks for prices that lose: they are shown with what they would cost,
  // and others are recommended.
  await lab.goTo('Train');
  await lab.choose('Objective', 'Own weights');
  await lab.set('Training steps', 1500);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  await expect(lab.suggestedPrice).toHaveAttribute('aria-busy', 'false');
  const paidForUnits = listOf((await download(page, /CSV/)).bytes);
  const losing = paidForUnits.filter(({ agent_gain_per_day }) => Number(agent_gain_per_day) < 0);
  expect(losing.length, 'the reward gives up profit').toBeGreaterThan(0);
  for (const row of losing) expect(row.chosen_candidate, row.product_name).not.toBe('agent');
  await page.getByRole('button', { name: /^Agent would lose: / }).click();
  await rows.nth(1).click();
  const agent = weighed.getByRole('row', { name: /Agent’s price/ });
  await expect(agent).toContainText(/loses profit/);
  await expect(agent).toContainText(/-[\d,.]+/);
  await expect(agent).not.toContainText('recommended');
});

test('on a phone a row opens its recommendation over the table, and closing it leaves the table in its place', async ({
  lab,
  page,
}) => {
  const record = new PriceRecord(lab);
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open('?backend=wasm');
  await record.loadCatalogue();
  await record.train(300);
  const rows = page.getByRole('table', { name: 'Prices of all products' }).getByRole('row');
  await rows.nth(2).scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.scrollY);
  await rows.nth(2).click();
  const sheet = page.getByRole('dialog', { name: 'Recommendation' });
  await expect(sheet.getByRole('region', { name: 'Recommended price' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
});
