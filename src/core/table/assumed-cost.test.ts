import { expect, test } from 'vitest';

import { historyFixture } from '../demand/history-fixture.ts';
import { assumedCostProblem, noAssumptions, withAssumedCost, type CostAssumptions } from './assumed-cost.ts';

const costless = historyFixture({ id: 'tea', price: [18, 20], units: [3, 2] });
const margin: CostAssumptions = { ...noAssumptions, all: { kind: 'margin', percent: 30 } };

test('a margin in percent becomes a cost at the last price, and says that it was assumed', () => {
  const assumed = withAssumedCost(costless, margin);
  expect(assumed.unitCost).toBeCloseTo(14, 12); // 70 % of 20
  expect(assumed.assumedCost).toBe('a margin of 30 %');
});

test('a cost of the file is never overruled', () => {
  const known = historyFixture({ id: 'tea', price: [18, 20], units: [3, 2], unitCost: 12 });
  expect(withAssumedCost(known, margin)).toBe(known);
});

test('a category’s assumption overrules the one for all, a product’s own both; names may be __proto__', () => {
  const inCategory = { ...costless, product: { ...costless.product, category: '__proto__' } };
  const ofCategory: CostAssumptions = {
    ...margin,
    categories: Object.fromEntries([['__proto__', { kind: 'margin', percent: 50 }]]),
  };
  expect(withAssumedCost(inCategory, margin).unitCost).toBeCloseTo(14, 12);
  expect(withAssumedCost(inCategory, ofCategory).unitCost).toBeCloseTo(10, 12);
  const ofProduct: CostAssumptions = { ...ofCategory, products: { tea: { kind: 'cost', amount: 4.2 } } };
  expect(withAssumedCost(inCategory, ofProduct)).toMatchObject({
    unitCost: 4.2,
    assumedCost: 'a cost of 4.20',
  });
});

test('an assumption can be changed and taken back; the same one again changes nothing', () => {
  const assumed = withAssumedCost(costless, margin);
  expect(withAssumedCost(assumed, margin)).toBe(assumed);
  const other = withAssumedCost(assumed, { ...noAssumptions, all: { kind: 'margin', percent: 40 } });
  expect(other.unitCost).toBeCloseTo(12, 12);
  expect(withAssumedCost(other, noAssumptions)).toEqual(costless);
  expect(withAssumedCost(costless, noAssumptions)).toBe(costless);
});

test('what is no margin and no cost is refused in a sentence', () => {
  expect(assumedCostProblem({ kind: 'margin', percent: 30 })).toBeNull();
  expect(assumedCostProblem({ kind: 'margin', percent: 100 })).toContain('from 0 to 99 %');
  expect(assumedCostProblem({ kind: 'cost', amount: 0 })).toContain('above 0');
});
