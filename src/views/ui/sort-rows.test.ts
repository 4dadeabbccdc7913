import fc from 'fast-check';
import { expect, test } from 'vitest';

import { sortedPositions, type SortKey } from './sort-rows.ts';

test('sortedPositions: rising and falling, equal keys keep their order', () => {
  expect([...sortedPositions([3, 1, 2, 1], false)]).toEqual([1, 3, 2, 0]);
  expect([...sortedPositions([3, 1, 2, 1], true)]).toEqual([0, 2, 1, 3]);
  expect([...sortedPositions(['b', 'a', 'c'], false)]).toEqual([1, 0, 2]);
});

test('sortedPositions: what is missing comes last either way', () => {
  const keys = [null, 2, Number.NaN, 1, undefined];
  expect([...sortedPositions(keys, false)]).toEqual([3, 1, 0, 2, 4]);
  expect([...sortedPositions(keys, true)]).toEqual([1, 3, 0, 2, 4]);
});

test('sortedPositions: is a permutation in order, whatever the keys', () => {
  const key = fc.oneof(fc.double(), fc.string(), fc.constant(null));
  fc.assert(
    fc.property(fc.array<SortKey>(key), (keys) => {
      const order = [...sortedPositions(keys, false)];
      expect([...order].sort((a, b) => a - b)).toEqual(keys.map((_, i) => i));
      const numbers = order.map((i) => keys[i]).filter((each) => typeof each === 'number' && !isNaN(each));
      numbers.forEach((value, i) => i > 0 && expect(value).toBeGreaterThanOrEqual(numbers[i - 1] as number));
    }),
  );
});
