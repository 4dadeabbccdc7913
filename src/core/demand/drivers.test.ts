import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { driverSentence, driverTerms } from './drivers.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';
import { scatteredCount } from './simulated-product.ts';
import { summarizeDemand } from './summarize-demand.ts';

const days = 200;

/**
 * Days of 30 units at 10, elasticity -2, prices of chance. Spend goes up with cuts: to the letter where `follows`, else on three of four,
 * and on a fifth of other prices.
 */
function advertised(seed: number, follows: boolean) {
  const random = new Random(seed);
  const price: number[] = [];
  const units: number[] = [];
  const spend: number[] = [];
  for (let t = 0; t < days; t++) {
    if (t % 5 === 0) {
      price.push([8.8, 9.4, 10, 10.6, 11.2][random.integer(5)]!);
      const chance = random.uniform() < (price[t]! < 10 ? 0.75 : 0.2) ? 300 : 30;
      spend.push(follows ? 30 + 150 * (11.2 - price[t]!) : chance);
    } else {
      price.push(price[t - 1]!);
      spend.push(spend[t - 1]!);
    }
    const mean = 30 * (price[t]! / 10) ** -2 * Math.exp(0.25 * Math.log1p(spend[t]! / 150));
    units.push(scatteredCount(random, mean, 1.5));
  }
  return {
    ...historyFixture({ id: `P${seed}`, price, units, unitCost: 6 }),
    drivers: { advertising: Float64Array.from(spend) },
  };
}

const shop = (follows: boolean) => Array.from({ length: 10 }, (_, seed) => advertised(seed + 1, follows));
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a shop that advertises its cuts', () => {
  test('the price is told apart from the spend, and the spend is said', () => {
    const summaries = summarizeDemand(shop(false));
    const blind = summarizeDemand(shop(false).map((history) => ({ ...history, drivers: {} })));
    expect(Math.abs(meanOf(summaries.map(({ estimate }) => estimate!)) + 2)).toBeLessThan(0.15);
    expect(meanOf(blind.map(({ estimate }) => estimate!))).toBeLessThan(-2.4);
    expect(summaries[0]!.found!.drivers!.join(' ')).toMatch(
      /With twice the usual advertising demand differs by \+\d+ % \(\+\d+ % to \+\d+ %\).*last four weeks/,
    );
  });

  test('spend that follows the price to the letter: the verdict says that they cannot be told apart', () => {
    for (const { verdict, sentence, interval, found } of summarizeDemand(shop(true))) {
      expect(found!.drivers).toBeUndefined();
      expect(verdict).toBe('cannotTell');
      expect(sentence).toContain(
        'moved together with advertising, so closely that their effects cannot be separated',
      );
      expect(interval![1] - interval![0]).toBeGreaterThan(2.5);
    }
  });
});

test('driverSentence: what a step of it does, and where that may be nothing, that it cannot be told', () => {
  // ln(3 / 2) * 0.5 = 0.203, e^0.203 = 1.22
  expect(driverSentence('advertising', { value: 0.5, standardError: 0.1 })).toMatch(
    /^With twice the usual advertising demand differs by \+22 % \(\+13 % to \+33 %\)\./,
  );
  expect(driverSentence('event', { value: 0.1, standardError: 0.2 })).toBe(
    'Whether special days change demand beside the price cannot be told (on special days, -25 % to +64 %).',
  );
});

test('driverTerms: 0 at the level of the last four weeks; what stands still is no term', () => {
  const flat = { days: Int32Array.from({ length: 60 }, (_, t) => fixtureFirstDay + t) };
  const step = Float64Array.from({ length: 60 }, (_, t) => (t < 32 ? 50 : 100));
  const { names, columns } = driverTerms({
    ...flat,
    drivers: { distribution: step, weather: new Float64Array(60).fill(3), event: new Float64Array(60) },
  });
  expect(names).toEqual(['distribution']);
  expect(columns[0]!.at(-1)).toBeCloseTo(0, 12);
  expect(columns[0]![0]).toBeCloseTo(Math.log(0.5), 12);
});
