// The pathwise gradient on the page: it says where it does not apply, and learns the preset market in seconds.

import { expect, test } from '../fixtures/test.ts';

test('pathwise gradient: refused for a history market in a sentence, quick in the demand market', async ({
  lab,
  page,
}) => {
  await lab.open();
  await lab.goTo('Train');
  await lab.choose('Agent', 'Pathwise gradient');
  await lab.choose('Market', 'History market');
  await expect(
    page.getByText(/^Pathwise gradient does not apply here: the history market draws days/),
  ).toBeVisible();
  await expect(lab.button('Start training')).toBeDisabled();

  await lab.choose('Market', 'Demand market');
  await expect(page.getByLabel('Hidden units', { exact: true })).toHaveValue('48');
  await lab.set('Training steps', 60_000);
  await lab.trainToTheEnd();
  await expect(page.getByText(/of the gap to the optimum is closed/)).toBeVisible();
});
