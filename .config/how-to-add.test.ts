// Holds the lists of "How to add" in src/README.md to the sources: what a kind is known by, and nobody else.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => join('src', name));

function filesWith(words: RegExp): readonly string[] {
  return sources.filter((file) => words.test(readFileSync(file, 'utf8'))).sort();
}

test('a guardrail is known by its own file and the list alone', () => {
  expect(filesWith(/\b(?:restAfterChange|restDays|rest-after-change)\b/)).toEqual([
    'src/core/decisions/guardrails/guardrail-list.ts',
    'src/core/decisions/guardrails/rest-after-change.ts',
  ]);
});
