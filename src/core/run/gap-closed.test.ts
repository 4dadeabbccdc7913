import { expect, test } from 'vitest';

import { gapClosed } from './gap-closed.ts';

test('gapClosed: the share of the way from keeping the price to the optimum', () => {
  const baselines = {
    keepPrice: 6.8,
    keepReturns: [],
    myopicPrice: null,
    bestFixedPrice: null,
    optimum: 15.5,
  };
  expect(gapClosed(11.15, baselines)).toBeCloseTo(0.5); // (11.15 - 6.8) / (15.5 - 6.8)
  expect(gapClosed(1, { ...baselines, optimum: null })).toBeNull();
  expect(gapClosed(1, { ...baselines, optimum: 6.8 })).toBeNull();
  expect(gapClosed(1, null)).toBeNull();
});
