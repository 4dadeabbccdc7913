// A price test read before its end and fed back: it is told early without fooling anybody, its result goes into the demand fit, the
// list of tests comes back with the file after a reload.

import { readFile } from 'node:fs/promises';

import { ladderCsv } from '../fixtures/ladder-csv.ts';
import { expect, test } from '../fixtures/test.ts';

/** The first `days` days of a plan filled in; price B sells `lossAtB` units less. */
function filledIn(plan: string, days: number, lossAtB: number): string {
  const [header, ...lines] = plan.trim().split('\r\n');
  const names = header!.split(',');
  const at = (name: string) => names.indexOf(name);
  const filled = lines.map((line, i) => {
    if (i >= days) return line;
    const cells = line.split(',');
    const units = 40 + ((i * 7) % 5) - (cells[at('arm')] === 'B' ? lossAtB : 0);
    cells[at('units')] = String(units);
    cells[at('sales')] = (units * Number(cells[at('price')])).toFixed(2);
    return cells.join(',');
  });
  return [header, ...filled].join('\r\n');
}

test('two tests on the list; one is told before its end, goes into the fit, and is kept', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await lab.load(ladderCsv());
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Experiments');
  const plan = page.getByRole('region', { name: 'Plan a price test' });
  await plan.getByLabel('Price B', { exact: true }).fill('2.2');
  await plan.getByLabel('Length', { exact: true }).fill('6');
  await plan.getByLabel('Length', { exact: true }).blur();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    lab.button('Download assignment plan').click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');

  // A second test of three prices stands beside it.
  await plan.getByLabel('Price C', { exact: true }).fill('1.8');
  await plan.getByLabel('Price C', { exact: true }).blur();
  await plan.getByLabel('Length', { exact: true }).fill('3');
  await plan.getByLabel('Length', { exact: true }).blur();
  const [third] = await Promise.all([
    page.waitForEvent('download'),
    lab.button('Download assignment plan').click(),
  ]);
  expect(
    (await readFile(await third.path(), 'utf8')).split('\r\n').filter((line) => line.includes(',C,')),
  ).toHaveLength(21);
  const tests = page.getByRole('region', { name: 'Tests of this file' });
  await expect(tests.getByRole('row')).toHaveCount(3);
  await expect(tests).toContainText(/Begins in \d+ days?/);

  // The first one is read after seven of its twelve weeks.
  const first = tests.getByRole('row').nth(1);
  await first.getByRole('button', { name: /^Read a result of/ }).click();
  await page.getByLabel('Test result CSV').setInputFiles({
    name: 'early.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(filledIn(text, 70, 12)),
  });
  const readOut = page.getByRole('region', { name: 'Read-out' });
  await expect(readOut).toContainText('You may look every day: the evidence so far crosses the line');
  await expect(first).toContainText('Decided: a difference is shown');

  // Its elasticity goes into the fit of the product.
  await lab.goTo('Demand');
  await expect(page.getByText(/A price test \(\d{4}-\d\d-\d\d to/)).toHaveCount(0);
  await lab.goTo('Experiments');
  await first.getByRole('switch', { name: /^Use the result of/ }).check();
  await lab.goTo('Demand');
  await expect(page.getByText(/A price test \(\d{4}-\d\d-\d\d to/).first()).toBeVisible();

  // Another visit: the same file brings the tests back, and what was used of them.
  await lab.open('?backend=wasm');
  await lab.load(ladderCsv());
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Experiments');
  await expect(tests.getByRole('row')).toHaveCount(3);
  await expect(first.getByRole('switch', { name: /^Use the result of/ })).toBeChecked();
  await lab.goTo('Demand');
  await expect(page.getByText(/A price test \(\d{4}-\d\d-\d\d to/).first()).toBeVisible();
});
