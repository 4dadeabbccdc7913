import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';
import { mixAnswer, mixPart } from './mixed-prices.ts';
import { fileOptions, summarizeDemand } from './summarize-demand.ts';

const lists = [9.2, 10.6, 9.8, 11.2, 10.1, 9, 10.9, 9.5];
const weeks = 104;

/**
 * Weeks of some 300 units at 10, elasticity -2, the posted price held for 13 weeks; about a quarter of the units, more of them in good
 * weeks, is bought with a coupon of 20 % where `hasCoupons`; else the price wiggles by as much and is answered as its steps are.
 */
function product(seed: number, hasCoupons: boolean) {
  const random = new Random(seed);
  const price: number[] = [];
  const units: number[] = [];
  for (let week = 0; week < weeks; week++) {
    const list = lists[(Math.floor(week / 13) + seed) % 8]!;
    const extra = 0.1 * random.normal();
    const paid = list * (1 - 0.2 * Math.max(0.02, 0.25 + extra));
    const mean = hasCoupons ? 300 * (list / 10) ** -2 * (1 + extra) : 300 * (paid / 10) ** -2;
    price.push(paid);
    units.push(Math.max(1, Math.round(mean + Math.sqrt(mean) * random.normal())));
  }
  return historyFixture({
    id: `P${seed}`,
    price,
    units,
    days: price.map((_, week) => fixtureFirstDay + 7 * week),
    daysPerRow: 7,
  });
}

const shopOf = (hasCoupons: boolean) => Array.from({ length: 12 }, (_, seed) => product(seed, hasCoupons));

describe('mixPart', () => {
  test('what is left of a log price without its steps: about 0 in each of them, wherever it lies', () => {
    const mix = mixPart(product(1, true))!;
    for (let step = 0; step < 8; step++) {
      const inStep = mix.subarray(13 * step, 13 * step + 13);
      expect(Math.abs(inStep.reduce((sum, value) => sum + value, 0) / 13)).toBeLessThan(0.01);
    }
    expect(Math.max(...mix.map(Math.abs))).toBeLessThan(0.1);
  });

  test('null: days, prices that were posted, no steps, few rows', () => {
    const history = product(1, true);
    expect(mixPart({ ...history, daysPerRow: 1 })).toBeNull();
    expect(mixPart({ ...history, price: history.price.map((value) => Math.round(value)) })).toBeNull();
    expect(
      mixPart({ ...history, price: history.price.map((_, t) => 10 + 0.001 * ((37 * t) % 101)) }),
    ).toBeNull();
    expect(mixPart({ ...history, price: history.price.slice(0, 30) })).toBeNull();
  });
});

test('mixAnswer: null where few say it, where they are unsure, or where wiggles sell less', () => {
  const say = (value: number, standardError: number, count = 8) =>
    mixAnswer(Array.from({ length: count }, () => ({ value, standardError })));
  expect(say(-3, 0.5)!.mean).toBeCloseTo(-3);
  expect(say(-3, 0.5, 4)).toBeNull();
  expect(say(-3, 5)).toBeNull();
  expect(say(3, 0.5)).toBeNull();
});

test('a file of coupons: the elasticity is that of the steps, in a sentence; without that term the wiggles carry it away', () => {
  const histories = shopOf(true);
  expect(fileOptions(histories)(0).shared!.mix!.mean).toBeLessThan(-1);
  const summaries = summarizeDemand(histories);
  const held = summaries.filter(({ interval }) => interval![0] <= -2 && -2 <= interval![1]);
  expect(held.length).toBeGreaterThanOrEqual(11);
  expect(Math.abs(summaries.reduce((sum, { estimate }) => sum + estimate!, 0) / 12 + 2)).toBeLessThan(0.15);
  expect(summaries[0]!.found!.sentences.join(' ')).toContain(
    'No row repeats a price: it is revenue over units',
  );
  const plain = summarizeDemand(histories, 'plain');
  expect(plain.reduce((sum, { estimate }) => sum + estimate!, 0) / 12).toBeLessThan(-2.2);
});

test('a file whose wiggles are answered as its steps are keeps them', () => {
  const histories = shopOf(false);
  expect(fileOptions(histories)(0).shared!.mix).toBeNull();
  expect(summarizeDemand(histories)[0]!.found!.sentences.join(' ')).not.toContain('No row repeats');
});
