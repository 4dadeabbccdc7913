// A category as one series against its products added up one by one, and shares that no series can say.

import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { CategoryPrices, type CategoryProduct } from './category-prices.ts';
import { CommonIndex } from './common-index.ts';
import { PlainSeason } from './plain-season.ts';

const draws = 50;
const sales = [5, 3, 1, 0.5];

/** Products whose shares are their sales over those of the others. */
function category(seed: number): CategoryProduct[] {
  const random = new Random(seed);
  const drawn = (value: number, error: number) =>
    Float64Array.from({ length: draws }, () => value + error * random.normal());
  return sales.map((own, i) => {
    const others = sales.reduce((sum, each) => sum + each, 0) - own;
    const shares = sales.flatMap((each, j) => (j === i ? [] : [[`p${j}`, each / others] as const]));
    const base = drawn(10 * own, own);
    return {
      id: `p${i}`,
      currentPrice: 10 + i,
      season: new PlainSeason({ base, elasticity: drawn(-2.5, 0.4), referencePrice: 10 }, 6, 30),
      cross: i === 2 ? null : drawn(0.9, 0.2),
      shares: i === 2 ? {} : Object.fromEntries(shares),
    };
  });
}

function valuesAt(prices: CategoryPrices, i: number, price: number): Float64Array {
  return prices.seasonOf(i).constant(price, new Float64Array(draws));
}

test('CategoryPrices: quick or exact, a price is worth the same to the category on every draw', () => {
  const exact = new CategoryPrices(category(1), draws);
  const quick = new CategoryPrices(category(1), draws, true);
  const random = new Random(2);
  for (let round = 0; round < 12; round++) {
    const i = round % sales.length;
    const current = 10 + i;
    for (const ratio of [0.8, 0.95, 1.1, 1.25]) {
      const expected = valuesAt(exact, i, ratio * current);
      const got = valuesAt(quick, i, ratio * current);
      for (let d = 0; d < draws; d++) expect(got[d]! / expected[d]! - 1).toBeCloseTo(0, 5);
    }
    const price = current * (0.85 + 0.3 * random.uniform());
    exact.setPrice(i, price);
    quick.setPrice(i, price);
  }
});

test('CommonIndex: none where a share is not a weight times a scale, or nobody answers', () => {
  const products = category(1);
  const own = products.map(({ season, currentPrice }) =>
    season.constant(currentPrice, new Float64Array(draws)),
  );
  expect(CommonIndex.of(products, own)).not.toBeNull();
  const twisted = products.map((product, i) =>
    i === 3 ? { ...product, shares: { ...product.shares, p0: product.shares.p0! - 0.1 } } : product,
  );
  expect(CommonIndex.of(twisted, own)).toBeNull();
  expect(
    CommonIndex.of(
      products.map((product) => ({ ...product, cross: null })),
      own,
    ),
  ).toBeNull();
});
