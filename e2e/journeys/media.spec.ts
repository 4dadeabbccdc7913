// The page in high contrast and on paper: what is open, chosen or switched on is still told, and paper is light.

import type { Locator } from '@playwright/test';

import { expect, test } from '../fixtures/test.ts';

const style = (element: Locator, name: 'outlineStyle' | 'borderTopStyle' | 'borderBottomWidth') =>
  element.evaluate((node, property) => getComputedStyle(node)[property], name);

test('high contrast: the open section, the open tab, a switch and the marks of a legend are seen', async ({
  lab,
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await lab.open('?backend=wasm');
  await lab.button('Load demo data').click();
  await expect(lab.suggestedPrice).toBeVisible();
  const sections = page.getByRole('navigation', { name: 'Sections' });
  await expect
    .poll(() => style(sections.getByRole('link', { name: 'Prices', exact: true }), 'outlineStyle'))
    .toBe('solid');
  expect(await style(sections.getByRole('link', { name: 'Train', exact: true }), 'outlineStyle')).toBe(
    'none',
  );
  await expect.poll(() => style(lab.tab('Guardrails'), 'borderBottomWidth')).toBe('4px');
  const tracks = page.locator('.mantine-Switch-track');
  await expect(tracks).not.toHaveCount(0);
  for (const track of await tracks.all()) expect(await style(track, 'borderTopStyle')).toBe('solid');

  await lab.goTo('Train');
  const dot = lab.chart('Episode return').getByRole('listitem').first().locator('span');
  const ground = await dot.evaluate((node) => getComputedStyle(node).backgroundColor);
  const pageGround = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).not.toBe(pageGround);
});

test('on paper: no rail, no bar and no buttons, in the light colours whatever the screen has', async ({
  lab,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await lab.open('?backend=wasm');
  await lab.button('Load demo data').click();
  await expect(lab.suggestedPrice).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeHidden();
  await expect(lab.status).toBeHidden();
  await expect(lab.button('Accept')).toBeHidden();
  await expect(page.getByText('Import model')).toBeHidden();
  await expect(lab.suggestedPrice.getByText(/^[\d,]+\.\d\d$/).first()).toBeVisible();
  await expect(page.locator('html')).toHaveCSS('--lab-text', /^\s*#1b2229$/);
  await expect(page.getByRole('combobox').first()).toHaveCSS('color', 'rgb(27, 34, 41)');
});
