// The search against a plain one over all cents, and the lattice against all lists of a small grid.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { PlainSeason } from '../plain-season.ts';
import { type BoundProduct, holdRelations } from './hold-relations.ts';
import {
  isKept,
  lowered,
  type PlacedLimit,
  type PriceDomain,
  raised,
  shrinkingCircle,
} from './price-lattice.ts';
import type { Relation } from './relation.ts';
import type { RelationName } from './relation-list.ts';

const draws = 20;
const filled = (value: number) => new Float64Array(draws).fill(value);

/** 100 units a day at today's price. */
function product(
  id: string,
  currentPrice: number,
  unitCost: number,
  elasticity: number,
  wanted: number,
  changes: Partial<BoundProduct> = {},
): BoundProduct {
  return {
    id,
    currentPrice,
    season: new PlainSeason(
      { base: filled(100), elasticity: filled(elasticity), referencePrice: currentPrice },
      unitCost,
      30,
    ),
    cross: null,
    shares: {},
    domain: {
      lowest: 0.7 * currentPrice,
      highest: 1.3 * currentPrice,
      ending: { kind: 'cent' },
      today: currentPrice,
    },
    wanted,
    isFixed: false,
    ...changes,
  };
}

const relation = (
  id: string,
  lower: string,
  upper: string,
  ratio: number,
  kind: RelationName = 'sizeLadder',
): Relation<RelationName> => ({
  kind,
  id,
  title: id,
  products: [lower, upper],
  limits: [{ lower, upper, ratio, lowerWords: 'no dearer', upperWords: 'no cheaper' }],
});

const profit = (price: number, now: number, cost: number, elasticity: number) =>
  100 * (price / now) ** elasticity * (price - cost);

describe('holdRelations', () => {
  // Alone the small pack would go to 6 * 3 / 2 = 9.00 and the large one to 12 * 2 / 1 = 24, within 30 % of 18: 23.40.
  const small = product('small', 10, 6, -3, 9);
  const large = product('large', 18, 12, -2, 23.4);

  test('a ladder: the best pair of prices that keeps it, as a search over all cents finds it', () => {
    let best = -Infinity;
    for (let a = 700; a <= 1300; a++)
      for (let b = 1260; b <= 2340; b++)
        if (b <= 2 * a) best = Math.max(best, profit(a / 100, 10, 6, -3) + profit(b / 100, 18, 12, -2));
    const { prices, costs } = holdRelations([small, large], [relation('l', 'large', 'small', 2)], draws, 0.7);
    const found = profit(prices[0]!, 10, 6, -3) + profit(prices[1]!, 18, 12, -2);
    expect(prices[1]!).toBeLessThanOrEqual(2 * prices[0]! + 1e-9);
    const today = 400 + 600;
    expect((found - today) / (best - today)).toBeGreaterThan(0.98);
    // Its shadow price: what both bring alone less that.
    const alone = profit(9, 10, 6, -3) + profit(23.4, 18, 12, -2);
    expect(costs.get('l')).toBeCloseTo(alone - found, 6);
  });

  test('prices that keep all relations stand, and nothing is said to cost anything', () => {
    const { prices, costs, touched } = holdRelations(
      [small, large],
      [relation('l', 'large', 'small', 3)],
      draws,
      0.7,
    );
    expect([...prices]).toEqual([9, 23.4]);
    expect([costs.size, touched.size]).toEqual([0, 0]);
  });

  test('prices of today that break a relation are moved, even where nothing is gained', () => {
    const { prices } = holdRelations(
      [product('own', 10, 6, -2, 10), product('brand', 10, 6, -2, 10)],
      [relation('g', 'own', 'brand', 0.9, 'brandGap')],
      draws,
      0.7,
    );
    expect(prices[0]!).toBeLessThanOrEqual(0.9 * prices[1]! + 1e-9);
  });

  test('one price over stores: two stores that want different prices get one between', () => {
    const both = { ...relation('o', 'north', 'south', 1, 'onePrice') };
    const same: Relation<RelationName> = {
      ...both,
      limits: [both.limits[0]!, { ...both.limits[0]!, lower: 'south', upper: 'north' }],
    };
    // 6 * 4 / 3 = 8.00 and 6 * 2.2 / 1.2 = 11.00
    const stores = [product('north', 10, 6, -4, 8), product('south', 10, 6, -2.2, 11)];
    const { prices } = holdRelations(stores, [same], draws, 0.7);
    expect(prices[0]).toBe(prices[1]);
    const sum = (price: number) => profit(price, 10, 6, -4) + profit(price, 10, 6, -2.2);
    const best = Math.max(...Array.from({ length: 601 }, (_, i) => sum(7 + i / 100)));
    expect(sum(prices[0]!) - sum(10)).toBeGreaterThan(0.98 * (best - sum(10)));
  });

  test('what the rules leave no room for is said with the limit, and prices stay', () => {
    const dear = product('large', 18, 12, -2, 28, {
      domain: { lowest: 28, highest: 30, ending: { kind: 'cent' }, today: null },
    });
    const { contradictions, prices } = holdRelations(
      [small, dear],
      [relation('l', 'large', 'small', 2)],
      draws,
      0.7,
    );
    expect(contradictions).toHaveLength(1);
    expect(contradictions[0]!.stuck).toMatchObject({ at: 1, highest: 26 });
    expect([...prices]).toEqual([10, 18]);
  });

  test('relations that contradict each other whatever the prices are named both', () => {
    const { contradictions } = holdRelations(
      [small, large],
      [
        relation('one', 'large', 'small', 0.9, 'brandGap'),
        relation('two', 'small', 'large', 0.9, 'brandGap'),
      ],
      draws,
      0.7,
    );
    expect(contradictions[0]!.circle!.map(({ id }) => id).sort()).toEqual(['one', 'two']);
  });

  test('a price of which only promotions are known is not taken along', () => {
    const fixed = { ...small, isFixed: true, wanted: 10 };
    const { prices } = holdRelations([fixed, large], [relation('l', 'large', 'small', 2)], draws, 0.7);
    expect(prices[0]).toBe(10);
    expect(prices[1]).toBeLessThanOrEqual(20);
  });
});

describe('the lattice', () => {
  const domain = (cents: number): PriceDomain => ({
    lowest: 0.05,
    highest: 0.12,
    ending: { kind: 'step', step: cents / 100 },
    today: null,
  });
  const anyLimits = fc.array(
    fc
      .record({
        lower: fc.integer({ min: 0, max: 2 }),
        upper: fc.integer({ min: 0, max: 2 }),
        ratio: fc.constantFrom(0.6, 0.8, 1, 1.25, 1.5),
      })
      .filter(({ lower, upper }) => lower !== upper),
    { minLength: 1, maxLength: 4 },
  );

  test('lowered: the highest list that keeps the limits, or none where there is none', () => {
    fc.assert(
      fc.property(anyLimits, fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(1, 2, 3))), (limits, steps) => {
        const domains = steps.map(domain);
        const grids = domains.map(({ lowest, highest }, i) =>
          [5, 6, 7, 8, 9, 10, 11, 12].filter(
            (c) => c % steps[i]! === 0 && c / 100 >= lowest && c / 100 <= highest,
          ),
        );
        const kept: number[][] = [];
        for (const a of grids[0]!)
          for (const b of grids[1]!)
            for (const c of grids[2]!) {
              const list = [a / 100, b / 100, c / 100];
              if (limits.every((limit: PlacedLimit) => isKept(limit, list))) kept.push(list);
            }
        const top = Float64Array.from(grids, (grid) => grid.at(-1)! / 100);
        const bottom = Float64Array.from(grids, (grid) => grid[0]! / 100);
        const none = lowered(top, domains, limits);
        const noneUp = raised(bottom, domains, limits);
        expect(none === null).toBe(kept.length > 0);
        expect(noneUp === null).toBe(kept.length > 0);
        if (kept.length === 0) return;
        for (let i = 0; i < 3; i++) {
          expect(top[i]).toBeCloseTo(Math.max(...kept.map((list) => list[i]!)), 9);
          expect(bottom[i]).toBeCloseTo(Math.min(...kept.map((list) => list[i]!)), 9);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('shrinkingCircle: limits that no prices keep', () => {
    expect(shrinkingCircle([{ lower: 0, upper: 1, ratio: 0.9 }], 2)).toBeNull();
    expect(
      shrinkingCircle(
        [
          { lower: 0, upper: 1, ratio: 0.9 },
          { lower: 1, upper: 0, ratio: 1.1 },
        ],
        2,
      ),
    ).toHaveLength(2);
  });
});
