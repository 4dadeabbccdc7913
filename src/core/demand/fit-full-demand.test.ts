import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { poissonCount } from '../statistics/poisson-count.ts';
import { betweenPeriodSds } from './between-periods.ts';
import { fitFullDemand } from './fit-full-demand.ts';
import { historyFixture } from './history-fixture.ts';
import { regularPrice } from './regular-price.ts';
import { summarizeProductDemand } from './summarize-demand.ts';
import { z975 } from './verdict-limits.ts';

const levels = [8.8, 9.4, 10, 10.6, 11.2];

/** A product of elasticity -2 at `level` units a day whose price holds for a few days each. */
function usualDays(random: Random, days: number, level: number) {
  const price: number[] = [];
  const units: number[] = [];
  let now = 10;
  let left = 0;
  for (let t = 0; t < days; t++) {
    if (left-- <= 0) {
      now = levels[random.integer(levels.length)]!;
      left = 1 + random.integer(7);
    }
    price.push(now);
    units.push(poissonCount(random, level * (now / 10) ** -2));
  }
  return { price, units };
}

test('fitFullDemand: sold-out days are at least what was sold, bias within 0.1 and 93 to 97 of 100 intervals hold', () => {
  const products = 300;
  let sum = 0;
  let covered = 0;
  let naive = 0;
  let soldOutShare = 0;
  for (let i = 0; i < products; i++) {
    const random = new Random(i).fork('sold out');
    const { price, units: asked } = usualDays(random, 240, 20);
    const stock = asked.map(() => 15 + random.integer(30));
    const units = asked.map((value, t) => Math.min(value, stock[t]!));
    const inventory = asked.map((value, t) => Math.max(0, stock[t]! - value));
    const { fit } = fitFullDemand(historyFixture({ price, units, inventory }));
    const { value, standardError } = fit!.ownElasticity;
    sum += value / products;
    naive += fitFullDemand(historyFixture({ price, units })).fit!.ownElasticity.value / products;
    if (Math.abs(value + 2) < z975 * standardError) covered++;
    soldOutShare += inventory.filter((left) => left === 0).length / 240 / products;
  }
  expect(soldOutShare).toBeGreaterThan(0.09);
  expect(Math.abs(sum + 2)).toBeLessThan(0.1);
  expect(naive).toBeGreaterThan(-1.8); // what the shelf hid makes demand look stiff
  expect(covered / products).toBeGreaterThan(0.925);
  expect(covered / products).toBeLessThan(0.98);
}, 60_000);

describe('fitFullDemand: no single row carries the fit away, and it is named', () => {
  const usual = usualDays(new Random(4).fork('odd'), 240, 30);
  const clean = fitFullDemand(historyFixture(usual)).fit!.ownElasticity;

  test('a price that slipped by two digits', () => {
    const price = usual.price.map((value, t) => (t === 100 ? value / 100 : value));
    const { fit, outliers } = fitFullDemand(historyFixture({ ...usual, price }));
    expect(Math.abs(fit!.ownElasticity.value - clean.value)).toBeLessThan(0.5 * clean.standardError);
    expect(outliers).toMatchObject([{ kind: 'price', value: price[100] }]);
  });

  test('units a hundred times too high', () => {
    const units = usual.units.map((value, t) => (t === 100 ? value * 100 : value));
    const { fit, outliers } = fitFullDemand(historyFixture({ ...usual, units }));
    expect(Math.abs(fit!.ownElasticity.value - clean.value)).toBeLessThan(clean.standardError);
    expect(outliers).toMatchObject([{ kind: 'units', value: units[100] }]);
  });
});
test('fitFullDemand: prices that react to last week are no answer, where a level wanders', () => {
  let sum = 0;
  const products = 60;
  for (let i = 0; i < products; i++) {
    const random = new Random(i).fork('reacting');
    const price: number[] = [];
    const units: number[] = [];
    let level = 0;
    for (let t = 0; t < 240; t++) {
      level = 0.97 * level + 0.08 * random.normal();
      const recent = units.slice(-7);
      const mean = recent.reduce((total, value) => total + value, 0) / Math.max(1, recent.length);
      const pull = t < 14 ? 0 : 0.5 * Math.log(Math.max(1, mean) / 30);
      const now = Number((10 * Math.exp(pull + 0.05 * random.normal())).toFixed(2));
      price.push(now);
      units.push(poissonCount(random, 30 * Math.exp(level) * (now / 10) ** -2));
    }
    sum += fitFullDemand(historyFixture({ price, units })).fit!.ownElasticity.value / products;
  }
  expect(Math.abs(sum + 2)).toBeLessThan(0.12);
});

describe('regularPrice', () => {
  /** Four days at 20 % off every four weeks, sold with a lift of 2. */
  const promoted = Array.from({ length: 240 }, (_, t) => (t % 28 >= 10 && t % 28 < 14 ? 1 : 0));
  const price = promoted.map((flag) => (flag === 1 ? 8 : 10));
  const random = new Random(6);
  const units = promoted.map((flag) => poissonCount(random, flag === 1 ? 48 : 15));

  test('promotions by their shape: never an answer, the regular price is the reference', () => {
    const history = historyFixture({ price, units });
    expect([...regularPrice(history)!.promoted]).toEqual(promoted);
    const summary = summarizeProductDemand(history);
    expect(summary.verdict).toBe('cannotTell');
    expect(summary.sentence).toContain('the effect of the regular price is unknown');
    expect(summary.referencePrice).toBe(10);
    expect(Math.abs(summary.baseUnits / 15 - 1)).toBeLessThan(0.1);
    expect(summary.found!.promotions!.lift! / (48 / 15)).toBeCloseTo(1, 0);
  });

  test('prices that move up as often as down are no promotions', () => {
    for (let seed = 0; seed < 20; seed++) {
      const moving = usualDays(new Random(seed).fork('moving'), 240, 20);
      expect(regularPrice(historyFixture(moving))).toBeNull();
    }
  });

  test('a mark in the file says so whatever the shape', () => {
    const marks = Uint8Array.from(promoted);
    const history = { ...historyFixture({ price: price.map(() => 10), units }), promoted: marks };
    expect(regularPrice(history)).toMatchObject({ told: 'column', promoted: marks });
  });
});

test('betweenPeriodSds: small where halves differ as their errors allow, what was put in where they differ more', () => {
  const random = new Random(9);
  const differences = (tau: number) =>
    Array.from({ length: 200 }, () => ({
      difference: Math.hypot(0.3, tau) * random.normal(),
      standardError: 0.3,
      category: null,
    }));
  const sdOf = (tau: number) => betweenPeriodSds(differences(tau), 365)!(null);
  expect(sdOf(0)).toBeLessThan(0.15);
  expect(sdOf(0.8) / (0.8 * Math.sqrt(0.75))).toBeCloseTo(1, 0);
  expect(betweenPeriodSds(differences(0).slice(0, 2), 365)).toBeNull();
});

test('betweenPeriodSds: what is usual before a file has said anything grows with the root of the days it covers', () => {
  // Three products whose halves are known to ten elasticities say nothing: what comes back is the prior.
  const silent = Array.from({ length: 3 }, () => ({ difference: 0, standardError: 10, category: null }));
  const sdOf = (days: number) => betweenPeriodSds(silent, days)!(null);
  expect(sdOf(4 * 365) / sdOf(365)).toBeCloseTo(2, 1);
  // Of a half-t with four degrees of freedom and scale 0.15 the root of the mean square is 0.15 * sqrt(2).
  expect(sdOf(365)).toBeGreaterThan(0.18);
  expect(sdOf(365)).toBeLessThan(0.22);
});

describe('betweenPeriodSds by category', () => {
  const drawn = (seed: number, taus: Readonly<Record<string, number>>, count: number) => {
    const random = new Random(seed);
    return Object.entries(taus).flatMap(([category, tau]) =>
      Array.from({ length: count }, () => ({
        category,
        difference: Math.hypot(0.3, tau) * random.normal(),
        standardError: 0.3,
      })),
    );
  };

  test('a category that moves more has more, and the staple beside it less than the file', () => {
    const sdOf = betweenPeriodSds(drawn(3, { staple: 0.1, fresh: 1 }, 50), 365)!;
    expect(sdOf('fresh') / (1 * Math.sqrt(0.75))).toBeCloseTo(1, 0);
    expect(sdOf('staple')).toBeLessThan(0.25);
    expect(sdOf('unknown')).toBeGreaterThan(sdOf('staple'));
    expect(sdOf('unknown')).toBeLessThan(sdOf('fresh'));
  });

  test('categories that are alike stay alike', () => {
    const alike = { a: 0.5, b: 0.5, c: 0.5, d: 0.5, e: 0.5, f: 0.5, g: 0.5, h: 0.5 };
    for (const seed of [1, 2, 3, 4]) {
      const sdOf = betweenPeriodSds(drawn(seed, alike, 5), 365)!;
      for (const category of Object.keys(alike))
        expect(Math.abs(sdOf(category) / sdOf('unknown') - 1)).toBeLessThan(0.35);
    }
  });
});

test('summarizeProductDemand: a product that sells in promotions alone has a level of the size of its sales', () => {
  const random = new Random(5).fork('promotions alone');
  const { price } = usualDays(random, 120, 10);
  const promoted = price.map((_, t) => (t % 12 < 5 ? 1 : 0));
  const units = promoted.map((flag) => (flag === 1 ? 1 + poissonCount(random, 6) : 0));
  const history = { ...historyFixture({ price, units }), promoted: Uint8Array.from(promoted) };
  const { baseUnits, level } = summarizeProductDemand(history);
  expect(baseUnits).toBeGreaterThan(0);
  expect(baseUnits).toBeLessThan(10);
  expect(level.standardError).toBeLessThan(1.5);
});

test('summarizeProductDemand: a price that is lower on weekends only cannot be told apart from the weekday, and that is said', () => {
  const random = new Random(6).fork('weekends');
  const isWeekend = Array.from({ length: 150 }, (_, t) => t % 7 >= 5);
  const price = isWeekend.map((weekend) => (weekend ? 16 : 20));
  const units = price.map((now) => poissonCount(random, 50 * (now / 20) ** -1.2));
  const { verdict, sentence } = summarizeProductDemand(historyFixture({ price, units }));
  expect(verdict).toBe('cannotTell');
  expect(sentence).toContain(
    'The price was lower (20 % off) only on Saturdays and Sundays, so the effects of price and weekday cannot be told apart.',
  );
});
