import { expect, test } from 'vitest';

import { portfolioSample } from './portfolio-sample.ts';
import { referenceMarket } from './reference-market.ts';

/** Product i takes i + 1 in revenue a day. */
const catalogue = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    parameters: { ...referenceMarket, referencePrice: 1, baseDemand: i + 1 },
  }));

test('portfolioSample: all of a catalogue that is not large', () => {
  expect(portfolioSample(catalogue(5), 1, 5)).toEqual([0, 1, 2, 3, 4]);
});

test('portfolioSample: of a large one the half with the largest revenue, and others at random, each once', () => {
  const sample = portfolioSample(catalogue(1000), 7, 20);
  expect(sample).toHaveLength(20);
  expect(new Set(sample).size).toBe(20);
  expect(sample).toEqual([...sample].sort((a, b) => a - b));
  expect(sample.slice(-10)).toEqual([990, 991, 992, 993, 994, 995, 996, 997, 998, 999]);
  expect(portfolioSample(catalogue(1000), 7, 20)).toEqual(sample);
  expect(portfolioSample(catalogue(1000), 8, 20).slice(0, 10)).not.toEqual(sample.slice(0, 10));
  // Ten draws from 0 to 989 have a mean of 494.5 with a deviation of about 90.
  const mean = sample.slice(0, 10).reduce((sum, index) => sum + index, 0) / 10;
  expect(Math.abs(mean - 494.5)).toBeLessThan(360);
});
