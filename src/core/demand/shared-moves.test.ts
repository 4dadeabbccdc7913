import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { historyFixture } from './history-fixture.ts';
import { leavesUntold, sharedMoves } from './shared-moves.ts';
import { scatteredCount } from './simulated-product.ts';
import { summarizeDemand } from './summarize-demand.ts';
import { withTestEvidence } from './tested-demand.ts';

const days = 200;

interface Listed {
  /** Days of the price lists. */
  readonly lists: readonly number[];
  /** Each product's log steps there. */
  readonly steps: (random: Random) => number[];
  /** Log demand of the whole shop gains this on the day of the first list. */
  readonly jump?: number;
  readonly products?: number;
}

/** Products with elasticity -2 whose prices follow price lists. */
function shop({ lists, steps, jump = 0, products = 16 }: Listed) {
  return Array.from({ length: products }, (_, p) => {
    const random = new Random(700 + p);
    const counts = random.fork('units');
    const own = steps(random.fork('steps'));
    const log = Array.from({ length: days }, (_, t) =>
      own.reduce((sum, step, k) => sum + (t >= lists[k]! ? step : 0), 0),
    );
    return historyFixture({
      id: `P${p}`,
      price: log.map((step) => 20 * Math.exp(step)),
      units: log.map((step, t) =>
        scatteredCount(counts, 30 * Math.exp(-2 * step + (t >= lists[0]! ? jump : 0)), 1.5),
      ),
    });
  });
}

describe('sharedMoves', () => {
  test('equal steps on four days are four weeks, one list is one', () => {
    const four = shop({ lists: [30, 70, 110, 150], steps: () => [0.05, 0.05, 0.05, 0.05] });
    expect(sharedMoves(four)!.weeks).toBeCloseTo(4, 9);
    expect(sharedMoves(shop({ lists: [100], steps: () => [0.05] }))!.weeks).toBeCloseTo(1, 9);
  });

  test('a list that rises prices by twice as much as another: 1 + 1 / 4 squared over 1 + 1 / 16', () => {
    const two = shop({ lists: [50, 150], steps: () => [0.1, 0.05] });
    expect(sharedMoves(two)!.weeks).toBeCloseTo(1.25 ** 2 / 1.0625, 9);
  });

  test('days of their own, percents that cancel out, or a handful of products: none', () => {
    const own = Array.from({ length: 12 }, (_, p) =>
      shop({ lists: [10 + 15 * p], steps: () => [0.05], products: p + 1 }).at(-1)!,
    );
    expect(sharedMoves(own)).toBeNull();
    expect(sharedMoves(shop({ lists: [100], steps: (random) => [0.05 * random.normal()] }))).toBeNull();
    expect(sharedMoves(shop({ lists: [100], steps: () => [0.05], products: 4 }))).toBeNull();
    expect(sharedMoves(shop({ lists: [100], steps: () => [0] }))).toBeNull();
  });

  test('one price of a product in many stores is one product', () => {
    const stores = shop({ lists: [100], steps: () => [0.05] }).map((history, s) => ({
      ...history,
      product: {
        id: `Tea Store ${s}`,
        name: `Tea Store ${s}`,
        category: null,
        series: { Store: `Store ${s}` },
      },
    }));
    expect(sharedMoves(stores)).toBeNull();
  });

  test('a product that is sold some days after the list still moved with it', () => {
    // The list comes on the third day of a week.
    const [first, ...others] = shop({ lists: [96], steps: () => [0.05] });
    const late = {
      ...first!,
      unknown: Uint8Array.from({ length: days }, (_, t) => Number(t > 94 && t < 100)),
    };
    expect(sharedMoves([late, ...others])!.weeks).toBeCloseTo(1, 9);
  });
});

test('leavesUntold: few weeks, and a mean that is hardly better known than before', () => {
  expect(leavesUntold({ weeks: 1 }, 0.6, 1)).toBe(true);
  expect(leavesUntold({ weeks: 1 }, 0.4, 1)).toBe(false);
  expect(leavesUntold({ weeks: 12 }, 0.6, 1)).toBe(false);
  expect(leavesUntold(null, 0.6, 1)).toBe(false);
});

describe('a price list that meets a jump of demand', () => {
  // A rise of 5 % at elasticity -2 takes 10 % of sales, the jump gives them back: no price seems to matter.
  const equal = summarizeDemand(shop({ lists: [100], steps: () => [0.05], jump: 0.1 }));

  test('with equal percents elasticities stay near what was known before, and the verdict says why', () => {
    const mean = equal.reduce((sum, { marketElasticity }) => sum + marketElasticity / equal.length, 0);
    expect(mean).toBeLessThan(-0.7);
    for (const { marketElasticityError, verdict, sentence, found } of equal) {
      expect(marketElasticityError).toBeGreaterThan(0.8);
      expect(verdict).toBe('cannotTell');
      expect(sentence).toMatch(
        /^The prices of most products moved at the same time .* Testing a few products /,
      );
      expect(found!.isUntoldByMoves).toBe(true);
    }
  });

  test('a test of a product lifts it', () => {
    const test = { id: 'T', elasticity: -2, standardError: 0.3, from: '2025-08-01', to: '2025-08-28' };
    const { found, verdict } = withTestEvidence(equal[0]!, [test]);
    expect(found!.isUntoldByMoves).toBe(false);
    expect(verdict).toBe('answers');
  });

  test('with percents far apart their differences tell the elasticity', () => {
    const apart = summarizeDemand(
      shop({
        lists: [60, 140],
        steps: (random) => [0.1 + 0.1 * random.normal(), 0.1 + 0.1 * random.normal()],
        jump: 0.1,
        products: 24,
      }),
    );
    const mean = apart.reduce((sum, { marketElasticity }) => sum + marketElasticity / apart.length, 0);
    expect(Math.abs(mean + 2)).toBeLessThan(0.4);
    expect(apart.some(({ found }) => found!.isUntoldByMoves === true)).toBe(false);
  });
});
