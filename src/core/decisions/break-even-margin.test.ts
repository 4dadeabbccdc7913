import { expect, test } from 'vitest';

import { breakEvenMargin, breakEvenWords, type PricedByRevenue } from './break-even-margin.ts';

function change(
  today: readonly [price: number, units: number],
  then: readonly [price: number, units: number],
  changes: Partial<PricedByRevenue> = {},
): PricedByRevenue {
  const day = ([price, units]: readonly [number, number]) => ({
    price,
    units,
    sales: price * units,
    profit: null,
  });
  return {
    price: then[0],
    currentPrice: today[0],
    unitCost: null,
    recommendation: { action: 'change', objective: 'revenue' } as PricedByRevenue['recommendation'],
    expectedAtCurrent: day(today),
    expectedAtSuggested: day(then),
    ...changes,
  };
}

test('breakEvenMargin: at that margin the changes leave profit as it is', () => {
  const list = [change([10, 100], [9, 125]), change([20, 10], [18, 12])];
  // Revenue +125 and +16; 25 and 2 more units, worth 250 and 40 at today's prices.
  const margin = breakEvenMargin(list)!;
  expect(margin).toBeCloseTo(1 - 141 / 290, 12);
  const profit = list.reduce((sum, { currentPrice, expectedAtCurrent: now, expectedAtSuggested: then }) => {
    const cost = (1 - margin) * currentPrice;
    return sum + (then!.sales - cost * then!.units) - (now.sales - cost * now.units);
  }, 0);
  expect(profit).toBeCloseTo(0, 9);
});

test('breakEvenMargin: dearer prices that bring more revenue earn more at any margin', () => {
  expect(breakEvenMargin([change([10, 100], [11, 95])])).toBeNull();
});

test('breakEvenMargin: a known cost, a price that stays and one counted in profit say nothing', () => {
  const cheaper = [
    [10, 100],
    [9, 125],
  ] as const;
  const counted = (action: 'keep' | 'change', objective: 'profit' | 'revenue') =>
    ({ action, objective }) as PricedByRevenue['recommendation'];
  expect(
    breakEvenMargin([
      change(...cheaper, { unitCost: 4 }),
      change(...cheaper, { recommendation: counted('keep', 'revenue') }),
      change(...cheaper, { recommendation: counted('change', 'profit') }),
      change(...cheaper, { price: null }),
    ]),
  ).toBeNull();
});

test('breakEvenWords: how many changes it is about, and the margin', () => {
  expect(breakEvenWords([change([10, 100], [9, 125]), change([20, 10], [18, 12])])).toBe(
    'No cost is known for 2 changes: with a margin below about 51 %, together they would earn less profit than today.',
  );
  expect(breakEvenWords([change([10, 100], [9, 125])])).toBe(
    'No cost is known for 1 change: with a margin below about 50 %, it would earn less profit than today.',
  );
  expect(breakEvenWords([])).toBe('');
});
