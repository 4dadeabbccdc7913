// What a new user does in the first hour, with what the first screen of each section shows: nothing here scrolls, and what is
// read or clicked lies within a laptop's window.

import { readFile } from 'node:fs/promises';

import { strFromU8, unzipSync } from 'fflate';

import type { Locator } from '@playwright/test';

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

const laptop = { width: 1366, height: 768 };
test.use({ viewport: laptop });

/** Short runs of the demo catalogue in its demand market. */
const catalogue =
  '?backend=wasm&demo=catalogue&set=market:demand,agent:sac,trainingSteps:800,hiddenUnits:32,batchSize:32,warmupSteps:200,evaluationEverySteps:400';

/** Within the window, without scrolling. */
async function inFirstScreen(found: Locator): Promise<Locator> {
  await expect(found).toBeVisible();
  await expect(found).toBeInViewport();
  await expect.poll(() => found.page().evaluate(() => window.scrollY)).toBe(0);
  return found;
}

async function trained(lab: LabPage): Promise<void> {
  await lab.page.goto(`/${catalogue}#/train`);
  const start = lab.button('Start training');
  await expect(start).toBeEnabled();
  await (await inFirstScreen(start)).click();
  await lab.expectState('finished');
}

test('was my file read right; is it good in money; the ten changes worth most and their sum; the list in Excel', async ({
  lab,
  page,
}) => {
  await trained(lab);
  await inFirstScreen(page.getByText('Earns more', { exact: true }));
  await inFirstScreen(page.getByText(/profit an episode, [\d,]+ at today’s prices/));

  await lab.goTo('Data');
  await inFirstScreen(page.getByText('60 products ready to price; no repairs needed.'));

  await lab.goTo('Prices');
  const answer = page.getByRole('region', { name: 'All recommendations' });
  await inFirstScreen(answer.getByText(/^Change \d+ of 60 prices: \+[\d,]+ profit a day/));
  const rows = page.getByRole('grid').or(page.getByRole('table')).first().getByRole('row');
  await inFirstScreen(rows.nth(1));
  // Sorted by what they bring: the first one is worth most.
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(10);
  const gains = await rows.allInnerTexts();
  const perDay = gains
    .slice(1, 11)
    .map((text) => Number(/\+([\d,.]+)\s/.exec(text.replace(/\+[\d.]+\s%/, ''))?.[1]?.replace(',', '')));
  expect(perDay.length).toBeGreaterThanOrEqual(9);
  expect(perDay.toSorted((a, b) => b - a)).toEqual(perDay);

  await (await inFirstScreen(lab.button('Download price list'))).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'XLSX, for Excel' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const sheet = unzipSync(await readFile(await download.path()))['xl/worksheets/sheet1.xml']!;
  expect(strFromU8(sheet).match(/<row /g)).toHaveLength(61);

  for (const section of await lab.sections()) {
    await lab.goTo(section);
    expect(await accessibilityViolations(page), section).toEqual([]);
  }
});

test('a product that should be tested, and the test', async ({ lab, page }) => {
  await trained(lab);
  await lab.goTo('Prices');
  // So sure a change is asked to be that something is left to test or keep.
  await (await inFirstScreen(page.getByLabel('Level of certainty', { exact: true }))).selectOption('0.95');
  await lab.goTo('Experiments');
  await inFirstScreen(page.getByRole('heading', { name: 'Plan a price test' }));
  await inFirstScreen(page.getByText(/the chance of detecting a difference|Do not run this test/).first());
  await expect(await inFirstScreen(lab.button('Download assignment plan'))).toBeEnabled();
});

test('which of two runs is better in money', async ({ lab, page }) => {
  await lab.page.goto(`/${catalogue}&seeds=2#/train`);
  const start = lab.button('Train 2 runs');
  await expect(start).toBeEnabled();
  await start.click();
  const sweep = page.getByRole('region', { name: 'Seeds and sweeps' });
  const answer = sweep.getByText(
    /^2 of 2 runs finished\. Profit an episode: median [\d,]+ \([\d,]+ to [\d,]+\)/,
  );
  await expect(answer).toBeVisible({ timeout: 400_000 });
  await inFirstScreen(answer);
  await sweep.getByText('Seed by seed').click();
  await expect(sweep.getByRole('group', { name: 'Runs of the sweep' }).getByRole('row')).toHaveCount(3);
});
