import { expect, test } from 'vitest';

import { rowsWithin, spanWithin } from './use-axis-zoom.ts';

test('spanWithin: whole steps within the run, in either direction of the drag', () => {
  expect(spanWithin(250.4, 99.6, 3000)).toEqual({ low: 100, high: 250 });
  expect(spanWithin(-40, 9000, 3000)).toEqual({ low: 0, high: 3000 });
  expect(spanWithin(100.1, 100.3, 3000)).toBeNull();
});

test('spanWithin: seconds of training by tenths', () => {
  expect(spanWithin(1.234, 0.46, 5, 0.1)).toEqual({ low: 0.5, high: 1.2 });
  expect(spanWithin(1.21, 1.24, 5, 0.1)).toBeNull();
});

test('rowsWithin: the rows of the span and one on each side', () => {
  const rows = [0, 100, 200, 300, 400];
  const within = (low: number, high: number) => rowsWithin(rows, (step) => step, { low, high });
  expect(within(150, 250)).toEqual([100, 200, 300]);
  expect(within(200, 300)).toEqual([100, 200, 300, 400]);
  expect(within(0, 400)).toEqual(rows);
  expect(within(410, 500)).toEqual([400]);
});
