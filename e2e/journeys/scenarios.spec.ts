// Scenarios in Prices: kept under a name, laid beside each other, used again, undone, and carried by the project; on a laptop
// and a phone.

import { readFile } from 'node:fs/promises';

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { atRest } from '../fixtures/at-rest.ts';
import { expect, test } from '../fixtures/test.ts';
import { PriceRecord } from '../pages/price-record.ts';

test('two scenarios beside what stands now: totals, what differs, products; one is used, and undone', async ({
  lab,
  page,
}) => {
  await PriceRecord.ofCatalogue(lab);
  const prices = page.getByRole('table', { name: 'Prices of all products' });
  await expect(prices).toBeVisible();
  const level = page.getByLabel('Level of certainty', { exact: true });
  const total = page.getByRole('region', { name: 'All recommendations' });

  await lab.openTab('Scenarios');
  const panel = page.getByRole('region', { name: 'Scenarios', exact: true });
  const keep = async (name: string) => {
    await panel.getByLabel('Name of the scenario').fill(name);
    await panel.getByRole('button', { name: 'Keep as a scenario' }).click();
    await expect(panel.getByRole('columnheader', { name: new RegExp(`^${name}`) })).toBeVisible();
  };
  const settled = () => expect(total).toHaveAttribute('aria-busy', 'false');
  await expect(panel).toContainText('Nothing is kept yet.');
  await keep('Usual');
  await expect(panel).toContainText('Every product has the same price.');
  await settled();
  const usualTotal = (await total.textContent())!;

  await level.selectOption('0.95');
  await settled();
  await lab.openTab('Guardrails');
  await page
    .getByRole('region', { name: 'Guardrails', exact: true })
    .getByRole('textbox', { name: 'Largest change', exact: true })
    .fill('3');
  await expect(total).not.toHaveText(usualTotal);
  await settled();
  await lab.openTab('Scenarios');
  await keep('Careful');

  const compared = panel.getByRole('group', { name: 'Scenarios compared' });
  const row = (name: string | RegExp) => compared.getByRole('row', { name });
  await expect(row(/^Level of certainty/)).toContainText('95 %');
  await expect(row(/^Largest change/)).toContainText('15 %');
  await expect(row(/^Largest change/)).toContainText('3 %');
  // Now is as the careful one, which was just kept.
  const cells = async (name: RegExp) => row(name).getByRole('cell').allInnerTexts();
  await atRest(page);
  const [now, usual, careful] = await cells(/^Gain a day/);
  expect(now).toBe(careful);
  const amount = (words: string) => Number.parseFloat(words.replaceAll(',', ''));
  expect(amount(usual!)).toBeGreaterThan(amount(careful!));
  await expect(panel.getByRole('status')).toContainText(/^Usual gains most: \+/);
  expect((await cells(/^95\s% interval, each/)).every((words) => / to /.test(words))).toBe(true);
  // Valued on the same draws.
  await expect(row(/^More than now/)).toBeVisible();
  const [ofNow, ofUsual, ofCareful] = await cells(/^More than now/);
  expect([ofNow, ofCareful]).toEqual(['–', 'same prices']);
  expect(amount(ofUsual!) / (amount(usual!) - amount(now!))).toBeCloseTo(1, 1);
  const bounds = (words: string) => words.split(' to ').map(amount) as [number, number];
  const [low, high] = bounds((await cells(/^95\s% interval of that/))[1]!);
  expect(low).toBeGreaterThan(0);
  expect(high).toBeGreaterThan(low);
  await expect(row(/^Chance that it earns more/)).toContainText('over 99 %');
  await expect(panel.getByText(/more products? with other prices\.$/)).toBeVisible();

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityViolations(page), colorScheme).toEqual([]);
  }

  // By keyboard: used again, then undone.
  await panel.getByRole('button', { name: 'Use Usual' }).focus();
  await page.keyboard.press('Enter');
  await expect(level).toHaveValue('0.7');
  await expect(total).toHaveText(usualTotal);
  await page.keyboard.press('Control+z');
  await expect(level).toHaveValue('0.95');
  await panel.getByRole('button', { name: 'Delete Careful' }).click();
  await expect(compared.getByRole('columnheader', { name: /^Careful/ })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(compared.getByRole('columnheader', { name: /^Careful/ })).toBeVisible();

  // In the project of the page, opened anew.
  await lab.goTo('Models');
  const [download] = await Promise.all([page.waitForEvent('download'), lab.button('Export project').click()]);
  const buffer = await readFile(await download.path());
  await page.reload();
  await lab.goTo('Models');
  const name = download.suggestedFilename();
  await page.getByLabel('Import project').setInputFiles({ name, mimeType: 'application/zip', buffer });
  await expect(page.getByText('Project opened')).toBeVisible();
  await lab.goTo('Prices');
  await lab.openTab('Scenarios');
  await expect(row(/^Gain a day/)).toContainText(usual!);

  // A phone: nothing is wider than the window.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(compared).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBeLessThanOrEqual(0);
  expect(await accessibilityViolations(page)).toEqual([]);
});
