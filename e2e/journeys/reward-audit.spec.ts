// Before anything is trained: what the reward asks for, in profit.

import { expect, test } from '../fixtures/test.ts';

test('the preset reward is audited before training by itself, and gives up about 18 % of the profit', async ({
  lab,
}) => {
  await lab.open();
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await expect(lab.rewardAudit).toContainText('gives up');
  const [, percent] = /gives up (\d+)\s% of the profit/.exec(await lab.rewardAudit.innerText()) ?? [];
  expect(Number(percent)).toBeGreaterThanOrEqual(15);
  expect(Number(percent)).toBeLessThanOrEqual(21);
  const figure = lab.chart('Reward audit');
  await expect(figure).toBeHidden();
  await lab.button('Show the audit').click();
  await expect(figure).toContainText('price (currency)');
  await expect(figure).toContainText('stock left (units)');

  await lab.button('Hide the audit').click();
  await expect(figure).toBeHidden();
  await expect(lab.rewardAudit).toContainText('gives up');

  // The way to a reward that asks for profit: a new audit says so, and the offer is gone.
  await lab.button('Train for profit instead').click();
  await expect(lab.page.getByRole('radio', { name: 'Profit' })).toBeChecked();
  await expect(lab.rewardAudit).toContainText('gives up none of the profit');
  await expect(lab.button('Train for profit instead')).toBeHidden();

  // Another market: what was found no longer holds.
  await lab.choose('Market', 'History market');
  await expect(lab.rewardAudit).not.toContainText('gives up');
  await expect(lab.button('Audit the reward')).toBeVisible();
});
