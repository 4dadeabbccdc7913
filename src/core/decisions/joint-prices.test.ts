import { describe, expect, test } from 'vitest';

import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { type JointProduct, type JointResult, jointSteps } from './joint-prices.ts';
import { LinkedSeason } from './linked-season.ts';
import { recommend } from './recommend.ts';
import { PlainSeason } from './plain-season.ts';
import { runToEnd } from '../run-to-end.ts';

const draws = 40;
const filled = (value: number) => new Float64Array(draws).fill(value);
/** 100 units at 10, cost 6. */
const season = (elasticity: number) =>
  new PlainSeason({ base: filled(100), elasticity: filled(elasticity), referencePrice: 10 }, 6, 30);

describe('LinkedSeason', () => {
  test('own value at the shifted demand, and what the neighbour gains, as if computed at once', () => {
    const linked = new LinkedSeason(season(-2), 10, filled(1.1), 0);
    linked.addNeighbour(filled(400), filled(1.2), 0.5, 1.2);
    const [value] = linked.constant(11.5, filled(0));
    const own = 1.1 * 100 * 1.15 ** -2 * 5.5;
    expect(value).toBeCloseTo(own + 400 * (1.15 ** 0.6 - 1), 5);
  });

  test('at its present price the neighbours count nothing', () => {
    const linked = new LinkedSeason(season(-2), 10, filled(1), 0);
    linked.addNeighbour(filled(400), filled(1.2), 1, 1.2);
    expect(linked.constant(10, filled(0))[0]).toBeCloseTo(400, 9);
  });
});

describe('jointSteps', () => {
  const product = (id: string, cross: number, others: readonly string[]): JointProduct => {
    const facts = {
      currentPrice: 10,
      unitCost: 6,
      competitorPrice: null,
      changesLastWeek: 0,
      daysSinceChange: null,
    };
    const demand = { elasticity: -3, elasticityError: 0.2, unitsPerDay: 100, dispersion: 1, daysPerRow: 1 };
    return {
      id,
      currentPrice: 10,
      season: season(-3),
      cross: filled(cross),
      shares: Object.fromEntries(others.map((other) => [other, 1 / others.length])),
      recommend: (one, isHeld) =>
        recommend(
          {
            season: one,
            draws,
            facts,
            set: defaultGuardrails.all,
            evidence: { lowest: 7, highest: 14 },
            agent: null,
            typed: null,
            isHeld,
            demand: { ...demand, noGround: null, test: null },
          },
          { objective: 'profit', level: 0.7, unitCost: 6 },
        ),
      priceOf: ({ action, candidate, candidates }) =>
        action === 'change' ? candidates.find(({ name }) => name === candidate)!.price : 10,
    };
  };
  const priceOf = (one: JointProduct, result: JointResult, i: number) =>
    one.priceOf(result.recommendations[i]!);

  test('alone both would go down to 9; as substitutes they hold each other up', () => {
    const alone = [product('a', 0, ['b']), product('b', 0, ['a'])];
    const apart = runToEnd(jointSteps(alone, draws, 0.7));
    expect(priceOf(alone[0]!, apart, 0)).toBeCloseTo(9, 2); // 6 * 3 / 2

    const tied = [product('a', 1, ['b']), product('b', 1, ['a'])];
    const together = runToEnd(jointSteps(tied, draws, 0.7));
    // Both at p: units 100 (p / 10)^(-3 + 1), so the optimum is 6 * 2 / 1 = 12, and 11.50 is allowed.
    expect(priceOf(tied[0]!, together, 0)).toBeCloseTo(11.5, 2);
    expect(priceOf(tied[1]!, together, 1)).toBeCloseTo(11.5, 2);
    expect(together.indexMoves[0]).toBeCloseTo(Math.log(1.15), 6);
    // 2 * (100 * 1.15^-2 * 5.5 - 400)
    expect(together.gainPerDay.value).toBeCloseTo(2 * ((100 / 1.15 ** 2) * 5.5 - 400), 1);
    expect(together.probability).toBe(1);
  });

  test('one whose answer to the others is unknown still counts in what it takes from them', () => {
    const tied = [product('a', 0, ['b']), product('b', 1, ['a'])];
    const result = runToEnd(jointSteps([{ ...tied[0]!, cross: null }, tied[1]!], draws, 0.7));
    // a moves b's sales, so it stays higher than the 9 it would have alone.
    expect(priceOf(tied[0]!, result, 0)).toBeGreaterThan(9.5);
    expect(priceOf(tied[1]!, result, 1)).toBeCloseTo(9, 2);
  });
});
