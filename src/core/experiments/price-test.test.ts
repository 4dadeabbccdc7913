// From a test's result to its place in the list and in the demand fit.

import { describe, expect, test } from 'vitest';

import { historyFixture } from '../demand/history-fixture.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { withTestEvidence } from '../demand/tested-demand.ts';
import { Random } from '../random.ts';
import { poissonCount } from '../statistics/poisson-count.ts';
import { assignDays, designProblem, plannedExtent, testWeeks, type TestDesign } from './assignment.ts';
import { evidenceOf, newTest, outcomeOf, stageWords, testStage, testsBody, withTest } from './price-test.ts';
import { parseTests } from './price-test-schema.ts';
import { readOut } from './read-out.ts';
import type { ResultDay } from './result-file.ts';
import { testSlopes } from './test-evidence.ts';

const design: TestDesign = {
  productId: 'tea',
  productName: 'Tea',
  priceA: 10,
  priceB: 11,
  firstDay: 20458,
  fortnights: 4,
  holdDays: 1,
  shops: [],
  seed: 3,
};

/** The plan carried out where units response to price with `elasticity`, `level` a day at price A. */
function carriedOut(given: TestDesign, elasticity: number, level: number, seed = 1): ResultDay[] {
  const random = new Random(seed).fork('carried out');
  return assignDays(given).map((day) => {
    const units = poissonCount(random, level * (day.price / given.priceA) ** elasticity);
    return { ...day, units, sales: units * day.price, profit: NaN, categoryUnits: 100 - units / 2 };
  });
}
const resultOf = (given: TestDesign, days: readonly ResultDay[]) => ({
  fileName: 'r.csv',
  days,
  openRows: 0,
  planned: plannedExtent(assignDays(given)),
});

describe('three prices', () => {
  const three = { ...design, priceC: 9, fortnights: 6 };

  test('assignDays: each three weeks hold every price once, in every order', () => {
    const plan = assignDays(three);
    expect(plan).toHaveLength(7 * testWeeks(three));
    const orders = new Set<string>();
    for (const pair of new Set(plan.map((day) => day.pair))) {
      const block = plan.filter((day) => day.pair === pair);
      expect(block.map(({ arm }) => arm).sort()).toEqual(['A', 'B', 'C']);
      expect(block[1]!.day - block[0]!.day).toBe(7);
      orders.add(block.map(({ arm }) => arm).join(''));
    }
    expect(orders.size).toBe(6);
    expect(designProblem({ ...three, priceC: 11 })).toMatch(/one of the other two/);
  });

  test('readOut: B and C each against A, sharing the 5 %, and whether one curve fits all three', () => {
    const out = readOut(resultOf(three, carriedOut(three, -3, 400)), 6);
    expect(out.second!.sentence).toMatch(/^Price C brought/);
    expect(out.second!.effects.at(-1)!.effect).toBeGreaterThan(0);
    expect(out.effects.at(-1)!.effect).toBeLessThan(0);
    expect(out.bendSentence).toMatch(/fit one elasticity of -[23]\.\d/);
    // Nothing is sold beyond 10: a kink.
    const kinked = carriedOut(three, -1, 400).map((day) => (day.arm === 'B' ? { ...day, units: 150 } : day));
    expect(readOut(resultOf(three, kinked), 6).bendSentence).toMatch(/do not lie on one curve/);
  });
});

test('readOut: the rest of the category is measured on the same pairs', () => {
  const out = readOut(resultOf(design, carriedOut(design, -3, 400)), 6);
  expect(out.category!.effect).toBeCloseTo(-out.effects.at(-1)!.effect / 2, 6);
  expect(out.category!.sentence).toMatch(/^The rest of its category sold more at price B/);
});

describe('what a test says of the elasticity', () => {
  test('the interval holds the truth about as often as it says', () => {
    let held = 0;
    const tests = 200;
    for (let i = 0; i < tests; i++) {
      const one = { ...design, seed: i };
      const { elasticity, standardError } = testSlopes(carriedOut(one, -2, 60, i))!;
      if (Math.abs(elasticity + 2) < 2.05 * standardError) held += 1;
    }
    expect(held / tests).toBeGreaterThan(0.9);
    expect(held / tests).toBeLessThan(0.99);
  });

  test('it is weighed into the fit by precision, once, and the verdict follows', () => {
    const price = Array.from({ length: 140 }, (_, t) => [9, 10, 11, 12][Math.floor(t / 5) % 4]!);
    const history = historyFixture({
      id: 'tea',
      price,
      units: price.map((_, t) => 30 + ((t * 37) % 29)),
      unitCost: 6,
    });
    const before = summarizeProductDemand(history);
    const one = { id: 'x', elasticity: -2, standardError: 0.1, from: '2026-01-05', to: '2026-02-01' };
    const after = withTestEvidence(before, [one]);
    expect(after.verdict).toBe('answers');
    expect(after.sentence).toMatch(/A price test \(2026-01-05 to 2026-02-01\)/);
    const [w, v] = [1 / before.marketElasticityError ** 2, 100];
    expect(after.marketElasticity).toBeCloseTo((before.marketElasticity * w - 2 * v) / (w + v), 9);
    expect(after.marketElasticityError).toBeCloseTo(1 / Math.sqrt(w + v), 9);
    expect(withTestEvidence(after, [one])).toBe(after);
  });

  test('what said nothing of the regular price is settled by a test of it', () => {
    const price = Array.from({ length: 60 }, () => 10);
    const history = historyFixture({ price, units: price.map((_, t) => 20 + (t % 3)), unitCost: 6 });
    const before = summarizeProductDemand(history);
    expect(before.estimate).toBeNull();
    const after = withTestEvidence(before, [
      { id: 'x', elasticity: -2.5, standardError: 0.2, from: 'a', to: 'b' },
    ]);
    expect(after.estimate).toBeCloseTo(-2.5, 9);
    expect(after.sentence).toMatch(/alone shows this/);
  });
});

describe('the list', () => {
  const planned = newTest(design, 6);
  const out = readOut(resultOf(design, carriedOut(design, -3, 400)), 6, 1, planned.id);

  test('a result that is used goes into the fit, a simulated one never does', () => {
    const read = { ...planned, outcome: outcomeOf(out, false) };
    expect(evidenceOf([read])).toEqual({});
    const used = { ...read, outcome: { ...read.outcome, isUsed: true } };
    expect(evidenceOf([used]).tea![0]!.elasticity).toBeCloseTo(-3, 0);
    expect(outcomeOf(out, true).evidence).toBeNull();
  });

  test('it goes into a log and comes back the same; what is broken is named', () => {
    const tests = withTest(withTest([], planned), { ...planned, outcome: outcomeOf(out, false) });
    expect(tests).toHaveLength(1);
    expect(parseTests(JSON.parse(JSON.stringify(testsBody(tests, 'x'))))).toEqual(tests);
    expect(() => parseTests({ tests: [{ id: 1 }] })).toThrow('The price tests cannot be used: tests.0.id');
  });

  test('where a test stands on a day', () => {
    expect(stageWords(planned, 20450)).toBe('Begins in 8 days (2026-01-05 to 2026-03-01)');
    expect(stageWords(planned, 20460)).toBe('Day 3 of 56, to 2026-03-01');
    expect(testStage(planned, 20600)).toBe('due');
    expect(testStage({ ...planned, outcome: outcomeOf(out, false) }, 20460)).toBe('told');
  });
});
