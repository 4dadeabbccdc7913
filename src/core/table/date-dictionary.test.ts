import { expect, test } from 'vitest';

import { DateDictionary } from './date-dictionary.ts';

test('DateDictionary: a time of day makes no new entry', () => {
  const dates = new DateDictionary();
  expect(dates.codeOf('2025-01-01 10:00')).toBe(1);
  expect(dates.codeOf('2025-01-01 11:30')).toBe(1);
  expect(dates.codeOf(' ')).toBe(0);
});
