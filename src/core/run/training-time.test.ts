import { expect, test } from 'vitest';

import { mostTimeMarks, secondsAt, withTimeMark, type TimeMark } from './training-time.ts';

const marksOf = (...pairs: readonly (readonly [step: number, seconds: number])[]) =>
  pairs.reduce<readonly TimeMark[]>((marks, [step, seconds]) => withTimeMark(marks, { step, seconds }), []);

test('secondsAt: a straight line from mark to mark, beginning at 0 and ending with the last', () => {
  const marks = marksOf([10, 2], [30, 10]);
  expect([0, 5, 10, 20, 30, 99].map((step) => secondsAt(marks, step))).toEqual([0, 1, 2, 6, 10, 10]);
  expect(secondsAt([], 5), 'times were not recorded').toBeNaN();
});

test('withTimeMark: the first time of a step stands, and time never goes back', () => {
  const marks = marksOf([10, 2], [10, 5], [8, 6], [20, 1]);
  expect(marks).toEqual([
    { step: 10, seconds: 2 },
    { step: 20, seconds: 2 },
  ]);
  expect(withTimeMark(marks, { step: 30, seconds: Number.NaN })).toBe(marks);
  expect(marksOf([0, 1]), 'before the first step there is nothing to mark').toEqual([]);
});

test('withTimeMark: a long run keeps a bounded list that still tells its times', () => {
  const marks = marksOf(
    ...Array.from({ length: 5 * mostTimeMarks }, (_, i) => [10 * (i + 1), i + 1] as const),
  );
  expect(marks.length).toBeLessThanOrEqual(mostTimeMarks);
  for (const step of [10, 12_340, 98_765]) expect(secondsAt(marks, step)).toBeCloseTo(step / 10, 9);
  expect(marks.at(-1)).toEqual({ step: 50 * mostTimeMarks, seconds: 5 * mostTimeMarks });
});
