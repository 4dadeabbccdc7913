import { expect, test } from 'vitest';

import { smallRun } from '../export/run/run-fixture.ts';
import { besideFixedPrice } from './beside-fixed-price.ts';
import type { Baselines, EvaluationRecord, SecondLookFigures } from './events.ts';

const baselines: Baselines = {
  keepPrice: 6.8,
  keepReturns: [],
  myopicPrice: null,
  bestFixedPrice: { price: 43, meanReturn: 14 },
  optimum: 15.5,
  profit: { keepPrice: 1000, keepProfits: [], bestFixedPrice: 1200 },
};

function kept(meanReturn: number, secondLook?: SecondLookFigures): EvaluationRecord {
  return {
    ...smallRun.evaluations[0]!,
    meanReturn,
    profit: { mean: 1100, againstKeep: null },
    ...(secondLook ? { secondLook } : {}),
  };
}

function looked(low: number, high: number): SecondLookFigures {
  const mean = (low + high) / 2;
  return {
    finalists: 5,
    episodes: 256,
    meanReturn: 14.1 + mean,
    gapClosed: null,
    gapInterval: null,
    againstKeep: null,
    keepPrice: 6.7,
    bestFixedPrice: { meanReturn: 14.1, profit: 1250, against: { mean, low, high } },
  };
}

test('besideFixedPrice: from the means alone, where both were not played on the same episodes', () => {
  expect(besideFixedPrice(kept(13.9), baselines)).toEqual({
    standing: 'below',
    price: 43,
    policy: 13.9,
    fixedPrice: 14,
    difference: null,
    profit: { policy: 1100, fixedPrice: 1200 },
  });
  expect(besideFixedPrice(kept(14.1), baselines)?.standing).toBe('above');
  expect(besideFixedPrice(kept(14), baselines)?.standing).toBe('above');
});

test('besideFixedPrice: on the same episodes only what is beyond chance is called below or above', () => {
  const standing = (low: number, high: number) =>
    besideFixedPrice(kept(14.1 + (low + high) / 2, looked(low, high)), baselines);
  expect(standing(-0.3, -0.1)).toMatchObject({
    standing: 'below',
    fixedPrice: 14.1,
    difference: [-0.3, -0.1],
    profit: { policy: 1100, fixedPrice: 1250 },
  });
  expect(standing(-0.1, 0.3)?.standing).toBe('unclear');
  expect(standing(-0.3, 0.1)?.standing).toBe('unclear');
  expect(standing(0.1, 0.3)?.standing).toBe('above');
});

test('besideFixedPrice: nothing without a fixed price; without a cost nothing of profit', () => {
  expect(besideFixedPrice(kept(14), null)).toBeNull();
  expect(besideFixedPrice(kept(14), { ...baselines, bestFixedPrice: null })).toBeNull();
  expect(besideFixedPrice({ ...kept(14), profit: null }, baselines)?.profit).toBeNull();
});
