// The tests of e2e/engine/engine-page.ts as a page outside it opens and calls them.

import type { Page } from '@playwright/test';

import type { EngineTests } from './engine-page.ts';

/** Opens the page at `url` and waits until its tests can be called. */
export async function openEngineTests(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction('globalThis.engineTests', undefined, { timeout: 120_000 });
}

/** Runs the test `name` in an opened page, with plain data in and out. */
export function runEngineTest<N extends keyof EngineTests>(
  page: Page,
  name: N,
  ...values: Parameters<EngineTests[N]>
): Promise<Awaited<ReturnType<EngineTests[N]>>> {
  return page.evaluate(
    ([test, given]) => {
      const { engineTests } = globalThis as unknown as {
        engineTests: Record<string, (...values: unknown[]) => unknown>;
      };
      return engineTests[test]!(...given);
    },
    [name, values] as const,
  ) as Promise<Awaited<ReturnType<EngineTests[N]>>>;
}
