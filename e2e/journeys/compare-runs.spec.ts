// Kept runs are named, laid over one another, and deleted.

import { readFile } from 'node:fs/promises';

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { atRest } from '../fixtures/at-rest.ts';
import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

async function train(lab: LabPage, agent: 'SAC' | 'DDPG', seed: number, kept: number): Promise<void> {
  await lab.choose('Agent', agent);
  await lab.set('Seed', seed);
  await lab.trainToTheEnd(kept);
}

test('two runs are laid over one another with what differs, also after a reload', async ({ lab, page }) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 2_000);
  await train(lab, 'SAC', 1, 0);
  await train(lab, 'DDPG', 5, 1);

  await lab.openTab('Runs');
  await page.reload();
  await expect(lab.runs.getByRole('row')).toHaveCount(3);
  await lab.runs.getByRole('checkbox', { name: /^Compare SAC/ }).check();
  await expect(lab.chart('Runs compared')).toBeHidden();
  await lab.runs.getByRole('checkbox', { name: /^Compare DDPG/ }).check();
  const figure = lab.chart('Runs compared');
  await expect(figure).toContainText('One seed each: a small difference may be chance.');
  await expect(figure).toContainText('optimum');
  // In money, on episodes that both play in the worker.
  const money = page.getByRole('region', { name: 'Which one earns more' });
  const difference = money.getByText(/^The difference lies between/);
  await expect(difference).toContainText('256 episodes that both played');
  const [low, high] = /between ([+-][\d.,]+) and ([+-][\d.,]+)/
    .exec(await difference.innerText())!
    .slice(1)
    .map((text) => Number(text.replaceAll(',', '')));
  const verdict = await money.getByRole('status').innerText();
  expect(verdict).toMatch(
    low! > 0 ? /^SAC .* earns more/ : high! < 0 ? /^DDPG .* earns more/ : /unclear which is better/,
  );
  await expect(money.getByRole('term')).toHaveCount(4);
  const table = page.getByRole('group', { name: 'Results and settings that differ' });
  await expect(table.getByRole('row', { name: /^Agent/ })).toContainText('DDPG');
  await expect(table.getByRole('row', { name: /^Seed/ })).toContainText('5');
  await expect(table.getByRole('row', { name: /^Highest score/ })).toContainText(/\d\.\d\d/);
  await expect(table).not.toContainText('Hidden units');

  // A part of the run, dragged over, and back.
  await atRest(page);
  await figure.evaluate((chart) => chart.scrollIntoView({ block: 'center' }));
  await atRest(page);
  const plot = (await figure.locator('.recharts-cartesian-grid').boundingBox())!;
  const at = (share: number) => [plot.x + share * plot.width, plot.y + plot.height / 2] as const;
  await page.mouse.move(...at(0.5));
  await page.mouse.down();
  await page.mouse.move(...at(0.7));
  await page.mouse.move(...at(0.9));
  await page.mouse.up();
  const whole = lab.button('Whole run in Runs compared');
  await expect(whole).toHaveAttribute('title', /^Shown: steps (99\d|1,0\d\d) to 1,[78]\d\d\./);
  await whole.click();
  await expect(whole).toBeHidden();

  await page.getByText('Episodes, mean of 20').click();
  await expect(figure.locator('svg path').first()).toBeAttached();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await lab.button('Save the chart Runs compared').click();
      await page.getByRole('menuitem', { name: 'Save data as CSV' }).click();
    })(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  expect(csv).toContain('run,market steps,episode return (reward),mean of 20 (reward)');
  expect(csv.trimEnd().split('\n').length).toBeGreaterThan(20);

  // Over their own time of training, smoothed, and one of them alone.
  const view = page.getByRole('group', { name: 'View of the charts' });
  await view.getByText('Time', { exact: true }).click();
  await expect(figure).toContainText('seconds of training');
  await view.getByRole('slider', { name: 'Smoothing' }).fill('0.6');
  await expect(figure).toContainText('Smoothed 0.60, faint as measured.');
  const lines = figure.locator('svg.recharts-surface path[stroke-width="2"]');
  await expect(lines).toHaveCount(2);
  await figure.getByRole('button', { name: /^DDPG .* in Runs compared$/ }).click();
  await expect(lines).toHaveCount(1);
  await expect(figure.getByRole('button', { name: /^SAC .* in Runs compared$/ })).toBeDisabled();

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityViolations(page), colorScheme).toEqual([]);
  }

  // Their models say the same of themselves.
  await lab.goTo('Models');
  for (const agent of ['SAC', 'DDPG'])
    await page.getByRole('checkbox', { name: new RegExp(`^Compare ${agent}`) }).check();
  await expect(difference).toContainText('256 episodes that both played');
  await expect(money.getByRole('status')).not.toBeEmpty();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a run is renamed, its model is used, another market is not compared unawares, and all are deleted', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 1_000);
  await train(lab, 'SAC', 1, 0);
  await page.getByLabel('Unit cost').fill('12');
  await page.getByLabel('Unit cost').blur();
  await train(lab, 'SAC', 1, 1);

  await lab.openTab('Runs');
  const names = lab.runs.getByRole('checkbox');
  await expect(names).toHaveCount(2);
  await lab.runs.getByRole('button', { name: 'Rename SAC for Preset market, seed 1', exact: true }).click();
  await page.getByLabel('New name of SAC for Preset market, seed 1').press('Escape');
  const rename = (name: string) => lab.runs.getByRole('button', { name: `Rename ${name}`, exact: true });
  await expect(rename('SAC for Preset market, seed 1')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('New name of SAC for Preset market, seed 1')).toBeFocused();
  await page.keyboard.type('Cheaper goods');
  await page.keyboard.press('Enter');
  await expect(lab.runs).toContainText('Cheaper goods');
  await expect(rename('Cheaper goods')).toBeFocused();
  await page.reload();
  await expect(lab.runs).toContainText('Cheaper goods');

  await lab.button('Use its model: Cheaper goods').click();
  await expect(lab.runs.getByRole('row', { name: /Cheaper goods/ })).toContainText('model in use');

  for (const box of await names.all()) await box.check();
  await expect(page.getByText('Returns are not comparable')).toBeVisible();
  await expect(page.getByText(/Their markets differ in products, values or reward/)).toBeVisible();
  await lab.button('Close the comparison').click();
  await expect(lab.chart('Runs compared')).toBeHidden();

  await lab.button('Delete all 2 runs').click();
  await page.keyboard.press('Escape');
  await expect(lab.button('Delete all 2 runs')).toBeFocused();
  await lab.button('Delete all 2 runs').click();
  await lab.button('Yes, delete all 2 runs').click();
  await expect(page.getByRole('heading', { level: 1 }), 'the panel is gone with its runs').toBeFocused();
  await expect(lab.runs).toBeHidden();
  await page.reload();
  await lab.goTo('Models');
  await expect(page.getByRole('region', { name: 'Kept models' })).toContainText('SAC for Preset market');
  await lab.goTo('Train');
  await expect(lab.runs).toBeHidden();
});
