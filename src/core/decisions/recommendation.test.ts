import { describe, expect, test } from 'vitest';

import { countedObjective } from './counted-objective.ts';
import { bestCandidate, type PriceCandidate } from './recommendation.ts';
import { recommendationFixture } from './recommendation-fixture.ts';
import { summarizeTotal } from './recommendation-total.ts';
import { formatChance } from '../text/format.ts';
import { agentSentence, calendarYearWords } from './recommendation-words.ts';
import { isReplenished } from './stock-left.ts';

function candidate(price: number, value: number, probability: number, changes: Partial<PriceCandidate> = {}) {
  const gainPerDay = { value, interval: [value - 1, value + 1] } as const;
  return {
    name: 'demandOptimum',
    price,
    wish: price,
    isSchedule: false,
    gainPerDay,
    probability,
    lossProbability: 0,
    ...changes,
  } as const;
}

describe('bestCandidate', () => {
  const at = (level: number, now = 50) => ({ level, now });

  test('the highest expected gain among those that are likely enough', () => {
    const bold = candidate(24, 9, 0.6);
    const likely = candidate(22, 5, 0.8, { name: 'cautiousOptimum' });
    const small = candidate(21, 2, 0.99, { name: 'agent' });
    expect(bestCandidate([bold, likely, small], 20, at(0.7))).toBe(likely);
    expect(bestCandidate([bold, likely, small], 20, at(0.5))).toBe(bold);
    expect(bestCandidate([bold, likely, small], 20, at(0.995))).toBeNull();
  });

  test('one that gains as likely but may well lose more than 1 % is not sure enough', () => {
    const risky = candidate(24, 9, 0.75, { lossProbability: 0.24 });
    const smaller = candidate(21, 3, 0.75, { name: 'cautiousOptimum', lossProbability: 0.1 });
    expect(bestCandidate([risky, smaller], 20, at(0.7))).toBe(smaller);
    expect(bestCandidate([risky], 20, at(0.7))).toBeNull();
  });

  test('the less a change promises, the surer it must be not to lose', () => {
    const promising = (gain: number, lossProbability: number) => [
      candidate(21, gain, 0.95, { lossProbability }),
    ];
    // A gain of 1 % of today's 100 may lose with 0.075 * 1 / 2.5 = 3 %, one of 2.5 % with 7.5 %, of 6 % and more with 15 %.
    expect(bestCandidate(promising(1, 0.029), 20, at(0.7, 100))).not.toBeNull();
    expect(bestCandidate(promising(1, 0.031), 20, at(0.7, 100))).toBeNull();
    expect(bestCandidate(promising(2.5, 0.074), 20, at(0.7, 100))).not.toBeNull();
    expect(bestCandidate(promising(2.5, 0.076), 20, at(0.7, 100))).toBeNull();
    for (const gain of [6, 20]) {
      expect(bestCandidate(promising(gain, 0.149), 20, at(0.7, 100))).not.toBeNull();
      expect(bestCandidate(promising(gain, 0.151), 20, at(0.7, 100))).toBeNull();
    }
    // At 0.9 a third of that; where today's price earns nothing any gain is a large one.
    expect(bestCandidate(promising(2.5, 0.026), 20, at(0.9, 100))).toBeNull();
    expect(bestCandidate(promising(1, 0.09), 20, at(0.7, 0))).not.toBeNull();
  });

  test('today’s price and an expected loss are none', () => {
    expect(bestCandidate([candidate(20.004, 3, 1)], 20, at(0.7))).toBeNull();
    expect(bestCandidate([candidate(22, -1, 0.9)], 20, at(0.7))).toBeNull();
    expect(bestCandidate([candidate(22, 3, 1, { name: 'keep' })], 20, at(0.7))).toBeNull();
  });

  test('a schedule that begins at today’s price is a change all the same', () => {
    const schedule = candidate(20, 4, 0.9, { name: 'agent', isSchedule: true });
    expect(bestCandidate([schedule], 20, at(0.7))).toBe(schedule);
  });
});

describe('summarizeTotal', () => {
  const change = (value: number, half: number) => ({
    price: 21,
    recommendation: recommendationFixture({
      gainPerDay: { value, interval: [value - half, value + half] },
    }),
  });
  test('gains add up, half-widths as the root of their squares; what stays is counted', () => {
    const total = summarizeTotal([
      change(4, 3),
      change(6, 4),
      { price: 20, recommendation: recommendationFixture({ action: 'keep' }) },
      { price: 20, recommendation: recommendationFixture({ action: 'test' }) },
      { price: null, recommendation: recommendationFixture({ action: 'keep' }) },
    ]);
    expect(total).toMatchObject({ objective: 'profit', changed: 2, kept: 1, tests: 1, infeasible: 1 });
    expect(total.gainPerDay).toEqual({ value: 10, interval: [5, 15] });
    expect(total.gainPerYear).toEqual({ value: 3650, interval: [1825, 5475] });
  });

  test('a calendar counts its own days in the sum of a year too', () => {
    const gainPerDay = { value: 6, interval: [2, 10] } as const;
    const schedule = candidate(21, 6, 0.9, {
      name: 'schedule',
      calendar: {} as NonNullable<PriceCandidate['calendar']>,
    });
    const total = summarizeTotal([
      change(4, 3),
      {
        price: 21,
        recommendation: recommendationFixture({
          gainPerDay,
          candidate: 'schedule',
          candidates: [schedule],
          horizonDays: 30,
        }),
      },
    ]);
    expect(total.gainPerDay.value).toBe(10);
    expect(total.gainPerYear.value).toBe(4 * 365 + 6 * 30);
    expect(total.gainPerYear.interval[0]).toBeCloseTo(1640 - Math.hypot(3 * 365, 4 * 30), 9);
  });

  test('products priced together count what they gain together, once; a part of them what each gains', () => {
    const joint = (group: string) => ({
      group,
      changed: 2,
      gainPerDay: { value: 7, interval: [4, 10] as const },
      probability: 0.9,
    });
    const tied = (group: string, value: number) => ({
      price: 21,
      recommendation: recommendationFixture({
        gainPerDay: { value, interval: [value - 1, value + 1] },
        joint: joint(group),
      }),
    });
    const whole = summarizeTotal([tied('tea', 5), tied('tea', 6), change(4, 4)]);
    expect(whole.gainPerDay).toEqual({ value: 11, interval: [6, 16] }); // 7 and 4, half-widths 3 and 4
    expect(whole.changed).toBe(3);
    // Two whole categories, and one of which only one product is in the list.
    const all = summarizeTotal([
      tied('tea', 5),
      tied('tea', 6),
      tied('oil', 1),
      tied('oil', 2),
      tied('jam', 5),
    ]);
    expect(all.gainPerDay.value).toBe(7 + 7 + 5);
  });

  test('nothing is nothing, and profit and revenue have no common name', () => {
    expect(summarizeTotal([])).toMatchObject({ objective: null, gainPerDay: { value: 0, interval: [0, 0] } });
    const mixed = [
      { price: 20, recommendation: recommendationFixture({ action: 'keep' }) },
      { price: 20, recommendation: recommendationFixture({ action: 'keep', objective: 'revenue' }) },
    ];
    expect(summarizeTotal(mixed).objective).toBeNull();
  });
});

test('the agent’s opinion: its value beside the recommendation, and why it is not the one', () => {
  expect(agentSentence(recommendationFixture(), 20)).toBe(
    "The agent's price 23.00 is expected to bring -2.00 profit a day and has a chance of gain of 30 %, below your level of 70 %: not recommended.",
  );
  expect(agentSentence(recommendationFixture({ candidate: 'agent' }), 20)).toBeNull();
  expect(agentSentence(recommendationFixture({ candidates: [] }), 20)).toBeNull();
});

test('a probability is never said to be certain', () => {
  expect([0, 0.009, 0.5, 0.994, 1].map(formatChance)).toEqual([
    'under 1 %',
    'under 1 %',
    '50 %',
    'over 99 %',
    'over 99 %',
  ]);
});

test('what counts: profit where at least half of the costs are known, unless a person chose', () => {
  const known = { unitCost: 4 };
  const unknown = { unitCost: null };
  expect(countedObjective('auto', [known, unknown])).toBe('profit');
  expect(countedObjective('auto', [known, unknown, unknown])).toBe('revenue');
  expect(countedObjective('auto', [])).toBe('revenue');
  expect(countedObjective('profit', [unknown])).toBe('profit');
});

test('stock that was filled up will be again; one that only fell will run out', () => {
  const units = new Float64Array(20).fill(10);
  const falling = Float64Array.from({ length: 20 }, (_, t) => 400 - 10 * t);
  const of = (change: (stock: number, t: number) => number) =>
    isReplenished({ inventory: falling.map(change), units });
  expect(of((stock) => stock)).toBe(false);
  expect(of((stock, t) => (t >= 8 ? stock + 200 : stock))).toBe(true);
  expect(of((stock, t) => (t >= 8 ? stock + 20 : stock))).toBe(false); // a correction, two days' sales
  expect(of((stock, t) => stock + (t >= 5 ? 30 : 0) + (t >= 12 ? 30 : 0))).toBe(true); // twice two days' sales more
  expect(of((_, t) => 10 + (t % 3))).toBe(true); // a little nearly every day
  expect(of((stock, t) => (t === 0 ? 0 : stock))).toBe(false); // the stock that the season begins with
  expect(of((stock, t) => (t === 9 ? NaN : t >= 8 ? stock + 200 : stock))).toBe(true);
  expect(isReplenished({ inventory: null, units })).toBe(false);
});

test('calendarYearWords: calendars count their own days', () => {
  expect(calendarYearWords([30])).toBe('The year counts the calendar of one product for its 30 days only.');
  expect(calendarYearWords([30, 30])).toMatch(/calendars of 2 products for their 30 days only/);
  expect(calendarYearWords([14, 30])).toContain('at most 30 days');
});
