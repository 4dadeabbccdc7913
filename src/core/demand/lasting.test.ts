import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { historyFixture } from './history-fixture.ts';
import {
  answeringRival,
  followedShare,
  memoryColumn,
  rememberedPrice,
  remembers,
  surpriseShare,
  tellsHabit,
  usualHabit,
} from './lasting.ts';
import { summarizeDemand } from './summarize-demand.ts';

test('memoryColumn: log of what buyers are used to over the day’s price', () => {
  const column = memoryColumn(historyFixture({ price: [10, 12, 11], units: [1, 1, 1] }), usualHabit);
  expect(column[0]).toBeCloseTo(Math.log(11 / 10), 12); // at first they are used to the mean price
  expect(column[1]).toBeCloseTo(Math.log(10.9 / 12), 12); // 0.9 * 11 + 0.1 * 10
  expect(column[2]).toBeCloseTo(Math.log(11.01 / 11), 12); // 0.9 * 10.9 + 0.1 * 12
  const still = memoryColumn(historyFixture({ price: [10, 10], units: [1, 1] }), usualHabit);
  expect([...still]).toEqual([0, 0]);
});

test('memoryColumn: over a week it is the mean of its days, and the rest of what they are used to stays for the next one', () => {
  const weeks = { ...historyFixture({ price: [10, 12, 12], units: [1, 1, 1] }), daysPerRow: 7 };
  const days = historyFixture({
    price: [...Array<number>(7).fill(10), ...Array<number>(14).fill(12)],
    units: Array<number>(21).fill(1),
  });
  const byDay = memoryColumn(days, usualHabit);
  const byWeek = memoryColumn(weeks, usualHabit);
  expect(byWeek).toHaveLength(3);
  byWeek.forEach((value, week) => {
    const own = byDay.subarray(7 * week, 7 * week + 7);
    expect(value).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / 7, 12);
  });
  expect(rememberedPrice(weeks, usualHabit)).toBeCloseTo(rememberedPrice(days, usualHabit), 12);
  expect(tellsHabit(weeks)).toBe(true);
  expect(tellsHabit({ daysPerRow: 30 })).toBe(false);
});

test('surpriseShare: mean of 0.9^t over 30 days', () => {
  let sum = 0;
  for (let t = 0; t < 30; t++) sum += 0.9 ** t;
  expect(surpriseShare(usualHabit)).toBeCloseTo(sum / 30, 12);
});

test('answeringRival: pace and pass-through of one that moves half-way; none of one that wanders', () => {
  const random = new Random(4);
  const price = Array.from({ length: 240 }, (_, t) => [9, 10, 11][(t >> 3) % 3]!);
  const units = price.map(() => 10);
  let theirs = 10;
  const follower = price.map((ours) => {
    const today = theirs;
    theirs = (theirs + ours) / 2;
    theirs *= Math.exp(0.02 * random.normal());
    return today;
  });
  const found = answeringRival(historyFixture({ price, units, competitorPrice: follower }))!;
  expect(found.pace).toBeGreaterThan(0.4);
  expect(found.pace).toBeLessThan(0.6);
  expect(found.passThrough).toBeGreaterThan(0.85);
  // 1 - mean of 0.5^t over 30 days
  expect(followedShare({ pace: 0.5, passThrough: 1 })).toBeCloseTo(1 - 2 / 30, 6);
  let walk = 10;
  const wanderer = price.map(() => (walk *= Math.exp(0.02 * random.normal())));
  expect(answeringRival(historyFixture({ price, units, competitorPrice: wanderer }))).toBeNull();
});

test('remembers: what the products show together, and none of it in noise', () => {
  const effects = (value: number) =>
    [-0.3, 0, 0.3].map((off) => ({ value: value + off, standardError: 0.3 }));
  expect(remembers(effects(1))).toBe(true);
  expect(remembers(effects(0.2))).toBe(false);
  expect(remembers(effects(1).slice(1))).toBe(false);
});

test('summarizeDemand: with habit in the file the elasticity is that of a price that is held', () => {
  const products = Array.from({ length: 8 }, (_, k) => {
    const random = new Random(k);
    let used = 10;
    const price: number[] = [];
    const units: number[] = [];
    for (let t = 0; t < 240; t++) {
      const today = t % 5 === 0 ? [8.8, 9.4, 10, 10.6, 11.2][random.integer(5)]! : price.at(-1)!;
      const mean = 60 * (today / 10) ** -2 * (used / today) ** 1.2;
      price.push(today);
      units.push(Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal())));
      used = 0.9 * used + 0.1 * today;
    }
    return historyFixture({ id: `P${k}`, price, units });
  });
  const demand = summarizeDemand(products);
  const held = demand.filter(({ interval }) => interval![0] <= -2 && -2 <= interval![1]);
  expect(held.length).toBeGreaterThanOrEqual(7);
  const { lasting, sentences } = demand[0]!.found!;
  expect(Math.abs(lasting!.memory!.value - 1.2)).toBeLessThan(3 * lasting!.memory!.standardError);
  expect(sentences.join(' ')).toContain('Buyers compare with a reference price');
});
