// The curves of a run as a person wants to see them: smoothed, over episodes or time, on a logarithmic axis, without a series. All of
// it by keyboard, kept for the next visit, and never in exported figures.

import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

async function trainShortly(lab: LabPage): Promise<void> {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 2_000);
  await lab.trainToTheEnd();
}

async function saved(lab: LabPage, page: Page, chart: string, as: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await lab.button(`Save the chart ${chart}`).click();
      await page.getByRole('menuitem', { name: as }).click();
    })(),
  ]);
  return readFile(await download.path(), 'utf8');
}

test('curves are smoothed, laid over episodes and time, drawn logarithmic and hidden, and their figures stay raw', async ({
  lab,
  page,
}) => {
  await trainShortly(lab);
  const returns = lab.chart('Episode return');
  const losses = lab.chart('Losses');
  // A run's charts are drawn at a pace: the last point comes after the run has ended.
  await expect(returns.getByRole('slider', { name: /^Episode return: point by point/ })).toHaveAttribute(
    'aria-valuetext',
    /^Step 2,000: .*Evaluation -?\d/,
  );
  const figures = await saved(lab, page, 'Episode return', 'Save data as CSV');

  // Smoothing, with the keyboard.
  const smoothing = page.getByRole('slider', { name: 'Smoothing' });
  await expect(smoothing).toHaveAttribute('aria-valuetext', 'off');
  await expect(returns).toContainText('Mean of 20');
  await smoothing.focus();
  await page.keyboard.press('End');
  await expect(smoothing).toHaveAttribute('aria-valuetext', '0.99');
  await page.keyboard.press('ArrowLeft');
  await expect(smoothing).toHaveAttribute('aria-valuetext', '0.98');
  for (const chart of [returns, losses])
    await expect(chart.locator('figcaption')).toContainText('Smoothed 0.98, faint as measured.');
  await expect(returns).toContainText('Smoothed 0.98');
  // One faint line behind each of the five.
  await expect(losses.locator('path[stroke-opacity="0.35"]')).toHaveCount(5);
  const reading = losses.getByRole('slider', { name: /Critic loss/ });
  await expect(reading).toHaveAttribute(
    'aria-valuetext',
    /^Step [\d,]+: Critic loss [\d.,]+; Critic loss, smoothed [\d.,]+/,
  );
  expect(await saved(lab, page, 'Episode return', 'Save data as CSV')).toBe(figures);

  // One horizontal axis for all charts of the run.
  const axis = page.getByRole('radiogroup', { name: 'Horizontal axis' });
  await axis.getByText('Episodes', { exact: true }).click();
  for (const chart of [returns, lab.chart('Reward parts')])
    await expect(chart.locator('svg.recharts-surface')).toContainText('episodes');
  await expect(reading).toHaveAttribute('aria-valuetext', /^Step [\d,]+, episode \d+:/);
  await axis.getByText('Time', { exact: true }).click();
  for (const chart of [returns, lab.chart('Reward parts')])
    await expect(chart.locator('svg.recharts-surface')).toContainText('seconds of training');
  await expect(reading).toHaveAttribute('aria-valuetext', /^Step [\d,]+, \d+ s:/);

  // A logarithmic axis where the values allow it.
  await lab.button('Vertical axis').focus();
  await page.keyboard.press('Enter');
  const temperature = page.getByRole('checkbox', { name: 'Temperature' });
  await expect(page.getByRole('checkbox', { name: 'Critic loss' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Mean Q and Actor loss' })).toBeDisabled();
  await expect(page.getByText('Linear: it has values below 0.').first()).toBeVisible();
  await expect(losses.getByText(/, log$/)).toHaveCount(1);
  await temperature.focus();
  await page.keyboard.press('Space');
  await expect(losses.getByText(/, log$/)).toHaveCount(2);
  await page.getByRole('checkbox', { name: 'Ignore outliers' }).check();
  await expect(losses.locator('figcaption')).toContainText('outliers cut off');
  await page.keyboard.press('Escape');
  await expect(lab.button('Vertical axis')).toBeFocused();

  // Series hidden from the legend; the last one stays.
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await button('Evaluation in Episode return').focus();
  await page.keyboard.press('Enter');
  await expect(button('Evaluation in Episode return')).toHaveAttribute('aria-pressed', 'false');
  const picture = await saved(lab, page, 'Episode return', 'Save as SVG');
  expect(picture).toContain('>0.98<');
  expect(picture).not.toContain('>Evaluation<');
  await button('Mean Q in Losses').click();
  await expect(losses.locator('path[stroke-opacity="0.35"]')).toHaveCount(4);
  await expect(button('Actor loss in Losses')).toBeDisabled();

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityViolations(page), colorScheme).toEqual([]);
  }

  // The next visit, with another run.
  await page.reload();
  await lab.goTo('Train');
  await expect(smoothing).toHaveAttribute('aria-valuetext', '0.98');
  await expect(axis.getByRole('radio', { name: 'Time' })).toBeChecked();
  await expect(button('Evaluation in Episode return')).toHaveAttribute('aria-pressed', 'false');
});

test('on a phone the view is one folded line that says what is chosen', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await trainShortly(lab);
  const smoothing = page.getByRole('slider', { name: 'Smoothing' });
  await expect(smoothing).toBeHidden();
  await page.getByText('View of the charts: not smoothed, by steps').click();
  await smoothing.fill('0.5');
  await page.getByText('Episodes', { exact: true }).click();
  await expect(page.getByText('View of the charts: smoothed 0.50, by episodes')).toBeVisible();
  expect(await accessibilityViolations(page)).toEqual([]);
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(wider).toBeLessThanOrEqual(0);
});
