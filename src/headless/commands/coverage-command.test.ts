import { expect, test, vi } from 'vitest';

import { coverageCommand } from './coverage-command.ts';

interface Share {
  readonly intervals: number;
  readonly coverage: number;
}
interface Printed extends Share {
  readonly fitted: number;
  readonly promotionsOnly: number;
  readonly quantityBreaks: number;
  readonly byDispersion: readonly (Share & { readonly dispersion: number; readonly medianWidth: number })[];
  readonly byPricePolicy: readonly Share[];
}

async function printed(...args: string[]): Promise<Printed> {
  const log = vi.spyOn(console, 'log').mockReturnValue(undefined);
  try {
    await coverageCommand(args);
    return JSON.parse(String(log.mock.calls[0]![0])) as Printed;
  } finally {
    log.mockRestore();
  }
}

test('coverage: the intervals hold the truth in 95 of 100, within what chance allows', async () => {
  const found = await printed('--products', '400', '--seed', '3');
  // The rest had no price but promotions, of which no elasticity is said.
  expect(found.fitted + found.promotionsOnly).toBe(400);
  expect(found.promotionsOnly).toBeGreaterThan(20);
  // 3 * sqrt(0.95 * 0.05 / 400) = 0.033, and 4 * sqrt(0.95 * 0.05 / 100) = 0.087 for each of four groups
  expect(Math.abs(found.coverage - 0.95)).toBeLessThan(0.033);
  for (const { intervals } of found.byDispersion) expect(intervals).toBeGreaterThan(80);
  for (const { coverage } of found.byDispersion) expect(coverage).toBeGreaterThan(0.863);
  // Noisier sales, wider intervals: sqrt(10) = 3.2 times as wide, and less where prices differ.
  const widths = found.byDispersion.map(({ medianWidth }) => medianWidth);
  expect(widths.at(-1)).toBeGreaterThan(1.8 * widths[0]!);
  expect(found.quantityBreaks).toBe(0);
});

test('coverage: the same seed prints the same, another one does not', async () => {
  const first = await printed('--products', '20', '--seed', '5');
  expect(await printed('--products', '20', '--seed', '5')).toEqual(first);
  expect(await printed('--products', '20', '--seed', '6')).not.toEqual({ ...first, seed: 6 });
});

test('coverage: one clear sentence for bad options', () => {
  expect(() => coverageCommand(['--products', 'many'])).toThrow(
    'coverage: --products is a whole number from 1 to 100000, got "many"',
  );
  expect(() => coverageCommand(['--seed', '-1.5'])).toThrow(/^coverage: /);
  expect(() => coverageCommand(['--tests', '5'])).toThrow(
    /^coverage: Unknown option '--tests'.*; usage: coverage \[--products N\] \[--seed K\]$/,
  );
});
