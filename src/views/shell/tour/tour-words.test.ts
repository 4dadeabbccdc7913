import { expect, test } from 'vitest';

import { emptyRun } from '../../../store/run-view.ts';
import { moneyAtStake } from './money-at-stake.ts';
import { stopWords, worstTrap, type ToldState } from './tour-words.ts';

const nothing: ToldState = {
  data: { status: 'empty' },
  demand: [],
  run: emptyRun,
  suggestions: [],
  model: null,
};

test('stopWords: before anything is there, every stop but the last says what it waits for', () => {
  for (const stop of ['file', 'demand', 'learning', 'gain', 'trap'] as const)
    expect(stopWords(stop, nothing).isWaiting).toBe(true);
  expect(stopWords('own', nothing).isWaiting).toBe(false);
});

test('stopWords: the agent is told in money against today’s prices', () => {
  const evaluation = {
    step: 600,
    meanReturn: 5,
    returns: [5],
    gapClosed: 0.8,
    gapInterval: null,
    againstKeep: null,
    profit: { mean: 330, againstKeep: null },
    isBest: true,
  };
  const run = {
    ...emptyRun,
    settings: {} as never,
    evaluations: [evaluation],
    baselines: { profit: { keepPrice: 150, keepProfits: [], bestFixedPrice: null } } as never,
  };
  const { sentences } = stopWords('learning', { ...nothing, run });
  expect(sentences[1]).toBe(
    'There, today’s prices earn 150 in 30 days for the average product; the agent earns 330 (+120.0 %); 80 % of the possible gain.',
  );
});

test('worstTrap: the agent’s price that would lose most, where it is not the advice', () => {
  const suggestion = (productName: string, advised: string, gain: number) =>
    ({
      productName,
      recommendation: {
        candidate: advised,
        candidates: [
          { name: 'keep', gainPerDay: { value: 0 } },
          { name: 'agent', gainPerDay: { value: gain } },
        ],
      },
    }) as never;
  const all = [suggestion('tea', 'keep', -1), suggestion('cup', 'agent', -9), suggestion('jug', 'keep', -2)];
  expect(worstTrap(all)!.suggestion.productName).toBe('jug');
  expect(worstTrap(all)!.lossPerYear).toBe(730);
  expect(worstTrap([suggestion('tea', 'keep', 3)])).toBeNull();
});

test('moneyAtStake: a year of the last rows; profit only where every cost is known', () => {
  const sold = (unitCost: number | null) => ({
    price: Float64Array.of(10, 10),
    units: Float64Array.of(1, Number.NaN),
    unitCost,
    daysPerRow: 1,
  });
  // One unit at 10 in two days.
  expect(moneyAtStake([sold(6)])).toEqual({ revenue: 1825, profit: 730 });
  expect(moneyAtStake([sold(6), sold(null)]).profit).toBeNull();
});
