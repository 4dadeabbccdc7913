import { expect, test } from 'vitest';

import { shownColumns, withShown } from './shown-columns.ts';

const columns = [
  { id: 'name', header: 'Name' },
  { id: 'price', header: 'Price' },
  { id: 'seed', header: 'Seed', isExtra: true },
];
const ids = (choice: Readonly<Record<string, boolean>>) => shownColumns(columns, choice).map(({ id }) => id);

test('shownColumns: the usual ones, as chosen; the first always', () => {
  expect(ids({})).toEqual(['name', 'price']);
  expect(ids({ price: false, seed: true })).toEqual(['name', 'seed']);
  expect(ids({ name: false, gone: true })).toEqual(['name', 'price']);
});

test('withShown: only what differs from the usual is kept', () => {
  const [, price, seed] = columns;
  expect(withShown({}, [seed!], true)).toEqual({ seed: true });
  expect(withShown({ seed: true }, [seed!], false)).toEqual({});
  expect(withShown({ seed: true }, [price!], false)).toEqual({ seed: true, price: false });
  expect(withShown({ price: false }, columns, true)).toEqual({ seed: true });
});
