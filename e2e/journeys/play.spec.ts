// The market played by hand, with the keyboard, against what needs no training; then a policy drawn after a short run
// and played against.

import { readFileSync } from 'node:fs';

import type { Locator } from '@playwright/test';

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

/** The figures of a table's column, found by its heading; rows without one are left out. */
async function column(table: Locator, heading: string): Promise<number[]> {
  const headings = await table.getByRole('columnheader').allInnerTexts();
  const at = headings.indexOf(heading);
  expect(at, `a column "${heading}" among ${headings.join(', ')}`).toBeGreaterThan(0);
  const cells = await table.locator(`tbody tr > :nth-child(${at + 1})`).allInnerTexts();
  return cells.map((text) => Number(text.replaceAll(',', ''))).filter(Number.isFinite);
}

/** Begins an episode, and types a price and Enter day after day until it is over. */
async function playToTheEnd(lab: LabPage, price: number): Promise<void> {
  const input = lab.game.getByLabel('Your price', { exact: true });
  await expect(input).toBeVisible();
  await input.focus();
  // That of an episode before stands until the new one has begun.
  await expect(lab.game.getByText('Nothing charged yet.')).toBeVisible();
  const over = lab.game.getByText('The episode is over');
  for (let day = 1; day <= 30 && !(await over.isVisible()); day++) {
    await lab.page.keyboard.press('ControlOrMeta+A');
    await lab.page.keyboard.type(String(price));
    await lab.page.keyboard.press('Enter');
    await expect(lab.game.getByRole('status', { name: 'What the day brought' })).toContainText(`Day ${day}:`);
  }
  await expect(over).toBeVisible();
}

test('an episode by keyboard without any training: the table adds up to the scoreboard', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.openTab('Play');
  await lab.game.getByRole('button', { name: 'Play an episode' }).click();

  // A price that the day does not allow is refused in a sentence, and nothing is charged.
  const input = lab.game.getByLabel('Your price', { exact: true });
  await expect(input).toBeVisible();
  await input.fill('99');
  await page.keyboard.press('Enter');
  await expect(lab.game.getByRole('alert')).toContainText('Expected a price from 11.00 to 30.00 today');
  await expect(lab.game.getByText('Nothing charged yet.')).toBeVisible();

  await playToTheEnd(lab, 25);
  const scores = lab.game.getByRole('table', { name: 'Scoreboard' });
  const days = lab.game.getByRole('table', { name: 'Your days' });
  const rewards = await column(days, 'Reward');
  const profits = await column(days, 'Profit');
  const [yourReturn, ...returns] = await column(scores, 'Return so far');
  const [yourProfit] = await column(scores, 'Profit so far');
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  // Each day is rounded to 0.0005 and to half a cent.
  expect(Math.abs(sum(rewards) - yourReturn!)).toBeLessThan(0.0005 * (rewards.length + 1));
  expect(Math.abs(sum(profits) - yourProfit!)).toBeLessThan(0.005 * (profits.length + 1));
  // You, keep the price, best fixed price, optimum.
  expect(returns).toHaveLength(3);
  expect(returns[2]!).toBeGreaterThan(returns[0]!);
  await expect(lab.chart('You against the agent')).toContainText('At the end of episode 1');
  await expect(lab.game).toContainText('No agent plays yet');

  // The same episode again ends the same and does not count twice; a new one is another episode.
  await expect(lab.game.getByRole('button', { name: 'New episode' })).toBeFocused();
  await lab.game.getByRole('button', { name: 'Same again' }).press('Enter');
  await playToTheEnd(lab, 25);
  await expect.poll(async () => (await column(scores, 'Return so far'))[0]).toBe(yourReturn);
  await expect(scores).toContainText('1 of 1');
  await lab.game.getByRole('button', { name: 'New episode' }).press('Enter');
  await expect(lab.game).toContainText('episode 2');

  expect(await accessibilityViolations(page)).toEqual([]);
});

test('before any training the optimum is drawn alone, by keyboard', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  const map = lab.chart('Policy map');
  await lab.openTab('Policy map');
  await expect(map).toContainText('No policy yet');
  await expect(lab.button('Draw the optimum')).toBeHidden();
  await lab.openTab('Run');
  await lab.choose('Market', 'Demand market');
  await lab.openTab('Policy map');
  await lab.button('Draw the optimum').press('Enter');
  await expect(map).toContainText(
    'The optimal price, known before any training, in 30 days × 20 levels of stock = 600 states.',
  );
  await expect(lab.button('Redraw the optimum')).toBeFocused();
  expect(await accessibilityViolations(page)).toEqual([]);
  // Another price of the day before is another map, and another market has none yet.
  await page.getByRole('slider', { name: 'Charged the day before' }).press('ArrowRight');
  await expect(map).toContainText(/Held: 20\.[1-9]\d charged the day before/);
  await lab.openTab('Run');
  await page.getByLabel('Unit cost').fill('12');
  await page.getByLabel('Unit cost').blur();
  await lab.openTab('Policy map');
  await expect(map).toContainText('No policy yet');
});

test('after a short run the policy is drawn state by state, beside the optimum, and plays', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Training steps', 1500);
  await lab.set('Hidden units', 32);
  await lab.trainToTheEnd();

  const map = lab.chart('Policy map');
  await lab.openTab('Policy map');
  await expect(map).toContainText('30 days × 20 levels of stock = 600 states');
  await expect(map).toContainText('Average gap to the optimal price');

  // One state read out with the keyboard: two days on from the upper left corner.
  const states = map.getByRole('application', { name: /States of the policy map/ });
  await states.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await expect(map).toContainText(
    /On day 3 with 95\s% of the stock \(950 units\): policy \d+\.\d\d; optimum \d+\.\d\d/,
  );

  await page.getByRole('button', { name: 'Show as a table' }).click();
  const table = page.getByRole('region', { name: 'Figures of the policy map' });
  await expect(table.getByRole('cell')).toHaveCount(600);

  await map.getByRole('button', { name: 'Save the chart Policy map' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save data as CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(601);
  expect(lines[0]).toContain('optimum price (currency)');

  // Another price of the day before makes another map.
  await page.getByRole('slider', { name: 'Charged the day before' }).press('ArrowRight');
  await expect(map).not.toContainText('Held: 20.00 charged');
  await expect(map).toContainText(/Held: 20\.\d\d charged the day before/);

  await lab.openTab('Play');
  await lab.game.getByRole('button', { name: 'Play an episode' }).click();
  await playToTheEnd(lab, 30);
  await expect(lab.game).toContainText(/than the agent|as much as the agent/);

  expect(await accessibilityViolations(page)).toEqual([]);
});
