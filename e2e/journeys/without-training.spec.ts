// A file to prices at once: no agent is trained, and all that hangs on prices works all the same. The prices are those of
// `lab advise --agent none`.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { accessibilityViolations } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/test.ts';
import { PriceRecord } from '../pages/price-record.ts';

const run = promisify(execFile);

interface AdvisedProduct {
  readonly product: string;
  readonly recommendedPrice: number;
}

/** What the command line advises for the same file, product by product. */
async function advised(file: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', 'src/headless/lab.ts', 'advise', file, '--agent', 'none'],
    { maxBuffer: 1 << 26 },
  );
  const { products } = JSON.parse(stdout) as { readonly products: readonly AdvisedProduct[] };
  return new Map(products.map(({ product, recommendedPrice }) => [product, recommendedPrice.toFixed(2)]));
}

test('drop a file, show prices without training, accept, download, and find the decision after a reload', async ({
  lab,
  page,
}) => {
  const record = new PriceRecord(lab);
  const file = 'public/demo/catalogue.csv';
  await lab.open();
  await lab.load(file);
  await expect(lab.button('Show prices')).toBeEnabled();
  await lab.button('Show prices').click();
  await expect(page).toHaveURL(/#\/prices$/);
  await expect(lab.suggestedPrice).toBeVisible();
  await expect(page.getByText(/^No agent was trained: these prices rest/)).toBeVisible();
  await expect(page.getByText(/^Change \d+ of 60 prices: \+[\d,]+ profit a day/)).toBeVisible();
  await expect(lab.button('Train and show prices')).toBeVisible();
  await expect(lab.button('Export model')).toBeDisabled();
  expect(await accessibilityViolations(page)).toEqual([]);

  await lab.suggestedPrice.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(lab.suggestedPrice).toContainText('accepted');
  const product = await lab.suggestedPrice.getByRole('heading', { level: 2 }).innerText();
  await lab.button('Download price list').click();
  const [list] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).first().click(),
  ]);
  const [head, ...lines] = (await readFile(await list.path(), 'utf8')).trim().split(/\r?\n/);
  const names = head!.split(',');
  const cell = (line: string, name: string) => line.split(',')[names.indexOf(name)]!;
  const known = await advised(file);
  expect(lines).toHaveLength(60);
  for (const line of lines)
    expect(Number(cell(line, 'recommended_price')).toFixed(2), line).toBe(
      known.get(cell(line, 'product_id')),
    );
  expect(lines.filter((line) => cell(line, 'decision') === 'accept')).toHaveLength(1);

  const [report] = await Promise.all([page.waitForEvent('download'), lab.button('Export report').click()]);
  expect(await readFile(await report.path(), 'utf8')).toContain('No agent was trained');

  const entries = await record.entries(3);
  await record.verify();
  await page.reload();
  await lab.goTo('Data');
  await lab.load(file);
  // Opening Prices is enough where this browser keeps no model of the file.
  await lab.goTo('Prices');
  await expect(lab.suggestedPrice).toBeVisible();
  await record.show(product);
  await expect(lab.suggestedPrice).toContainText('accepted');
  expect(await record.entries(entries)).toBe(entries);
  await record.verify();
});

test('rules, certainty, a typed price, frontier, scenarios and impact need no model; a run takes over', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm&demo=marketplace');
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Train');
  await lab.button('Show prices without training').click();
  await expect(lab.suggestedPrice).toBeVisible();
  for (const tab of ['Frontier', 'Scenarios', 'Business impact', 'Catalogue file', 'Model', 'Relations']) {
    await lab.openTab(tab);
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    expect(await accessibilityViolations(page), tab).toEqual([]);
  }
  await lab.openTab('Model');
  await expect(page.getByText(/^Training adds an agent’s price/).last()).toBeVisible();
  await lab.openTab('Catalogue file');
  await expect(page.getByText(/only a trained model can price them/)).toBeVisible();
  await page.getByLabel('Level of certainty', { exact: true }).selectOption('0.95');
  await expect(lab.suggestedPrice).toHaveAttribute('aria-busy', 'false');

  await lab.goTo('Train');
  await lab.set('Training steps', 600);
  await lab.set('Hidden units', 16);
  await lab.goTo('Prices');
  await lab.button('Train and show prices').click();
  await expect(page.getByText('No agent was trained')).toHaveCount(0);
  await expect(lab.suggestedPrice).toBeVisible();
  await expect(lab.button('Export model')).toBeEnabled();
  await expect(page.getByText('No agent was trained')).toHaveCount(0);

  // Without that model in use: prices are a choice of the person, since this browser keeps one for the file.
  await page.reload();
  await expect(lab.button('Show prices without training')).toBeVisible();
  await expect(lab.button('Choose a kept model')).toBeVisible();
  await lab.button('Show prices without training').click();
  await expect(page.getByText(/^No agent was trained/)).toBeVisible();
  await expect(lab.suggestedPrice).toBeVisible();
});
