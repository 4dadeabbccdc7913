import { describe, expect, test } from 'vitest';

import { scenarioResult } from './exam-result.ts';
import { calibrationOf, judge, outcomeOf, type Advice, type Way } from './judge.ts';
import type { ExamShop } from './shop.ts';
import { spreadsheetPrice, spreadsheetSlope } from './spreadsheet.ts';

/** Two products at 10 that earn 100 - 25 (price - best)^2: the first is best at 11, the second at 10. */
const bests = [11, 10];
const profitOf = (i: number, price: number) => 100 - 25 * (price - bests[i]!) ** 2;
const shop: ExamShop = {
  fileName: 'two.csv',
  csv: '',
  products: bests.map((_, i) => ({
    id: `P${i}`,
    name: `P${i}`,
    category: 'Tea',
    store: null,
    currentPrice: 10,
    unitCost: 5,
    elasticity: -2,
  })),
  profitOf: (i, prices) => profitOf(i, prices[i]!),
  affectedBy: (i) => [i],
  played: (i, pricer) => profitOf(i, pricer({ day: 0, price: 10, inventory: NaN, rivalPrice: NaN })),
  best: Float64Array.of(110, 100),
  bestHeld: Float64Array.of(100, 100),
};
const at = (price: number): Way => ({ price, schedule: null });

function advice(price: number, probability: number | null, changes: Partial<Advice> = {}): Advice {
  const recommended = { ...at(price), probability };
  return {
    recommended,
    candidates: probability === null ? [] : [{ ...at(price), probability }],
    elasticity: { estimate: -1.5, interval: [-1.9, -1.1], verdict: 'answers' },
    ...changes,
  };
}

describe('outcomeOf', () => {
  test('keeping every price is worth nothing and harms nobody', () => {
    expect(outcomeOf(shop, [at(10), at(10)])).toEqual({ value: 0, moved: 0, losing: 0 });
  });

  test('value is the share of the attainable extra profit; a loss of over 1 % is one', () => {
    // 75 + 100 now, 110 + 100 at best: 35 to win. 100 + 75 - 175 = 0.
    expect(outcomeOf(shop, [at(11), at(11)])).toEqual({ value: 0, moved: 2, losing: 1 });
    expect(outcomeOf(shop, [at(11), at(10)]).value).toBeCloseTo(25 / 35, 12);
    // 100 - 25 * 0.19^2 = 99.1 loses 0.9 % of 100, 0.21 loses 1.1 %.
    expect(outcomeOf(shop, [at(10), at(10.19)])).toMatchObject({ moved: 1, losing: 0 });
    expect(outcomeOf(shop, [at(10), at(10.21)])).toMatchObject({ moved: 1, losing: 1 });
  });
});

describe('judge', () => {
  test('stated certainty, calibration and elasticities against the truth', () => {
    const found = judge(shop, [advice(11, 0.95), advice(11, 0.92)]);
    expect(found).toMatchObject({ sure: 2, sureGaining: 1, answers: 2, schedules: 0 });
    expect(found.calibration.at(-1)).toEqual({ from: 0.9, to: 1, count: 2, stated: 1.87, gaining: 1 });
    // -1.5 against -2, and the interval ends at -1.9.
    expect(found.elasticity).toEqual({ count: 2, sumOfErrors: 1, sumOfSquares: 0.5, covered: 0 });
  });

  test('a claim is an answer or a lean', () => {
    const covering = { estimate: -2, interval: [-3, -1], verdict: 'leans' } as const;
    const silent = { ...covering, verdict: 'cannotTell' } as const;
    const found = judge(shop, [
      advice(10, null, { elasticity: covering }),
      advice(10, null, { elasticity: silent }),
    ]);
    expect(found.claimed).toEqual({ count: 1, sumOfErrors: 0, sumOfSquares: 0, covered: 1 });
    expect(found.elasticity.count).toBe(2);
    expect(found.sure).toBe(0);
  });

  test('a schedule is played, and weighed against the best held prices', () => {
    const schedule = () => 11;
    const recommended = { price: 10, schedule, probability: 0.8 };
    const found = judge(shop, [advice(10, null, { recommended }), advice(10, null)]);
    expect(found).toMatchObject({ schedules: 1, advice: { moved: 1, losing: 0 } });
    expect(found.advice.value).toBeCloseTo(25 / 35, 12);
    // 100 + 100 is what the best held prices earn, 210 the best schedules: nothing over them yet.
    expect(found.scheduleValue).toBe(0);
  });

  test('a change that takes from a neighbour is no gain', () => {
    // The first product's price moves 30 of profit from the second to the first.
    const joint: ExamShop = {
      ...shop,
      profitOf: (i, prices) => (prices[0] === 10 ? 100 : i === 0 ? 110 : 70),
      affectedBy: () => [0, 1],
    };
    expect(outcomeOf(joint, [at(11), at(10)])).toMatchObject({ moved: 1, losing: 1 });
  });
});

test('calibrationOf: a probability of 1 falls into the last bin, one on an edge into the upper', () => {
  const bins = calibrationOf([
    { probability: 1, isGain: true },
    { probability: 0.7, isGain: false },
    { probability: 0.2, isGain: false },
  ]);
  expect(bins.map(({ count }) => count)).toEqual([1, 0, 1, 0, 1]);
  expect(bins.at(-1)!.gaining).toBe(1);
});

test('scenarioResult: values by their median, counts added up', () => {
  const result = (price: number) => ({
    scenario: 'two',
    seed: 1,
    judgement: judge(shop, [advice(price, 0.95), advice(10, null)]),
    spreadsheet: outcomeOf(shop, [at(10), at(11)]),
    demandOptimum: outcomeOf(shop, [at(11), at(10)]),
    problem: null,
    seconds: 1,
  });
  const found = scenarioResult([result(11), result(10), result(10.5)]);
  // 0, (100 - 25 / 4 - 75) / 35 and 25 / 35; two of three are moved.
  expect(found.advice.value).toBeCloseTo(18.75 / 35, 12);
  expect(found.advice).toMatchObject({ moved: 2, losingShare: 0, lowestValue: 0 });
  expect(found).toMatchObject({ shops: 3, products: 6, sure: 2, sureGainingShare: 1, seconds: 3 });
  expect(found.spreadsheet).toMatchObject({ moved: 3, losingShare: 1 });
  expect(found.elasticity).toMatchObject({ count: 6, bias: 0.5, error: 0.5, coverage: 0 });
  const last = found.calibration.at(-1)!;
  expect(last).toMatchObject({ count: 2, stated: 0.95, gaining: 1 });
  expect(last.standardError).toBeCloseTo(Math.sqrt((0.95 * 0.05) / 2), 12);
  expect(found.calibration[0]).toMatchObject({ count: 0, stated: null, gaining: null, standardError: null });
});

describe('spreadsheet', () => {
  test('the line through logarithms, days that sold nothing left out', () => {
    const price = [1, 2, 4, 8];
    // 64 / p^2, and a zero that a straight line cannot take.
    expect(spreadsheetSlope([...price, 3], [64, 16, 4, 1, 0])).toBeCloseTo(-2, 12);
    expect(spreadsheetSlope([5, 5, 5], [1, 2, 3])).toBeNull();
  });

  test('the best price on it within the guardrails', () => {
    // Cost 5.5 at a slope of -2 is best at 11; at a slope of -1 the dearest allowed price is.
    expect(spreadsheetPrice(-2, 10, 5.5)).toBeCloseTo(11, 3);
    expect(spreadsheetPrice(-1, 10, 5.5)).toBeCloseTo(11.5, 9);
    expect(spreadsheetPrice(-9, 10, 5.5)).toBeCloseTo(8.5, 9);
    // 9 / 0.95 = 9.47 is the margin's floor.
    expect(spreadsheetPrice(-30, 10, 9)).toBeCloseTo(9 / 0.95, 9);
    expect(spreadsheetPrice(null, 10, 5.5)).toBe(10);
  });
});
