import fc from 'fast-check';
import { expect, test } from 'vitest';

import { decimate } from './decimate.ts';

const itself = (value: number) => value;

test('decimate: a short line stays the same array', () => {
  const points = [3, 1, 2];
  expect(decimate(points, 4, itself)).toBe(points);
});

test('decimate: a lone spike survives', () => {
  const points = Array.from({ length: 5000 }, (_, index) => (index === 3217 ? 100 : Math.sin(index / 50)));
  const thinned = decimate(points, 300, itself);
  expect(thinned).toContain(100);
  expect(thinned.length).toBeLessThanOrEqual(300);
  expect(thinned.length).toBeGreaterThan(290);
});

test('decimate: the corner of a bend is kept, the straight parts are not', () => {
  // 0 0 0 0 0 | 5 10 15 20: with one bucket free the bend at index 4 spans the largest triangle.
  const points = [0, 0, 0, 0, 0, 5, 10, 15, 20].map((value, index) => ({ index, value }));
  expect(decimate(points, 4, (point) => point.value).map((point) => point.index)).toContain(4);
});

test('decimate: never more than the limit, in order, with first, last, lowest and highest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 400 }),
      fc.integer({ min: 4, max: 100 }),
      (values, limit) => {
        const points = values.map((value, index) => ({ index, value }));
        const thinned = decimate(points, limit, (point) => point.value);
        expect(thinned.length).toBeLessThanOrEqual(limit);
        expect(thinned[0]).toBe(points[0]);
        expect(thinned.at(-1)).toBe(points.at(-1));
        for (let k = 1; k < thinned.length; k++)
          expect(thinned[k]!.index).toBeGreaterThan(thinned[k - 1]!.index);
        const drawn = thinned.map((point) => point.value);
        expect(Math.min(...drawn)).toBe(Math.min(...values));
        expect(Math.max(...drawn)).toBe(Math.max(...values));
      },
    ),
  );
});

test('decimate: numbers that are not finite do not become extremes', () => {
  const points = [1, Number.NaN, 2, Number.POSITIVE_INFINITY, 5, 3, -4, 2, 1, 0];
  const thinned = decimate(points, 6, itself);
  expect(thinned).toContain(5);
  expect(thinned).toContain(-4);
});

test('decimate: a limit below four is refused', () => {
  expect(() => decimate([1, 2, 3, 4, 5], 3, itself)).toThrow('decimate: limit must be at least 4, got 3');
});
