import { afterEach, expect, test, vi } from 'vitest';

import { examCommand } from './exam-command.ts';

afterEach(() => vi.restoreAllMocks());

async function printed(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await examCommand(args);
  return lines;
}

interface Printed {
  readonly kind: string;
  readonly scenario: string;
  readonly seed?: number;
  readonly advice?: { readonly value: number; readonly moved: number; readonly losingShare: number };
  readonly judgement?: { readonly advice: { readonly value: number } };
  readonly problem?: string | null;
}

test('exam: a line per shop and one per scenario; on plain files the advice is worth most of the attainable', async () => {
  const lines = await printed(
    '--scenario',
    'clean',
    '--shops',
    '2',
    '--seed',
    '40',
    '--agent',
    'none',
    '--workers',
    '1',
  );
  const [first, second, scenario] = lines.map((line) => JSON.parse(line) as Printed);
  expect(lines).toHaveLength(3);
  expect([first!.kind, first!.seed, second!.seed, scenario!.kind]).toEqual(['shop', 40, 41, 'scenario']);
  expect(first!.problem).toBeNull();
  const values = [first!, second!].map(({ judgement }) => judgement!.advice.value);
  expect(scenario!.advice!.value).toBeCloseTo((values[0]! + values[1]!) / 2, 12);
  expect(scenario!.advice!.value).toBeGreaterThan(0.75);
  expect(scenario!.advice!.losingShare).toBeLessThan(0.15);
}, 240_000);

test('exam --table: names, values and what stands beside them', async () => {
  const [table] = await printed(
    '--scenario',
    'thin',
    '--shops',
    '1',
    '--agent',
    'none',
    '--workers',
    '1',
    '--table',
  );
  expect(table).toMatch(/^\| scenario +\| +value \| .*spreadsheet \| +losing \| +demand optimum/m);
  expect(table).toMatch(/^\| thin +\| +-?\d+ % \(-?\d+ %\) \| +\d+ of 40/m);
}, 240_000);

test('exam: an unknown scenario or level is a sentence', async () => {
  await expect(examCommand(['--scenario', 'clean,sunny'])).rejects.toThrow(
    /^exam: there is no scenario "sunny"; there are clean, thin, drift, /,
  );
  await expect(examCommand(['--level', '1.5'])).rejects.toThrow(
    'exam: --level is a number from 0.5 to 0.99, got "1.5"',
  );
});
