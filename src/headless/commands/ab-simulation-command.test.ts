import { afterEach, expect, test, vi } from 'vitest';

import { abSimulationCommand } from './ab-simulation-command.ts';

afterEach(() => vi.restoreAllMocks());

interface Printed {
  readonly tests: number;
  readonly falsePositives: { readonly units: number; readonly profit: number };
  readonly lookedAtDaily: { readonly profit: number };
  readonly planned: {
    readonly intervalCoverage: number;
    readonly foundShare: number;
    readonly foundDaily: number;
    readonly meanShareUntilTold: number;
  };
}

test('ab-simulation: prints the rate of false positives, which an exact test holds at 5 %', async () => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  await abSimulationCommand(['--tests', '100', '--seed', '3']);
  const printed = JSON.parse(lines.join('\n')) as Printed;
  expect(printed.tests).toBe(100);
  // 5 % and four standard errors of sqrt(0.05 * 0.95 / 100) = 0.022.
  expect(printed.falsePositives.units).toBeLessThan(0.05 + 4 * 0.022);
  expect(printed.lookedAtDaily.profit).toBeLessThan(0.05 + 4 * 0.022);
  expect(printed.planned.foundDaily).toBeGreaterThan(printed.planned.foundShare - 0.06);
  expect(printed.planned.meanShareUntilTold).toBeLessThan(0.9);
  expect(printed.planned.intervalCoverage).toBeGreaterThan(0.8);
}, 120_000);

test('ab-simulation: a bad option is a sentence', () => {
  expect(() => abSimulationCommand(['--tests', 'many'])).toThrow(
    'ab-simulation: --tests is a whole number from 100 to 1000000, got "many"',
  );
  expect(() => abSimulationCommand(['--shops', '3'])).toThrow(/^ab-simulation: Unknown option '--shops'/);
});
