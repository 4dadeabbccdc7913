// A run obeys: pause holds it, step moves it by one, resume goes on, stop ends it with what was learnt.

import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

async function startLongRun(lab: LabPage): Promise<void> {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 200_000);
  await lab.button('Start training').click();
  await lab.expectState('training');
}

const stepsDone = async (lab: LabPage) => (await lab.readProgress()).steps;

test('pause, step, resume and stop', async ({ lab }) => {
  await startLongRun(lab);
  await expect(lab.button('Pause')).toBeEnabled();
  await expect.poll(() => stepsDone(lab)).toBeGreaterThan(1_000);

  const held = await lab.pauseAndKeep();
  await lab.page.waitForTimeout(1_000);
  expect(await stepsDone(lab)).toBe(held);

  await lab.button('Step').click();
  await expect.poll(() => stepsDone(lab)).toBe(held + 8); // eight parallel markets step at once
  await lab.expectState('paused');

  await lab.button('Resume').click();
  await lab.expectState('training');
  await expect.poll(() => stepsDone(lab)).toBeGreaterThan(held + 100);

  await lab.button('Stop').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  expect(await lab.readSuggestedPrice()).toBeGreaterThan(0);
});
