import { expect, test } from 'vitest';

import { pageWords } from './page-words.ts';

test('pageWords: apostrophes of words, not quotes around them', () => {
  expect(pageWords("The agent's price is today's; the products' prices, and the file's.")).toBe(
    'The agent’s price is today’s; the products’ prices, and the file’s.',
  );
  expect(pageWords("Row 3, columns of 2' and 5'2")).toBe("Row 3, columns of 2’ and 5'2");
  expect(pageWords('Nothing to do, “quoted”.')).toBe('Nothing to do, “quoted”.');
});
