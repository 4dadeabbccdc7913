import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { fileTerms } from './file-terms.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';
import { scatteredCount } from './simulated-product.ts';
import { slowAnswer, slowPart } from './slow-prices.ts';
import { fileOptions, summarizeProductDemand } from './summarize-demand.ts';

const elasticity = -2;
const days = 500;

/** Two dozen products that come into fashion and fade; `follows`: by how much log price rises with log demand. */
function fashions(follows: number) {
  return Array.from({ length: 24 }, (_, p) => {
    const random = new Random(100 + p);
    const peak = 100 + 300 * random.uniform();
    const step = random.fork('steps');
    const units = random.fork('units');
    let held = 0;
    const price: number[] = [];
    const sold: number[] = [];
    for (let t = 0; t < days; t++) {
      if (t % 21 === 0) held = 0.06 * step.normal();
      const fashion = 2 * Math.exp(-(((t - peak) / 150) ** 2));
      price.push(Number((20 * Math.exp(follows * fashion + held)).toFixed(2)));
      sold.push(scatteredCount(units, 20 * Math.exp(fashion) * (price[t]! / 20) ** elasticity, 2));
    }
    return historyFixture({
      id: `P${p}`,
      days: Array.from({ length: days }, (_, t) => fixtureFirstDay + t),
      price,
      units: sold,
      daysPerRow: 1,
    });
  });
}

const categoriesOf = (histories: readonly unknown[]) => histories.map(() => null);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('prices that follow fashion for months: told by the file, and the steps of weeks give the elasticity', () => {
  const histories = fashions(0.3);
  const shared = fileTerms(histories, categoriesOf(histories));
  expect(shared.slow!.mean).toBeGreaterThan(0.5);
  expect(shared.habit).toBeNull();
  const options = fileOptions(histories);
  const told = histories.map((history, i) => summarizeProductDemand(history, options(i)));
  const untold = histories.map((history) => summarizeProductDemand(history));
  const off = (list: typeof told) => Math.abs(mean(list.map(({ estimate }) => estimate!)) - elasticity);
  expect(off(told)).toBeLessThan(0.3);
  expect(off(told)).toBeLessThan(off(untold) - 0.2);
  expect(told[0]!.found!.sentences.join(' ')).toContain('rise and fall with demand');
});

test('prices that follow nothing: no slow answer, whatever demand does of itself', () => {
  const histories = fashions(0);
  expect(fileTerms(histories, categoriesOf(histories)).slow).toBeNull();
});

test('the slow part is the mean of eight weeks, 0 at the end; too few rows or days have none', () => {
  const at = (count: number, apart: number) =>
    Float64Array.from({ length: count }, (_, t) => fixtureFirstDay + apart * t);
  const rising = Float64Array.from({ length: 400 }, (_, t) => t / 100);
  const slow = slowPart(rising, at(400, 1))!;
  expect(slow.at(-1)).toBe(0);
  expect(slow[200]! - slow[100]!).toBeCloseTo(1, 10);
  expect(slowPart(rising.subarray(0, 36), at(36, 30))).toBeNull();
  expect(slowPart(rising.subarray(0, 100), at(100, 1))).toBeNull();
  expect(slowPart(new Float64Array(0), new Float64Array(0))).toBeNull();
});

test('an answer must be certain, and weaker than that of quick moves', () => {
  const effects = (value: number) => Array.from({ length: 8 }, () => ({ value, standardError: 0.5 }));
  expect(slowAnswer(effects(1.5))!.mean).toBeCloseTo(1.5);
  expect(slowAnswer(effects(0.5))).toBeNull();
  expect(slowAnswer(effects(-1.5))).toBeNull();
  expect(slowAnswer(effects(1.5).slice(0, 3))).toBeNull();
});
