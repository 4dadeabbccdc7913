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
  await expect(lab.suggestedPrice).toBeVisible({ timeout: 60_000 });
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
  await lab.expectRunToEnd(1);
  await tabTo(lab, 'Prices', 'link');
  await page.keyboard.press('Enter');
  expect(await lab.readSuggestedPrice()).toBeGreaterThan(0);
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
