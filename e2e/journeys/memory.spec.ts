// The market with memory on the page: chosen, its optimum drawn, learned for a few seconds beside its baselines, and played.

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/test.ts';

test('the market with memory: baselines, policy map, audit and a game, without a file', async ({
  lab,
  page,
}) => {
  await lab.open();
  await lab.goTo('Train');
  await lab.choose('Market', 'Market with memory');

  // Its own parameters stand in the form, those of other markets do not.
  await expect(page.getByLabel('Response to a rise', { exact: true })).toHaveValue('300');
  await expect(page.getByLabel('Elasticity', { exact: true })).toBeHidden();
  // A reward of profit gives none of it up.
  await expect(lab.rewardAudit).toContainText('gives up none of the profit');

  // Before any training: after the highest price a cut to 220, after the cheap day the highest price again.
  const map = lab.chart('Policy map');
  await lab.openTab('Policy map');
  await lab.button('Draw the optimum').click();
  await expect(map).toContainText('20 days × 25 prices of the day before');
  await lab.openTab('Run');

  // An agent that needs derivatives says why there are none.
  await lab.choose('Agent', 'Pathwise gradient');
  await expect(
    page.getByText(/^Pathwise gradient does not apply here: demand responds to the square root/),
  ).toBeVisible();
  await expect(lab.button('Start training')).toBeDisabled();

  await lab.choose('Agent', 'SAC');
  await lab.set('Training steps', 2000);
  await lab.trainToTheEnd();
  const figures = page.getByRole('region', { name: 'This run' });
  // The best constant price earns 19.9 days of the best steady price, the best schedule 25.5.
  await expect(figures).toContainText('19.91');
  await expect(figures).toContainText('25.48');
  await expect(figures).toContainText('Gap closed');
  await lab.openTab('Policy map');
  await expect(map).toContainText('20 days × 25 prices of the day before');
  await expect(map).toContainText('Average gap to the optimal price');

  // The price it suggests stands in Prices with its reasons.
  await lab.goTo('Prices');
  expect(await lab.readSuggestedPrice()).toBeGreaterThanOrEqual(10);
  await lab.goTo('Train');

  // Played by hand at the constant price: 20 days of 112,000, as keeping the price earns.
  await lab.openTab('Play');
  await lab.game.getByRole('button', { name: 'Play an episode' }).click();
  const input = lab.game.getByLabel('Your price', { exact: true });
  await expect(input).toBeVisible();
  await expect(lab.game).toContainText('10.00 to 490.00 today');
  await input.focus();
  for (let day = 1; day <= 20; day++) {
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('170');
    await page.keyboard.press('Enter');
    await expect(lab.game.getByRole('status', { name: 'What the day brought' })).toContainText(`Day ${day}:`);
  }
  await expect(lab.game.getByText('The episode is over')).toBeVisible();
  const row = (name: string) =>
    lab.game.getByRole('table', { name: 'Scoreboard' }).getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(row('You')).toContainText('2,240,000');
  await expect(row('Optimum')).toContainText('2,866,795.56');
  expect(await accessibilityViolations(page)).toEqual([]);
});
