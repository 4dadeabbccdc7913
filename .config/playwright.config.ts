import { defineConfig } from '@playwright/test';

import { browserArguments, findBrowser, webgpuArguments } from '../e2e/fixtures/browser.ts';

const port = Number(process.env['PREVIEW_PORT'] ?? 4273);

export default defineConfig({
  testDir: '../e2e/journeys',
  outputDir: '../test-results',
  // One picture a chart, whatever the machine: charts.spec.ts leaves words out.
  snapshotPathTemplate: '../e2e/visual/charts/{arg}{ext}',
  // Two cores: one browser that trains leaves no room for another.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  // Journeys wait for what must be there and never for a time, so these only say when to give up: they leave room for a machine
  // several times slower than a laptop. `CPU_SLOWDOWN=4` tries one (`e2e/fixtures/test.ts`).
  timeout: 900_000,
  expect: { timeout: 120_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    actionTimeout: 120_000,
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: findBrowser(), args: [...browserArguments] },
    screenshot: 'only-on-failure',
    // Each journey is a first visit; only offline.spec.ts keeps the page for later.
    serviceWorkers: 'block',
  },
  projects: [
    { name: 'chromium', testIgnore: /webgpu/ },
    {
      name: 'webgpu',
      testMatch: /webgpu/,
      use: {
        launchOptions: { executablePath: findBrowser(), args: [...browserArguments, ...webgpuArguments] },
      },
    },
  ],
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    cwd: '..',
    url: `http://localhost:${port}`,
    timeout: 180_000,
    reuseExistingServer: false,
  },
});
