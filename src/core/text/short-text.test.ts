import fc from 'fast-check';
import { expect, test } from 'vitest';

import { shortText, wellFormed } from './short-text.ts';

test('shortText: an emoji at the cut goes as a whole', () => {
  expect(shortText('tea 🍵', 5)).toBe('tea ');
  expect(shortText('tea 🍵', 6)).toBe('tea 🍵');
  expect(shortText('tea', 80)).toBe('tea');
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
