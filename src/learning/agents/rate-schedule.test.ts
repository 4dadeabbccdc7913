import { expect, test } from 'vitest';

import { rateShare } from './rate-schedule.ts';

test('rateShare: falls in a straight line and stays at its end', () => {
  const schedule = { finalShare: 0.1, updates: 100 };
  expect(rateShare(schedule, 0)).toBe(1);
  expect(rateShare(schedule, 50)).toBeCloseTo(0.55); // half-way from 1 to 0.1
  expect(rateShare(schedule, 100)).toBeCloseTo(0.1);
  expect(rateShare(schedule, 5000)).toBeCloseTo(0.1);
});

test('rateShare: without a schedule, and for a run without updates, nothing falls', () => {
  expect(rateShare(null, 7)).toBe(1);
  expect(rateShare({ finalShare: 0.1, updates: 0 }, 7)).toBe(1);
});
