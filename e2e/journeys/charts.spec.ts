// Every chart of the page beside its stored picture, drawn from fixed data: the demo catalogue, short runs with seed 1 on plain
// numbers (the kernels round as their processor does), a test's result and a run's log written here.
// How they are compared, and how the pictures are renewed, stands in fixtures/chart-pictures.ts.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

import { compareCharts } from '../fixtures/chart-pictures.ts';
import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

/** Which updates it reads the losses of depends on how fast the machine is: that chart has a test of its own. */
const timed = ['Losses'];

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' }));

/** The demo catalogue and a policy for all of it, from a short run. */
async function trainCatalogue(lab: LabPage): Promise<void> {
  await lab.open('?backend=cpu');
  await lab.page.getByRole('button', { name: /catalogue of 60 products/i }).click();
  await expect(lab.page.getByText('catalogue.csv').first()).toBeVisible();
  await lab.goTo('Train');
  await lab.page.getByRole('group', { name: 'Presets' }).getByRole('button', { name: 'Portfolio' }).click();
  await lab.set('Training steps', 800);
  await lab.set('Hidden units', 16);
  await lab.button('Start training').click();
  await lab.expectState('finished');
}

test('charts: those of a file and its run look as their stored pictures', async ({ lab, page }) => {
  await trainCatalogue(lab);
  const seen = new Set<string>();
  for (const section of await lab.sections()) {
    await lab.goTo(section);
    await compareCharts(page, seen, timed);
    for (const tab of await lab.otherTabs()) {
      await tab.click();
      if ((await tab.innerText()) === 'Frontier')
        await expect(page.getByRole('figure', { name: /^Profit against/ })).toBeVisible();
      await compareCharts(page, seen, timed);
    }
  }

  await lab.goTo('Monitor');
  await lab.button('Try with simulated newer sales').click();
  await expect(page.getByRole('region', { name: 'Alerts' })).toBeVisible();
  await compareCharts(page, seen, timed);

  await lab.goTo('Experiments');
  await page.getByLabel('Test result CSV').setInputFiles(pairedResult());
  await expect(page.getByRole('figure', { name: 'Differences of the pairs' })).toBeVisible();
  await compareCharts(page, seen, timed);
  expect([...seen].sort()).toEqual(
    [
      'Demand curve',
      'Differences of the pairs',
      'Episode return',
      'Excess stock',
      'From the price asked for to the recommended one',
      'Gap closed by product',
      'Margin',
      'Policy map',
      'Power by length',
      'Price over time',
      'Price path',
      'Prices charged, recommended and decided',
      'Profit',
      'Profit against revenue',
      'Reward parts',
      'Revenue',
      'Sales over time',
      'Sold and expected',
      'Stock turnover',
    ].sort(),
  );
});

/** Sixteen days of a test in pairs: price B sells a half more. */
function pairedResult() {
  const rows = Array.from({ length: 16 }, (_, i) => {
    const arm = (i + Math.floor(i / 8)) % 2 === 0 ? 'A' : 'B';
    const day = String(5 + i).padStart(2, '0');
    return `2026-01-${day},${(i % 8) + 1},${arm},${arm === 'A' ? 10 : 11},${arm === 'A' ? 20 + (i % 3) : 28 + ((3 * i) % 5)}`;
  });
  const text = ['date,pair,arm,price,units', ...rows].join('\n');
  return { name: 'paired.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

test('charts: the audit, a sweep with its band, compared runs and a game look as their stored pictures', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=cpu');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await expect(lab.rewardAudit).toContainText('gives up');
  await lab.button('Show the audit').click();
  await expect(lab.chart('Reward audit')).toBeVisible();
  const seen = new Set(['Episode return', 'Reward parts', 'Price path', 'Policy map']);
  await compareCharts(page, seen, timed);

  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 600);
  await page.getByLabel('Seeds', { exact: true }).fill('2');
  await page.getByText('Sweep', { exact: true }).click();
  await page.getByLabel('Setting to sweep over').first().selectOption('gamma');
  await page.getByLabel('Values of Discount').fill('0.9, 0.99');
  await lab.button('Train 4 runs').click();
  const sweep = page.getByRole('region', { name: 'Seeds and sweeps' });
  await expect(sweep.getByText(/^4 of 4 runs finished/)).toBeVisible({ timeout: 400_000 });
  await compareCharts(page, seen, timed);

  await lab.openTab('Runs');
  for (const at of [0, 3])
    await lab.runs
      .getByRole('checkbox', { name: /^Compare / })
      .nth(at)
      .check();
  await expect(lab.chart('Runs compared')).toBeVisible();
  await compareCharts(page, seen, timed);

  await lab.openTab('Play');
  await lab.game.getByRole('button', { name: 'Play an episode' }).click();
  const input = lab.game.getByLabel('Your price', { exact: true });
  await expect(input).toBeVisible();
  for (const price of [25, 22, 24, 21]) {
    await input.fill(String(price));
    await page.keyboard.press('Enter');
    await expect(lab.game.getByRole('status', { name: 'What the day brought' })).toContainText(`at ${price}`);
  }
  await compareCharts(page, seen, timed);
  for (const name of [
    'Learning over seeds',
    'Reward audit',
    'Runs compared',
    'Settings and result',
    'You against the agent',
  ])
    expect([...seen]).toContain(name);
});

test('charts: the losses of a run that is written down look as their stored picture', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=cpu');
  await lab.goTo('Train');
  await lab.choose('Market', 'Demand market');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 400);
  await lab.trainToTheEnd();
  await lab.goTo('Models');
  const [download] = await Promise.all([page.waitForEvent('download'), lab.button('Export project').click()]);
  const project = withFixedLosses(await readFile(await download.path()));
  await page
    .getByLabel('Import project')
    .setInputFiles({ name: 'losses.pricinglab', mimeType: 'application/zip', buffer: project });
  await expect(page.getByText('Project opened')).toBeVisible();
  await lab.goTo('Train');
  await lab.openTab('Run');
  await expect(lab.chart('Losses')).toContainText('After 300 updates');
  const seen = new Set(['Episode return', 'Reward parts', 'Price path']);
  await compareCharts(page, seen);
  expect([...seen]).toContain('Losses');
});

/** The project with losses of its run that are the same on every machine. */
function withFixedLosses(project: Uint8Array): Buffer {
  const files = unzipSync(project);
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const lines = strFromU8(files['run.jsonl']!).trimEnd().split('\n');
  const others = lines.filter((line) => (JSON.parse(line) as { type: string }).type !== 'loss');
  const losses = Array.from({ length: 30 }, (_, i) =>
    JSON.stringify({
      type: 'loss',
      step: 100 + 10 * i,
      updates: 10 + 10 * i,
      criticLoss: 40 * 0.88 ** i + Math.abs(Math.sin(i)),
      actorLoss: -0.4 * i,
      temperature: 0.9 * 0.96 ** i,
      entropy: 1.4 - 0.03 * i,
      meanQ: 0.5 * i + Math.sin(i / 2),
    }),
  );
  files['run.jsonl'] = strToU8(`${[others[0]!, ...losses, ...others.slice(1)].join('\n')}\n`);
  const manifest = JSON.parse(strFromU8(files['project.json']!)) as { checksums: Record<string, string> };
  manifest.checksums['run.jsonl'] = digest(files['run.jsonl']);
  files['project.json'] = strToU8(`${JSON.stringify(manifest, null, 1)}\n`);
  files['project.sha256'] = strToU8(`${digest(files['project.json'])}  project.json\n`);
  return Buffer.from(zipSync(files));
}
