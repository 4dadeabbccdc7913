import { expect, test } from 'vitest';

import { pageWords } from './page-words.ts';

test('pageWords: apostrophes of words, not quotes around them', () => {
  expect(pageWords("The agent's price is today's; the products' prices, and the file's.")).toBe(
    'The agent’s price is today’s; the products’ prices, and the file’s.',
  );
  expect(pageWords("Row 3, columns of 2' and 5'2")).toBe("Row 3, columns of 2’ and 5'2");
  expect(pageWords('Nothing to do, “quoted”.')).toBe('Nothing to do, “quoted”.');
});

test('pageWords: quotes in pairs, marks of inches and feet as they are', () => {
  expect(pageWords('"Total Sales" is money; got "n/a", or "".')).toBe(
    '“Total Sales” is money; got “n/a”, or “”.',
  );
  expect(pageWords('A TV of 24" and one of 32" or 5\'2"')).toBe('A TV of 24" and one of 32" or 5\'2"');
});

test('pageWords: a percent sign stays with its figure', () => {
  expect(pageWords('sold 5 % less; in % of units')).toBe('sold 5\u00a0% less; in % of units');
});
