import { expect, test } from 'vitest';

import { DateDictionary } from './date-dictionary.ts';
import { decideDateOrder } from './date-order.ts';

test('decideDateOrder: decided by the whole column, asked where it does not tell', () => {
  const decide = (...cells: string[]) => {
    const dates = new DateDictionary();
    cells.forEach((cell) => dates.codeOf(cell));
    return decideDateOrder(dates.entries());
  };
  expect(decide('01/02/2025', '02/13/2025')).toMatchObject({ order: 'mdy', ambiguous: null });
  expect(decide('01/02/2025', '13/02/2025')).toMatchObject({ order: 'dmy', ambiguous: null });
  expect(decide('01/01/2025', '01/02/2025').ambiguous).toBe('01/02/2025');
  expect(decide('01.02.2025', '02.02.2025')).toMatchObject({ order: 'dmy', ambiguous: null });
  expect(decide('02/02/2025', '03/03/2025').ambiguous).toBeNull();
  expect(decide('24-01-13', '24-01-14', '24-02-01').order).toBe('ymd');
  const pasted = ['01/14/2025', '01/15/2025', '01/16/2025', '14/02/2025', '15/02/2025', '16/02/2025'];
  expect(decide(...pasted).contradiction).toEqual(['14/02/2025', '01/14/2025']);
  expect(decide('2025-01-01')).toMatchObject({ order: 'ymd', ambiguous: null });
});
