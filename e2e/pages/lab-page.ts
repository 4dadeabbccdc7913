// The lab's page as a person names its parts: by role and accessible name.

import { expect, type Download, type Locator, type Page } from '@playwright/test';

import type { SectionLabel } from '../../src/views/sections.ts';

/** Milliseconds for what trains a run: it takes a few seconds, minutes on a slow machine. */
const longWait = 400_000;

export class LabPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(query = '?backend=wasm'): Promise<void> {
    await this.page.goto(`/${query}`);
    await expect(this.button('Load demo data')).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async goTo(section: SectionLabel): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: section, exact: true }).click();
    // The heading of the section before stands until this one is drawn. The first has another one before there is a file.
    const [first] = await this.sections();
    const title = section === first ? new RegExp(`^(${section}|From a sales file .*)$`) : section;
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(this.page.getByRole('main').getByText('Loading…', { exact: true })).toHaveCount(0);
  }

  /** Opens a tab of the section on the page; what stands in another one is not there. */
  async openTab(name: string): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true');
  }

  /** A tab, by its name without the count beside it. */
  tab(name: string): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}( [\\d,]+)?$`) });
  }

  /** The tabs of the section on the page, but the first. */
  async otherTabs(): Promise<readonly Locator[]> {
    return (await this.page.getByRole('tab').all()).slice(1);
  }

  /** The names of all sections, as the rail has them. */
  async sections(): Promise<readonly SectionLabel[]> {
    const links = this.page.getByRole('navigation', { name: 'Sections' }).getByRole('link');
    await expect(links.first()).toBeVisible();
    return (await links.allInnerTexts()).map((text) => text.trim() as SectionLabel);
  }

  get status(): Locator {
    return this.page.getByRole('status', { name: 'Run status' });
  }

  get backend(): Locator {
    return this.page.getByLabel('Compute backend');
  }

  get suggestedPrice(): Locator {
    // Its name in earlier commits besides, for pictures of before and after.
    return this.page.getByRole('region', { name: /^(Recommended|Suggested) price$/ });
  }

  get rewardAudit(): Locator {
    return this.page.getByRole('region', { name: 'What the reward pays for' });
  }

  get unfinished(): Locator {
    return this.page.getByRole('region', { name: /unfinished run/i });
  }

  get runs(): Locator {
    return this.page.getByRole('region', { name: 'Runs', exact: true });
  }

  /** The game against the agent. */
  get game(): Locator {
    return this.page.getByRole('region', { name: 'Play the market yourself', exact: true });
  }

  chart(
    name:
      | 'Episode return'
      | 'Reward parts'
      | 'Price path'
      | 'Losses'
      | 'Reward audit'
      | 'Runs compared'
      | 'Policy map'
      | 'You against the agent',
  ): Locator {
    return this.page.getByRole('figure', { name, exact: true });
  }

  async load(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.getByLabel('Sales CSV').setInputFiles(file);
  }

  async choose(group: 'Objective' | 'Market' | 'Agent', choice: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: group }).getByText(choice, { exact: true }).click();
  }

  async set(name: 'Training steps' | 'Seed' | 'Hidden units', value: number): Promise<void> {
    const input = this.page.getByLabel(name, { exact: true });
    await input.fill(String(value));
    await input.blur();
  }

  async expectState(
    state: 'idle' | 'training' | 'paused' | 'finished' | 'failed',
    timeout = longWait,
  ): Promise<void> {
    await expect(this.status).toContainText(state, { timeout });
  }

  /** Starts a run where `kept` runs are kept, and waits for its end. */
  async trainToTheEnd(kept = 0): Promise<void> {
    await this.button('Start training').click();
    await this.expectRunToEnd(kept);
  }

  /**
   * Waits for the end of a run that was just started where `kept` runs are kept. A short one may end before anybody
   * looks, so the count of kept runs tells that the state is its own, and not the state `training`.
   */
  async expectRunToEnd(kept: number): Promise<void> {
    await expect(this.tab('Runs')).toHaveText(`Runs ${kept + 1}`, { timeout: longWait });
    await this.expectState('finished');
  }

  /** The big figure of the suggested price, as a number. */
  async readSuggestedPrice(): Promise<number> {
    await expect(this.suggestedPrice).toHaveAttribute('aria-busy', 'false');
    const text = await this.suggestedPrice
      .getByText(/^[\d,]+\.\d\d$/)
      .first()
      .innerText();
    const price = Number(text.replaceAll(',', ''));
    expect(price, `a price, got "${text}"`).toBeGreaterThan(0);
    return price;
  }

  /** What the panel beside the charts says of the run: steps and updates done. */
  async readProgress(): Promise<{ readonly steps: number; readonly updates: number }> {
    const text = await this.page.getByRole('region', { name: 'This run' }).innerText();
    const [, steps] = /([\d,]+)\s+of\s+[\d,]+\s+steps/.exec(text) ?? [];
    const [, updates] = /([\d,]+)\s+updates/.exec(text) ?? [];
    return { steps: Number(steps?.replaceAll(',', '')), updates: Number(updates?.replaceAll(',', '')) };
  }

  /** Pauses the run and waits until that is kept; how many steps it had made. */
  async pauseAndKeep(): Promise<number> {
    await this.button('Pause').click();
    await this.expectState('paused');
    let steps = Number.NaN;
    // The panel is redrawn a few times a second, and the checkpoint takes its time.
    await expect
      .poll(async () => {
        ({ steps } = await this.readProgress());
        return (await this.keptStep()) - steps;
      })
      .toBe(0);
    return steps;
  }

  /** The step of the last checkpoint, as the panel of the run says it. */
  async keptStep(): Promise<number> {
    const text = await this.page.getByText(/^kept up to step [\d,]+$/).innerText();
    return Number(text.replace(/\D/g, ''));
  }

  async exportModel(): Promise<Download> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.button('Export model').click(),
    ]);
    return download;
  }
}
