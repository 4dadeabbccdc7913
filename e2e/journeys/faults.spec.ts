// What the browser may do to the page: refuse to keep anything, take away what it kept, or end between two key strokes.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { browserArguments, findBrowser } from '../fixtures/browser.ts';
import { expect, test } from '../fixtures/test.ts';
import { watchWords } from '../fixtures/words-shown.ts';
import { LabPage } from '../pages/lab-page.ts';
import { PriceRecord } from '../pages/price-record.ts';

/** Accepts the product shown. */
async function accept(lab: LabPage): Promise<void> {
  await lab.suggestedPrice.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(lab.suggestedPrice.getByRole('group', { name: /^Decision/ })).toContainText('accepted');
}

/** The exported log has `entries` entries and is whole in the lab's own eyes. */
async function expectWholeExport(record: PriceRecord, entries: number): Promise<void> {
  const text = await record.exportLog();
  expect(text.trimEnd().split('\n')).toHaveLength(entries + 1); // and the head
  await record.verifyFile(text);
  await expect(record.verification).toContainText(`All ${entries} entries of "log.jsonl" are as written`);
}

test('site data blocked: the page works in memory, and says so', async ({ baseURL }) => {
  const profile = mkdtempSync(join(tmpdir(), 'pricing-lab-blocked-'));
  mkdirSync(join(profile, 'Default'));
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    args: [...browserArguments],
    baseURL: baseURL!,
  });
  try {
    const lab = new LabPage(context.pages()[0] ?? (await context.newPage()));
    const record = new PriceRecord(lab);
    await lab.open('?backend=wasm');
    const refused = () => navigator.locks.request('trial', () => 'granted').catch(() => 'refused');
    expect(await lab.page.evaluate(refused)).toBe('refused');
    await record.loadCatalogue();
    await record.train();
    await expect(lab.page.getByRole('alert').first()).toContainText('This browser keeps nothing for the lab');
    await accept(lab);
    await record.override(12.34, 'Clearance');
    await expect(lab.suggestedPrice).toContainText('override 12.34');
    await record.verify();
    await expectWholeExport(record, await record.entries(4));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true });
  }
});

test('a guardrail is shown as written once it is, and site data cleared underneath loses nothing shown', async ({
  lab,
  page,
  context,
}) => {
  await PriceRecord.ofCatalogue(lab);
  await page.getByRole('tab', { name: 'Guardrails' }).click();
  const panel = page.getByRole('region', { name: 'Guardrails', exact: true });
  const said = await watchWords(panel.getByRole('status'));
  await panel.getByRole('textbox', { name: 'Largest change', exact: true }).fill('7');
  await expect(panel.getByRole('status')).toHaveText('Saved to the audit log.');
  expect((await said()).slice(-2)).toEqual(['Saving to the audit log.', 'Saved to the audit log.']);
  // Ended at once, without leaving the field.
  await page.close({ runBeforeUnload: false });
  const back = new LabPage(await context.newPage());
  const again = new PriceRecord(back);
  await back.open('?backend=wasm');
  await again.loadCatalogue();
  await again.train();
  await back.page.getByRole('tab', { name: 'Guardrails' }).click();
  await expect(
    back.page
      .getByRole('region', { name: 'Guardrails', exact: true })
      .getByRole('textbox', { name: 'Largest change', exact: true }),
  ).toHaveValue('7');

  await accept(back);
  const before = await again.entries(4);
  const devtools = await context.newCDPSession(back.page);
  await devtools.send('Storage.clearDataForOrigin', {
    origin: new URL(back.page.url()).origin,
    storageTypes: 'indexeddb',
  });
  const alert = back.page.getByRole('alert').first();
  await expect(alert).toContainText('as when site data is cleared');
  await expect(alert).not.toContainText('newer');
  await back.suggestedPrice.getByRole('button', { name: 'Reject', exact: true }).click();
  await again.entries(before + 1);
  await again.verify();
  await expectWholeExport(again, before + 1);
});

test('a newer tab takes the storage: the log stays whole, and what was kept is safe', async ({
  lab,
  page,
  context,
}) => {
  const record = await PriceRecord.ofCatalogue(lab);
  await accept(lab);
  const before = await record.entries(3);
  const newer = await context.newPage();
  await newer.goto('/favicon.svg');
  await newer.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('pricing-lab', 99);
        opening.onsuccess = resolve;
        opening.onerror = reject;
      }),
  );
  await expect(page.getByRole('alert').first()).toContainText(
    'a newer version of the lab in another tab has taken over its storage. What was kept before is safe.',
  );
  await lab.suggestedPrice.getByRole('button', { name: 'Reject', exact: true }).click();
  await record.entries(before + 1);
  await record.verify();
  await expectWholeExport(record, before + 1);
});
