// The audit log holds against tampering, two tabs at once and a full disk.

import { expect, test } from '../fixtures/test.ts';
import { LabPage } from '../pages/lab-page.ts';
import { PriceRecord } from '../pages/price-record.ts';

test('a tampered log is found, with its entry', async ({ lab }) => {
  const record = await PriceRecord.ofCatalogue(lab);
  await lab.suggestedPrice.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(lab.suggestedPrice).toContainText('accepted');
  await record.override(12.34, 'Clearance');
  await expect(lab.suggestedPrice).toContainText('override 12.34');
  const lines = (await record.exportLog()).trimEnd().split('\n');
  expect(lines).toHaveLength(5); // opened, suggestions, accepted, overridden, head

  const check = async (tampered: readonly string[], found: string) => {
    await record.verifyFile(`${tampered.join('\n')}\n`);
    await expect(record.verification).toContainText(found);
  };
  const [opened, suggestions, accepted, overridden, head] = lines as [string, string, string, string, string];
  await check(lines, 'All 4 entries of "log.jsonl" are as written');
  const cheaper = overridden.replace('"price":[12.34]', '"price":[11.34]');
  expect(cheaper).not.toBe(overridden);
  await check([opened, suggestions, accepted, cheaper, head], 'Not intact: entry 4.');
  await check([opened, accepted, overridden, head], 'Not intact: entry 2.');
  await check([opened, suggestions, overridden, accepted, head], 'Not intact: entry 3.');
  await check([opened, suggestions, accepted, head], 'Not intact: entry 4.');
  await check([opened, suggestions, accepted, overridden], 'Not intact: entry 5.');
  await check(['product,price', 'tea,12'], 'Not a log.');
});

test('two tabs at once: both decide, no entry is lost, and both show the same', async ({ lab, context }) => {
  const record = await PriceRecord.ofCatalogue(lab);
  const model = await (await lab.exportModel()).path();

  const other = new LabPage(await context.newPage());
  const otherRecord = new PriceRecord(other);
  await other.open('?backend=wasm');
  await otherRecord.loadCatalogue();
  await other.goTo('Prices');
  await other.page.getByLabel('Import model').setInputFiles(model);
  await expect(other.suggestedPrice).toBeVisible();
  await otherRecord.entries(1);

  const decide = async (page: LabPage, product: string) => {
    await page.page.getByRole('table', { name: 'Prices of all products' }).getByText(product).click();
    for (let round = 0; round < 4; round++)
      for (const [action, done] of [
        ['Accept', 'accepted'],
        ['Reject', 'rejected'],
      ] as const) {
        await page.suggestedPrice.getByRole('button', { name: action, exact: true }).click();
        // A decision is shown once it is written: a click before that may meet a button that has just gone off.
        await expect(page.suggestedPrice.getByRole('group', { name: /^Decision/ })).toContainText(done);
      }
  };
  const names = lab.page
    .getByRole('table', { name: 'Prices of all products' })
    .locator('button[aria-pressed]');
  const [one, another] = [await names.nth(1).innerText(), await names.nth(2).innerText()];
  await Promise.all([decide(lab, one), decide(other, another)]);

  const log = async (of: PriceRecord) => (await of.exportLog()).trimEnd().split('\n');
  const decisions = (lines: string[]) => lines.filter((line) => line.includes('"kind":"decision"')).length;
  // 4 rounds, 2 actions, 2 tabs
  await expect.poll(async () => decisions(await log(record))).toBe(16);
  await expect.poll(async () => decisions(await log(otherRecord))).toBe(16);
  expect(await log(record)).toEqual(await log(otherRecord));
  const standing = record.log.getByText('2 rejected');
  await expect(standing).toBeVisible();
  await expect(otherRecord.log.getByText('2 rejected')).toBeVisible();
  await Promise.all([record.verify(), otherRecord.verify()]);
});

test('storage full: a sentence, nothing earlier is lost, and the page goes on', async ({
  lab,
  page,
  context,
  baseURL,
}) => {
  const record = await PriceRecord.ofCatalogue(lab);
  const accept = lab.suggestedPrice.getByRole('button', { name: 'Accept', exact: true });
  const reject = lab.suggestedPrice.getByRole('button', { name: 'Reject', exact: true });
  await accept.click();
  await expect(lab.suggestedPrice).toContainText('accepted');

  const browser = await context.newCDPSession(page);
  const origin = new URL(baseURL!).origin;
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // Chromium looks at the quota anew only now and then: decide until it has noticed.
  const full = page.getByRole('alert').filter({ hasText: 'The browser’s storage is full.' });
  await expect(async () => {
    await reject.click();
    await expect(lab.suggestedPrice).toContainText('rejected');
    await accept.click();
    await expect(lab.suggestedPrice).toContainText('accepted');
    await expect(full).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(record.log).toContainText(/\d in this page only/);
  await record.verify();

  await browser.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(async () => {
    await lab.button('Undo').click();
    await expect(full).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await expect(record.log).toContainText('all kept in this browser');
  const entries = await record.entries();

  await page.reload();
  await lab.goTo('Data');
  await record.loadCatalogue();
  await lab.goTo('Prices');
  expect(await record.entries(entries)).toBe(entries);
  await record.verify();
});
