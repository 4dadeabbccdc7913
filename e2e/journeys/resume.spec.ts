// A run outlives its page: what was kept is offered on the next visit and goes on from there, curves and all.

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { atRest } from '../fixtures/at-rest.ts';
import { expect, test } from '../fixtures/test.ts';
import { LabPage } from '../pages/lab-page.ts';

async function startRun(lab: LabPage, steps: number): Promise<void> {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', steps);
  await lab.button('Start training').click();
}

const episodesShown = async (lab: LabPage) => {
  const text = await lab.chart('Reward parts').innerText();
  return Number(/(?:episode|to) ([\d,]+) /.exec(text)?.[1]?.replaceAll(',', '') ?? Number.NaN);
};

test('pause, reload, resume, stop: the figures go on, and a price comes of it without a file', async ({
  lab,
  page,
}) => {
  await startRun(lab, 1_000_000);
  await expect.poll(async () => (await lab.readProgress()).steps).toBeGreaterThan(1_500);
  const steps = await lab.pauseAndKeep();
  const before = await lab.readProgress();
  await expect.poll(() => episodesShown(lab)).toBeGreaterThan(10);
  await atRest(page);
  const episodes = await episodesShown(lab);

  await page.reload();
  await lab.expectState('idle');
  await lab.goTo('Data');
  await page.getByRole('button', { name: '1 unfinished run', exact: true }).click();
  await expect(lab.unfinished).toContainText(`${steps.toLocaleString('en')} of 1,000,000 steps`);
  expect(await accessibilityViolations(page)).toEqual([]);

  await lab.unfinished.getByRole('button', { name: /^Resume run / }).click();
  await expect(lab.unfinished).toBeHidden();
  await expect.poll(async () => (await lab.readProgress()).steps).toBeGreaterThan(steps);
  expect((await lab.readProgress()).updates).toBeGreaterThanOrEqual(before.updates);
  await expect.poll(() => episodesShown(lab)).toBeGreaterThanOrEqual(episodes);
  await lab.button('Stop').click();
  await lab.expectState('finished');
  await lab.openTab('Runs');
  await expect(lab.runs.getByRole('row').nth(1)).toContainText('stopped early');
  await lab.goTo('Prices');
  expect(await lab.readSuggestedPrice()).toBeGreaterThan(0);
});

test('a page that is closed in the middle of a run loses what came after the last checkpoint, no more', async ({
  lab,
  page,
  context,
}) => {
  await startRun(lab, 1_000_000);
  await expect.poll(async () => (await lab.readProgress()).steps).toBeGreaterThan(1_000);
  const steps = await lab.pauseAndKeep();
  await lab.button('Resume').click();
  await expect.poll(async () => (await lab.readProgress()).steps).toBeGreaterThan(steps + 100);

  // Alive here, so not to be taken there.
  const second = new LabPage(await context.newPage());
  await second.open('?backend=wasm');
  await second.goTo('Train');
  await second.openTab('Runs');
  await expect(second.runs.getByRole('row').nth(1)).toContainText('in another tab');
  await expect(second.unfinished).toBeHidden();

  const shown = await lab.keptStep();
  // Nobody has to ask: the page hears that the other one is gone.
  await page.close();
  await expect(second.unfinished).toContainText(/[\d,]+ of 1,000,000 steps/);
  const [, offered] = /([\d,]+) of 1,000,000 steps/.exec(await second.unfinished.innerText())!;
  // A checkpoint may have been kept since that was read.
  const kept = Number(offered!.replaceAll(',', ''));
  expect(kept).toBeGreaterThanOrEqual(shown);
  await second.unfinished.getByRole('button', { name: /^Resume run / }).click();
  await expect.poll(async () => (await second.readProgress()).steps).toBeGreaterThan(kept);
  await second.button('Stop').click();
  await second.expectState('finished');
  // The list says it once it is written: a page closed before that would offer the run again.
  await second.openTab('Runs');
  await expect(second.runs.getByRole('row').nth(1)).toContainText('stopped early');

  await second.page.reload();
  await expect(second.runs.getByRole('row').nth(1)).toContainText('stopped early');
  await expect(second.unfinished).toBeHidden();
});

test('a run can be discarded, and its model and name outlive the page', async ({ lab, page }) => {
  await startRun(lab, 1_000);
  await lab.expectState('finished');
  await lab.goTo('Prices');
  const price = await lab.readSuggestedPrice();
  await page.reload();
  await lab.expectState('idle');
  await lab.button('Choose a kept model').click();
  await page.getByRole('button', { name: /^Use SAC/ }).click();
  await lab.goTo('Prices');
  expect(await lab.readSuggestedPrice()).toBe(price);

  await lab.goTo('Train');
  await lab.set('Training steps', 1_000_000);
  await lab.choose('Market', 'Demand market');
  await lab.button('Start training').click();
  await expect.poll(async () => (await lab.readProgress()).steps).toBeGreaterThan(300);
  await lab.pauseAndKeep();
  await page.reload();
  await lab.unfinished.getByRole('button', { name: /^Discard / }).click();
  await lab.unfinished.getByRole('button', { name: /^Yes, discard / }).click();
  await expect(lab.unfinished).toBeHidden();
  await lab.openTab('Runs');
  await expect(lab.runs.getByRole('row')).toHaveCount(2);
});
