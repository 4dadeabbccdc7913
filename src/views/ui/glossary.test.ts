// The glossary against the sources of the page: every term that a tooltip explains is in it, every entry is explained somewhere.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { glossary } from '../../core/text/glossary.ts';

const sources = readdirSync('src/views', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => readFileSync(join('src/views', name), 'utf8'));

/** `term="power"` of an element, `term: 'power'` of a column. */
const explained = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(/\bterm(?:=|: )["']([A-Za-z]+)["']/g)].map(([, term]) => term!),
  ),
);

test('glossary: every term explained on the page is in it, and every entry is explained on the page', () => {
  expect([...explained].sort()).toEqual(Object.keys(glossary).sort());
});

test('glossary: entries stand by their terms, each in sentences that end', () => {
  const terms = Object.values(glossary).map(({ term }) => term);
  expect(new Set(terms).size).toBe(terms.length);
  for (const { meaning } of Object.values(glossary)) {
    expect(meaning).toMatch(/^[A-Z].*[.]$/);
    expect(meaning.length).toBeLessThan(240);
  }
});
