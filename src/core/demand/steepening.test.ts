import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { DemandSummary } from './demand-summary.ts';
import { type DrawnDemand, demandDraws, unitsAt, unitsExpected } from './draws.ts';
import { fileTerms } from './file-terms.ts';
import { fitFullDemand } from './fit-full-demand.ts';
import { historyFixture } from './history-fixture.ts';
import { nothingShared } from './lasting.ts';
import { scatteredCount } from './simulated-product.ts';
import { shapeError, steepened, steepenedBy, unsteepened, usualShapes } from './steepening.ts';
import { summarizeDemand } from './summarize-demand.ts';
import { mean } from '../statistics/summary.ts';

describe('steepened', () => {
  test('without steepening the logarithm itself; with it (ratio^s - 1) / s', () => {
    expect(steepened(0.3, 0)).toBe(0.3);
    expect(steepened(Math.log(1.2), 1)).toBeCloseTo(0.2, 12);
    expect(steepened(Math.log(0.8), 3)).toBeCloseTo((0.8 ** 3 - 1) / 3, 12);
    expect(steepened(Math.log(0.8), -1)).toBeCloseTo(1 - 1 / 0.8, 12);
  });

  test('dearer is further, whatever the shape, also far from any price', () => {
    for (const steepening of [-3, -0.5, 0, 1, 6]) {
      const values = [-8, -2, -0.2, 0, 0.2, 2].map((log) => steepened(log, steepening));
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect(values.every(Number.isFinite)).toBe(true);
    }
    expect(Number.isFinite(steepened(500, 5))).toBe(true);
  });

  test('a price so far below today that the curve has run out is a number still', () => {
    const log = unsteepened(steepened(Math.log(1e-8), 5), 5); // (1e-8)^5 = 1e-40 is nothing beside 1
    expect(log).toBeLessThan(-7);
    expect(Number.isFinite(log)).toBe(true);
    expect(Number.isFinite(steepenedBy(log, 5))).toBe(true);
  });

  test('its inverse, and its derivative by the steepening', () => {
    for (const steepening of [-1, 0, 0.4, 3])
      for (const log of [-0.4, -0.001, 0, 0.25]) {
        expect(unsteepened(steepened(log, steepening), steepening)).toBeCloseTo(log, 10);
        const step = 1e-4;
        const numeric = (steepened(log, steepening + step) - steepened(log, steepening - step)) / (2 * step);
        expect(steepenedBy(log, steepening)).toBeCloseTo(numeric, 6);
      }
  });
});

const products = 24;

/** A file of products with elasticities -1.6 to -2.6 at a price of 10, and the shape given. */
function shop(units: (ratio: number, elasticity: number) => number): ProductHistory[] {
  return Array.from({ length: products }, (_, i) => {
    const random = new Random(31).fork(String(i));
    let now = 10;
    const price = Array.from({ length: 240 }, (_day, t) => {
      if (t % 5 === 0) now = 10 * [0.85, 0.93, 1, 1.07, 1.15][random.integer(5)]!;
      return now;
    });
    return historyFixture({
      id: `P${i}`,
      price,
      units: price.map((today) => scatteredCount(random, 40 * units(today / 10, elasticityOf(i)), 1.3)),
    });
  });
}

function elasticityOf(i: number): number {
  return -1.6 - i / (products - 1);
}

const linear = (ratio: number, elasticity: number) => 1 + elasticity * (ratio - 1);

describe('fileTerms: the shape that a file has', () => {
  const shapeOf = (units: (ratio: number, elasticity: number) => number) =>
    fileTerms(shop(units), []).shapes!;

  test('a constant elasticity: hardly any steepening', () => {
    const { value: found, standardError } = shapeOf((ratio, elasticity) => ratio ** elasticity);
    expect(Math.abs(found)).toBeLessThan(2 * standardError);
    expect(found).toBeLessThan(0.9);
  });

  test('units that are linear in the price: one less the elasticity, 3.1 on average', () => {
    const { value: found } = shapeOf(linear);
    expect(found).toBeGreaterThan(2);
    expect(found).toBeLessThan(4);
  });

  test('buyers of two kinds: the elasticity falls with the price', () => {
    expect(
      shapeOf((ratio, elasticity) => (ratio ** (0.3 * elasticity) + ratio ** (1.7 * elasticity)) / 2).value,
    ).toBeLessThan(0.2);
  });

  test('a single product: what is usual, and little of it known', () => {
    const { shapes } = fileTerms(shop(linear).slice(0, 1), []);
    expect(shapes).toEqual({ ...usualShapes, value: 0 });
  });

  test('two products do not tell a shape: their elasticities are those of a fit without one', () => {
    const histories = shop(linear).slice(0, 2);
    const summaries = summarizeDemand(histories);
    histories.forEach((history, i) => {
      const { fit } = fitFullDemand(history, null, undefined, nothingShared);
      expect(summaries[i]!.estimate).toBe(fit!.ownElasticity.value);
      expect(summaries[i]!.standardError).toBe(fit!.ownElasticity.standardError);
    });
  });
});

describe('the curve of a shop with linear demand', () => {
  const histories = shop(linear);
  const summaries = summarizeDemand(histories);

  test('the elasticity is that at the price charged last', () => {
    const truth = histories.map(({ price }, i) => {
      const elasticity = elasticityOf(i);
      const ratio = price.at(-1)! / 10;
      return (elasticity * ratio) / linear(ratio, elasticity);
    });
    const errors = summaries.map(({ marketElasticity }, i) => marketElasticity - truth[i]!);
    expect(Math.abs(mean(errors))).toBeLessThan(0.25);
    expect(Math.sqrt(mean(errors.map((error) => error ** 2)))).toBeLessThan(0.5);
  });

  test('it is said in a sentence, and not of a shop whose elasticity is the same at all prices', () => {
    const said = (list: readonly DemandSummary[]) =>
      list.filter(({ found }) =>
        found!.sentences.some((sentence) => sentence.startsWith('The dearer it is')),
      );
    expect(said(summaries)).toHaveLength(products);
    expect(said(summarizeDemand(shop((ratio, elasticity) => ratio ** elasticity)))).toHaveLength(0);
  });

  test('beyond the dearest past price it follows the truth far nearer than a constant elasticity', () => {
    const [shaped, constant] = [0, 0].map((_, kind) =>
      Math.sqrt(
        mean(
          summaries.map((summary, i) => {
            const elasticity = elasticityOf(i);
            const known = kind === 0 ? summary : summarizeConstant(histories[i]!);
            return Math.log(unitsExpected(known, 12.5) / (40 * linear(1.25, elasticity))) ** 2;
          }),
        ),
      ),
    );
    expect(shaped!).toBeLessThan(0.6 * constant!);
  });

  test('within the past prices it is what the days are; the unknown shape makes draws wider beyond them', () => {
    const [summary] = summaries;
    expect(unitsExpected(summary!, 10) / 40).toBeCloseTo(1, 1);
    const known = {
      ...summary!,
      steepening: {
        ...summary!.steepening!,
        shapes: [{ share: 1, value: summary!.steepening!.value, standardError: 0 }],
      },
    };
    expect(spread(summary!, 14)).toBeGreaterThan(1.2 * spread(known, 14));
    expect(spread(summary!, 10)).toBeLessThan(1.1 * spread(known, 10));
  });
});

/** Standard deviation of the log units that curves draw at a price. */
function spread(summary: DrawnDemand, price: number): number {
  const draws = demandDraws(summary, 2000, new Random(2));
  const logs = draws.base.map((_, i) => Math.log(unitsAt(draws, i, price, summary.referencePrice)));
  const centre = mean(logs);
  return Math.sqrt(mean(logs.map((log) => (log - centre) ** 2)));
}

function summarizeConstant(history: ProductHistory) {
  const fit = fitFullDemand(history, null, undefined, nothingShared).fit!;
  const [constant, elasticity] = fit.regression.coefficients as [number, number];
  const atLast = constant + elasticity * Math.log(fit.terms.lastPrice / fit.terms.meanPrice);
  return {
    baseUnits: Math.exp(atLast),
    marketElasticity: elasticity,
    referencePrice: fit.terms.lastPrice,
    steepening: null,
  };
}

test('shapeError: nothing in the middle of the prices, more at their ends and where curves bend', () => {
  const known = { value: 0, standardError: 0.5, elasticityShift: -0.1 };
  // 2 * 0.1 * 0.5 = 0.1
  expect(shapeError(-2, known)).toBeCloseTo(0.1, 12);
  expect(shapeError(-2, { ...known, elasticityShift: 0 })).toBe(0);
  // A fifth of a steepening of 4 may be another bend: 2 * 0.1 * hypot(0.5, 0.8)
  expect(shapeError(-2, { ...known, value: 4 })).toBeCloseTo(0.2 * Math.hypot(0.5, 0.8), 12);
});
