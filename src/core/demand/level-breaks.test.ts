import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { fileTerms } from './file-terms.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';
import { nothingShared } from './lasting.ts';
import { fileBreaks, fitWithBreaks } from './level-breaks.ts';
import type { LevelInput } from './local-level.ts';
import { scatteredCount } from './simulated-product.ts';
import { summarizeDemand, summarizeProductDemand } from './summarize-demand.ts';

const elasticity = -2;
const days = 240;

/** Demand jumps by `jump` and back every forty days; the price follows three days later, and moves by chance besides. */
function product(id: string, jump: number, follows = 0.2): ProductHistory {
  const random = new Random(7).fork(id);
  const level = Array.from({ length: days }, (_, t) => (Math.floor(t / 40) % 2 === 1 ? jump : 0));
  let log = 0;
  const price = level.map((_, t) => {
    if (t % 40 === 3 || t % 13 === 0) log = follows * (level[t - 3] ?? 0) + 0.04 * random.normal();
    return Number((20 * Math.exp(log)).toFixed(2));
  });
  const units = level.map((here, t) =>
    scatteredCount(random, 30 * Math.exp(here) * (price[t]! / 20) ** elasticity, 1.5),
  );
  return historyFixture({ id, days: level.map((_, t) => fixtureFirstDay + t), price, units, daysPerRow: 1 });
}

function inputOf({ price, units }: ProductHistory): LevelInput {
  return {
    columns: [new Float64Array(days).fill(1), price.map((value) => Math.log(value / 20))],
    y: units,
    gaps: new Float64Array(days - 1).fill(1),
    soldOut: null,
    priorPrecision: null,
    huber: 4,
    smoothing: null,
    start: null,
  };
}

test('a level that jumps: every jump is found where it is, and the elasticity is not that of a price that follows them', () => {
  const { input, result } = fitWithBreaks(inputOf(product('A', 0.8)), { leastOdd: 2.2 });
  if (!('fit' in result)) throw new Error(result.problem);
  for (const at of [39, 79, 119, 159, 199])
    expect(input.breaks!.some((row) => Math.abs(row - at) <= 1)).toBe(true);
  expect(Math.abs(result.fit.coefficients[1]! - elasticity)).toBeLessThan(0.7);
  // What is left between the jumps stands nearly still.
  expect(Math.sqrt(result.fit.levelVariance)).toBeLessThan(0.02);
  const plain = fitWithBreaks(inputOf(product('A', 0.8)), null);
  if (!('fit' in plain.result)) throw new Error(plain.result.problem);
  expect(plain.result.fit.coefficients[1]!).toBeGreaterThan(result.fit.coefficients[1]! + 0.3);
  expect(plain.result.fit.oddSteps).toBe(null);
});

test('one odd day is no other level', () => {
  const still = product('B', 0);
  const units = still.units.slice();
  units[100] = 150;
  const { input } = fitWithBreaks(inputOf({ ...still, units }), { leastOdd: 2.2 });
  expect(input.breaks!.filter((row) => row >= 96 && row <= 104)).toEqual([]);
});

test('fileBreaks: one odd product is chance, several are a file that jumps', () => {
  expect(fileBreaks([1, 2, 9, 2, 3, 1, 2, 2])).toBe(null);
  expect(fileBreaks([1, 2, 9, 8, 5, 1, 2, 2])).toEqual({ leastOdd: 2.2 });
  // Three of forty are fewer than one in ten.
  expect(fileBreaks([9, 9, 9, ...new Array<number>(37).fill(2)])).toBe(null);
});

test('a file whose products jump: it is searched, its elasticities come out right and a sentence names the last jump', () => {
  const ids = Array.from({ length: 10 }, (_, i) => `P${i}`);
  const histories = ids.map((id, i) => product(id, i % 2 === 0 ? 0.8 : -0.8));
  const shared = fileTerms(
    histories,
    histories.map(() => null),
  );
  expect(shared.breaks).toMatchObject({ leastOdd: 2.2 });
  expect(shared.breaks!.habits!.followed).toBeGreaterThan(0.3);
  const told = summarizeDemand(histories);
  const mean = told.reduce((sum, { estimate }) => sum + estimate!, 0) / told.length;
  expect(Math.abs(mean - elasticity)).toBeLessThan(0.35);
  const misled = histories.map(
    (history) => summarizeProductDemand(history, { shared: { ...nothingShared, breaks: null } }).estimate!,
  );
  expect(misled.reduce((sum, value) => sum + value, 0) / misled.length).toBeGreaterThan(mean + 0.3);
  expect(told[0]!.found!.sentences.join(' ')).toMatch(
    /Demand jumped \d times, the last time around 2025-07-2\d \([+-]\d+ %\) for a reason that is not in the file/,
  );
});

test('a file whose levels stand still is not searched', () => {
  const histories = Array.from({ length: 10 }, (_, i) => product(`S${i}`, 0));
  expect(
    fileTerms(
      histories,
      histories.map(() => null),
    ).breaks,
  ).toBe(null);
});
