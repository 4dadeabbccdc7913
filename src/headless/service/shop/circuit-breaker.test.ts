import { expect, test } from 'vitest';

import { breakerStop, usualBreaker } from './circuit-breaker.ts';

const moves = (count: number, factor: number) =>
  Array.from({ length: count }, (_, i) => ({ productId: `p${i}`, currentPrice: 10, price: 10 * factor }));

test('breakerStop: a list of many products is stopped from the share on, small lists and unmoved prices pass', () => {
  expect(breakerStop(moves(50, 1.1), 100, usualBreaker)).toBeNull();
  expect(breakerStop(moves(51, 1.1), 100, usualBreaker)).toEqual({
    reason: 'tooMany',
    sentence: 'The list moves 51 of 100 products, more than 50 % of them.',
  });
  expect(breakerStop(moves(10, 1.1), 10, usualBreaker)).toBeNull();
  expect(breakerStop(moves(11, 1.1), 11, usualBreaker)).not.toBeNull();
  expect(breakerStop(moves(100, 1), 100, usualBreaker)).toBeNull();
});

test('breakerStop: one price that goes too far stops its list, up or down, 30 % itself passes', () => {
  expect(breakerStop(moves(1, 1.3), 100, usualBreaker)).toBeNull();
  expect(breakerStop(moves(1, 0.7), 100, usualBreaker)).toBeNull();
  expect(
    breakerStop([...moves(3, 1), { productId: 'tea', currentPrice: 10, price: 6 }], 100, usualBreaker),
  ).toEqual({
    reason: 'tooFar',
    sentence: 'The list moves "tea" by -40 % to 6.00, further than 30 %.',
  });
});
