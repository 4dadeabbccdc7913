// Decisions about prices and what is on record of them, as a person names the parts.

import { readFile } from 'node:fs/promises';

import { expect, type Locator } from '@playwright/test';

import type { LabPage } from './lab-page.ts';

export class PriceRecord {
  private readonly lab: LabPage;

  constructor(lab: LabPage) {
    this.lab = lab;
  }

  get history(): Locator {
    return this.lab.page.getByRole('region', { name: 'Price history', exact: true });
  }

  get log(): Locator {
    return this.lab.page.getByRole('region', { name: 'Audit log', exact: true });
  }

  get verification(): Locator {
    return this.log.getByRole('status', { name: 'Verification' });
  }

  /** Opens what is on record; without a model it stands there at once. */
  async open(): Promise<void> {
    const tab = this.lab.page.getByRole('tab', { name: 'History and log' });
    await expect(tab.or(this.log).first()).toBeVisible();
    if (await tab.isVisible()) await tab.click();
    await expect(this.log).toBeVisible();
    // A phone keeps it folded.
    const fold = this.log.locator('details:not([open]) > summary');
    if (await fold.isVisible()) await fold.click();
  }

  /** Shows a product's recommendation beside the table. */
  async show(product: string): Promise<void> {
    const { page } = this.lab;
    await page.getByLabel('Filter products').fill(product);
    await page.getByRole('table', { name: 'Prices of all products' }).getByRole('row').nth(1).click();
    await expect(this.lab.suggestedPrice.getByRole('heading', { level: 2 })).toHaveText(product);
    await this.lab.button('Clear filters').click();
  }

  /** A page that has read the demo catalogue, trained just long enough for prices, and shows them. */
  static async ofCatalogue(lab: LabPage): Promise<PriceRecord> {
    const record = new PriceRecord(lab);
    await lab.open('?backend=wasm');
    await record.loadCatalogue();
    await record.train();
    return record;
  }

  async loadCatalogue(): Promise<void> {
    await this.lab.page.getByRole('button', { name: /A catalogue of 60 products/ }).click();
    await this.lab.page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  }

  /** Trains just long enough for a policy that can be asked, and goes to its prices. */
  async train(steps = 600): Promise<void> {
    await this.lab.goTo('Train');
    await this.lab.button('Quick look').click();
    await this.lab.set('Training steps', steps);
    await this.lab.button('Start training').click();
    await this.lab.expectState('finished');
    await this.lab.goTo('Prices');
    await expect(this.lab.suggestedPrice).toBeVisible();
    await this.entries(1);
  }

  /** Overrides the product shown above. */
  async override(price: number, reason: string): Promise<void> {
    const { page } = this.lab;
    await this.lab.suggestedPrice.getByRole('button', { name: 'Override', exact: true }).click();
    await page.getByLabel('Overriding price').fill(String(price));
    await page.getByLabel('Reason').fill(reason);
    await page.getByRole('button', { name: 'Override 1 price' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  }

  /** How many entries the log has, once it has at least `least`. */
  async entries(least = 0): Promise<number> {
    await this.open();
    const count = async () => {
      const text = await this.log.getByText('Entries', { exact: true }).locator('xpath=..').innerText();
      return Number(/Entries\s+([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
    };
    await expect.poll(count).toBeGreaterThanOrEqual(least);
    return count();
  }

  async verify(): Promise<void> {
    await this.open();
    await this.lab.button('Verify log').click();
    await expect(this.verification).toContainText('The log is intact.');
  }

  async verifyFile(text: string): Promise<void> {
    await this.open();
    await this.lab.page
      .getByLabel('Verify a log file')
      .setInputFiles({ name: 'log.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(text) });
  }

  async exportLog(): Promise<string> {
    await this.open();
    const [download] = await Promise.all([
      this.lab.page.waitForEvent('download'),
      this.lab.button('Export audit log').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^audit-log-.*\.jsonl$/);
    return readFile(await download.path(), 'utf8');
  }
}
