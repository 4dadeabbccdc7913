import fc from 'fast-check';
import { expect, test } from 'vitest';

import { shortened, shortText, wellFormed } from './short-text.ts';

test('shortText: an emoji at the cut goes as a whole', () => {
  expect(shortText('tea 🍵', 5)).toBe('tea ');
  expect(shortText('tea 🍵', 6)).toBe('tea 🍵');
  expect(shortText('tea', 80)).toBe('tea');
});

test('shortened: at most the length, an ellipsis counted, and no half of an emoji before it', () => {
  expect(shortened('tea', 3)).toBe('tea');
  expect(shortened('green tea', 6)).toBe('green…');
  expect(shortened('tea 🍵🍵', 6)).toBe('tea …');
  expect(shortened('t'.repeat(81))).toBe(`${'t'.repeat(79)}…`);
});

test('shortText, wellFormed: whatever the text, it can be encoded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, length) => {
      encodeURIComponent(shortText(text, length));
      expect(shortText(text, length).length).toBeLessThanOrEqual(length);
      encodeURIComponent(wellFormed(text.slice(0, length)));
    }),
  );
  expect(wellFormed('a\uD83Cb')).toBe('a\uFFFDb');
});
