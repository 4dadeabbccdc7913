// Files as people have them: an order export, stores in one file, an ERP list below title lines, the same as a workbook.
// None of them asks anything before it is read, and each ends at prices.

import { readFile } from 'node:fs/promises';

import { workbookOf } from '../../src/core/files/workbook-fixture.ts';
import { expect, test } from '../fixtures/test.ts';
import type { LabPage } from '../pages/lab-page.ts';

type File = Exclude<Parameters<LabPage['load']>[0], string>;

const priceSteps = [1, 1.12, 0.9, 1.2, 0.85] as const;
const dayCount = 90;

/** Prices that move every six days, and the units an elasticity of -1.8 sells at them. */
function drawnDays(usualPrice: number, usualUnits: number, turn = 0) {
  return Array.from({ length: dayCount }, (_, t) => {
    const price = Math.round(usualPrice * priceSteps[(Math.floor(t / 6) + turn) % 5]! * 100) / 100;
    const noise = 1 + 0.08 * Math.sin(t * 2.3 + turn);
    const units = Math.max(1, Math.round(usualUnits * (price / usualPrice) ** -1.8 * noise));
    return { date: new Date(Date.UTC(2025, 0, 1 + t)).toISOString().slice(0, 10), price, units };
  });
}

function csvFile(name: string, lines: readonly string[]): File {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) };
}

/** One line an order, as Shopify exports them; every 30th order was cancelled. */
function shopifyOrders(): File {
  let order = 1000;
  const lines = ['TEE-BLK-M', 'MUG-01'].flatMap((sku, turn) =>
    drawnDays(turn === 0 ? 25 : 12, turn === 0 ? 6 : 9, turn).flatMap(({ date, price, units }) =>
      Array.from({ length: units }, (_, i) => {
        const id = order++;
        const at = `${date} ${String(8 + (i % 12)).padStart(2, '0')}:15:00 -0500`;
        const cancelled = id % 30 === 0 ? at : '';
        const item = sku === 'MUG-01' ? 'Stone Mug' : 'Basic Tee - Black / M';
        return `#${id},c${id}@example.com,paid,${at},fulfilled,USD,${at},1,${item},${price.toFixed(2)},${sku},${cancelled}`;
      }),
    ),
  );
  return csvFile('orders_export.csv', [
    'Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at',
    ...lines,
  ]);
}

const stores = ['Harbour', 'North', 'South'] as const;
const soldInStores = ['Cocoa', 'Tea'] as const;

/** Two products in three stores, each store at its own level and its own prices. */
function storeFile(): File {
  const lines = soldInStores.flatMap((product, p) =>
    stores.flatMap((store, s) =>
      drawnDays([8, 5][p]! * (1 + 0.15 * s), 20 * (s + 1), s + p).map(
        ({ date, price, units }) => `${date},${store},${product},${price.toFixed(2)},${units}`,
      ),
    ),
  );
  return csvFile('stores.csv', ['Date,Store,Product,Price,Units', ...lines]);
}

const erpTitles = [
  'Umsatzstatistik',
  'Mandant: 001 Müller GmbH',
  'Zeitraum: 01.01.2025 - 31.03.2025',
] as const;
const erpHeader = ['Belegdatum', 'Artikelnummer', 'Bezeichnung', 'Menge', 'Einzelpreis', 'Umsatz'] as const;
const erpDays = drawnDays(1249.5, 40);
const erpUnits = erpDays.reduce((sum, { units }) => sum + units, 0);
const erpSales = erpDays.reduce((sum, { price, units }) => sum + price * units, 0);

/** Title lines above the header, decimal commas with points between thousands, the sum below. */
function erpExport(): File {
  const money = (value: number) =>
    `${value.toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} €`;
  const lines = erpDays.map(({ date, price, units }) => {
    const [year, month, day] = date.split('-');
    return `${day}.${month}.${year};4711;Kühlschrank;${units};${money(price)};${money(price * units)}`;
  });
  const file = [
    ...erpTitles.map((title) => `${title};;;;;`),
    ';;;;;',
    erpHeader.join(';'),
    ...lines,
    `;;Summe;${erpUnits.toLocaleString('de-DE')};;${money(erpSales)}`,
  ];
  // As Windows-1252 has it: Latin-1 with the euro sign at 0x80.
  const text = file.join('\r\n').replaceAll('€', '\u0080');
  return { name: 'umsatz.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') };
}

/** The same list as a workbook: numbers as numbers, dates as serial days. */
function erpWorkbook(): File {
  const cents = (value: number) => Math.round(value * 100) / 100;
  const sheet = [
    ...erpTitles.map((title) => [title]),
    [],
    [...erpHeader],
    ...erpDays.map(({ date, price, units }) => [
      date,
      '4711',
      'Kühlschrank',
      units,
      price,
      cents(price * units),
    ]),
    ['', '', 'Summe', erpUnits, '', cents(erpSales)],
  ];
  return {
    name: 'umsatz.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(workbookOf({ Umsatz: sheet })),
  };
}

/** Loads a file that must be read without a dialog. */
async function loadUnasked(lab: LabPage, file: File): Promise<void> {
  await lab.open();
  await lab.load(file);
  await expect(lab.page.getByRole('region', { name: 'Found and repaired', exact: true })).toBeVisible();
  await expect(lab.page.getByText(file.name).first()).toBeVisible();
  await expect(lab.page.getByRole('dialog')).toHaveCount(0);
}

async function trainToPrices(lab: LabPage): Promise<void> {
  await lab.goTo('Train');
  await lab.button('Quick look').click();
  await lab.set('Training steps', 600);
  await lab.set('Hidden units', 16);
  await lab.button('Start training').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  await expect(lab.suggestedPrice).toBeVisible();
}

test('a Shopify orders export goes to prices without a question', async ({ lab, page }) => {
  await loadUnasked(lab, shopifyOrders());
  const found = page.getByRole('region', { name: 'Found and repaired', exact: true });
  await expect(found).toContainText('Shopify orders');
  await expect(found).toContainText(/cancelled/i);

  await lab.goTo('Demand');
  const ranking = page.getByRole('list', { name: 'Products by sales' });
  await expect(ranking).toContainText('Basic Tee - Black / M');
  await expect(ranking).toContainText('Stone Mug');

  // Who asks for prices before there is a model gets both with one button.
  await lab.goTo('Train');
  await lab.set('Training steps', 600);
  await lab.set('Hidden units', 16);
  await lab.goTo('Prices');
  await lab.button('Train and show prices').click();
  await expect(lab.suggestedPrice).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Prices' })).toBeVisible();
  const price = await lab.readSuggestedPrice();
  expect(price).toBeGreaterThan(8);
  expect(price).toBeLessThan(40);
});

test('stores in one file stay apart from the file to the price list', async ({ lab, page }) => {
  const names = soldInStores.flatMap((product) => stores.map((store) => `${product} · ${store}`));
  await loadUnasked(lab, storeFile());
  await expect(page.getByRole('region', { name: 'Found and repaired', exact: true })).toContainText(
    'Each of its values is kept as a separate series',
  );
  const picker = page.getByRole('combobox', { name: 'Product shown' });
  await picker.click();
  const offered = page.getByRole('listbox', { name: 'Product shown' }).getByRole('option');
  await expect(offered).toHaveText(names);
  await page.keyboard.press('Escape');

  await lab.goTo('Demand');
  const ranking = page.getByRole('list', { name: 'Products by sales' });
  for (const name of names) await expect(ranking).toContainText(name);

  await trainToPrices(lab);
  const table = page.getByRole('table', { name: 'Prices of all products' });
  for (const name of names) await expect(table.getByRole('row').filter({ hasText: name })).toHaveCount(1);
  // On a phone too, where the beginning of a name is cut before the store is.
  await page.setViewportSize({ width: 390, height: 844 });
  for (const store of stores) {
    const ending = table.getByText(` · ${store}`, { exact: true }).first();
    await expect(ending).toBeVisible();
    await expect.poll(() => ending.evaluate((part) => part.scrollWidth <= part.clientWidth)).toBe(true);
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: /^Download / }).click();
      await page.getByRole('menuitem', { name: /^CSV/ }).click();
    })(),
  ]);
  const [header, ...rows] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(header).toMatch(/^product_id,product_name,product_key,Store,/);
  expect(rows.map((row) => row.split(',').slice(1, 4).join('; ')).sort()).toEqual(
    soldInStores.flatMap((product) => stores.map((store) => `${product} · ${store}; ${product}; ${store}`)),
  );
});

for (const [kind, file] of [
  ['an ERP list below title lines', erpExport],
  ['the same list as a workbook', erpWorkbook],
] as const)
  test(`${kind} goes to prices without a question`, async ({ lab, page }) => {
    await loadUnasked(lab, file());
    const found = page.getByRole('region', { name: 'Found and repaired', exact: true });
    await expect(found).toContainText('Umsatzstatistik');
    await expect(found).toContainText('Summe');

    await trainToPrices(lab);
    await expect(lab.suggestedPrice).toContainText('Kühlschrank');
    const price = await lab.readSuggestedPrice();
    expect(price).toBeGreaterThan(900);
    expect(price).toBeLessThan(1700);
  });
