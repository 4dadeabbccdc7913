import { expect, test } from 'vitest';

import { nextSort, sortedOrder, sortSentence, unsorted, type TableSort } from './table-sort.ts';

interface Row {
  readonly name: string;
  readonly price: number | null;
  readonly units: number;
}
const name = { id: 'name', header: 'Name', sortBy: (row: Row) => row.name };
const price = { id: 'price', header: 'Price', isNumber: true, sortBy: (row: Row) => row.price };
const units = { id: 'units', header: 'Units', isNumber: true, sortBy: (row: Row) => row.units };
const columns = [name, price, units];

test('nextSort: a press goes through both directions and ends; another column takes over', () => {
  const once = nextSort(unsorted, price);
  expect(once).toEqual([{ id: 'price', falling: true }]);
  const twice = nextSort(once, price);
  expect(twice).toEqual([{ id: 'price', falling: false }]);
  expect(nextSort(twice, price)).toEqual([]);
  expect(nextSort(twice, name)).toEqual([{ id: 'name', falling: false }]);
});

test('nextSort: with Shift a column comes after the others, turns in its place, and leaves', () => {
  const two = nextSort(nextSort(unsorted, price), name, true);
  expect(two.map(({ id }) => id)).toEqual(['price', 'name']);
  const turned = nextSort(two, price, true);
  expect(turned).toEqual([
    { id: 'price', falling: false },
    { id: 'name', falling: false },
  ]);
  expect(nextSort(turned, price, true)).toEqual([{ id: 'name', falling: false }]);
  // Without Shift a column of several stands alone, as if it were pressed for the first time.
  expect(nextSort(turned, price)).toEqual([{ id: 'price', falling: true }]);
});

test('sortedOrder: the second column decides where the first finds rows equal; what is missing is last and equal', () => {
  const rows: readonly Row[] = [
    { name: 'd', price: null, units: 1 },
    { name: 'b', price: 2, units: 5 },
    { name: 'a', price: 2, units: 7 },
    { name: 'c', price: null, units: 3 },
    { name: 'e', price: 9, units: 5 },
  ];
  const shown = (sort: TableSort) =>
    [...(sortedOrder(rows, columns, sort) ?? [])].map((at) => rows[at]!.name).join('');
  expect(shown([{ id: 'price', falling: true }])).toBe('ebadc');
  expect(
    shown([
      { id: 'price', falling: true },
      { id: 'name', falling: false },
    ]),
  ).toBe('eabcd');
  expect(
    shown([
      { id: 'price', falling: false },
      { id: 'units', falling: true },
    ]),
  ).toBe('abecd');
  expect(
    shown([
      { id: 'units', falling: false },
      { id: 'price', falling: false },
    ]),
  ).toBe('dcbea');
  // A column that is no longer shown sorts no longer.
  expect(sortedOrder(rows, columns, [{ id: 'gone', falling: true }])).toBeNull();
});

test('sortSentence: what a screen reader is told', () => {
  expect(sortSentence(columns, unsorted)).toBe('');
  expect(
    sortSentence(columns, [
      { id: 'price', falling: true },
      { id: 'name', falling: false },
    ]),
  ).toBe('Sorted by Price, highest first; then by Name, A to Z.');
});
