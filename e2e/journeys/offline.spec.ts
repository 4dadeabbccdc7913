// Where it is put: a folder of a plain static host, without the headers that give a page shared memory. And with the
// network off: after the first visit the page opens, reads a file of one's own and ends at a price.

import { servePlainly } from '../fixtures/plain-host.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ serviceWorkers: 'allow' });

/** A hundred days of one product whose price moves between four steps. */
function ownCsv(): string {
  const rows = ['date,product,price,units'];
  for (let i = 0; i < 100; i++) {
    const date = new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);
    const price = [12.5, 13.9, 11.2, 14.75][Math.floor(i / 5) % 4]!;
    rows.push(`${date},Teapot,${price},${Math.round(40 * (price / 13) ** -1.8 + 4 * Math.sin(i * 1.7))}`);
  }
  return rows.join('\n');
}

test('first visit in a folder of a plain host, host gone, reload, own file to prices', async ({ page }) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  const host = await servePlainly();
  try {
    await page.goto(`${host.address}?backend=wasm`);
    await expect(page.getByRole('button', { name: 'Load demo data' })).toBeVisible();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  } finally {
    await host.close();
  }

  await page.reload();
  await expect(page.getByText('also works with the network off')).toBeVisible();
  await page.getByLabel('Sales CSV').setInputFiles({
    name: 'own.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(ownCsv()),
  });
  await expect(page.getByText('own.csv').first()).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByLabel('Training steps', { exact: true }).fill('600');
  await page.getByLabel('Hidden units', { exact: true }).fill('16');
  await page.getByRole('button', { name: 'Start training', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Run status' })).toContainText('finished');
  await page.getByRole('navigation').getByRole('link', { name: 'Prices', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Recommended price' })).toContainText(/\d\d\.\d\d/);
  for (const section of ['Demand', 'Experiments', 'Monitor', 'Models'] as const) {
    await page.getByRole('navigation').getByRole('link', { name: section, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(section);
  }
  expect(complaints).toEqual([]);
});

test('a new version is offered, waits for the end of a run, and is loaded by Reload while another tab goes on', async ({
  page,
  context,
}) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  const host = await servePlainly();
  try {
    await page.goto(`${host.address}?backend=wasm`);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const other = await context.newPage();
    await other.goto(`${host.address}?backend=wasm`);
    await expect(other.getByRole('button', { name: 'Load demo data' })).toBeVisible();
    await expect(page.getByText('A new version of the lab is here')).toBeHidden();

    host.deploy('next');
    await page.getByLabel('Sales CSV').setInputFiles({
      name: 'own.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(ownCsv()),
    });
    await page.getByRole('navigation').getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByLabel('Training steps', { exact: true }).fill('200000');
    await page.getByRole('button', { name: 'Start training', exact: true }).click();
    await expect(page.getByRole('status', { name: 'Run status' })).toContainText('training');
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    const reload = page.getByRole('button', { name: 'Reload', exact: true });
    await expect(page.getByText('you can reload once it has ended')).toBeVisible();
    await expect(reload).toBeHidden();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await reload.click();
    await expect(page.locator('html')).toHaveAttribute('data-version', 'next');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Train');
    await expect(page.getByText('A new version of the lab is here')).toBeHidden();

    // The other tab is still of the build before, whose files are kept for it.
    await expect(other.locator('html')).toHaveAttribute('data-version', '');
    await other.getByRole('button', { name: 'Load demo data' }).click();
    await expect(other.getByRole('region', { name: 'Recommended price' })).toBeVisible();
  } finally {
    await host.close();
  }
  expect(complaints).toEqual([]);
});
