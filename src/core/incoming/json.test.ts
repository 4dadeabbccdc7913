import { expect, test } from 'vitest';

import { jsonFrom, named } from './json.ts';

test('jsonFrom: what is no JSON, or nested without end, is refused in our words', () => {
  expect(jsonFrom('{"a":[1]}', 'it')).toEqual({ a: [1] });
  expect(() => jsonFrom('{a', 'its card.json')).toThrow(/^its card\.json is not JSON$/);
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(jsonFrom(deep(60), 'it')).toBeTruthy();
  expect(() => jsonFrom(deep(20_000), 'line 2')).toThrow(/^line 2 is nested more than 64 levels deep$/);
});

test('named: repeats a short value, and never a long one', () => {
  expect(named('version', 7)).toBe('version 7');
  expect(named('format', undefined)).toBe('no format');
  expect(named('format', 'x'.repeat(100))).toBe('another format');
  expect(named('format', [1])).toBe('another format');
});
