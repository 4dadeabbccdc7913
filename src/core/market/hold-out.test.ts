import { describe, expect, test } from 'vitest';

import { historyFixture } from '../demand/history-fixture.ts';
import { Random } from '../random.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { HoldOut, ProductHoldOut } from './hold-out-figures.ts';
import { holdOut, holdOutProducts, holdOutSteps } from './hold-out.ts';
import { marketCheck, marketVerdict } from './market-check.ts';

const rows = (count: number, of: (t: number) => number) => Array.from({ length: count }, (_, t) => of(t));

/** 35 days, 28 and 7: the price goes 10, 20, 10 ..., and 10 units or 4 are sold. */
function alternating(
  units: (t: number, price: number) => number = (_, price) => (price === 10 ? 10 : 4),
  days = 35,
) {
  const price = rows(days, (t) => (t % 2 === 0 ? 10 : 20));
  return historyFixture({ price, units: price.map((value, t) => units(t, value)) });
}

function figures(result: ProductHoldOut): HoldOut {
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

/** The same history with sales counted in units. */
function inUnits(history: ProductHistory): ProductHistory {
  return { ...history, salesMeaning: 'units', sales: history.units.slice() };
}

describe('holdOut: by hand', () => {
  test('a market that knows its prices errs by nothing, the simple predictions by the swing of sales', () => {
    const result = figures(holdOut(alternating(), -1.5));
    expect(result).toMatchObject({ trainingRows: 28, rows: 7, salesMeaning: 'money', priceMoved: true });
    // Sales 100 and 80. No change is off by 20; of the seven days before a day four are of the other kind: 4 / 7 of 20.
    expect(result.noChange).toBeCloseTo(20, 9);
    expect(result.sevenDayMean).toBeCloseTo(80 / 7, 9);
    expect(result.carried.meanAbsolute).toBeCloseTo(0, 9);
    expect(result.carried.gain).toBeCloseTo(1, 9);
    // Seven rows are one block of seven; 21 are three.
    expect(result.carried.gainInterval).toBeNull();
    const longer = figures(holdOut(alternating(undefined, 105), -1.5));
    expect(longer.rows).toBe(21);
    for (const bound of longer.carried.gainInterval!) expect(bound).toBeCloseTo(1, 9);
  });

  test('where sales double, the market goes on at the level it was built from', () => {
    const doubled = alternating((t, price) => (t < 28 ? 1 : 2) * (price === 10 ? 10 : 4));
    const result = figures(holdOut(doubled, -1.5));
    // Day 28 has price 10: sales 200, 160, 200, ... against 100, 80, 100: 4 * 100 + 3 * 80 over 7 days.
    expect(result.carried.meanAbsolute).toBeCloseTo((4 * 100 + 3 * 80) / 7, 9);
    // No change: 200 - 80 = 120 on the first day, then 40 six times.
    expect(result.noChange).toBeCloseTo((120 + 6 * 40) / 7, 9);
    expect(result.carried.gain).toBeLessThan(0);
  });

  test('a price that was not among the past ones is reached along the demand curve, or not, by the switch', () => {
    const history = alternating();
    history.price.fill(40, 28);
    history.units.fill(1, 28);
    history.sales.fill(40, 28);
    const result = figures(holdOut(history, -2));
    // The nearest past days are those at 20 with 4 units: 4 * (40 / 20)^-2 = 1 unit, sales 40; as they are 4 * 40 = 160.
    expect(result.carried.meanAbsolute).toBeCloseTo(0, 9);
    expect(result.asTheyAre.meanAbsolute).toBeCloseTo(120, 9);
  });

  test('where the simple predictions never err there is no gain to speak of', () => {
    const flat = historyFixture({ price: rows(35, () => 10), units: rows(35, () => 3) });
    expect(figures(holdOut(flat, -1.5))).toMatchObject({
      priceMoved: false,
      noChange: 0,
      carried: { meanAbsolute: 0, gain: null, gainInterval: null },
    });
  });

  test('right for 20 days and wrong for 20 is two cases and not 40: the market is not surely better', () => {
    // Off by 0, and once a fifth more is sold by 20 and 16 in turn; the seven-day mean misses by 80 / 7 and some more.
    const lifted = alternating((t, price) => (t < 180 ? 1 : 1.2) * (price === 10 ? 10 : 4), 200);
    const check = marketCheck([holdOut(lifted, -1.5)], true);
    if (check.kind !== 'product') throw new Error('expected one product');
    expect(check.error.gain).toBeGreaterThan(0.2);
    // Drawn row by row the interval is 9 to 51 %.
    expect(check.error.gainInterval![0]).toBeLessThan(-0.1);
    expect(marketVerdict(check)).toBe('unclear');
  });

  test('too few rows and rows without a sale are said', () => {
    const short = historyFixture({ price: rows(30, (t) => 10 + (t % 2)), units: rows(30, () => 3) });
    expect(holdOut(short, -1.5)).toEqual({
      problem: 'The last fifth of 30 rows has 6, and 7 are needed to say how well the market predicts.',
    });
    const ended = alternating((t) => (t < 28 ? 3 : 0));
    expect(holdOut(ended, -1.5)).toEqual({
      problem:
        'Nothing was sold in the last 7 rows, so there is nothing to say how well the market predicts.',
    });
  });
});

describe('holdOut: no look-ahead', () => {
  const noisy = (shift: number) => {
    const random = new Random(4);
    return alternating((t, price) => 400 / price + random.integer(9) + (t < 28 ? 0 : shift));
  };

  test('what is sold in the last fifth moves nothing in the market', () => {
    // Held-out sales lie above any prediction, so 500 units more a day are 500 more of error, fitted anew each time.
    const error = (shift: number) => figures(holdOutProducts([inUnits(noisy(shift))])[0]!);
    const [some, more] = [error(500), error(1000)];
    expect(more.carried.meanAbsolute - some.carried.meanAbsolute).toBeCloseTo(500, 9);
    expect(more.asTheyAre.meanAbsolute - some.asTheyAre.meanAbsolute).toBeCloseTo(500, 9);
  });

  test('the elasticity is that of the first four fifths', () => {
    // Cheap days come only at the end and sell a hundredfold: fitted with them, the elasticity would be far below -2.
    const random = new Random(9);
    const price = rows(100, (t) => (t < 80 ? 10 + (t % 3) : 8));
    const units = price.map((value, t) => (t < 80 ? 300 / value + random.integer(5) : 3000));
    const result = figures(holdOutProducts([inUnits(historyFixture({ price, units }))])[0]!);
    // At most 3 (from N(-1.5, 1) weighed with what 80 days say): (8 / 10)^-4 = 2.4 times some 32 units.
    expect(result.carried.meanAbsolute).toBeGreaterThan(3000 - 2.5 * 35);
  });
});

describe('holdOut: simulated with a known answer', () => {
  /** Products of 200 days at three prices; `mean` is what a day sells before noise of deviation 10. */
  const simulated = (count: number, mean: (price: number, t: number, walk: number) => number) =>
    rows(count, (i) => i).map((i) => {
      const random = new Random(100 + i);
      let walk = 0;
      const price = rows(200, () => [10, 12, 14][random.integer(3)]!);
      const units = price.map((value, t) => {
        walk += 10 * random.normal();
        return Math.max(0, mean(value, t, walk) + 10 * random.normal());
      });
      return inUnits(historyFixture({ id: `S${i}`, price, units }));
    });
  const meanOf = (results: readonly HoldOut[], of: (one: HoldOut) => number) =>
    results.reduce((sum, one) => sum + of(one), 0) / results.length;

  test('noise about a level: the errors stand as their variances do', () => {
    // E|N(0, s)| = s sqrt(2 / pi). The market's mean of some 53 days, the mean of 7, the last day: s^2 (1 + 1 / n).
    const results = simulated(120, () => 500).map((history) => figures(holdOut(history, 0)));
    const expected = (n: number) => 10 * Math.sqrt((2 / Math.PI) * (1 + 1 / n));
    expect(meanOf(results, (one) => one.asTheyAre.meanAbsolute)).toBeCloseTo(expected(53), 0);
    expect(meanOf(results, (one) => one.sevenDayMean)).toBeCloseTo(expected(7), 0);
    expect(meanOf(results, (one) => one.noChange)).toBeCloseTo(expected(1), 0);
  });

  test('demand that answers to price: the market is better; a wandering level: it is not', () => {
    const answering = holdOutProducts(simulated(10, (price) => 500 * (price / 12) ** -2));
    const wandering = holdOutProducts(simulated(10, (_, __, walk) => 500 + 3 * walk));
    const verdicts = (results: readonly ProductHoldOut[]) =>
      results.map((one) => marketVerdict(marketCheck([one], true)));
    expect(verdicts(answering)).toEqual(rows(10, () => 0).map(() => 'better'));
    expect(new Set(verdicts(wandering))).toEqual(new Set(['noBetter']));
    expect(marketVerdict(marketCheck(answering, true))).toBe('better');
    expect(marketVerdict(marketCheck(wandering, true))).toBe('noBetter');
  });
});

test('holdOutSteps: goes from 0 to 1 and ends as the plain function does', () => {
  const histories = [alternating(), alternating((t) => 3 + (t % 5))];
  const steps = holdOutSteps(histories);
  const shares: number[] = [];
  let next = steps.next();
  for (; next.done !== true; next = steps.next()) shares.push(next.value);
  expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  expect(next.value).toEqual(holdOutProducts(histories));
});

test('holdOutSteps: of a large catalogue a sample is checked, and the others say so', () => {
  const steps = holdOutSteps(
    rows(5, () => 0).map(() => alternating()),
    2,
  );
  let next = steps.next();
  while (next.done !== true) next = steps.next();
  const unchecked = { problem: 'It was not checked: of 5 products 2, spread evenly over the file, were.' };
  expect(next.value.map((result) => 'problem' in result)).toEqual([false, true, false, true, true]);
  expect(next.value[1]).toEqual(unchecked);
});
