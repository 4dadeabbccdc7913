import { expect, test } from 'vitest';

import { dayFromCivil } from '../../../core/table/day-numbers.ts';
import { effectSentence } from './effect-words.ts';

const facts = {
  isWhole: true,
  rows: 240,
  products: 3,
  firstDay: dayFromCivil(2025, 1, 2),
  lastDay: dayFromCivil(2025, 8, 30),
  prices: { low: 9.99, high: 14.99 },
  first: [],
};

test('effectSentence: what would be read, or the refusal', () => {
  const told = (changes: Partial<typeof facts>) =>
    effectSentence({ preview: null, refusal: null, facts: { ...facts, ...changes } });
  expect(told({})).toBe('240 rows, 3 products, 2 Jan 2025 to 30 Aug 2025, prices 9.99 to 14.99.');
  expect(told({ isWhole: false, products: 1, prices: { low: 5, high: 5 } })).toBe(
    'In the first part of the file: 240 rows, 1 product, 2 Jan 2025 to 30 Aug 2025, price 5.00.',
  );
  expect(effectSentence({ preview: null, refusal: 'No date.', facts: null })).toBe('No date.');
});
