import { expect, test } from 'vitest';

import type { EvaluationRecord } from './events.ts';
import { defaultSettings } from './settings.ts';
import {
  bandOf,
  bestCombination,
  combinationsOf,
  metricOf,
  priceAgreement,
  spreadOf,
} from './sweep-result.ts';

const evaluated = (meanReturn: number, profit: number | null): EvaluationRecord => ({
  step: 100,
  meanReturn,
  returns: [meanReturn],
  gapClosed: null,
  gapInterval: null,
  againstKeep: null,
  profit: profit === null ? null : { mean: profit, againstKeep: null },
  isBest: true,
});
const run = (gamma: number, seed: number, best: EvaluationRecord | null) => ({
  settings: { ...defaultSettings, gamma, seed },
  best,
});

test('spreadOf: the median with the lowest and highest, unknown ones left out', () => {
  expect(spreadOf([3, null, 1, undefined, 8, NaN])).toEqual({ median: 3, low: 1, high: 8 });
  expect(spreadOf([null])).toBeNull();
});

test('combinationsOf: seeds of one combination stand together, and the higher median wins', () => {
  const runs = [
    run(0.9, 1, evaluated(5, 10)),
    run(0.99, 1, evaluated(4, 30)),
    run(0.9, 2, evaluated(7, 20)),
    run(0.99, 2, null),
  ];
  const combinations = combinationsOf(runs, ['gamma']);
  expect(combinations.map(({ values, judged, profit }) => [values, judged, profit])).toEqual([
    [[0.9], 2, { median: 15, low: 10, high: 20 }],
    [[0.99], 1, { median: 30, low: 30, high: 30 }],
  ]);
  expect(metricOf(combinations)).toBe('profit');
  expect(bestCombination(combinations, 'profit')!.values).toEqual([0.99]);
  expect(bestCombination(combinations, 'evaluation')!.values).toEqual([0.9]);
});

test('metricOf: without a cost the return ranks', () => {
  expect(metricOf(combinationsOf([run(0.9, 1, evaluated(5, null))], ['gamma']))).toBe('evaluation');
});

test('bandOf: where two seeds have come, the band is theirs', () => {
  const points = bandOf([
    [
      { step: 10, value: 1 },
      { step: 20, value: 4 },
      { step: 30, value: 9 },
    ],
    [
      { step: 10, value: 3 },
      { step: 20, value: 2 },
    ],
  ]);
  expect(points).toEqual([
    { step: 10, seeds: 2, median: 2, low: 1, high: 3 },
    { step: 20, seeds: 2, median: 3, low: 2, high: 4 },
  ]);
  expect(bandOf([[{ step: 10, value: 1 }], []])).toHaveLength(1);
});

test('priceAgreement: the least agreed product stands first', () => {
  const price = (productId: string, value: number) => ({
    productId,
    productName: productId,
    currentPrice: 10,
    price: value,
  });
  const agreed = priceAgreement([
    [price('tea', 11), price('cup', 9)],
    [price('tea', 11), price('cup', 12), price('jug', 10)],
    [price('tea', 11.2), price('cup', 10)],
  ]);
  expect(agreed.map(({ productId, sameWay, median, seeds }) => [productId, sameWay, median, seeds])).toEqual([
    ['cup', 1 / 3, 10, 3],
    ['tea', 1, 11, 3],
  ]);
  expect(agreed[0]!.range).toBeCloseTo(0.3);
});
