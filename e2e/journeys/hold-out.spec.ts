// Beside every result of a history market: how well it predicts sales it has not seen, and no "best" where it does not.

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

/** 200 days at five prices in turn: units follow the price, so the market knows what a mean cannot. */
function steadyFile() {
  const prices = [8, 12.5, 10, 9, 11];
  const rows = Array.from({ length: 200 }, (_, t) => {
    const price = prices[(t * 7 + Math.floor(t / 5)) % 5]!;
    const units = Math.round(300 * (price / 10) ** -2.2) + ((t * 13) % 17) - 8;
    return `${new Date(Date.UTC(2025, 0, 6 + t)).toISOString().slice(0, 10)},${price.toFixed(2)},${units},5.00`;
  });
  return {
    name: 'steady.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['Date,Price,Units Sold,Cost', ...rows].join('\n')),
  };
}

const check = (lab: LabPage) => lab.page.getByRole('region', { name: 'Market check' });
const thisRun = (lab: LabPage) => lab.page.getByRole('region', { name: 'This run' });

async function trainShortly(lab: LabPage): Promise<void> {
  await lab.set('Training steps', 600);
  await lab.set('Hidden units', 16);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await expect(thisRun(lab)).toContainText('fresh start states');
}

test('a market that predicts no better than a seven-day mean: three figures, and nothing is called best', async ({
  lab,
  page,
}) => {
  await lab.open();
  await lab.load('public/demo/marketplace-product.csv');
  await lab.goTo('Train');
  await lab.choose('Market', 'History market');
  // It is said before the run, in the run, and beside the price.
  await expect(check(lab)).toContainText('Market predicts no better');
  const said = await check(lab).innerText();
  const [, market, mean, noChange] =
    /by ([\d.]+) on average, the seven-day mean by ([\d.]+) and a no-change forecast by ([\d.]+)/.exec(
      said,
    ) ?? [];
  expect(Number(market)).toBeGreaterThanOrEqual(Number(mean));
  expect(Number(noChange)).toBeGreaterThan(0);
  await trainShortly(lab);
  await expect(check(lab)).toHaveText(said);
  // The figures of a live run are drawn at a pace: the last ones come after the run has ended.
  await expect(thisRun(lab)).toContainText('The policy with the highest return, after');
  const words = (await thisRun(lab).innerText()).replace('Do not price from it.', '');
  expect(words).toContain('Top single price');
  expect(words).not.toMatch(/\bbest\b|optim/i);
  await expect(lab.chart('Episode return')).toContainText('top single');
  await expect(lab.chart('Episode return')).not.toContainText('best');

  await lab.goTo('Prices');
  await expect(lab.suggestedPrice.getByRole('region', { name: 'Market check' })).toHaveText(said);
  await expect(lab.suggestedPrice).not.toContainText(/\bbest\b/i);
  expect(await accessibilityViolations(page)).toEqual([]);

  await lab.goTo('Models');
  const [download] = await Promise.all([page.waitForEvent('download'), lab.button('Export report').click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const report = Buffer.concat(chunks).toString('utf8');
  expect(report).toContain('it predicts no better than the seven-day mean. Do not price from it.');
  expect(report).not.toContain('Best score');
});

test('a market that predicts better may call its best policy so', async ({ lab }) => {
  await lab.open();
  await lab.load(steadyFile());
  await lab.goTo('Train');
  await expect(check(lab)).toContainText('Market predicts better');
  await expect(check(lab)).toContainText(
    /\d+\s% less than the seven-day mean \(95\s% interval over blocks of rows: \d+ to \d+\s%\)\.$/,
  );
  await trainShortly(lab);
  await expect(thisRun(lab)).toContainText('The best policy, after');
  await expect(thisRun(lab)).toContainText('Best single price');
});

test('DDPG as published is chosen whole, and left whole', async ({ lab, page }) => {
  await lab.open();
  await lab.goTo('Train');
  const preset = (name: string) =>
    page.getByRole('group', { name: 'Presets' }).getByRole('button', { name, exact: true });
  await preset('DDPG as published').click();
  await expect(preset('DDPG as published')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('Hidden units', { exact: true })).toHaveValue('256');
  await expect(
    page.getByRole('radiogroup', { name: 'Agent' }).getByRole('radio', { name: 'DDPG' }),
  ).toBeChecked();
  await expect(lab.button('Start training')).toBeEnabled();
  await preset('Standard').click();
  await expect(preset('DDPG as published')).toHaveAttribute('aria-pressed', 'false');
  await expect(
    page.getByRole('radiogroup', { name: 'Agent' }).getByRole('radio', { name: 'SAC' }),
  ).toBeChecked();
  await expect(page.getByLabel('Hidden units', { exact: true })).toHaveValue('64');
});
