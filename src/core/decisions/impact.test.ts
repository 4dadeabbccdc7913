import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { historyFixture } from '../demand/history-fixture.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import {
  businessImpact,
  impactMeasures,
  impactMeasureNames,
  impactProduct,
  ImpactSum,
  priceMoves,
  type ImpactProduct,
} from './impact.ts';
import { mean } from '../statistics/summary.ts';
import { Random } from '../random.ts';
import { suggestionDraws, type DemandCurve } from './demand-curve.ts';

/** 100 units at 10.00, elasticity -2, half of the curves 10 % higher and half 10 % lower. */
const curve: DemandCurve = {
  units: (price) => 100 * (price / 10) ** -2,
  drawnUnits: (price, out) => out.map((_, i) => (out[i] = 100 * (price / 10) ** -2 * (i % 2 ? 1.1 : 0.9))),
};
const product = (changes: Partial<ImpactProduct> = {}): ImpactProduct => ({
  curve,
  curveAfter: curve,
  daysPerRow: 1,
  unitCost: 8,
  overhead: 0,
  inventory: 5000,
  before: 10,
  after: 11,
  ...changes,
});

describe('businessImpact', () => {
  test('before and after of one product, by hand', () => {
    const { figures, productsThatMove } = businessImpact([product()]);
    // At 11: 100 / 1.21 = 82.6446 units
    expect(figures.margin!.before.value).toBeCloseTo(0.2, 12);
    expect(figures.margin!.after.value).toBeCloseTo(3 / 11, 12);
    expect(figures.revenue!.before.value).toBeCloseTo(1000, 9);
    expect(figures.revenue!.after.value).toBeCloseTo(82.6446281 * 11, 5);
    expect(figures.profit!.change!.value).toBeCloseTo(82.6446281 * 3 - 200, 5);
    // 365 * 100 * 8 / (5000 * 8) = 7.3 times a year
    expect(figures.turnover!.before.value).toBeCloseTo(7.3, 12);
    expect(figures.turnover!.change!.value).toBeCloseTo(1 / 1.21 - 1, 12);
    // (5000 - 30 * 100) * 8 = 16,000; (5000 - 30 * 82.6446) * 8 = 20,165.29
    expect(figures.excessStock!.before.value).toBeCloseTo(16_000, 9);
    expect(figures.excessStock!.after.value).toBeCloseTo(20_165.29, 2);
    expect(productsThatMove).toBe(1);
  });

  test('the intervals are those of the draws, and changes are paired', () => {
    const { figures } = businessImpact([product()]);
    expect(figures.revenue!.before.interval[0]).toBeCloseTo(900, 9);
    expect(figures.revenue!.before.interval[1]).toBeCloseTo(1100, 9);
    // Margin and turnover's change do not depend on the level, so no draw moves them.
    const [low, high] = figures.margin!.after.interval;
    expect(high - low).toBeLessThan(1e-12);
    expect(figures.turnover!.change!.interval[0]).toBeCloseTo(1 / 1.21 - 1, 12);
  });

  test('a week’s row is shared among its days', () => {
    const { figures } = businessImpact([product({ daysPerRow: 7, overhead: -70 })]);
    expect(figures.revenue!.before.value).toBeCloseTo(1000 / 7, 9);
    expect(figures.profit!.before.value).toBeCloseTo((200 - 70) / 7, 9);
  });

  test('what is not known is left out of what needs it, and counted', () => {
    const impact = businessImpact([product(), product({ unitCost: null }), product({ inventory: null })]);
    expect(impact).toMatchObject({ products: 3, productsWithCost: 2, productsWithStock: 1 });
    expect(impact.figures.revenue!.before.value).toBeCloseTo(3000, 9);
    expect(impact.figures.profit!.before.value).toBeCloseTo(400, 9);
    expect(impact.figures.turnover!.before.value).toBeCloseTo(7.3, 12);
    const blind = businessImpact([product({ unitCost: null })]).figures;
    expect([blind.margin, blind.profit, blind.turnover, blind.excessStock]).toEqual([null, null, null, null]);
  });

  test('without excess stock before there is no share to tell', () => {
    const { excessStock } = businessImpact([product({ inventory: 100 })]).figures;
    expect(excessStock!.before.value).toBe(0);
    expect(excessStock!.change).toBeNull();
  });

  test('prices that stay change nothing, whatever the products', () => {
    const any = fc.record({
      unitCost: fc.option(fc.double({ min: 0, max: 20, noNaN: true })),
      inventory: fc.option(fc.integer({ min: 0, max: 10_000 })),
      before: fc.double({ min: 0.5, max: 50, noNaN: true }),
      daysPerRow: fc.constantFrom(1, 7, 30),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (kinds) => {
        const { figures } = businessImpact(kinds.map((kind) => product({ ...kind, after: kind.before })));
        for (const name of impactMeasureNames) {
          const change = figures[name]?.change;
          if (change) expect(change.interval.map(Math.abs)).toEqual([0, 0]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('adding in parts is adding at once', () => {
    const all = [product(), product({ after: 9 }), product({ unitCost: null })];
    const sum = new ImpactSum();
    for (const each of all) sum.add(each);
    expect(sum.impact()).toEqual(businessImpact(all));
  });

  test('measures are listed in order', () =>
    expect(impactMeasures.map(({ name }) => name)).toEqual(impactMeasureNames));
});

test('the sum of many skewed draws lies amid its interval', () => {
  // The median of each is 100 units, its mean 113.
  const drawn = (seed: number): DemandCurve => {
    const normal = new Random(seed).fillNormal(new Float64Array(suggestionDraws));
    return {
      units: () => 100,
      drawnUnits: (_, out) => out.map((_, i) => (out[i] = 100 * Math.exp(normal[i]! / 2))),
    };
  };
  const many = Array.from({ length: 80 }, (_, i) =>
    product({ curve: drawn(i + 1), curveAfter: drawn(i + 1) }),
  );
  const { value, interval } = businessImpact(many).figures.revenue!.before;
  expect(value / (80 * 1000)).toBeCloseTo(Math.exp(1 / 8), 1);
  const place = (value - interval[0]) / (interval[1] - interval[0]);
  expect(place).toBeGreaterThan(0.35);
  expect(place).toBeLessThan(0.65);
});

test('impactProduct: a product of a file, at a new price or at today’s', () => {
  const history = historyFixture({
    id: 'Tea',
    price: Array.from({ length: 60 }, (_, t) => 10 + (t % 5)),
    units: Array.from({ length: 60 }, (_, t) => 30 - 2 * (t % 5)),
    unitCost: 6,
  });
  const summary = summarizeProductDemand(history);
  const moved = impactProduct(history, summary, 12, new Map());
  expect(moved).toMatchObject({ before: 14, after: 12, unitCost: 6, daysPerRow: 1 });
  expect(impactProduct(history, summary, null, new Map()).after).toBe(14);
  const { figures } = businessImpact([moved]);
  // The mean of the draws, as gains are; the fitted curve itself lies a little beside it.
  const units = moved.curve.drawnUnits(14, new Float64Array(suggestionDraws));
  expect(figures.revenue!.before.value).toBeCloseTo(mean(units) * 14, 9);
  const [low, high] = figures.revenue!.before.interval;
  expect(low).toBeLessThan(figures.revenue!.before.value);
  expect(high).toBeGreaterThan(figures.revenue!.before.value);
});

test('impactProduct: a substitute sells more where the others are dearer after', () => {
  const history = historyFixture({ price: [12, 13, 14], units: [10, 9, 8] });
  const summary = summarizeProductDemand(history);
  const category = { coefficient: 1, standardError: 0, isTold: true, shares: { other: 0.5 } };
  const tied = { ...summary, found: { ...summary.found!, category } };
  const other = { ...history, product: { ...history.product, id: 'other' } };
  const moves = priceMoves([other], (id) => (id === 'other' ? 16.8 : null));
  const { curve: before, curveAfter } = impactProduct(history, tied, null, moves);
  expect(curveAfter.units(14) / before.units(14)).toBeCloseTo(Math.sqrt(16.8 / 14), 9); // (1.2)^(1 * 0.5)
  const untold = { ...tied, found: { ...tied.found, category: { ...category, isTold: false } } };
  const alone = impactProduct(history, untold, null, moves);
  expect(alone.curveAfter).toBe(alone.curve);
});
