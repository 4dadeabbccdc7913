import { expect, test } from 'vitest';

import { freeName, givenName } from './kept-name.ts';

test('freeName: the first number that is free', () => {
  expect(freeName('SAC for tea', new Set())).toBe('SAC for tea');
  expect(freeName('SAC for tea', new Set(['SAC for tea', 'SAC for tea (2)']))).toBe('SAC for tea (3)');
});

test('givenName: trimmed, cut, never empty', () => {
  expect(givenName('  spring  ', 'run')).toBe('spring');
  expect(givenName('x'.repeat(100), 'run')).toHaveLength(80);
  expect(() => givenName('  ', 'model')).toThrow('A model needs a name: give it at least one character.');
});
