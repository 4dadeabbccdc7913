// Every section and tab with a file loaded, a policy trained and newer sales read, on a laptop and a phone: no word of a chart is cut
// or stands over another, no page is wider than its window or longer than three screens, every stop of the Tab key has a name, and axe
// finds nothing.

import type { Page } from '@playwright/test';

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { atRest } from '../fixtures/at-rest.ts';
import { wordFaults } from '../fixtures/chart-words.ts';
import { expect, test } from '../fixtures/test.ts';

const mostScreens = 3;

for (const [name, viewport] of [
  ['a laptop', { width: 1366, height: 768 }],
  ['a phone', { width: 390, height: 844 }],
] as const)
  test(`every section and tab on ${name}: words whole, at most three screens, every stop named, axe silent`, async ({
    lab,
    page,
  }) => {
    await page.setViewportSize(viewport);
    await lab.open('?backend=wasm&demo=grocery');
    await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
    await lab.goTo('Train');
    await page.getByRole('group', { name: 'Presets' }).getByRole('button', { name: 'Portfolio' }).click();
    await lab.set('Training steps', 600);
    await lab.button('Start training').click();
    await lab.expectState('finished');
    await lab.goTo('Prices');
    await expect(lab.suggestedPrice).toBeVisible();
    await lab.goTo('Monitor');
    await lab.button('Try with simulated newer sales').click();
    await expect(page.getByRole('region', { name: 'Alerts' })).toBeVisible();

    for (const section of await lab.sections()) {
      await lab.goTo(section);
      await shapeIsRight(page, section);
      for (const tab of await lab.otherTabs()) {
        await tab.click();
        await shapeIsRight(page, `${section}, ${await tab.innerText()}`);
      }
    }
  });

async function shapeIsRight(page: Page, place: string): Promise<void> {
  // Whole, whatever the machine: a panel at work is shorter than what it will show.
  await atRest(page);
  expect(await wordFaults(page.locator('body')), `${place}: words of charts`).toEqual([]);
  const { width, screens } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth - window.innerWidth,
    screens: document.documentElement.scrollHeight / window.innerHeight,
  }));
  expect(width, `${place}: pixels it is wider than the window`).toBeLessThanOrEqual(0);
  expect(screens, `${place}: screens`).toBeLessThanOrEqual(mostScreens);
  expect(await namelessStops(page), `${place}: stops of the Tab key without a name`).toEqual([]);
  expect(await accessibilityViolations(page), place).toEqual([]);
}

/** What the Tab key stops at and no screen reader can name, as the beginning of its tag. */
async function namelessStops(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const named = (element: Element) =>
      [
        element.getAttribute('aria-label'),
        ...(element.getAttribute('aria-labelledby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent),
        ...[...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent),
        element.textContent,
        element.getAttribute('title'),
      ].some((words) => (words ?? '').trim() !== '');
    return [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex="0"]'),
    ]
      .filter((element) => element.tabIndex >= 0 && element.checkVisibility() && !named(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
