import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { historyFixture } from '../demand/history-fixture.ts';
import { simulatedProduct } from '../demand/simulated-product.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import { Random } from '../random.ts';
import {
  fittedCurve,
  MarketCurve,
  marketNormals,
  suggestionDraws,
  type DemandCurve,
} from './demand-curve.ts';
import { estimateOf, outlookAt, shareThatRises } from './outlook.ts';

const history = historyFixture({
  id: 'tea',
  price: Array.from({ length: 120 }, (_, t) => 10 + ((t * 7) % 5)),
  units: Array.from({ length: 120 }, (_, t) => 40 - 3 * ((t * 7) % 5) + ((t * 5) % 7)),
  unitCost: 6,
});
const summary = summarizeProductDemand(history);
const curve = fittedCurve(summary, suggestionDraws);
const terms = { unitCost: 6, overheadPerDay: -20 };

/** One curve for each elasticity, all through 100 units at 10.00. */
const fan = (elasticities: readonly number[]): DemandCurve => ({
  units: (price) => 100 * (price / 10) ** elasticities[0]!,
  drawnUnits: (price, out) => {
    for (let i = 0; i < out.length; i++) out[i] = 100 * (price / 10) ** elasticities[i]!;
    return out;
  },
});

describe('outlookAt', () => {
  test('revenue and profit lie on straight lines over the units', () => {
    const { units, revenue, profit } = outlookAt(curve, 12, terms, suggestionDraws).outlook;
    expect(revenue.value).toBeCloseTo(units.value * 12, 9);
    expect(revenue.interval[0]).toBeCloseTo(units.interval[0] * 12, 9);
    expect(profit!.value).toBeCloseTo(units.value * 6 - 20, 9);
    expect(profit!.interval[1]).toBeCloseTo(units.interval[1] * 6 - 20, 9);
  });

  test('below cost more units are a greater loss, and the interval stays in order', () => {
    const { profit, units } = outlookAt(curve, 5, terms, suggestionDraws).outlook;
    const [low, high] = profit!.interval;
    expect(low).toBeLessThan(high);
    expect(low).toBeCloseTo(-units.interval[1] - 20, 9);
  });

  test('without a cost there is no profit', () =>
    expect(
      outlookAt(curve, 12, { unitCost: null, overheadPerDay: 0 }, suggestionDraws).outlook.profit,
    ).toBeNull());

  test('at any price the interval holds the value, and revenue and units agree', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 100, noNaN: true }), (price) => {
        const { units, revenue, profit } = outlookAt(curve, price, terms, suggestionDraws).outlook;
        for (const { value, interval } of [units, revenue, profit!]) {
          expect(interval[0]).toBeLessThanOrEqual(value);
          expect(interval[1]).toBeGreaterThanOrEqual(value);
        }
      }),
    );
  });

  test('the same product has the same draws, another one others', () => {
    const again = fittedCurve(summary, suggestionDraws);
    const other = fittedCurve({ ...summary, productId: 'mug' }, suggestionDraws);
    const at = (one: DemandCurve) => outlookAt(one, 12, terms, suggestionDraws).outlook.units.interval;
    expect(at(again)).toEqual(at(curve));
    expect(at(other)).not.toEqual(at(curve));
  });
});

describe('shareThatRises', () => {
  const draws = 4;
  const share = (elasticities: readonly number[], now: number, then: number, unitCost: number | null) => {
    const terms = { unitCost, overheadPerDay: 0 };
    const at = (price: number) => outlookAt(fan(elasticities), price, terms, draws);
    return shareThatRises(at(now), at(then), unitCost);
  };

  test('profit on each curve, by hand', () => {
    // Margin 4 at 10 and 5 at 11: profit rises where 1.1 ^ e > 0.8, that is e > -2.34
    expect(share([-1, -2, -2.3, -2.4], 10, 11, 6)).toBe(0.75);
    // Revenue rises where e > -1
    expect(share([-0.5, -0.9, -1.1, -3], 10, 11, null)).toBe(0.5);
  });

  test('a price that stays raises nothing', () => expect(share([-1, -2, -3, -4], 10, 10, 6)).toBe(0));

  test('up rises exactly where the way back falls', () => {
    const up = share([-1, -2, -2.3, -2.4], 10, 11, 6);
    expect(share([-1, -2, -2.3, -2.4], 11, 10, 6)).toBe(1 - up);
  });
});

describe('estimateOf', () => {
  test('the middle 95 % of the draws, whatever their order', () => {
    // 0 to 1000: 2.5 % is 25, 97.5 % is 975
    const up = Float64Array.from({ length: 1001 }, (_, i) => i);
    const down = Float64Array.from(up).reverse();
    const mixed = Float64Array.from(up, (i) => (i * 10) % 1001);
    for (const draws of [up, down, mixed]) expect(estimateOf(500, draws).interval).toEqual([25, 975]);
    expect(estimateOf(990, up).interval).toEqual([25, 990]);
  });

  test('leaves the draws as they were', () => {
    const draws = Float64Array.of(3, 1, 2);
    estimateOf(2, draws);
    expect([...draws]).toEqual([3, 1, 2]);
  });
});

describe('MarketCurve', () => {
  test('a known elasticity leaves nothing open, an unsure one opens with the distance from today’s price', () => {
    const sure = new MarketCurve(referenceMarket, marketNormals);
    // 100 * 1.1 ^ -1.5
    expect(sure.units(22)).toBeCloseTo(86.678, 3);
    const unsure = new MarketCurve({ ...referenceMarket, elasticityError: 0.3 }, marketNormals);
    const width = (one: DemandCurve, price: number) => {
      const [low, high] = outlookAt(one, price, terms, suggestionDraws).outlook.units.interval;
      return high - low;
    };
    expect(width(sure, 22)).toBeCloseTo(0, 9);
    expect(width(unsure, 20)).toBeCloseTo(0, 9);
    expect(width(unsure, 22)).toBeGreaterThan(5);
    expect(width(unsure, 25)).toBeGreaterThan(width(unsure, 22));
  });

  test('stock is the limit, and a rival counts', () => {
    const scarce = new MarketCurve({ ...referenceMarket, initialInventory: 50 }, marketNormals);
    expect(scarce.units(20)).toBe(50);
    const rivalled = new MarketCurve(
      { ...referenceMarket, rival: 'fixed', rivalPrice: 18, crossElasticity: 1 },
      marketNormals,
    );
    // 100 * (22 / 20) ^ -1.5 * 18 / 22
    expect(rivalled.units(22)).toBeCloseTo((86.6784 * 18) / 22, 3);
  });
});

test('outlookAt: intervals hold what simulated products truly sell in 90 to 98 of 100', () => {
  // 300 products at two prices; were it 95 %, two standard errors of 300 are 2.5 points.
  const random = new Random(3).fork('outlook coverage');
  let held = 0;
  for (let i = 0; i < 300; i++) {
    const { history: past, elasticity, expected } = simulatedProduct(i, random.fork(`product ${i}`));
    const fit = summarizeProductDemand(past);
    for (const ratio of [0.9, 1.1]) {
      const price = ratio * fit.referencePrice;
      const blind = { unitCost: null, overheadPerDay: 0 };
      const { units } = outlookAt(fittedCurve(fit, suggestionDraws), price, blind, suggestionDraws).outlook;
      const truth = expected.units * (price / expected.price) ** elasticity;
      if (units.interval[0] <= truth && truth <= units.interval[1]) held += 1;
    }
  }
  expect(held / 600).toBeGreaterThan(0.9);
  expect(held / 600).toBeLessThan(0.98);
});
