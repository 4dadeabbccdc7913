// The page while it reads a million rows and while it trains: the longest task of its main thread, and what the first
// visit loads. Needs a build (`npm run build`).

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium, type Browser, type Page } from 'playwright';

import { browserArguments, findBrowser } from '../fixtures/browser.ts';
import { mainThreadTasks, type MainThreadTask } from '../fixtures/main-thread.ts';
import { LabPage } from '../pages/lab-page.ts';

import { writeBigCsv } from './make-big-csv.ts';

const port = 4391;
const seconds = 30;

/** Where the built page is served. */
export interface Served {
  readonly origin: string;
}

/** Builds and serves the page, opens it in a browser, and takes all of it away again afterwards. */
export async function withBuiltPage<T>(
  work: (browser: Browser, page: Page, lab: LabPage, served: Served) => Promise<T>,
): Promise<T> {
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { stdio: 'inherit' });
  // Vite itself, not npx: what is killed below would else leave it serving.
  const vite = fileURLToPath(new URL('bin/vite.js', import.meta.resolve('vite/package.json')));
  const server = spawn(process.execPath, [vite, 'preview', '--port', String(port), '--strictPort'], {
    stdio: 'ignore',
  });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: [...browserArguments] });
  try {
    await answering(`http://localhost:${port}/`);
    const page = await browser.newPage({
      baseURL: `http://localhost:${port}`,
      viewport: { width: 1440, height: 900 },
    });
    return await work(browser, page, new LabPage(page), { origin: `http://localhost:${port}` });
  } finally {
    await browser.close();
    server.kill();
  }
}

/** The main thread's tasks while a file of a million rows is read and everything known of it is drawn. */
async function readingTasks(browser: Browser, page: Page, lab: LabPage): Promise<readonly MainThreadTask[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pricing-lab-bench-'));
  const path = join(folder, 'sales.csv');
  try {
    await writeBigCsv(path, 1_000_000);
    await lab.open('?backend=wasm');
    return await mainThreadTasks(browser, page, async () => {
      await lab.load(path);
      await page.getByRole('table', { name: 'The data as read' }).waitFor({ timeout: 120_000 });
      await page.locator('.recharts-line').nth(1).waitFor();
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The longest task of all first openings of a section, with 60 products loaded. */
async function openingTasks(browser: Browser, page: Page, lab: LabPage) {
  await lab.open('?backend=wasm');
  await page.getByRole('button', { name: /A catalogue of 60 products/ }).click();
  await page.getByRole('table', { name: 'The data as read' }).waitFor();
  await page.waitForTimeout(2_000);
  const longest: { section: string; longest: MainThreadTask }[] = [];
  for (const section of (await lab.sections()).filter((name) => name !== 'Data')) {
    const tasks = await mainThreadTasks(browser, page, async () => {
      await lab.goTo(section);
      await page.waitForTimeout(1_500);
    });
    longest.push({ section, longest: tasks[0]! });
  }
  longest.sort((a, b) => b.longest.cpuMs - a.longest.cpuMs);
  return { ...longest[0]!, sections: longest.length };
}

/** The main thread's tasks while five seeds of the demo train one after the other. */
async function sweepTasks(browser: Browser, page: Page, lab: LabPage): Promise<readonly MainThreadTask[]> {
  await lab.open('?backend=wasm&demo=marketplace');
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Train');
  await lab.set('Hidden units', 16);
  await lab.set('Training steps', 1_000);
  await page.getByLabel('Seeds', { exact: true }).fill('5');
  return mainThreadTasks(browser, page, async () => {
    await lab.button('Train 5 runs').click();
    const sweep = page.getByRole('region', { name: 'Seeds and sweeps' });
    await sweep.getByText(/^5 of 5 runs finished/).waitFor({ timeout: 200_000 });
  });
}

export function benchmarkPage() {
  return withBuiltPage(async (browser, page, lab) => {
    const reading = await readingTasks(browser, page, lab);
    const opening = await openingTasks(browser, page, lab);
    const sweep = await sweepTasks(browser, page, lab);
    await lab.open('?backend=wasm');
    const scriptBytes = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => entry.name.endsWith('.js') && !entry.name.includes('worker'))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).decodedBodySize, 0),
    );
    await lab.goTo('Train');
    await lab.choose('Market', 'Demand market');
    await lab.set('Training steps', 500_000);
    await lab.button('Start training').click();
    await lab.expectState('training');
    await page.waitForTimeout(3_000);
    const frames: number[] = [];
    const tasks = await mainThreadTasks(browser, page, async () => {
      frames.push(...(await frameTimes(page)));
    });
    frames.sort((x, y) => x - y);
    return [
      {
        what: 'longest main-thread task from a file of a million rows to its drawn page',
        value: reading[0]!.cpuMs.toFixed(1),
        unit: 'ms of CPU',
        spread: `${reading.length} tasks, second ${reading[1]!.cpuMs.toFixed(1)}`,
      },
      {
        what: 'longest main-thread task on opening a section for the first time, 60 products loaded',
        value: opening.longest.cpuMs.toFixed(1),
        unit: 'ms of CPU',
        spread: `${opening.section}, the longest of ${opening.sections}`,
      },
      {
        what: 'longest main-thread task while five seeds train',
        value: sweep[0]!.cpuMs.toFixed(1),
        unit: 'ms of CPU',
        spread: `${sweep.length} tasks, second ${sweep[1]!.cpuMs.toFixed(1)}`,
      },
      {
        what: 'longest main-thread task while training on WASM',
        value: tasks[0]!.cpuMs.toFixed(1),
        unit: 'ms of CPU',
        spread: `${tasks.length} tasks in ${seconds} s, second ${tasks[1]!.cpuMs.toFixed(1)}`,
      },
      {
        what: 'time between two frames while training, median',
        value: frames[frames.length >> 1]!.toFixed(1),
        unit: 'ms',
        spread: `95 % below ${frames[Math.floor(frames.length * 0.95)]!.toFixed(1)}`,
      },
      {
        what: 'frames a second while training, median',
        value: (1000 / frames[frames.length >> 1]!).toFixed(0),
        unit: '1/s',
        spread: '',
      },
      {
        what: 'script of the first visit, before the workers',
        value: (scriptBytes / 1024).toFixed(0),
        unit: 'KB unpacked',
        spread: '',
      },
    ];
  });
}

/** Milliseconds between animation frames over `seconds`. */
async function frameTimes(page: Page): Promise<number[]> {
  return page.evaluate(async (duration) => {
    const times: number[] = [];
    const begun = performance.now();
    for (let last = begun; last - begun < duration;) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      times.push(now - last);
      last = now;
    }
    return times;
  }, seconds * 1000);
}

async function answering(url: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`${url} does not answer`);
}
