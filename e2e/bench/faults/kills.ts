// The browser killed (SIGKILL, the process and its children) at any moment while somebody decides and sets rules: whatever
// the page had shown as kept must be there when it opens again.
//
// A kill of a process is no power cut: what the operating system holds in memory survives it.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type Page } from 'playwright';

import { runProducts } from '../../../src/core/market/run-product.ts';
import { verifyLog, type AuditEntry } from '../../../src/core/decisions/audit-log.ts';
import { summarizeDemand } from '../../../src/core/demand/summarize-demand.ts';
import { writeModelBundle } from '../../../src/core/export/model/model-bundle.ts';
import { createModelCard } from '../../../src/core/model/create-model-card.ts';
import { initialActorWeights } from '../../../src/core/policy/initial-weights.ts';
import { Random } from '../../../src/core/random.ts';
import { marketSetupFor } from '../../../src/core/run/market-setup.ts';
import { settingsFrom } from '../../../src/core/run/run-settings.ts';
import { buildDataset } from '../../../src/core/table/build-dataset.ts';
import { memorySource } from '../../../src/core/table/byte-source.ts';
import { readTable } from '../../../src/core/table/read-table.ts';
import { browserArguments, findBrowser } from '../../fixtures/browser.ts';
import { LabPage } from '../../pages/lab-page.ts';
import { PriceRecord } from '../../pages/price-record.ts';
import { pause } from '../service/shop-load.ts';
import type { Clock } from './campaigns.ts';

/** What the page had shown as kept: the hash of the log's last entry, or a rule. */
interface Shown {
  readonly hash: string | null;
  readonly largestChange: number | null;
}

export interface KillCounts {
  readonly kills: number;
  readonly shown: number;
  readonly lost: readonly string[];
  readonly logsVerified: number;
}

export async function killedBrowsers(origin: string, goOn: Clock): Promise<KillCounts> {
  const profile = mkdtempSync(join(tmpdir(), 'pricing-lab-kills-'));
  const model = await catalogueModel();
  const random = new Random(4);
  const seen: Shown[] = [];
  const lost: string[] = [];
  let kills = 0;
  let logsVerified = 0;
  try {
    for (let round = 0; goOn(round); round++) {
      const { process: browser, page } = await opened(profile, origin);
      try {
        if (round > 0) {
          const entries = await keptEntries(page);
          lost.push(...missing(entries, seen));
          if (verifyLog(entries).ok) logsVerified++;
          else lost.push(`the log after kill ${kills}`);
        }
        await act(page, model, random, (shown) => seen.push(shown));
      } finally {
        kill(browser);
      }
      kills++;
      await ended(browser);
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return { kills, shown: seen.length, lost, logsVerified };
}

/** A model of the catalogue that was never trained: its prices are as good to decide about. */
async function catalogueModel(): Promise<Buffer> {
  const bytes = readFileSync(new URL('../../../public/demo/catalogue.csv', import.meta.url));
  const { histories, fingerprint } = buildDataset(await readTable(memorySource('catalogue.csv', bytes)));
  const settings = settingsFrom({ market: 'history', seed: 1 });
  const setup = marketSetupFor(settings, runProducts(histories, summarizeDemand(histories), []));
  const architecture = {
    agent: 'sac',
    observationSize: 98,
    actionSize: 1,
    hidden: [8],
    layerNorm: false,
    inputNorm: false,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  } as const;
  const weights = initialActorWeights(architecture, new Random(1));
  const origin = {
    createdBy: 'faults',
    settings,
    setup,
    data: { fileName: 'catalogue.csv', fingerprint },
    backend: 'none',
  };
  const card = createModelCard(origin, {
    snapshot: { architecture, weights },
    step: 0,
    updates: 0,
    bestReturn: null,
    evaluationEpisodes: 0,
  });
  return Buffer.from(writeModelBundle({ card, weights, suggestions: [] }));
}

/** A browser in a process group of its own, so that all of it can be killed at once. */
async function opened(profile: string, origin: string): Promise<{ process: ChildProcess; page: Page }> {
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const browser = spawn(
    findBrowser(),
    [
      ...browserArguments,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: 'ignore', detached: true },
  );
  for (let i = 0; i < 200 && !existsSync(portFile); i++) await pause(100);
  await pause(100);
  const [port] = readFileSync(portFile, 'utf8').split('\n');
  const connected = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = await connected.contexts()[0]!.newPage();
  await page.goto(`${origin}/?backend=wasm`);
  return { process: browser, page };
}

/** Decides and sets rules for a second or two, telling what the page shows as kept. */
async function act(page: Page, model: Buffer, random: Random, tell: (shown: Shown) => void): Promise<void> {
  await page.exposeFunction('tellKept', (hash: string | null, largestChange: number | null) =>
    tell({ hash, largestChange }),
  );
  const lab = new LabPage(page);
  await new PriceRecord(lab).loadCatalogue();
  await lab.goTo('Prices');
  await page
    .getByLabel('Import model')
    .setInputFiles({ name: 'model.zip', mimeType: 'application/zip', buffer: model });
  await lab.suggestedPrice.waitFor();
  await new PriceRecord(lab).entries(2);
  // The compiler marks functions by a helper that the page does not have.
  await page.evaluate('globalThis.__name = (it) => it');
  await page.evaluate(watchKept);
  const until = performance.now() + 300 + 1500 * random.uniform();
  const field = page
    .getByRole('region', { name: 'Guardrails', exact: true })
    .getByRole('textbox', { name: 'Largest change', exact: true });
  while (performance.now() < until) {
    const name = random.integer(2) === 0 ? 'Accept' : 'Reject';
    if (random.integer(3) === 0)
      await field.fill(String(1 + random.integer(90)), { timeout: 1000 }).catch(() => undefined);
    else
      await lab.suggestedPrice
        .getByRole('button', { name, exact: true })
        .click({ timeout: 200 })
        .catch(() => undefined);
    await pause(150 * random.uniform());
  }
}

/** In the page: tells each hash that stands under "all kept in this browser", and each rule under "Saved to the audit log." */
function watchKept(): void {
  let last = '';
  const look = () => {
    const region = (name: string) =>
      [...document.querySelectorAll('section')].find(
        (each) => each.querySelector('h2, h3')?.textContent === name,
      );
    const log = region('Audit log');
    const isKept = log?.textContent.includes('all kept in this browser') ?? false;
    const hash = isKept ? (log?.querySelector('code')?.textContent ?? null) : null;
    const rules = region('Guardrails');
    const isWritten = rules?.querySelector('[role=status]')?.textContent === 'Saved to the audit log.';
    const value = rules?.querySelector<HTMLInputElement>('input[aria-label="Largest change"]')?.value;
    const largestChange = isWritten && isKept && value ? Number(value) : null;
    const now = `${hash} ${largestChange}`;
    if (now === last || (hash === null && largestChange === null)) return;
    last = now;
    (window as unknown as { tellKept(hash: string | null, rule: number | null): void }).tellKept(
      hash,
      largestChange,
    );
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  look();
}

/** The whole log as it lies in the browser's storage. */
function keptEntries(page: Page): Promise<AuditEntry[]> {
  return page.evaluate(
    () =>
      new Promise<AuditEntry[]>((resolve, reject) => {
        const opening = indexedDB.open('pricing-lab');
        opening.onerror = () => reject(new Error('the storage does not open'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('entries').objectStore('entries').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(all.result as AuditEntry[]);
          };
        };
      }),
  );
}

/** What was shown as kept and is not in the log. */
function missing(entries: readonly AuditEntry[], seen: readonly Shown[]): string[] {
  const hashes = new Set(entries.map(({ hash }) => hash));
  const rules = new Set(
    entries
      .filter(({ kind }) => kind === 'guardrails')
      .map(({ body }) => (body as { all: { largestChangePercent: number } }).all.largestChangePercent),
  );
  return seen.flatMap(({ hash, largestChange }) => [
    ...(hash === null || hashes.has(hash) ? [] : [`entry ${hash}`]),
    ...(largestChange === null || rules.has(largestChange) ? [] : [`largest change ${largestChange}`]),
  ]);
}

function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

async function ended(browser: ChildProcess): Promise<void> {
  if (browser.exitCode === null && browser.signalCode === null)
    await new Promise((resolve) => browser.once('exit', resolve));
  await pause(300);
}
