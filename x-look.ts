import { spawn } from 'node:child_process';
import { chromium } from 'playwright';
import { browserArguments, findBrowser } from './e2e/fixtures/browser.ts';
import { LabPage } from './e2e/pages/lab-page.ts';
export const port = 4318;
export async function withLab(use: (browser: import('playwright').Browser) => Promise<void>) {
  const server = spawn('npx', ['vite', 'preview', '--port', String(port), '--strictPort'], { stdio: 'ignore', detached: true });
  await new Promise((r) => setTimeout(r, 4000));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments });
  try { await use(browser); } finally { await browser.close(); process.kill(-server.pid!); }
}
export { LabPage };
