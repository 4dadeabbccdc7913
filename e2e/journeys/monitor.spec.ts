// Newer sales of which some drift: the alerts name them, retraining makes a new model, and the one before is returned to.

import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/test.ts';
import { PriceRecord } from '../pages/price-record.ts';

/** The demo catalogue in two parts: what was known, and its last 28 days, in which one product sells a third as much. */
async function splitCatalogue(drifting: string): Promise<{ older: string; newer: string }> {
  const text = await readFile(new URL('../../public/demo/catalogue.csv', import.meta.url), 'utf8');
  const [header, ...rows] = text.trim().split('\n');
  const later = rows.filter((row) => row >= '2025-09-03');
  const earlier = rows.filter((row) => row < '2025-09-03');
  const changed = later.map((row) => {
    const cells = row.split(',');
    if (cells[1] !== drifting) return row;
    const [price, cost] = [Number(cells[4]), Number(cells[8])];
    const units = Math.round(Number(cells[5]) / 3);
    cells[5] = String(units);
    cells[6] = (units * price).toFixed(2);
    cells[7] = (units * (price - cost)).toFixed(2);
    return cells.join(',');
  });
  return { older: [header, ...earlier].join('\n'), newer: [header, ...changed].join('\n') };
}

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const monitorRegion = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a drifting file raises its alert; retrain, compare, return to the model before', async ({
  lab,
  page,
}) => {
  const { older, newer } = await splitCatalogue('STA-408');
  await lab.open('?backend=wasm');
  await lab.load(csv('shop.csv', older));
  await monitorRegion(page, 'Found and repaired').waitFor();
  await lab.goTo('Train');
  await lab.button('Quick look').click();
  await lab.set('Training steps', 2_000);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  await expect(lab.suggestedPrice).toBeVisible();
  await new PriceRecord(lab).override(12.34, 'Clearance');
  await expect(lab.suggestedPrice).toContainText('override 12.34');

  await lab.goTo('Monitor');
  const input = page.getByLabel('Newer sales CSV');
  await input.setInputFiles(csv('other.csv', 'a,b\n1,2'));
  await expect(page.getByRole('alert')).toContainText(/a date/);

  await input.setInputFiles(csv('september.csv', newer));
  const alerts = monitorRegion(page, 'Alerts');
  await expect(alerts.getByRole('listitem').filter({ hasText: 'Wax Seal Kit' })).toContainText(
    /act now.*Sells \d\d\s% less at the same price/s,
  );
  await expect(monitorRegion(page, 'Actual against expected')).toContainText(
    '“september.csv” covers 3 Sep 2025',
  );
  await alerts.getByRole('button', { name: 'Wax Seal Kit' }).first().click();
  await expect(page.getByRole('figure', { name: 'Sold and expected: Wax Seal Kit' })).toBeVisible();

  // Thresholds act at once.
  const before = await alerts.getByRole('listitem').count();
  const floor = page.getByLabel('Margin must not fall below');
  await floor.fill('60');
  await expect.poll(() => alerts.getByRole('listitem').count()).toBeGreaterThan(before);
  await floor.fill('99');
  await expect(page.getByText('expected a number from 0 to 95.')).toBeVisible();
  await floor.fill('0');

  await lab.button('Retrain on the new data').click();
  const retrain = monitorRegion(page, 'Retrain');
  await expect(retrain).toContainText(/The new model "SAC for 60 products \(2\)" is in use/, {
    timeout: 400_000,
  });
  await expect(
    page
      .getByRole('grid', { name: 'Prices of the two models' })
      .or(page.getByRole('table', { name: 'Prices of the two models' })),
  ).toBeVisible();
  // The override stands beside the new data too: it wins until it is taken back.
  await expect(retrain).toContainText('1 override was carried over and still applies.');
  const watched = monitorRegion(page, 'Watched products');
  await watched.getByRole('button', { name: /Decision/ }).click();
  await expect(watched.getByText('override 12.34')).toBeVisible();
  await lab.button('Return to the previous model').click();
  await expect(retrain).toContainText('The previous model, "SAC for 60 products", is in use again.');
  await lab.button('Use the new model').click();
  await expect(retrain).toContainText('The new model "SAC for 60 products (2)" is in use');

  // The joined file is now the loaded one.
  await lab.goTo('Data');
  await expect(page.getByText('shop with newer sales to 2025-09-30.csv').first()).toBeVisible();
});

test('simulated newer sales show what the monitor does, and say that they are made up', async ({
  lab,
  page,
}) => {
  await lab.open('?backend=wasm');
  await page.getByRole('button', { name: /A catalogue of 60 products/ }).click();
  await monitorRegion(page, 'Found and repaired').waitFor();
  await lab.goTo('Monitor');
  await lab.button('Try with simulated newer sales').click();
  await expect(page.getByText(/are invented/)).toBeVisible();
  await expect(monitorRegion(page, 'Alerts').getByRole('listitem').first()).toBeVisible();
  await expect(lab.button('Retrain on the new data')).toBeEnabled();
});
