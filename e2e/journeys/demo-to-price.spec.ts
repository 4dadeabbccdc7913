// One click on `Load demo data` reads a file, trains on WASM and ends at a price within half a minute.

import { expect, test } from '../fixtures/test.ts';

test('demo to price on WASM', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.button('Load demo data').click();
  await lab.expectState('training');
  await expect(lab.backend).toContainText('WASM');
  await expect(lab.chart('Episode return')).toBeVisible();
  await expect(lab.chart('Reward parts')).toBeVisible();
  await expect(lab.chart('Price path')).toBeVisible();
  await expect(lab.chart('Losses')).toBeVisible();

  await expect(lab.suggestedPrice).toBeVisible();
  expect(await lab.readSuggestedPrice()).toBeGreaterThan(1);
  await lab.expectState('finished');
  await expect(page).toHaveURL(/#\/prices$/);
});

test('going elsewhere ends the guided demo, not its run', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.button('Load demo data').click();
  await lab.expectState('training');
  await lab.goTo('Data');
  await lab.expectState('finished');
  await expect(page).toHaveURL(/#\/data$/);
  await lab.goTo('Prices');
  expect(await lab.readSuggestedPrice()).toBeGreaterThan(1);
});
