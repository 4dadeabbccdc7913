// Build, preview server and unit tests. The headers below are the promise that no row leaves the browser.

import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { defaultExclude } from 'vitest/config';
import type {} from 'vitest/config';

import { firstLoadBudget } from './.config/first-load-budget.ts';
import { kernelsPlugin } from './src/learning/engine/wasm/kernels-plugin.ts';

// Mantine writes its CSS variables as a style element, so styles may be inline; scripts stay strict.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Puts the policy into the built page too, so that any static host keeps the promise. */
function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), policyInPage(), firstLoadBudget(), kernelsPlugin()],
  worker: { format: 'es', plugins: () => [kernelsPlugin()] },
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 2500 },
  server: { headers: isolationHeaders },
  preview: {
    port: 4173,
    headers: { ...isolationHeaders, 'Content-Security-Policy': contentSecurityPolicy },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: [...defaultExclude, 'e2e/**'],
    setupFiles: ['.config/property-tests.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
