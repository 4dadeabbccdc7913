import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test, vi } from 'vitest';

import { featuresCommand } from './features-command.ts';

const golden = new URL('../../core/features/golden/', import.meta.url);
const dirty = fileURLToPath(new URL('dirty.csv', golden));

/** What a call of the command prints. */
async function printed(...args: string[]): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await featuresCommand(args);
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}

/** The same structure with every number rounded, so that last digits do not matter. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 1e8) / 1e8 + 0;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
  }
  return value;
}

test('features: prints the reference file, keys and order included', async () => {
  const expected: unknown = JSON.parse(readFileSync(new URL('dirty.json', golden), 'utf8'));
  const actual: unknown = JSON.parse(await printed(dirty));
  expect(JSON.stringify(rounded(actual))).toBe(JSON.stringify(rounded(expected)));
});

test('features: one clear sentence for bad input', async () => {
  await expect(featuresCommand([])).rejects.toThrow(
    'features: expected one file with sales; usage: features FILE.csv',
  );
  await expect(featuresCommand(['nowhere.csv'])).rejects.toThrow('There is no file "nowhere.csv".');
  await expect(featuresCommand([dirty, '--date-order', 'dym'])).rejects.toThrow(
    'features: --date-order is ymd, dmy or mdy, got "dym"',
  );
});
