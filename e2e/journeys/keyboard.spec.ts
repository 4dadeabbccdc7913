// The whole road with the keyboard alone: demo, sections, a run, a price.

import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

/** Tabs on until the element is focused, as a person would; fails where it cannot be reached. */
async function tabTo(lab: LabPage, name: string, role: 'button' | 'link'): Promise<void> {
  const target = lab.page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await lab.page.keyboard.press('Tab');
  }
  throw new Error(`${role} "${name}" cannot be reached with the Tab key`);
}

test('demo, run and price without a mouse', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await tabTo(lab, 'Load demo data', 'button');
  await page.keyboard.press('Enter');
  await expect(lab.suggestedPrice).toBeVisible();
  // The page went there by itself: it says so, and the next Tab goes on in its content.
  await expect(page.locator('main')).toBeFocused();
  await expect(page.getByText('Prices is open')).toHaveAttribute('aria-live', 'polite');

  await tabTo(lab, 'Train', 'link');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Train');
  await page.getByLabel('Training steps', { exact: true }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('1200');
  await tabTo(lab, 'Start training', 'button');
  await page.keyboard.press('Enter');
  // Off while the run goes on, and still where the focus is.
  await expect(lab.button('Start training')).toBeFocused();
  await lab.expectRunToEnd(1);
  await expect(lab.button('Start training')).toBeFocused();
  await tabTo(lab, 'Prices', 'link');
  await page.keyboard.press('Enter');
  expect(await lab.readSuggestedPrice()).toBeGreaterThan(0);
});

test('a file to an accepted price without training and without a mouse', async ({ lab, page }) => {
  await lab.open('?backend=wasm&demo=marketplace');
  await expect(lab.button('Show prices')).toBeEnabled();
  await tabTo(lab, 'Show prices', 'button');
  await page.keyboard.press('Enter');
  await expect(lab.suggestedPrice).toBeVisible();
  await expect(page.locator('main')).toBeFocused();
  await tabTo(lab, 'Accept', 'button');
  await page.keyboard.press('Enter');
  await expect(lab.suggestedPrice).toContainText('accepted');
});

test('all changes accepted without a mouse: the focus stays, and Monitor lists what each promised', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm&demo=catalogue');
  await expect(lab.button('Show prices')).toBeEnabled();
  await lab.button('Show prices').click();
  await expect(lab.suggestedPrice).toBeVisible();
  const acceptAll = lab.button('Accept recommended changes');
  await tabTo(lab, 'Accept recommended changes', 'button');
  await page.keyboard.press('Enter');
  await tabTo(lab, await lab.page.getByRole('button', { name: /^Accept \d+ prices$/ }).innerText(), 'button');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Decisions about the selected products' })).toContainText(
    'None open',
  );
  await expect(acceptAll).toBeFocused();
  await expect(acceptAll).toBeDisabled();

  await lab.goTo('Monitor');
  await lab.button('Try with simulated newer sales').click();
  const promises = page.getByRole('table', { name: 'Accepted prices' });
  await expect(promises).toBeVisible();
  // However many were accepted, only the rows in sight and a few more are drawn.
  await expect.poll(async () => Number(await promises.getAttribute('aria-rowcount'))).toBeGreaterThan(50);
  await expect.poll(() => promises.getByRole('row').count()).toBeGreaterThan(5);
  expect(await promises.getByRole('row').count()).toBeLessThan(30);
});

test('tabs by arrow keys: in the address, remembered over sections, and one step of the way back', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.tab('Run').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(lab.tab('Policy map')).toBeFocused();
  await expect(lab.chart('Policy map')).toBeVisible();
  await expect(page).toHaveURL(/#\/train\/policy$/);
  await lab.goTo('Models');
  await lab.goTo('Train');
  await expect(lab.tab('Policy map')).toHaveAttribute('aria-selected', 'true');
  await page.reload();
  await expect(lab.chart('Policy map')).toBeVisible();
  await lab.openTab('Run');
  await page.goBack();
  await expect(lab.chart('Policy map')).toBeVisible();
});

test('the first Tab offers to skip to the content', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /skip to/i })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});

test('the charts of a run are read point by point and zoomed with the keyboard', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.load('public/demo/marketplace-product.csv');
  await expect(page.getByText('marketplace-product.csv').first()).toBeVisible();
  await lab.goTo('Train');
  await lab.set('Training steps', 1200);
  await lab.trainToTheEnd();
  const points = lab.chart('Episode return').getByRole('slider', { name: /^Episode return: point by point/ });
  // A run's charts are drawn at a pace: the last point comes after the run has ended.
  await expect(points).toHaveAttribute('aria-valuetext', /^Step 1,200: .*Evaluation -?\d/);
  await points.focus();
  const step = async () => /^Step ([\d,]+):/.exec((await points.getAttribute('aria-valuetext'))!)![1]!;
  await page.keyboard.press('Home');
  await expect(points).not.toHaveAttribute('aria-valuetext', /^Step 1,200:/);
  const first = await step();
  await page.keyboard.press('ArrowRight');
  await expect(points).not.toHaveAttribute('aria-valuetext', new RegExp(`^Step ${first}:`));
  // The box beside the point says the same.
  await expect(lab.chart('Episode return').getByText(/^Step [\d,]+$/)).toHaveText(`Step ${await step()}`);

  await page.keyboard.press('+');
  await expect(points).toHaveAttribute('aria-valuetext', /shown: steps \d+ to \d+/);
  await expect(lab.button('Whole run in Episode return')).toBeVisible();
  await page.keyboard.press('-');
  await expect(lab.button('Whole run in Episode return')).toBeHidden();
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  await expect(lab.button('Whole run in Episode return')).toBeHidden();

  for (const [chart, words] of [
    ['Reward parts', /^Episode/],
    ['Price path', /^Day \d+: Our price \d/],
    ['Losses', /^Step [\d,]+: Critic loss \d/],
  ] as const) {
    await lab.chart(chart).getByRole('slider').first().focus();
    await page.keyboard.press('ArrowLeft');
    await expect(lab.chart(chart).getByRole('slider').first()).toHaveAttribute('aria-valuetext', words);
  }
});
