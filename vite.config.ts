// Build, servers and unit tests. The headers are the promise that no row leaves the browser.

import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { defaultExclude } from 'vitest/config';
import type {} from 'vitest/config';

import { firstLoadBudget } from './.config/first-load-budget.ts';
import { offline } from './.config/offline.ts';
import { devHeaders, pagePolicy, siteHeaders } from './.config/site-headers.ts';
import { kernelsPlugin } from './src/learning/engine/wasm/kernels-plugin.ts';
import { reportScriptPlugin } from './src/report/bundle-plugin.ts';

/** Puts the policy into the built page too, so that any static host keeps the promise. */
function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), policyInPage(), firstLoadBudget(), kernelsPlugin(), reportScriptPlugin(), offline()],
  worker: { format: 'es', plugins: () => [kernelsPlugin()] },
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 2500 },
  server: { headers: devHeaders },
  preview: { port: 4173, headers: siteHeaders },
  test: {
    include: ['src/**/*.test.{ts,tsx}', '.config/*.test.ts'],
    exclude: [...defaultExclude, 'e2e/**'],
    setupFiles: ['.config/property-tests.ts'],
    environment: 'node',
    // Tests wait for what must come about and never for a time, so these only say when to give up: servers, threads and trainings
    // take seconds where nothing else runs, minutes beside other suites or on a slow machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
