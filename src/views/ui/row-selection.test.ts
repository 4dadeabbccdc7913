import { expect, test } from 'vitest';

import { coverage, nothingSelected, toggled, withKeys } from './row-selection.ts';

test('toggled: in, then out, and the one before is left alone', () => {
  const one = toggled(nothingSelected, 'a');
  expect([...one]).toEqual(['a']);
  expect([...toggled(one, 'a')]).toEqual([]);
  expect([...one]).toEqual(['a']);
});

test('withKeys: a range is taken in and out as one', () => {
  const some = withKeys(new Set(['a']), ['b', 'c'], true);
  expect([...some]).toEqual(['a', 'b', 'c']);
  expect([...withKeys(some, ['a', 'c', 'd'], false)]).toEqual(['b']);
});

test('coverage: counts only the rows listed', () => {
  expect(coverage(new Set(['a', 'z']), ['a', 'b'])).toBe('some');
  expect(coverage(new Set(['b', 'z']), ['a', 'b'])).toBe('some');
  expect(coverage(new Set(['a', 'b', 'z']), ['a', 'b'])).toBe('all');
  expect(coverage(new Set(['z']), ['a', 'b'])).toBe('none');
  expect(coverage(new Set(['z']), [])).toBe('none');
});
