import { expect, test } from 'vitest';

import type { Baselines, EvaluationRecord } from '../../../core/run/events.ts';
import { verdictOf } from './run-verdict.ts';

const interval = (low: number, high: number) => ({ mean: (low + high) / 2, low, high }) as never;
const evaluation = (changes: Partial<EvaluationRecord>): EvaluationRecord => ({
  step: 100,
  meanReturn: 8,
  returns: [8],
  gapClosed: null,
  gapInterval: null,
  againstKeep: null,
  isBest: true,
  ...changes,
});
const baselines = (keepPrice: number | null) =>
  ({ keepPrice: 4, profit: keepPrice === null ? null : { keepPrice } }) as Baselines;

test('verdictOf: in money where costs are known, with its interval', () => {
  const profit = (low: number, high: number) => ({ mean: 3325, againstKeep: interval(low, high) });
  const told = (low: number, high: number) =>
    verdictOf({
      portfolioCheck: null,
      evaluations: [evaluation({ profit: profit(low, high) })],
      baselines: baselines(1519),
    })!;
  expect(told(1630, 1998)).toEqual({
    tone: 'good',
    word: 'Earns more',
    words: '3,325 profit an episode, 1,519 at today’s prices (+119 %); +1,630 to +1,998.',
  });
  expect(told(-20, 40).word).toBe('Not clear yet');
  expect(told(-40, -20).tone).toBe('bad');
});

test('verdictOf: a gain that would be written 0.0 % is called hardly one, however sure it is', () => {
  const told = (mean: number) =>
    verdictOf({
      portfolioCheck: null,
      evaluations: [evaluation({ profit: { mean, againstKeep: interval(0.69, 0.71) } })],
      baselines: baselines(1755),
    })!;
  expect(told(1755.7)).toEqual({
    tone: 'info',
    word: 'Hardly earns more',
    words: '1,756 profit an episode, 1,755 at today’s prices (under 0.1 %); +0.69 to +0.71.',
  });
  expect(told(1756).word).toBe('Earns more'); // 1 of 1,755 is 0.06 %, written +0.1 %
});

test('verdictOf: a run for revenue is judged by revenue, whatever its assumed cost makes of profit', () => {
  const profit = { mean: 700, againstKeep: interval(-1900, -1000) };
  const of = (rewardPartNames: readonly string[], parts: readonly number[]) =>
    verdictOf({
      portfolioCheck: null,
      evaluations: [evaluation({ meanReturn: 5, againstKeep: interval(0.8, 1.2), profit })],
      baselines: baselines(2178),
      rewardPartNames,
      episodes: [{ step: 30, episodeReturn: 5, parts, days: 30, product: 0 }],
    })!;
  expect(of(['revenue', 'profit', 'units'], [5, 0, 0])).toEqual({
    tone: 'good',
    word: 'Earns more revenue',
    words: '+25 % revenue against today’s prices (+20 % to +30 %). It is not trained for profit.',
  });
  // Paid is what is above a usual day's revenue: keeping the price may return 0, and a share of that says nothing.
  expect(of(['revenuePerDay'], [5])).toEqual({
    tone: 'good',
    word: 'Earns more revenue',
    words:
      '5.00 reward an episode, 4.00 at today’s prices (difference 0.80 to 1.20). The reward is revenue above that of a usual day; it is not trained for profit.',
  });
  expect(of(['revenue', 'profit'], [0, 5]).word).toBe('Earns less');
  expect(of(['revenue', 'profit'], [2, 3]).word).toBe('Earns less');
});

test('verdictOf: without costs it says what is measured instead, and why', () => {
  expect(
    verdictOf({
      portfolioCheck: null,
      evaluations: [evaluation({ againstKeep: interval(1, 2) })],
      baselines: baselines(null),
    }),
  ).toEqual({
    tone: 'good',
    word: 'Scores higher',
    words: '8.00 reward an episode, 4.00 at today’s prices. Profit is unknown here: the costs are missing.',
  });
  expect(verdictOf({ portfolioCheck: null, evaluations: [], baselines: null })).toBeNull();
});

test('verdictOf: after a second look its figures, and today’s price on the same start states', () => {
  const secondLook = {
    finalists: 2,
    episodes: 256,
    keepPrice: 5,
    bestFixedPrice: null,
    meanReturn: 7,
    gapClosed: null,
    gapInterval: null,
    againstKeep: interval(1.5, 2.5),
    profit: { mean: 3000, againstKeep: interval(900, 1100) },
  };
  const run = { evaluations: [evaluation({ secondLook })], baselines: baselines(1519), portfolioCheck: null };
  // The paired difference is 1,000 on average, so today's price earned 2,000 there.
  expect(verdictOf(run)!.words).toBe(
    '3,000 profit an episode, 2,000 at today’s prices (+50 %); +900 to +1,100.',
  );
  const episodes = [{ step: 30, episodeReturn: 5, parts: [5], days: 30, product: 0 }];
  expect(verdictOf({ ...run, rewardPartNames: ['revenue'], episodes })!.words).toBe(
    '+40 % revenue against today’s prices (+30 % to +50 %). It is not trained for profit.',
  );
});
