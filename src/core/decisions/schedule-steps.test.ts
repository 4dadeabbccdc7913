import { expect, test } from 'vitest';

import { dailyPrices, largestMove, scheduledPrice, stepsOf } from './schedule-steps.ts';

const steps = [
  { day: 0, price: 11 },
  { day: 1, price: 12 },
  { day: 20, price: 9 },
];

test('stepsOf and dailyPrices: there and back', () => {
  const days = dailyPrices(steps, 30);
  expect(days[19]).toBe(12);
  expect(days[20]).toBe(9);
  expect(stepsOf(days)).toEqual(steps);
  expect(scheduledPrice(steps, 0)).toBe(11);
});

test('largestMove: within a week, today’s price among them', () => {
  expect(largestMove(steps, 10)).toBeCloseTo(-0.25, 9); // 12 to 9 from day 19 to day 20
  expect(largestMove(steps.slice(0, 2), 10)).toBeCloseTo(0.2, 9);
  // 11 holds until day 9, and 12 follows 8 days after 10 was last charged
  expect(
    largestMove(
      [
        { day: 0, price: 11 },
        { day: 10, price: 12 },
      ],
      10,
    ),
  ).toBeCloseTo(0.1, 9);
});
