// What works everywhere: the way back, the palette, the keys, a link that is the lab, and the tour.

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/test.ts';
import { watchWords } from '../fixtures/words-shown.ts';

test('settings and decisions are undone with Ctrl+Z in the order they were made, and done again', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await lab.button('Load demo data').click();
  await expect(lab.suggestedPrice).toBeVisible();
  await page.getByLabel('Level of certainty', { exact: true }).selectOption('0.9');
  await page.getByLabel('Level of certainty', { exact: true }).blur();
  await lab.button('Reject').first().click();
  const note = page.getByRole('status', { name: 'Undo' });
  await expect(page.getByText(/Rejected: today’s/)).toBeVisible();
  // The note goes by itself after some seconds.
  const noted = await watchWords(note);
  await page.keyboard.press('Control+z');
  await expect.poll(noted).toContain('Undone: decision');
  await expect(page.getByText('Not decided yet.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Level of certainty', { exact: true })).toHaveValue('0.7');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByLabel('Level of certainty', { exact: true })).toHaveValue('0.9');
  await expect.poll(noted).toContain('Redone: Level of certainty');
});

test('the palette goes to sections, acts and finds products; ? lists the keys', async ({ lab, page }) => {
  await lab.open('?backend=wasm&demo=catalogue');
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder('Section, action or product');
  await search.fill('exper');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/experiments$/);
  await page.keyboard.press('Control+k');
  await search.fill('soap bar');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/demand$/);
  await expect(page.getByRole('heading', { name: 'Lavender Soap Bar' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Undo the last setting');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a link is the lab: opened elsewhere it shows the same and trains the same', async ({
  lab,
  page,
  browser,
}) => {
  await lab.open('?backend=wasm&demo=marketplace');
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Train');
  await lab.choose('Agent', 'DDPG');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 600);
  await lab.set('Seed', 7);
  // The market is the file's own once its products are fitted, and the link names it.
  await expect(lab.button('Start training')).toBeEnabled();
  await expect(page).toHaveURL(/demo=marketplace&set=[^#]*seed:7[^#]*#\/train$/);
  const address = page.url();
  await lab.trainToTheEnd();
  const figure = (of: typeof page) =>
    of.getByRole('region', { name: 'Runs', exact: true }).getByRole('row').nth(1).getByRole('cell');
  await lab.openTab('Runs');
  await expect(figure(page).nth(6)).toBeVisible();
  const here = await figure(page).allInnerTexts();

  const elsewhere = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await elsewhere.goto(address);
  await expect(elsewhere.getByLabel('Seed', { exact: true })).toHaveValue('7');
  const start = elsewhere.getByRole('button', { name: 'Start training', exact: true });
  await expect(elsewhere.getByRole('banner')).toContainText('marketplace-product.csv');
  await expect(start).toBeEnabled();
  await start.click();
  await expect(elsewhere.getByRole('status', { name: 'Run status' })).toContainText('finished');
  await elsewhere.getByRole('tab', { name: 'Runs 1' }).click();
  // Agent, market, seed, steps, profit, evaluation, gap: all but when it began.
  const there = async () => (await figure(elsewhere).allInnerTexts()).slice(0, 7);
  await expect.poll(there).toEqual(here.slice(0, 7));
  await elsewhere.close();
});

test('a link that does not fit says why and changes nothing', async ({ lab, page }) => {
  await lab.open('?set=market:demand,seed:lots');
  await expect(page.getByRole('alert')).toContainText('Setting “seed”: expected a whole number');
});

test('the tour tells of a gain and a trap, can be left and taken again, and is linked to', async ({
  lab,
  page,
}) => {
  await page.goto('/?backend=wasm&demo=catalogue&tour');
  const card = (title: string) => page.getByRole('region', { name: title });
  const next = () => lab.button('Next').click();
  await expect(card('A shop and its prices')).toContainText(/Sales are [\d.,]+ M a year, of which/);
  await next();
  await expect(card('How buyers respond to price')).toContainText('products');
  await next();
  await expect(card('An agent learns to price')).toContainText(/the agent earns [\d,]+ \(\+\d/, {
    timeout: 400_000,
  });
  await next();
  await expect(card('The gain it found')).toContainText(/^[\s\S]*\+[\d.,]+( M)? of profit a year/);
  await expect(page).toHaveURL(/#\/prices$/);
  await next();
  await expect(card('The trap it avoided')).toContainText('the agent asked');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(card('The trap it avoided')).toBeHidden();

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Section, action or product').fill('tour');
  await page.keyboard.press('Enter');
  await expect(card('A shop and its prices')).toBeVisible();
  await lab.button('Leave the tour').click();
});
