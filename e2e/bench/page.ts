// The page while it trains: the longest task of its main thread over ten seconds on WASM, and what the first visit
// loads. Needs a build (`npm run build`).

import { execFileSync, spawn } from 'node:child_process';

import { chromium } from 'playwright';

import { browserArguments, findBrowser } from '../fixtures/browser.ts';
import { LabPage } from '../pages/lab-page.ts';

const port = 4391;
const seconds = 10;

export async function benchmarkPage() {
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { stdio: 'inherit' });
  const server = spawn('npx', ['vite', 'preview', '--port', String(port), '--strictPort'], {
    stdio: 'ignore',
  });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: [...browserArguments] });
  try {
    await answering(`http://localhost:${port}/`);
    const page = await browser.newPage({
      baseURL: `http://localhost:${port}`,
      viewport: { width: 1440, height: 900 },
    });
    const lab = new LabPage(page);
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
    const measured = await page.evaluate(
      (duration) =>
        new Promise<{ longest: number; frames: number[] }>((resolve) => {
          let longest = 0;
          const frames: number[] = [];
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
          }).observe({ type: 'longtask' });
          let last = performance.now();
          const begun = last;
          const tick = (now: number) => {
            frames.push(now - last);
            last = now;
            if (now - begun < duration) requestAnimationFrame(tick);
            else resolve({ longest, frames });
          };
          requestAnimationFrame(tick);
        }),
      seconds * 1000,
    );
    const sorted = measured.frames.sort((a, b) => a - b);
    return [
      {
        what: 'longest main-thread task over 50 ms while training on WASM',
        value: measured.longest === 0 ? 'none' : measured.longest.toFixed(0),
        unit: 'ms',
        spread: `${seconds} s watched`,
      },
      {
        what: 'time between two frames while training, median',
        value: sorted[sorted.length >> 1]!.toFixed(1),
        unit: 'ms',
        spread: `99 % below ${sorted[Math.floor(sorted.length * 0.99)]!.toFixed(1)}`,
      },
      {
        what: 'script of the first visit, before the workers',
        value: (scriptBytes / 1024).toFixed(0),
        unit: 'KB unpacked',
        spread: '',
      },
    ];
  } finally {
    await browser.close();
    server.kill();
  }
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
