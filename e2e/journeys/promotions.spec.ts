// A real file with promotions: what they sell is told apart from what the regular price does, and where the price moved in nothing
// else the lab says so and changes no price for it.

import { fileURLToPath } from 'node:url';

import { expect, test } from '../fixtures/test.ts';

const grocery = fileURLToPath(new URL('../../public/demo/grocery-weekly.csv', import.meta.url));
/** Its regular price never moved; promotions of 21 % sold more than twice as much. */
const promoted = '929668';

test('grocery: promotions answer, the effect of the regular price is unknown, and nothing is recommended on their strength', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await lab.load(grocery);
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Demand');
  await lab.openTab('All figures');
  const table = page.getByRole('table', { name: 'Demand of all products' });
  await page.getByLabel('Filter products').fill(promoted);
  await table.getByText(promoted).first().click();
  const sentence = page
    .getByText(
      /Promotions raise sales \(\d+\s% off sells [\d.]+ times as much\), but the effect of the regular price is unknown: it never moved/,
    )
    .first();
  await expect(sentence).toBeVisible();
  // Of this file, in which prices moved in promotions, no product is said to answer: there is no such verdict to choose.
  const verdicts = page.getByLabel('Verdict', { exact: true }).locator('option');
  await expect(verdicts.first()).toBeAttached();
  expect(
    await verdicts.evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value)),
  ).not.toContain('answers');

  await lab.goTo('Train');
  await lab.set('Training steps', 300);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  await page.getByPlaceholder('Find products').fill(promoted);
  await page.getByRole('table', { name: 'Prices of all products' }).getByText(promoted).first().click();
  await expect(lab.suggestedPrice).toContainText(/its price moved only in promotions/);
  await expect(lab.suggestedPrice.getByText('Change', { exact: true })).toHaveCount(0);
});
