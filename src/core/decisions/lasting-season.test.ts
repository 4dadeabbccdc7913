// The season by hand on two days, and the calendars that are found in it.

import { expect, test } from 'vitest';

import { noMoves } from './recent-days.ts';
import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { LastingSeason, type LastingTerms } from './lasting-season.ts';
import { bestPath, dailyPrices, PathWalker, scheduledPrice, stepsOf } from './price-schedule.ts';

const filled = (value: number, draws = 1) => new Float64Array(draws).fill(value);
const wide = { lowest: 1, highest: 100 };

function seasonOf(terms: Partial<LastingTerms>, days: number, elasticity = -2): LastingSeason {
  const draws = { base: filled(10), elasticity: filled(elasticity), referencePrice: 10 };
  const none = { memory: null, rival: null, evidence: wide, bend: filled(0) };
  return new LastingSeason(draws, { ...none, ...terms }, 4, new Float64Array(days).fill(1));
}

test('LastingSeason: a price above what buyers are used to costs more, by the loss factor, and less every day', () => {
  const memory = { exponent: filled(1), lossFactor: 1.5, retention: 0.9, start: 10 };
  const out = seasonOf({ memory }, 2).path(Float64Array.of(12, 12), filled(0));
  const first = 10 * 1.2 ** -2 * (10 / 12) ** 1.5 * 8;
  const second = 10 * 1.2 ** -2 * (10.2 / 12) ** 1.5 * 8; // 0.9 * 10 + 0.1 * 12
  expect(out[0]).toBeCloseTo((first + second) / 2, 10);
  const cheaper = seasonOf({ memory }, 1).constant(8, filled(0));
  expect(cheaper[0]).toBeCloseTo(10 * 0.8 ** -2 * (10 / 8) ** 1 * 4, 10); // a gain counts once
});

test('LastingSeason: a rival that follows takes back what its distance cost', () => {
  const rival = {
    cross: filled(0.8),
    pace: 0.5,
    passThrough: 1,
    offset: 0,
    reference: 10,
    start: 10,
  };
  const out = seasonOf({ rival }, 2).path(Float64Array.of(12, 12), filled(0));
  const first = 10 * 1.2 ** -2 * 8;
  const second = 10 * 1.2 ** -2 * Math.sqrt(1.2) ** 0.8 * 8; // half the way in logarithms
  expect(out[0]).toBeCloseTo((first + second) / 2, 10);
});

test('LastingSeason: beyond the evidence the curve bends by the square of the distance', () => {
  const season = seasonOf({ evidence: { lowest: 9, highest: 11 }, bend: filled(-2) }, 1);
  const beyond = Math.log(12 / 11);
  expect(season.constant(12, filled(0))[0]).toBeCloseTo(10 * 1.2 ** -2 * Math.exp(-2 * beyond ** 2) * 8, 10);
  expect(season.constant(10.5, filled(0))[0]).toBeCloseTo(10 * 1.05 ** -2 * 6.5, 10);
});

const facts = { currentPrice: 10, unitCost: 4, competitorPrice: null, ...noMoves };

test('bestPath: with a rival that follows it climbs in allowed steps to where held prices do not reach', () => {
  const rival = { cross: filled(1), pace: 0.5, passThrough: 1, offset: 0, reference: 10, start: 10 };
  // In the long run the elasticity is -1.5 + 1: the dearer the better.
  const season = seasonOf({ rival }, 30, -1.5);
  const walker = new PathWalker(facts, defaultGuardrails.all, 30);
  const { path } = bestPath(season, 1, walker, 5, 20)!;
  expect(Math.max(...path)).toBeGreaterThan(19);
  let before = 10;
  for (const price of path) {
    expect(price).toBeLessThanOrEqual(before * 1.15 + 1e-9);
    expect(price).toBeGreaterThanOrEqual(before * 0.85 - 1e-9);
    before = price;
  }
  const held = season.constant(11.5, filled(0))[0]!;
  expect(season.path(path, filled(0))[0]).toBeGreaterThan(1.2 * held);
});

test('bestPath: where prices over time do not matter one price is held', () => {
  const season = seasonOf({}, 30, -2);
  const { path } = bestPath(season, 1, new PathWalker(facts, defaultGuardrails.all, 30), 5, 20)!;
  // The best price is 8: two steps down, then it stays.
  expect(stepsOf(path).length).toBeLessThanOrEqual(3);
  expect(path.at(-1)).toBeGreaterThan(7.4);
  expect(path.at(-1)).toBeLessThan(8.6);
});

test('PathWalker: a rest after a change holds on every day', () => {
  const set = { ...defaultGuardrails.all, restDays: 7 };
  const path = new PathWalker({ ...facts, daysSinceChange: 20 }, set, 30).walk(() => 20)!;
  const steps = stepsOf(path);
  expect(steps.slice(0, 3)).toEqual([
    { day: 0, price: 11.5 },
    { day: 7, price: 13.22 },
    { day: 14, price: 15.2 },
  ]);
});

test('stepsOf, scheduledPrice and dailyPrices: there and back', () => {
  const steps = stepsOf([10, 10, 11, 11, 10]);
  expect(steps).toEqual([
    { day: 0, price: 10 },
    { day: 2, price: 11 },
    { day: 4, price: 10 },
  ]);
  expect(scheduledPrice(steps, 3)).toBe(11);
  expect([...dailyPrices(steps, 5)]).toEqual([10, 10, 11, 11, 10]);
});
