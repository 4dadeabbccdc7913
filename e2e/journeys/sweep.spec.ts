// Five seeds train one after the other: median and band, agreement of prices, and a sweep over a setting that leaves together.

import { readFile } from 'node:fs/promises';

import { strFromU8, unzipSync } from 'fflate';

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { watchDrawing } from '../fixtures/drawing.ts';
import { expect, test } from '../fixtures/test.ts';

test('five seeds: the band, the prices they agree on, drawn over many frames', async ({ lab, page }) => {
  await lab.open('?backend=wasm&demo=marketplace');
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Train');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 1_000);
  await page.getByLabel('Seeds', { exact: true }).fill('5');
  const sweep = page.getByRole('region', { name: 'Seeds and sweeps' });
  const { frames } = await watchDrawing(page, async () => {
    await lab.button('Train 5 runs').click();
    await expect(sweep.getByText(/^5 of 5 runs finished/)).toBeVisible({ timeout: 400_000 });
  });
  // Counted, not timed (see drawing.ts); the milliseconds stand in `npm run bench -- page`.
  expect(Math.max(...frames.map((frame) => frame.added)), 'elements in one frame').toBeLessThan(500);
  expect(Math.max(...frames.map((frame) => frame.charts.length)), 'charts in one frame').toBeLessThan(3);
  await expect(sweep.getByText(/over 5 seeds\./).first()).toBeVisible();
  await expect(sweep.getByRole('figure', { name: 'Learning over seeds' })).toContainText(
    'Line: the median seed; band: from the lowest to the highest.',
  );
  await expect(sweep.getByText(/^The 5 seeds/)).toBeVisible();
  expect(await accessibilityViolations(page)).toEqual([]);

  // The runs stand together in the list, also at the next visit.
  await page.goto('/?backend=wasm#/train');
  await lab.openTab('Runs');
  await page.getByLabel('Groups of runs').selectOption('By sweep');
  await expect(lab.runs.getByRole('rowheader', { name: /^Sweep .*: 5 seeds$/ })).toBeVisible();
  await page.getByLabel('Filter runs').fill('seed 3');
  await expect(lab.runs.getByRole('checkbox')).toHaveCount(1);
  await lab.openTab('Run');
  const option = page.getByLabel('Sweep shown').locator('option').last();
  await page.getByLabel('Sweep shown').selectOption((await option.getAttribute('value')) ?? '');
  await expect(sweep.getByText(/^5 of 5 runs finished/)).toBeVisible();
});

test('a sweep over a setting is ranked, drawn and exported as one file', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 600);
  await page.getByText('Sweep', { exact: true }).click();
  await page.getByLabel('Setting to sweep over').first().selectOption('gamma');
  const values = page.getByLabel('Values of Discount');
  await values.fill('0.9, lots');
  await expect(lab.button('Start training')).toBeDisabled();
  await values.fill('0.9, 0.99');
  await lab.button('Train 2 runs').click();
  const sweep = page.getByRole('region', { name: 'Seeds and sweeps' });
  await expect(sweep.getByText(/^2 of 2 runs finished\. Best: /)).toBeVisible();
  await expect(sweep.getByRole('figure', { name: 'Settings and result' })).toBeVisible();
  await expect(sweep.getByRole('group', { name: 'Runs of the sweep' }).getByRole('row')).toHaveCount(3);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    lab.button('Export its runs').click(),
  ]);
  const files = unzipSync(await readFile(await download.path()));
  expect(Object.keys(files)).toEqual(['sweep.json', 'runs.csv', 'evaluations.csv', 'agent-prices.csv']);
  expect(strFromU8(files['runs.csv']!).trimEnd().split('\r\n')).toHaveLength(3);
});
