// A calendar is recommended where it earns more than a held price as surely as asked, and nowhere else.

import { expect, test } from 'vitest';

import { referenceMarket } from '../market/demand/reference-market.ts';
import { Random } from '../random.ts';
import { dayFromCivil } from '../table/day-numbers.ts';
import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { LastingSeason } from './lasting-season.ts';
import { noMoves } from './recent-days.ts';
import { recommend, type RecommendedSeries } from './recommend.ts';
import { mostLossProbability, recommendedCalendar } from './recommendation.ts';
import { PlayedSeason } from './played-season.ts';

const draws = 200;

/** A rival that follows takes back `cross` of an elasticity of -2 with this error. */
function series(cross: number, error: number, changes: Partial<RecommendedSeries> = {}): RecommendedSeries {
  const random = new Random(3);
  const filled = (value: number) => new Float64Array(draws).fill(value);
  const season = new LastingSeason(
    {
      base: filled(20),
      elasticity: filled(-2).map((value) => Math.min(0, value + error * random.normal())),
      referencePrice: 10,
    },
    {
      memory: null,
      rival: { cross: filled(cross), pace: 0.5, passThrough: 1, offset: 0, reference: 10, start: 10 },
      evidence: { lowest: 7, highest: 13.4 },
      bend: random.fillNormal(new Float64Array(draws)),
    },
    6,
    filled(1).slice(0, 30),
  );
  return {
    season,
    draws,
    facts: { currentPrice: 10, unitCost: 6, competitorPrice: null, ...noMoves },
    set: defaultGuardrails.all,
    evidence: { lowest: 7, highest: 13.4 },
    agent: null,
    typed: null,
    firstDay: dayFromCivil(2026, 1, 28),
    demand: {
      elasticity: -2,
      elasticityError: error,
      unitsPerDay: 20,
      dispersion: 1,
      daysPerRow: 1,
      noGround: null,
      test: null,
    },
    ...changes,
  };
}

const asked = { objective: 'profit', level: 0.7, unitCost: 6 } as const;

test('recommend: a calendar where the rival follows, with its own days as its year', () => {
  const found = recommend(series(1, 0.2), asked);
  expect(found.candidate).toBe('schedule');
  const { steps, overHeld, probabilityOverHeld, untriedFrom } = recommendedCalendar(found)!;
  expect(steps[0]).toEqual({ day: 0, price: 11.5 });
  expect(overHeld.value).toBeGreaterThan(0);
  expect(probabilityOverHeld).toBeGreaterThanOrEqual(0.7);
  expect(untriedFrom).toBe(2); // 10 * 1.15^3 = 15.2 is the first price above 13.40
  expect(found.gainPerYear.value).toBeCloseTo(30 * found.gainPerDay.value, 9);
  expect(found.sentence).toMatch(/^Follow a calendar of \d+ prices between \S+ and \S+, starting at 11\.50/);
  expect(found.sentence).toContain('From 30 Jan 2026 on its prices lie outside');
  expect(found.sentence).toMatch(/Within 7 days it raises the price by up to \d+ %; to slow it down/);
});

test('recommend: a stock that is not enough is priced by what is left of it', () => {
  const random = new Random(5);
  const drawn = (of: () => number) => Float64Array.from({ length: draws }, of);
  const season = new PlayedSeason(
    { ...referenceMarket, referencePrice: 10, demandNoise: 0.2, initialInventory: 250, days: 30 },
    {
      base: drawn(() => 20 * Math.exp(0.1 * random.normal())),
      elasticity: drawn(() => -2 + 0.2 * random.normal()),
      referencePrice: 10,
    },
    6,
  );
  const found = recommend(series(1, 0.2, { season }), asked);
  expect(found.candidate).toBe('schedule');
  const { stock, steps } = recommendedCalendar(found)!;
  expect(stock!.rule.exponent).toBeGreaterThan(0);
  expect(stock!.expectedLeft[0]).toBe(250);
  expect(Math.max(...steps.map(({ price }) => price))).toBeGreaterThan(12);
  expect(found.sentence).toMatch(/where 10 % less stock is left than planned, charge about \d+ % more/);
});

test('recommend: one price is held where a relation binds it or the person holds it', () => {
  for (const changes of [{ isBound: true }, { isHeld: true }])
    expect(recommend(series(1, 0.2, changes), asked).candidates.map(({ name }) => name)).not.toContain(
      'schedule',
    );
});

test('recommend: what is not surely more than a held price stays a candidate', () => {
  const found = recommend(series(0.2, 0.8), { ...asked, level: 0.99 });
  expect(found.candidate).not.toBe('schedule');
  expect(found.candidates.map(({ name }) => name)).toContain('schedule');
});

test('recommend: a calendar that is not sure enough gives way to the best that falls short less', () => {
  const found = recommend(series(1.4, 0.9), asked);
  expect(found.candidate).toBe('schedule');
  const chosen = found.candidates.find(({ name }) => name === 'schedule')!;
  expect(chosen.probability).toBeGreaterThanOrEqual(0.7);
  expect(chosen.lossProbability).toBeLessThanOrEqual(mostLossProbability(0.7, chosen.gainPerDay.value / 80)); // today 20 * (10 - 6)
});
