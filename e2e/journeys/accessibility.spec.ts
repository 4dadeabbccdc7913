// axe finds no violation on any section: empty, with data, with a finished run; light and dark.

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no violation in the empty lab, ${colorScheme}`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme });
    await lab.open('?backend=wasm');
    for (const section of await lab.sections()) {
      await lab.goTo(section);
      expect(await accessibilityViolations(page), section).toEqual([]);
    }
  });

  test(`no violation after a run, ${colorScheme}`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme });
    await lab.open('?backend=wasm');
    await lab.button('Load demo data').click();
    await expect(lab.suggestedPrice).toBeVisible();
    for (const section of await lab.sections()) {
      await lab.goTo(section);
      expect(await accessibilityViolations(page), section).toEqual([]);
      for (const tab of await lab.otherTabs()) {
        await tab.click();
        expect(await accessibilityViolations(page), `${section}, ${await tab.innerText()}`).toEqual([]);
      }
    }
  });
}
