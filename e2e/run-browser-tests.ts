// `npm run test:browser`: finds a browser first, so that a machine without one gets one clear message instead of a
// failure per test, then hands over to Playwright.

import { spawnSync } from 'node:child_process';

import { findBrowser } from './fixtures/browser.ts';

let browser: string;
try {
  browser = findBrowser();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
console.error(`Browser tests with ${browser}`);
const result = spawnSync(
  'npx',
  ['playwright', 'test', '-c', '.config/playwright.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: browser } },
);
process.exit(result.status ?? 1);
